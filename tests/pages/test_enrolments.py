"""Enrolments and justifications on screen: the panel, its drawers, and grounds that only a logged look shows."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from core.access.actors import Actor, Role
from db.models import (
    AccessEntry,
    AttendanceCell,
    Course,
    CourseGroup,
    CourseYear,
    Enrolment,
    Exemption,
    GroupMembership,
    Justification,
    Lesson,
    SecondSession,
)
from tests import factories
from tests.factories import Provider
from tests.pages.conftest import Opened, open_page
from tests.pages.drawers import asked_for_a_day, counted, drawer, empty, fill, only, stored

START = date(2026, 9, 7)


def enrolled(session: Session, given: Provider, **values: object) -> Enrolment:
    """Somebody in a course of two groups, ill on one Monday without a word yet."""
    course = Course(
        code="NT2-1", name="Nederlands", campus_id=given.campus.id, organisation="school_year", lesson_unit=50,
        recognition_kind="commission", starts_on=START, ends_on=date(2027, 6, 28),
    )  # fmt: skip
    session.add(course)
    session.flush()
    session.add(CourseYear(course_id=course.id, school_year=2026, planned_minutes=2000))
    groups = [CourseGroup(code=code, name=code, course_id=course.id) for code in ("G-A", "G-B")]
    session.add_all(groups)
    session.flush()
    chosen = {
        "course_id": course.id, "learner_id": factories.learner(session).id, "campus_id": given.campus.id,
        "enrolled_on": START, "regime": "bev_brussels", "employer_name": "Bakkerij Noord",
    }  # fmt: skip
    row = Enrolment(**(chosen | values))
    lesson = Lesson(
        course_group_id=groups[0].id, held_on=date(2026, 11, 16), weekday=1, starts_at=540, ends_at=760, minutes=200,
        given_minutes=200,
    )  # fmt: skip
    session.add_all([row, lesson])
    session.flush()
    session.add(GroupMembership(enrolment_id=row.id, course_group_id=groups[0].id, from_on=START))
    session.add(
        AttendanceCell(
            lesson_id=lesson.id, enrolment_id=row.id, code="GZ", unjustified=200, changed_by="An",
            changed_at=datetime(2026, 11, 16, tzinfo=UTC),
        )
    )  # fmt: skip
    session.commit()
    return row


def choose(opened: Opened, label: str, value: object) -> None:
    """Pick in the field with that label and draw again."""
    next(field for field in opened.at.selectbox if field.label == label).set_value(value)
    opened.at.run()
    opened.calm()


def set_day(opened: Opened, label: str, value: date) -> None:
    next(field for field in opened.at.date_input if field.label == label).set_value(value)


def panel(actor: Actor, course_id: int) -> Opened:
    at = AppTest.from_string(
        "from core.access.permissions import Action\n"
        "from core.ui import enrolments_panel\n"
        "from core.ui.page import open_page\n"
        "ctx = open_page('Opleidingen', Action.SEE_OVERVIEW)\n"
        f"enrolments_panel.draw(ctx, course_id={course_id})\n",
        default_timeout=60,
    )
    at.session_state["actor"] = actor
    at.session_state["session.language"] = "nl"
    at.run()
    opened = Opened(at)
    opened.calm()
    return opened


def test_the_panel_lists_who_is_enrolled_and_a_reader_gets_no_acts(session: Session, given: Provider) -> None:
    row = enrolled(session, given)
    seen = panel(given.coordinator, row.course_id)
    assert "Janssens, Zoë" in seen.texts
    assert "G-A · BEV (werkgever in Brussel) · Bakkerij Noord" in seen.texts
    reader = factories.actor(session, Role.READER)
    limited = factories.actor(session, Role.READER, campuses=[given.other])
    session.commit()
    assert "Cursist inschrijven" not in {button.label for button in panel(reader, row.course_id).at.button}
    assert "Janssens" not in panel(limited, row.course_id).texts


def test_somebody_is_enrolled_with_the_employer_of_the_file_and_the_warning_of_the_rule(
    session: Session, given: Provider
) -> None:
    row = enrolled(session, given)
    other = factories.learner(session, "Peeters", "Lotte", employer_name="Drukkerij Zuid")
    session.commit()
    adding = drawer(given.coordinator, "enrolment_adding", f"_add(ctx, {row.course_id})")
    fill(adding, Zoek_de_cursist="Peet")
    adding.at.run()
    choose(adding, "Educatief verlof", "vov")
    assert "laattijdige inschrijving" in adding.texts
    adding.button("Cursist inschrijven")
    made = only(select(Enrolment).where(Enrolment.learner_id == other.id))
    assert (made.regime, made.employer_name, made.enrolled_on) == ("vov", "Drukkerij Zuid", factories.TODAY)


def test_every_act_of_the_drawer_is_done_from_its_form(session: Session, given: Provider) -> None:
    row = enrolled(session, given)
    call = f"_show(ctx, {row.id})"
    freeing = drawer(given.coordinator, "enrolment_drawer", call)
    choose(freeing, "Wat wil je doen?", "exempt")
    set_day(freeing, "Laatste dag", START + timedelta(days=7))
    freeing.button("Vrijstelling noteren")
    assert counted(Exemption) == 1
    taking_back = drawer(given.coordinator, "enrolment_drawer", call)
    choose(taking_back, "Wat wil je doen?", "free")
    taking_back.button("Vrijstelling schrappen")
    assert counted(Exemption) == 0
    moving = drawer(given.coordinator, "enrolment_drawer", call)
    choose(moving, "Wat wil je doen?", "group")
    moving.button("Van groep veranderen")
    assert counted(GroupMembership) == 2
    noting = drawer(given.coordinator, "enrolment_drawer", call)
    choose(noting, "Wat wil je doen?", "second")
    noting.button("Tweede zittijd noteren")
    changing = drawer(given.coordinator, "enrolment_drawer", call)
    choose(changing, "Wat wil je doen?", "change")
    choose(changing, "Educatief verlof", "vov")
    changing.button("Wijziging bewaren")
    assessing = drawer(given.coordinator, "enrolment_drawer", call)
    choose(assessing, "Wat wil je doen?", "assessment")
    assessing.button("Eindbeoordeling noteren")
    stopping = drawer(given.coordinator, "enrolment_drawer", call)
    choose(stopping, "Wat wil je doen?", "stop")
    stopping.button("Opleiding stopzetten")
    after = stored(Enrolment, row.id)
    assert (after.regime, after.final_assessment, after.stop_kind) == ("vov", "taken", "announced")
    undoing = drawer(given.coordinator, "enrolment_drawer", call)
    choose(undoing, "Wat wil je doen?", "undo_stop")
    undoing.button("Stopzetting ongedaan maken")
    assert stored(Enrolment, row.id).stopped_on is None


def test_an_emptied_day_of_an_enrolment_is_asked_for(session: Session, given: Provider) -> None:
    row = enrolled(session, given, regime="vov")
    for act, label, button in (
        ("group", "Vanaf", "Van groep veranderen"),
        ("second", "Bekend sinds", "Tweede zittijd noteren"),
        ("assessment", "Op", "Eindbeoordeling noteren"),
    ):
        opened = drawer(given.coordinator, "enrolment_drawer", f"_show(ctx, {row.id})")
        choose(opened, "Wat wil je doen?", act)
        empty(opened, label)
        opened.button(button)
        asked_for_a_day(opened, label)
    assert counted(GroupMembership) == 1
    assert counted(SecondSession) == 0
    assert stored(Enrolment, row.id).final_assessment_on is None


def test_the_file_of_a_person_names_the_courses(session: Session, given: Provider) -> None:
    row = enrolled(session, given)
    assert (
        "NT2-1 Nederlands"
        in open_page("learners", given.coordinator, query={"id": str(row.learner_id)}).texts
    )


def test_a_justification_is_noted_and_the_list_says_no_ground(session: Session, given: Provider) -> None:
    row = enrolled(session, given)
    opened = open_page("attendance", given.coordinator, query={"part": "justifications"})
    assert "Te staven (1)" in opened.texts
    assert "Niets ontvangen" in opened.texts
    set_day(opened, "Eerste dag afwezig", date(2026, 11, 16))
    opened.button("Wettiging noteren")
    noted = only(select(Justification))
    assert (noted.ground, noted.is_late, noted.enrolment_id) == ("Z", False, row.id)
    again = open_page("attendance", given.coordinator, query={"part": "justifications"})
    assert "Stuk nog niet gezien" in again.texts
    assert "ziekte van de cursist" not in again.texts
    assert counted(AccessEntry) == 0


def test_grounds_show_after_a_logged_look_and_seen_evidence_moves_the_cell(
    session: Session, given: Provider
) -> None:
    row = enrolled(session, given)
    noted = Justification(
        enrolment_id=row.id, ground="Z", first_on=date(2026, 11, 16), last_on=date(2026, 11, 16),
        received_on=date(2026, 11, 17), is_late=False, term_days=7, noted_by="An",
        noted_at=datetime(2026, 11, 17, tzinfo=UTC),
    )  # fmt: skip
    session.add(noted)
    session.commit()
    call = (
        "show(ctx, __import__('core.attendance.justifications', fromlist=['Person'])"
        f".Person({row.id}, 1, {row.learner_id}, 'Janssens, Zoë', 'NT2-1'))"
    )
    looked = drawer(given.coordinator, "justification_drawer", call)
    assert "ziekte van de cursist" in looked.texts
    assert only(select(AccessEntry)).learner_id == row.learner_id
    empty(looked, "Stuk gezien op")
    looked.button("Stuk gezien")
    asked_for_a_day(looked, "Stuk gezien op")
    assert only(select(Justification)).evidence_seen_on is None
    set_day(looked, "Stuk gezien op", date(2026, 11, 21))
    looked.button("Stuk gezien")
    assert only(select(AttendanceCell)).justified == 200


def test_an_absence_is_taken_over_from_the_list_with_person_and_day(
    session: Session, given: Provider
) -> None:
    first = enrolled(session, given)
    lesson = session.scalars(select(Lesson)).one()
    second = factories.learner(session, "Baert", "Zoë")
    row = Enrolment(
        course_id=first.course_id, learner_id=second.id, campus_id=given.campus.id, enrolled_on=START
    )
    session.add(row)
    session.flush()
    session.add(GroupMembership(enrolment_id=row.id, course_group_id=lesson.course_group_id, from_on=START))
    cell = AttendanceCell(
        lesson_id=lesson.id, enrolment_id=row.id, code="GZ", unjustified=200, changed_by="An",
        changed_at=datetime(2026, 11, 16, tzinfo=UTC),
    )  # fmt: skip
    session.add(cell)
    session.commit()
    opened = open_page("attendance", given.coordinator, query={"part": "justifications"})
    field = opened.at.selectbox(key="attendance.justify.from_list")
    assert field.value is None
    [name] = [option for option in field.options if option.startswith("Baert")]
    field.select(name).run()
    opened.calm()
    assert not opened.at.warning
    [person] = [box for box in opened.at.selectbox if box.label == "Cursist"]
    assert person.value == row.id
    days = {box.label: box.value for box in opened.at.date_input}
    assert days["Eerste dag afwezig"] == days["Laatste dag afwezig"] == date(2026, 11, 16)
    opened.button("Wettiging noteren")
    assert only(select(Justification)).enrolment_id == row.id


def test_a_search_that_finds_more_people_than_are_shown_says_so_until_more_of_the_name_is_typed(
    session: Session, given: Provider
) -> None:
    course_id, told = enrolled(session, given).course_id, "De eerste 20 staan hier; typ meer van de naam."
    for number in range(21):
        person = factories.learner(session, "Vanderstraeten", "Zoë" if number else "Aagje")
        session.add(
            Enrolment(course_id=course_id, learner_id=person.id, campus_id=given.campus.id, enrolled_on=START)
        )
    session.commit()
    opened = open_page("attendance", given.coordinator, query={"part": "justifications"})
    assert told not in opened.texts
    for typed, count in (("vanderstr", 20), ("vanderstr zo", 20), ("vanderstr aag", 1)):
        opened.at.text_input(key="attendance.justify.search").set_value(typed).run()
        opened.calm()
        [field] = [box for box in opened.at.selectbox if box.label == "Cursist"]
        assert (len(field.options), told in opened.texts) == (count, typed == "vanderstr")


def test_a_day_in_the_future_arrives_and_is_refused_with_a_sentence_instead_of_the_day_before_it(
    session: Session, given: Provider
) -> None:
    """A field with a last day would turn red and send the day that stood in it before."""
    enrolled(session, given)
    opened = open_page("attendance", given.coordinator, query={"part": "justifications"})
    for label in ("Ontvangen op", "Stuk gezien op (leeg als nog niet)"):
        [field] = [box for box in opened.at.date_input if box.label == label]
        assert field.max >= date(2100, 1, 1)
    set_day(opened, "Eerste dag afwezig", date(2026, 11, 16))
    set_day(opened, "Ontvangen op", date(2027, 11, 17))
    opened.button("Wettiging noteren")
    assert "17/11/2027 ligt nog in de toekomst" in opened.texts
    assert counted(Justification) == 0
    [field] = [box for box in opened.at.date_input if box.label == "Ontvangen op"]
    assert field.value == date(2027, 11, 17), "what was typed is kept"
