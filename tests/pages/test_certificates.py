"""The papers on the screen: the queue, one paper from issue to correction, and what somebody without the right reads."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.certificates import commands, owed, register
from core.certificates.earlier import Earlier
from core.deadlines import terms
from db.models import AttendanceCell, Certificate, Document, Lesson, Organisation, Signatory
from tests import attendance_factories as making
from tests import factories
from tests.conftest import TODAY
from tests.factories import Provider
from tests.pages.conftest import Opened, open_page
from tests.pages.drawers import asked_for_a_day, empty

PART = {"part": "queue"}
REASON = "Les van 8 september was verkeerd"


@pytest.fixture
def given(engine: Engine, session: Session) -> Provider:
    """A provider with one person under Brussels leave and one under the Flemish regime that has ended.

    The course is modular and its first three months are over: 150 and 100 of two lessons of 150 minutes attended.
    """
    made = factories.provider(session)
    course = making.course(
        session, campus=made.campus, name="Lassen", organisation="modular", starts_on=date(2026, 8, 3),
        years={2025: 2000, 2026: 2000},
    )  # fmt: skip
    group = making.group(session, course=course)
    making.slot(session, group=group)
    keys = [
        making.enrolment(
            session, course=course, learner=factories.learner(session, name, "Jan"), regime=regime, group=group
        ).id
        for name, regime in (("Peeters", "bev_brussels"), ("Maes", "bev_flanders"))
    ]  # fmt: skip
    for lesson, minutes in zip(
        making.lessons(session, group=group, count=2, closed_on=date(2026, 9, 20)), (150, 100), strict=True
    ):
        for key in keys:
            session.add(AttendanceCell(
                lesson_id=lesson.id, enrolment_id=key, code="A", present=minutes, unjustified=150 - minutes,
                changed_at=datetime(2026, 9, 20, 9, tzinfo=UTC), changed_by="An",
            ))  # fmt: skip
    owed.settle(session, enrolment_ids=keys, terms=terms.load(session))
    session.commit()
    return made


def first_period(session: Session) -> Certificate:
    found = select(Certificate).where(
        Certificate.kind == "assiduity", Certificate.period_number == 1, Certificate.hold == ""
    )
    session.rollback()
    return session.scalars(found).one()


def opened(given: Provider, session: Session, **query: str) -> Opened:
    key = first_period(session).id
    session.rollback()
    return open_page("certificates", given.coordinator, query={**PART, "paper": str(key), **query})


def test_every_paper_stands_with_its_date_or_the_reason_that_it_has_none(given: Provider) -> None:
    page = open_page("certificates", given.coordinator, query=PART)
    page.at.session_state["certificates.view"] = "table"
    page.at.run()
    page.calm()
    for text in ("Peeters, Jan", "Maes, Jan", "Te laat", "Geen regel van kracht", "Nauwgezetheid", "Lassen"):
        assert text in page.texts
    assert "31/12/2026" in page.texts


def test_a_sign_a_search_and_a_kind_each_narrow_the_queue(given: Provider) -> None:
    held = open_page("certificates", given.coordinator, query={**PART, "status": "hold"})
    held.at.session_state["certificates.view"] = "table"
    held.at.run()
    assert "Maes, Jan" in held.texts
    assert "Peeters, Jan" not in held.texts
    nobody = open_page("certificates", given.coordinator, query=PART)
    nobody.at.text_input[0].set_value("Zzz").run()
    nobody.calm()
    assert "Geen enkel papier past bij “Zzz”" in nobody.texts
    nobody.button("Filters wissen")
    assert "Geen papieren gevonden" not in nobody.texts


def test_the_panel_says_why_the_date_is_so_and_what_the_hours_are(given: Provider, session: Session) -> None:
    shown = opened(given, session).texts
    for text in (
        "Waarom deze datum?", "sluit de termijn", "einde van de periode", "Uren in deze periode", "ongewettigd; de grens is",
        "Boven de grens", "de administratie beslist", "Werkgever: uiterlijk 31/12/2026",
    ):  # fmt: skip
        assert text in shown


def test_a_paper_goes_from_due_to_delivered_and_corrected_on_the_screen(
    given: Provider, session: Session
) -> None:
    page = opened(given, session)
    page.button("Uitreiken")
    assert "Wat er op het papier komt" in [each.label for each in page.at.expander]
    assert "Theoretisch aantal cursusuren" in page.texts
    page.button("Uitreiken")
    assert "000001 is uitgereikt." in page.texts
    page.button("Afdruk noteren")
    page.button("Afdruk noteren")
    page.button("Handtekening noteren")
    page.button("Handtekening noteren")
    page.button("Aflevering noteren")
    page.button("Aflevering noteren")
    assert "Kies waarom het later werd" in page.texts
    late = next(box for box in page.at.selectbox if box.label == "Reden te laat")
    late.select("staff")
    page.button("Aflevering noteren")
    assert "De aflevering is genoteerd" in page.texts
    assert first_period(session).delivered_on is not None
    session.rollback()
    page.button("Correctie openen")
    page.at.text_area[-1].set_value(REASON)
    page.button("Correctie openen")
    assert "uitdrukkelijk de verantwoordelijkheid" in page.texts
    assert page.at.text_area[-1].value == REASON
    page.at.checkbox[-1].check()
    page.button("Correctie openen")
    assert "De correctie is geopend" in page.texts
    assert "correctie geopend" in page.texts
    page.button("Uitreiken")
    shown = page.texts
    assert "Reden van de correctie" in shown
    assert REASON in shown
    page.button("Uitreiken")
    assert "Correctie van N2026-000001" in page.texts
    assert "Gecorrigeerd door N2026-000002" in page.texts


def test_what_stops_a_paper_is_named_with_the_way_to_it(given: Provider, session: Session) -> None:
    lesson = session.scalars(select(Lesson)).first()
    assert lesson is not None
    lesson.closed_on = None
    session.commit()
    page = opened(given, session)
    page.button("Uitreiken")
    assert "niet ingevoerd" in page.texts
    assert "Uitreiken" not in [button.label for button in page.at.button]


def test_a_deviation_since_issue_is_told_with_the_way_out(given: Provider, session: Session) -> None:
    page = opened(given, session)
    page.button("Uitreiken")
    page.button("Uitreiken")
    paper = first_period(session)
    cell = session.scalars(
        select(AttendanceCell).where(
            AttendanceCell.enrolment_id == paper.enrolment_id, AttendanceCell.unjustified == 50
        )
    ).one()
    cell.justified, cell.unjustified = 50, 0
    session.commit()
    queue = open_page("certificates", given.coordinator, query={"part": "queue", "deviating": "1"})
    queue.at.session_state["certificates.view"] = "table"
    queue.at.run()
    queue.calm()
    assert "Afwijking nakijken" in queue.texts
    assert "1 papier" in queue.texts
    listed = open_page("certificates", given.coordinator, query={"part": "register", "deviating": "1"})
    assert "1 uitgereikt papier" in listed.texts
    session.get_one(Organisation, 1).set_up_at = datetime(2026, 9, 1, tzinfo=UTC)
    session.commit()
    vandaag = open_page("overview", given.coordinator)
    assert "1 uitgereikt papier zegt andere uren dan de aanwezigheden vandaag." in vandaag.texts
    shown = opened(given, session)
    assert "Afwijking sinds afgifte" in shown.texts
    assert "Vernietig het papier en reik het opnieuw uit" in shown.texts
    shown.button("Vernietigen")
    shown.at.text_area[-1].set_value("kort")
    shown.button("Vernietigen")
    assert shown.at.text_area[-1].value == "kort"
    shown.at.text_area[-1].set_value(REASON)
    shown.button("Vernietigen")
    assert "Het papier is vernietigd" in shown.texts
    assert "vernietigd" in shown.texts


def test_two_people_on_one_paper_see_both_values(given: Provider, session: Session) -> None:
    page = opened(given, session)
    page.button("Uitreiken")
    page.button("Uitreiken")
    page.button("Afdruk noteren")
    paper = first_period(session)
    paper.printed_on, paper.version = date(2026, 11, 20), paper.version + 1
    session.commit()
    page.button("Afdruk noteren")
    assert "Iemand anders wijzigde dit getuigschrift intussen" in page.texts
    assert "Beide waarden" in page.texts


@pytest.mark.parametrize(
    ("role", "issues", "hands"), [(Role.READER, False, False), (Role.REGISTRAR, False, True)]
)
def test_who_has_no_right_reads_who_has(
    given: Provider, session: Session, role: Role, issues: bool, hands: bool
) -> None:
    actor = factories.actor(session, role)
    session.commit()
    key = first_period(session).id
    query = {**PART, "paper": str(key)}
    shown = open_page("certificates", actor, query=query)
    assert ("Uitreiken" in [button.label for button in shown.at.button]) is issues
    assert "Uitreiken en vernietigen doet een coördinator of een beheerder." in shown.texts
    page = opened(given, session)
    page.button("Uitreiken")
    page.button("Uitreiken")
    shown = open_page("certificates", actor, query=query)
    assert ("Afdruk noteren" in [button.label for button in shown.at.button]) is hands


def test_another_campus_hides_the_paper(given: Provider, session: Session) -> None:
    key = first_period(session).id
    elsewhere = factories.actor(session, Role.COORDINATOR, campuses=[factories.campus(session, "Elders")])
    session.commit()
    shown = open_page("certificates", elsewhere, query={**PART, "paper": str(key)})
    assert "Niet gevonden" in shown.texts
    assert "Peeters" not in shown.texts


def test_the_papers_read_in_english(given: Provider, session: Session) -> None:
    key = first_period(session).id
    shown = open_page(
        "certificates", given.coordinator, language="en", query={**PART, "paper": str(key)}
    ).texts
    assert "Why this date?" in shown
    assert "Hours in this period" in shown
    assert "ongewettigd" not in shown
    assert session.scalars(select(Document)).all() == []


def test_the_register_lists_each_number_opens_its_paper_and_gives_its_sheet(
    given: Provider, session: Session
) -> None:
    empty = open_page("certificates", given.coordinator, query={"part": "register"})
    assert "Nog niets uitgereikt" in empty.texts
    page = opened(given, session)
    page.button("Uitreiken")
    page.button("Uitreiken")
    register = open_page("certificates", given.coordinator, query={"part": "register"})
    register.at.session_state["certificates.register.view"] = "table"
    register.at.run()
    for text in ("N2026-000001", "Peeters, Jan", "Uitgereikt", "1 uitgereikt papier"):
        assert text in register.texts
    register.unfold("certificates.register.exporting")
    register.button("Blad maken")
    assert any("afgifteregister-" in link.proto.label for link in register.at.get("link_button"))
    key = session.scalars(select(Document.id)).one()
    session.rollback()
    beside = open_page("certificates", given.coordinator, query={"part": "register", "document": str(key)})
    assert "Waarom deze datum?" in beside.texts
    reader = factories.actor(session, Role.READER)
    session.commit()
    without = open_page("certificates", reader, query={"part": "register"})
    assert "Exporteren" not in [each.proto.label for each in without.at.get("popover")]


def test_today_the_file_and_the_course_lead_to_their_papers(given: Provider, session: Session) -> None:
    paper = first_period(session)
    learner_id, course_id = paper.learner_id, paper.course_id
    session.get_one(factories.Organisation, 1).is_practice = True
    session.commit()
    today = open_page("overview", given.coordinator)
    assert "papieren zijn te laat" in today.texts
    assert "Nauwgezetheid uitreiken" in today.texts
    person = open_page("learners", given.coordinator, query={"id": str(learner_id)})
    assert "Getuigschriften en attesten" in person.texts
    course = open_page("courses", given.coordinator, query={"id": str(course_id)})
    assert "Getuigschriften en attesten" in course.texts
    links = [link.proto.label for link in course.at.get("page_link")]
    assert any(label.startswith("▲ Te laat") for label in links)


def test_a_day_that_was_emptied_is_asked_for_and_never_guessed(given: Provider, session: Session) -> None:
    page = opened(given, session)
    for act in ("Uitreiken", "Uitreiken", "Handtekening noteren"):
        page.button(act)
    empty(page, "Ondertekend op")
    page.button("Handtekening noteren")
    asked_for_a_day(page, "Ondertekend op")
    assert first_period(session).signed_on is None
    session.rollback()
    page.at.date_input[-1].set_value(date(2026, 11, 21))
    page.button("Handtekening noteren")
    page.button("Aflevering noteren")
    empty(page, "Afgeleverd op")
    page.button("Aflevering noteren")
    asked_for_a_day(page, "Afgeleverd op")
    assert first_period(session).delivered_on is None


def test_who_stands_on_the_paper_is_offered_first_to_issue_and_to_sign(
    given: Provider, session: Session
) -> None:
    """The list is by name; the paper names the first who was registered, unless another is chosen."""
    session.add(Signatory(name="Aaron Aerts", function="adjunct", begins_on=date(2020, 1, 1)))
    session.commit()
    page = opened(given, session)
    page.button("Uitreiken")
    first = str(page.at.selectbox[-1].value)
    assert first == str(session.scalars(select(Signatory.id).order_by(Signatory.id)).first())
    session.rollback()
    chosen = session.scalars(select(Signatory).order_by(Signatory.id.desc())).first()
    assert chosen is not None
    page.at.selectbox[-1].set_value(chosen.id)
    session.rollback()
    page.button("Uitreiken")
    page.button("Handtekening noteren")
    assert page.at.selectbox[-1].value == chosen.id


def test_a_national_number_in_what_was_done_about_a_late_paper_is_refused(
    given: Provider, session: Session
) -> None:
    page = opened(given, session)
    for act in (
        "Uitreiken",
        "Uitreiken",
        "Handtekening noteren",
        "Handtekening noteren",
        "Aflevering noteren",
    ):
        page.button(act)
    next(box for box in page.at.selectbox if box.label == "Reden te laat").select("staff")
    field = next(box for box in page.at.text_input if box.label == "Wat is eraan gedaan?")
    field.set_value("Gebeld met 85.07.30-033.28")
    page.button("Aflevering noteren")
    assert "Hier hoort geen rijksregisternummer." in page.texts
    assert first_period(session).delivered_on is None


def test_a_day_that_cannot_be_is_refused_as_it_was_typed(given: Provider, session: Session) -> None:
    """Streamlit's own bounds kept the day from before: 1 January on the screen was noted as today."""
    page = opened(given, session)
    for act in ("Uitreiken", "Uitreiken", "Handtekening noteren"):
        page.button(act)
    for typed in (date(2026, 1, 1), date(2030, 1, 1)):
        page.at.date_input[-1].set_value(typed)
        page.button("Handtekening noteren")
        assert page.at.error
        assert "Kies een dag vanaf 21/11/2026 tot en met 21/11/2026." in page.texts
        assert page.at.date_input[-1].value == typed
        assert first_period(session).signed_on is None
        session.rollback()


