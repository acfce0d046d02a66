"""The register names every number that was given with what became of it; its sheet holds dates as dates."""

import io
from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.certificates import commands, details, preview, register
from core.certificates.living import Handed
from core.certificates.register_narrowing import Asked
from core.errors import NotAllowed, NotFound
from core.journal import sentences
from core.web import documents
from db.models import AccessEntry, AttendanceCell, Certificate, Course, Lesson, Signatory
from tests import factories
from tests.core.certificates import papers
from tests.factories import Provider

AFTER = date(2027, 1, 4)
REASON = "Les van 8 september was verkeerd"


@pytest.fixture
def paper(session: Session, given: Provider) -> Certificate:
    """The first quarter of somebody in a group with two lessons, both closed: 250 present, 50 of 300 justified."""
    return papers.paper(session, papers.enrolled(session, given, number=factories.insz()), "assiduity", 1)


def issue(session: Session, given: Provider, paper: Certificate) -> None:
    commands.issue(
        session, actor=given.coordinator, today=AFTER, certificate_id=paper.id, version=paper.version
    )


def destroy(session: Session, given: Provider, paper: Certificate) -> None:
    commands.destroy(
        session, actor=given.coordinator, today=AFTER, certificate_id=paper.id, version=paper.version, reason=REASON
    )  # fmt: skip


def hand_over(session: Session, given: Provider, paper: Certificate) -> None:
    signatory = session.scalars(select(Signatory.id)).first()
    assert signatory is not None
    commands.note_signed(
        session, actor=given.coordinator, today=AFTER, certificate_id=paper.id, version=paper.version,
        signatory_id=signatory, signed_on=AFTER,
    )  # fmt: skip
    commands.deliver(
        session, actor=given.coordinator, today=AFTER, certificate_id=paper.id, version=paper.version,
        handed=Handed(AFTER, "hand", "An"),
    )  # fmt: skip


def whole_life(session: Session, given: Provider, paper: Certificate) -> None:
    """Destroyed once, delivered, corrected; the correction destroyed once and issued again."""
    issue(session, given, paper)
    destroy(session, given, paper)
    issue(session, given, paper)
    hand_over(session, given, paper)
    commands.open_correction(
        session, actor=given.coordinator, today=AFTER, certificate_id=paper.id, version=paper.version, reason=REASON,
        takes_responsibility=True,
    )  # fmt: skip
    issue(session, given, paper)
    destroy(session, given, paper)
    issue(session, given, paper)


def test_every_number_says_what_became_of_it_and_corrections_are_linked_both_ways(
    session: Session, given: Provider, paper: Certificate
) -> None:
    whole_life(session, given, paper)
    rows = register.page(session, actor=given.coordinator, today=AFTER).rows
    said = [
        (
            row.document.number[-1], row.document.destroyed_on is not None, row.document.delivered_on,
            row.document.corrects[-1:], row.document.corrected_by[-1:],
        )
        for row in rows
    ]  # fmt: skip
    assert said == [
        ("4", False, None, "2", ""), ("3", True, None, "2", ""), ("2", False, AFTER, "", "4"),
        ("1", True, None, "", ""),
    ]  # fmt: skip


def test_each_number_keeps_the_day_that_was_noted_for_its_signature(
    session: Session, given: Provider, paper: Certificate
) -> None:
    """Signed and destroyed, signed and delivered, corrected and signed another day, corrected again and not signed."""
    asked: dict[str, Any] = {
        "actor": given.coordinator,
        "today": date(2027, 1, 9),
        "certificate_id": paper.id,
    }
    signatory = session.scalars(select(Signatory.id)).one()

    def sign(day: date) -> None:
        commands.note_signed(session, **asked, version=paper.version, signatory_id=signatory, signed_on=day)

    issue(session, given, paper)
    sign(date(2027, 1, 5))
    sign(date(2027, 1, 6))
    destroy(session, given, paper)
    issue(session, given, paper)
    hand_over(session, given, paper)
    commands.open_correction(
        session, **asked, version=paper.version, reason=REASON, takes_responsibility=True
    )
    rows = register.page(session, actor=given.coordinator, today=AFTER).rows
    assert [row.signed_on for row in rows] == [AFTER, date(2027, 1, 6)], (
        "an opened correction takes nothing back"
    )
    issue(session, given, paper)
    sign(date(2027, 1, 8))
    destroy(session, given, paper)
    issue(session, given, paper)
    rows = register.page(session, actor=given.coordinator, today=AFTER).rows
    assert [(row.document.number[-1], row.signed_on) for row in rows] == [
        ("4", None), ("3", date(2027, 1, 8)), ("2", AFTER), ("1", date(2027, 1, 6)),
    ]  # fmt: skip
    assert [row.document.signed_on for row in rows] == [row.signed_on for row in rows]


