"""Flemish training leave on the screen: filing one and many, what changed since, signatures, and the pictures."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from db.models import AttendanceCell, Course, Enrolment, Learner, Lesson, LessonSignature, VovFiling
from tests import attendance_factories as making
from tests import factories
from tests.factories import Provider
from tests.pages.conftest import Opened, open_page
from tests.pages.drawers import asked_for_a_day, empty

CHART = "vega_lite_chart"
VOV, ONLINE = {"part": "vov"}, {"part": "signatures"}


@pytest.fixture
def given(session: Session) -> Provider:
    """A short course that ended, with two lessons, one of them online, and two people under VOV."""
    made = factories.provider(session)
    course = making.course(
        session, campus=made.campus, name="Boekhouden", organisation="modular", vov_form="regular",
        odb_number="ODB-9", starts_on=date(2026, 9, 7), ends_on=date(2026, 10, 30),
    )  # fmt: skip
    group = making.group(session, course=course)
    lessons = [
        making.lesson(session, group=group, held_on=day, is_online=is_online, closed_on=date(2026, 10, 31))
        for day, is_online in ((date(2026, 9, 8), False), (date(2026, 9, 15), True))
    ]
    for name in ("Peeters", "Maes"):
        person = making.enrolment(
            session, course=course, learner=factories.learner(session, name, "Jan"), group=group, regime="vov"
        )
        for lesson in lessons:
            session.add(
                AttendanceCell(
                    lesson_id=lesson.id, enrolment_id=person.id, code="A", present=150, version=1,
                    changed_at=datetime(2026, 10, 31, tzinfo=UTC), changed_by="An",
                )
            )  # fmt: skip
    session.commit()
    return made


def stretch(session: Session, name: str) -> dict[str, str]:
    """The address of the stretch of that person."""
    rows = select(Enrolment.id).order_by(Enrolment.id)
    key = session.scalars(rows).all()[0 if name == "Peeters" else 1]
    session.commit()  # the page writes in a transaction of its own
    return VOV | {"stretch": str(key * 100_000 + date(2026, 9, 7).toordinal() % 100_000)}


def submit(opened: Opened, label: str) -> Opened:
    opened.button(label)
    return opened


def test_the_list_says_what_waits_and_calls_its_reminder_internal(session: Session, given: Provider) -> None:
    shown = open_page("certificates", given.coordinator, query=VOV)
    assert "geen bron noemt een termijn" in shown.texts
    assert "8 dagen na het einde" in shown.texts
    assert [row["Herinnering (intern)"] for row in shown.at.dataframe[0].value.to_dict("records")] == [
        date(2026, 11, 7)
    ] * 2


def test_a_stretch_is_filed_from_its_panel_and_tells_when_attendance_differs_since(
    session: Session, given: Provider
) -> None:
    shown = open_page("certificates", given.coordinator, query=stretch(session, "Maes"))
    assert "07/11/2026, geen uiterste datum: de bron noemt geen termijn" in shown.texts
    assert "De administratie beslist." in shown.texts
    submit(shown, "Indiening noteren")
    assert "gegeven 6, aanwezig 6, gewettigd 0, ongewettigd 0" in shown.texts
    submit(shown, "Indiening noteren")
    assert "De indiening van Maes, Jan is genoteerd." in shown.texts
    filed = session.scalars(select(VovFiling)).one()
    assert (filed.given_minutes, filed.present_minutes) == (300, 300)
    cell = session.scalars(
        select(AttendanceCell).where(AttendanceCell.enrolment_id == filed.enrolment_id).limit(1)
    ).one()
    cell.code, cell.present, cell.unjustified = "L30", 120, 30
    session.commit()
    again = open_page("certificates", given.coordinator, query=stretch(session, "Maes"))
    assert "Gewijzigd sinds indiening" in again.texts
    assert "Wat op 21/11/2026 ingediend is, staat hier nu anders." in again.texts
    assert "6 (300 min)" not in again.texts
    assert "5,4 (270 min)" in again.texts


def test_a_filing_without_its_day_is_not_noted(session: Session, given: Provider) -> None:
    shown = open_page("certificates", given.coordinator, query=stretch(session, "Maes"))
    submit(shown, "Indiening noteren")
    empty(shown, "Ingediend op")
    submit(shown, "Indiening noteren")
    asked_for_a_day(shown, "Ingediend op")
    assert session.scalars(select(VovFiling)).all() == []


def test_a_filing_is_taken_back_with_its_reason(session: Session, given: Provider) -> None:
    shown = open_page("certificates", given.coordinator, query=stretch(session, "Maes"))
    submit(submit(shown, "Indiening noteren"), "Indiening noteren")
    shown = open_page("certificates", given.coordinator, query=stretch(session, "Maes"))
    submit(shown, "Indiening intrekken")
    shown.at.text_area[0].input("kort")
    submit(shown, "Indiening intrekken")
    assert "minstens tien tekens" in shown.texts
    shown.at.text_area[0].input("In het loket weer ingetrokken")
    submit(shown, "Indiening intrekken")
    assert "De indiening van Maes, Jan is ingetrokken." in shown.texts
    assert session.scalars(select(VovFiling)).one().withdrawn_reason == "In het loket weer ingetrokken"


def test_many_are_filed_together_and_their_hours_go_along(session: Session, given: Provider) -> None:
    shown = open_page("certificates", given.coordinator, query=VOV)
    submit(shown, "Meerdere kiezen")
    shown.at.checkbox(key="certificates.vov.batch.whole").check().run()
    shown.calm()
    submit(shown, "Als rekenblad (.xlsx)")
    assert any("wse-loket-2026-11-21.xlsx" in str(link.proto) for link in shown.at.get("link_button"))
    submit(shown, "Indieningen noteren (2)")
    assert "2 van 2 gelukt" in shown.texts
    assert len(session.scalars(select(VovFiling)).all()) == 2


def test_a_reader_looks_and_has_no_button(session: Session, given: Provider) -> None:
    reader = factories.actor(session, Role.READER)
    session.commit()
    shown = open_page("certificates", reader, query=stretch(session, "Maes"))
    assert "Regelmatige aanwezigheid" in shown.texts
    labels = {button.label for button in shown.at.button}
    assert not labels & {"Indiening noteren", "Meerdere kiezen", "Exporteren"}


def test_the_signatures_of_an_online_lesson_are_noted_at_once(session: Session, given: Provider) -> None:
    online = session.scalars(select(Lesson.id).where(Lesson.is_online)).one()
    session.commit()
    query = ONLINE | {"online": str(online)}
    shown = open_page("attendance", given.coordinator, query=query)
    assert "3 ontbreken" in shown.texts
    empty(shown, "Getekend op")
    submit(shown, "Handtekeningen noteren")
    asked_for_a_day(shown, "Getekend op")
    assert session.scalars(select(LessonSignature)).all() == []
    session.commit()
    shown.at.date_input[-1].set_value(date(2026, 9, 15))
    submit(shown, "Handtekeningen noteren")
    assert "3 handtekeningen zijn genoteerd." in shown.texts
    assert len(session.scalars(select(LessonSignature)).all()) == 3
    session.commit()
    shown = open_page("attendance", given.coordinator, query=query)
    assert "eID, 15/09/2026" in shown.texts
    submit(shown, "Handtekening weghalen")
    assert "De handtekening is weggehaald." in shown.texts
    assert len(session.scalars(select(LessonSignature)).all()) == 2


def test_the_signature_of_one_of_two_of_one_name_is_that_of_the_one_who_was_ticked(
    session: Session, given: Provider
) -> None:
    online = session.scalars(select(Lesson.id).where(Lesson.is_online)).one()
    for person in session.scalars(select(Learner)):
        person.last_name, person.first_name, person.search_name = "Maes", "An", "maes an"
    session.commit()
    shown = open_page("attendance", given.coordinator, query=ONLINE | {"online": str(online)})
    [field] = shown.at.multiselect
    names, meant = list(field.options), list(field.value)
    assert len(set(names)) == len(names) > 1
    field.set_value([names[0]])
    submit(shown, "Handtekeningen noteren")
    noted = session.scalars(select(LessonSignature.enrolment_id)).all()
    assert {key for key in noted if key is not None} == {meant[0]}


def test_without_an_online_lesson_or_a_stretch_the_part_says_so(session: Session) -> None:
    alone = factories.actor(session)
    session.commit()
    assert "nog geen onlineles" in open_page("attendance", alone, query=ONLINE).texts
    assert "Niets om in te dienen" in open_page("certificates", alone, query=VOV).texts


def pictures(session: Session, actor: Actor, language: str = "nl") -> Opened:
    course = session.scalars(select(Course.id)).one()
    session.commit()
    shown = open_page("courses", actor, query={"id": str(course)}, language=language)
    shown.at.segmented_control(key="courses.shown").set_value("pictures").run()
    shown.calm()
    return shown


def test_the_pictures_of_a_course_each_have_a_sentence_a_chart_and_its_figures(
    session: Session, given: Provider
) -> None:
    shown = pictures(session, given.coordinator)
    for text in (
        "Elke week 100,0\u00a0% aanwezig", "Alle 6 geplande lestijden zijn gegeven",
        "Niemand nadert de grens: het meeste is 0,0\u00a0%", "De administratie beslist.",
        "Lestijden van 50 minuten per maand", "Maes, Jan",
    ):  # fmt: skip
        assert text in shown.texts
    assert len(shown.at.get(CHART)) == 3
    english = pictures(session, given.coordinator, "en").texts
    assert "All 6 planned lesson periods were given" in english
    assert "The administration decides." in english


def test_a_course_without_lessons_says_so_and_draws_nothing(session: Session) -> None:
    made = factories.provider(session)
    making.course(session, campus=made.campus)
    session.commit()
    shown = pictures(session, made.coordinator)
    for text in ("Nog geen les is afgesloten", "Nog geen les is voorbij", "Niemand in deze opleiding heeft"):
        assert text in shown.texts
    assert not shown.at.get(CHART)