def test_a_paper_of_before_has_no_pdf_waits_for_its_delivery_and_stands_in_the_register(
    given: Provider, session: Session
) -> None:
    paper = first_period(session)
    assert paper.to_on is not None
    day = paper.to_on + timedelta(days=1)
    commands.note_earlier(
        session, actor=given.coordinator, today=TODAY, certificate_id=paper.id, version=paper.version,
        earlier=Earlier(day, "AV/17"),
    )  # fmt: skip
    session.commit()
    page = opened(given, session)
    assert "Op papier, nummer AV/17, van vóór Termijnwacht: er is geen PDF van." in page.texts
    assert "AV/17 geldig" in page.texts
    assert "PDF" not in [link.proto.label for link in page.at.get("link_button")]
    assert "Handtekening noteren" not in [each.label for each in page.at.button]
    page.button("Aflevering noteren")
    next(box for box in page.at.selectbox if box.label == "Reden te laat").select("staff")
    page.button("Aflevering noteren")
    assert "De aflevering is genoteerd" in page.texts
    assert "AV/17 afgeleverd" in page.texts
    row = register.page(session, actor=given.coordinator, today=TODAY).rows[0]
    session.rollback()
    beside = open_page(
        "certificates", given.coordinator, query={"part": "register", "document": str(row.key)}
    )
    assert "Op papier, van vóór Termijnwacht" in beside.texts
    assert "Waarom deze datum?" in beside.texts