def test_who_opens_a_paper_under_leave_is_not_said_to_open_a_proof(
    session: Session, given: Provider, paper: Certificate
) -> None:
    issue(session, given, paper)
    assert paper.document_id is not None
    documents.open_paper(session, actor=given.coordinator, document_id=paper.document_id)
    look = session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc())).first()
    assert look is not None
    assert sentences.look(look.what, str) == "Getuigschrift of attest geopend"


def test_the_register_narrows_by_year_course_kind_and_day(
    session: Session, given: Provider, paper: Certificate
) -> None:
    issue(session, given, paper)
    actor = given.coordinator
    for asked, total in (
        (Asked(school_year=2026), 1), (Asked(school_year=2025), 0), (Asked(course_id=paper.course_id), 1),
        (Asked(course_id=0), 0), (Asked(kind="assiduity"), 1), (Asked(kind="enrolment"), 0),
        (Asked(first_on=AFTER, last_on=AFTER), 1), (Asked(last_on=date(2027, 1, 3)), 0),
        (Asked(first_on=date(2027, 1, 5)), 0),
    ):  # fmt: skip
        assert register.page(session, actor=actor, today=AFTER, asked=asked).total == total
    assert list(register.years(session, actor=actor)) == [2026]


def test_the_sheet_holds_real_dates_and_neither_grounds_nor_a_national_number(
    session: Session, given: Provider, paper: Certificate
) -> None:
    whole_life(session, given, paper)
    made = commands.export_register(
        session, actor=given.coordinator, today=AFTER, asked=Asked(), language="nl", described="alles"
    )
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()[3:]
    head = [str(each) for each in rows[0]]
    second = dict(zip(head, rows[2], strict=True))
    assert second["Nummer"] == "N2027-000002"
    assert second["Uitgereikt op"] == second["Afgeleverd op"] == AFTER
    assert second["Gecorrigeerd door"] == "N2027-000004"
    assert not {"Grond", "Reden", "INSZ", "Rijksregisternummer"} & set(head)
    assert len(rows) == 5


def test_another_campus_and_another_role_see_none_of_it(
    session: Session, given: Provider, paper: Certificate
) -> None:
    issue(session, given, paper)
    elsewhere = factories.actor(session, Role.COORDINATOR, campuses=[given.other])
    assert register.page(session, actor=elsewhere, today=AFTER).total == 0
    assert list(register.years(session, actor=elsewhere)) == []
    assert paper.document_id is not None
    assert register.certificate_of(session, actor=elsewhere, key=paper.document_id) is None
    assert register.certificate_of(session, actor=given.coordinator, key=paper.document_id) == paper.id
    assert details.detail(session, actor=elsewhere, today=AFTER, certificate_id=paper.id) is None
    with pytest.raises(NotFound):
        preview.of(session, actor=elsewhere, today=AFTER, certificate_id=paper.id)
    reader = factories.actor(session, Role.READER)
    with pytest.raises(NotAllowed):
        commands.export_register(
            session, actor=reader, today=AFTER, asked=Asked(), language="nl", described=""
        )


def test_the_panel_shows_frozen_hours_while_issued_and_those_of_today_while_a_correction_is_open(
    session: Session, given: Provider, paper: Certificate
) -> None:
    def hours() -> tuple[bool, int, int]:
        found = details.detail(session, actor=given.coordinator, today=AFTER, certificate_id=paper.id)
        assert found is not None
        assert found.hours is not None
        return found.hours.is_frozen, found.hours.present, found.hours.justified

    assert hours() == (False, 250, 50)
    issue(session, given, paper)
    cell = session.scalars(select(AttendanceCell).where(AttendanceCell.justified == 50)).one()
    cell.present, cell.justified = 150, 0
    session.flush()
    assert hours() == (True, 250, 50)
    hand_over(session, given, paper)
    commands.open_correction(
        session, actor=given.coordinator, today=AFTER, certificate_id=paper.id, version=paper.version, reason=REASON,
        takes_responsibility=True,
    )  # fmt: skip
    assert hours() == (False, 300, 0)


def test_the_preview_names_what_stops_it_by_the_same_checks_as_the_act(
    session: Session, given: Provider, paper: Certificate
) -> None:
    asked = {"actor": given.coordinator, "certificate_id": paper.id}
    early = preview.of(session, today=date(2026, 12, 1), **asked)  # type: ignore[arg-type]
    assert ["pas de dag daarna" in str(stop) for stop in early.stops] == [True]
    assert early.content is not None
    fine = preview.of(session, today=AFTER, **asked)  # type: ignore[arg-type]
    assert fine.stops == ()
    assert fine.content is not None
    assert (fine.content.present, fine.content.number) == (250, "")
    lesson = session.scalars(select(Lesson).order_by(Lesson.held_on)).first()
    course = session.scalars(select(Course)).one()
    assert lesson is not None
    lesson.closed_on, course.category = None, ""
    session.flush()
    found = preview.of(session, today=AFTER, **asked)  # type: ignore[arg-type]
    assert [stop.field for stop in found.stops] == ["lessons", "category"]
    assert found.content is None
    assert found.open_lesson is not None
    assert found.open_lesson.lesson_id == lesson.id
