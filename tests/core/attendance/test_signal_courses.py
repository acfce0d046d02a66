"""Signals of one course: rows and counts are narrowed, the choice of courses is not, and a link to a quiet course holds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.attendance import signals
from db.models import AttendanceCell, Course, Enrolment, Lesson
from tests import attendance_factories as making
from tests import factories
from tests.factories import Provider

TODAY = date(2026, 11, 21)
FIRST = date(2026, 9, 1)


def absent(session: Session, lessons: list[Lesson], enrolment: Enrolment) -> None:
    for lesson in lessons:
        session.add(AttendanceCell(
            lesson_id=lesson.id, enrolment_id=enrolment.id, version=1, code="O", present=0, justified=0,
            unjustified=150, changed_at=datetime(2026, 11, 20, tzinfo=UTC), changed_by="T",
        ))  # fmt: skip


@pytest.fixture
def courses(session: Session, given: Provider) -> list[Course]:
    """Somebody stays away in each of two courses, one in each campus; nobody in the third."""
    made = []
    for place, campus in enumerate((given.campus, given.other, given.campus)):
        course = making.course(session, campus=campus, starts_on=FIRST, code=f"OPL-{'CAB'[place]}")
        group = making.group(session, course=course)
        lessons = [
            making.lesson(session, group=group, held_on=FIRST + timedelta(days=4 * n)) for n in range(20)
        ]
        person = factories.learner(session, ("Aerts", "Baert", "Claes")[place], "An")
        row = making.enrolment(session, course=course, learner=person, group=group)
        if place < 2:
            absent(session, lessons[-5:], row)
        made.append(course)
    session.commit()
    return made


def test_a_course_narrows_rows_and_counts_and_leaves_the_choice_as_it_is(
    session: Session, given: Provider, courses: list[Course]
) -> None:
    first, second, quiet = courses
    everything = signals.found(session, actor=given.coordinator, today=TODAY)
    assert everything.everybody == 2
    assert [key for key, _ in everything.courses] == [second.id, first.id], "by code"
    one = signals.found(session, actor=given.coordinator, today=TODAY, course_id=first.id)
    assert [row.name for row in one.rows] == ["Aerts, An"]
    assert (one.total, one.everybody) == (1, 1)
    assert (one.counts[signals.OVER], one.counts[signals.GONE_QUIET], one.counts[signals.NEAR]) == (1, 1, 0)
    assert one.courses == everything.courses
    none = signals.found(session, actor=given.coordinator, today=TODAY, course_id=quiet.id)
    assert (none.rows, none.everybody) == ([], 0)
    assert [key for key, _ in none.courses] == [second.id, quiet.id, first.id], "one sees what was asked for"


def test_the_name_of_a_course_of_another_campus_or_another_teacher_is_never_told(
    session: Session, given: Provider, courses: list[Course]
) -> None:
    first, second, quiet = courses
    limited = factories.actor(session, campuses=[given.other])
    found = signals.found(session, actor=limited, today=TODAY, course_id=quiet.id)
    assert [key for key, _ in found.courses] == [second.id]
    assert found.rows == []
    teacher = factories.actor(session, Role.TEACHER)
    found = signals.found(session, actor=teacher, today=TODAY, course_id=first.id)
    assert (found.courses, found.rows) == ([], [])
