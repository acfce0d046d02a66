"""Attendance on the days and numbers where an answer changes; each was once let through by the tests around it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock
from core.attendance import commands, filling, standing
from core.attendance.cells import Op
from core.attendance.justifying import Absence
from core.certificates import terms_of_papers
from core.deadlines import terms
from core.enrolments import commands as enrolments
from core.errors import InvalidInput
from db.models import AttendanceCell, CourseGroup, Enrolment, Justification, Lesson
from tests import attendance_factories as making
from tests.core.certificates import papers
from tests.core.conftest import Refused
from tests.factories import Provider

FIRST, LAST = date(2026, 9, 7), date(2026, 12, 31)
AFTER = papers.AFTER


@pytest.fixture
def who(session: Session, given: Provider) -> Enrolment:
    """Somebody with two closed lessons in the first quarter."""
    return papers.enrolled(session, given)


def act(given: Provider, today: date = AFTER) -> dict[str, Any]:
    return {"actor": given.coordinator, "today": today}


def lesson(session: Session, who: Enrolment, day: date, code: str = "", *, is_closed: bool = True) -> Lesson:
    """One more lesson of 150 minutes in the group, with a cell that is not backed."""
    key = session.scalars(select(Lesson.course_group_id)).first()
    made = making.lesson(
        session, group=session.get_one(CourseGroup, key), held_on=day, starts_at=480, ends_at=660,
        closed_on=AFTER if is_closed else None,
    )  # fmt: skip
    if code:
        session.add(AttendanceCell(
            lesson_id=made.id, enrolment_id=who.id, code=code, present=150 if code == "A" else 0,
            unjustified=0 if code == "A" else 150, changed_at=clock.now(), changed_by="An", version=1,
        ))  # fmt: skip
        session.flush()
    return made


def test_a_paper_holds_and_counts_the_first_and_the_last_day_of_its_period(
    session: Session, given: Provider, who: Enrolment
) -> None:
    inside = [lesson(session, who, day, "A") for day in (FIRST, LAST)]
    outside = lesson(session, who, LAST + timedelta(days=1), "A")
    document = papers.issued(session, given, papers.paper(session, who, "assiduity", 1))
    assert (document.content["planned"], document.content["given"], document.content["present"]) == (
        600,
        600,
        550,
    )
    around = standing.of(session, [each.id for each in (*inside, outside)])
    assert [around.paper(each, who.id) for each in (*inside, outside)] == [
        document.number,
        document.number,
        "",
    ]


@pytest.mark.parametrize("day", [FIRST, LAST])
def test_a_word_for_the_first_or_last_day_of_an_issued_period_moves_no_minute(
    session: Session, given: Provider, refused: Refused, who: Enrolment, day: date
) -> None:
    lesson(session, who, day, "GZ")
    papers.issued(session, given, papers.paper(session, who, "assiduity", 1))
    with refused(InvalidInput, "Die uren liggen vast"):
        commands.justify(
            session, enrolment_id=who.id, version=who.version, absence=Absence("Z", day, day, day, day), **act(given)
        )  # fmt: skip


def test_a_word_for_one_day_that_is_the_day_of_enrolment_makes_that_lesson_good(
    session: Session, given: Provider, who: Enrolment
) -> None:
    held = lesson(session, who, FIRST, "GZ")
    commands.justify(
        session, enrolment_id=who.id, version=who.version, absence=Absence("Z", FIRST, FIRST, FIRST), **act(given, FIRST)
    )  # fmt: skip
    cell = session.scalars(select(AttendanceCell).where(AttendanceCell.lesson_id == held.id)).one()
    assert (cell.justified, cell.unjustified) == (0, 150)
    noted = session.scalars(select(Justification)).one()
    before = who.version
    commands.see_evidence(
        session, justification_id=noted.id, version=noted.version, seen_on=FIRST, **act(given, FIRST)
    )
    assert (cell.justified, cell.unjustified) == (150, 0)
    assert who.version == before + 1, "who looks at the enrolment is told that it changed"


def test_a_year_of_absence_is_taken_and_a_day_more_is_not(
    session: Session, given: Provider, refused: Refused, who: Enrolment
) -> None:
    lesson(session, who, date(2026, 10, 6), is_closed=False)
    last = FIRST + timedelta(days=366)
    asked = {"enrolment_id": who.id, "first_on": FIRST, **act(given)}
    assert filling.absence_would_fill(session, last_on=last, **asked).filled == 1
    assert filling.absence_would_fill(session, last_on=last + timedelta(days=1), **asked).filled == 0
    with refused(InvalidInput, "hoogstens een jaar"):
        commands.fill_absence(session, last_on=last + timedelta(days=1), code="O", **asked)
    assert commands.fill_absence(session, last_on=last, code="O", **asked).filled == 1
    held = lesson(session, who, date(2026, 10, 13), is_closed=False)
    day = {**asked, "first_on": held.held_on, "last_on": held.held_on}
    assert filling.absence_would_fill(session, **day).filled == 1
    assert commands.fill_absence(session, code="O", **day).filled == 1


def test_lessons_after_the_stop_are_neither_filled_nor_left(
    session: Session, given: Provider, who: Enrolment
) -> None:
    for day in (date(2026, 10, 6), date(2026, 10, 13), date(2026, 10, 20)):
        lesson(session, who, day, is_closed=False)
    enrolments.stop(
        session, enrolment_id=who.id, version=who.version, kind="announced", announced_on=date(2026, 10, 13),
        **act(given),
    )  # fmt: skip
    done = filling.absence_would_fill(
        session, enrolment_id=who.id, first_on=date(2026, 10, 1), last_on=date(2026, 10, 31), **act(given)
    )
    assert (done.filled, done.left) == (1, 0)


def test_a_lesson_is_not_copied_from_itself(
    session: Session, given: Provider, refused: Refused, who: Enrolment
) -> None:
    held = lesson(session, who, date(2026, 10, 6), is_closed=False)
    with refused(InvalidInput, "Kies een les van dezelfde groep"):
        commands.copy_from_lesson(session, lesson_id=held.id, source_id=held.id, **act(given))


@pytest.mark.parametrize("base", [1, 7])
def test_an_edit_on_a_version_that_never_was_is_a_conflict_too(
    session: Session, given: Provider, who: Enrolment, base: int
) -> None:
    held = lesson(session, who, date(2026, 10, 6), is_closed=False)
    [result] = commands.save(
        session, lesson_id=held.id, ops=[Op("e-1", held.id, who.id, base, "A")], **act(given)
    )
    assert (result.status, result.value, result.version) == ("conflict", "", 0)


def test_who_does_not_sit_in_the_lesson_any_more_is_answered_without_what_stands_there(
    session: Session, given: Provider, who: Enrolment
) -> None:
    held = lesson(session, who, date(2026, 10, 20), "O", is_closed=False)
    enrolments.stop(
        session, enrolment_id=who.id, version=who.version, kind="announced", announced_on=date(2026, 10, 13),
        **act(given),
    )  # fmt: skip
    [result] = commands.save(
        session, lesson_id=held.id, ops=[Op("e-2", held.id, who.id, 1, "A")], **act(given)
    )
    assert (result.status, result.value, result.version) == ("refused", "", 0)


def test_a_register_is_closed_on_the_day_of_its_lesson(
    session: Session, given: Provider, refused: Refused, who: Enrolment
) -> None:
    held = lesson(session, who, date(2026, 10, 6), "A", is_closed=False)
    with refused(InvalidInput, "nog niet gegeven"):
        commands.close_lesson(session, lesson_id=held.id, version=1, **act(given, date(2026, 10, 5)))
    assert commands.close_lesson(session, lesson_id=held.id, version=1, **act(given, date(2026, 10, 6))) == 1


def test_the_internal_target_is_as_much_earlier_as_signing_takes(session: Session, given: Provider) -> None:
    law = replace(terms.load(session), buffer_days=0)
    assert terms_of_papers.internal_target(law, date(2027, 8, 24), 8) == date(2027, 9, 1)
    assert terms_of_papers.internal_target(replace(law, buffer_days=2), date(2027, 8, 24), 8) == date(
        2027, 8, 30
    )
