"""A short online course under VOV that ended, with four lessons of 150 minutes and two people in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from core.access.actors import Actor
from db.models import AttendanceCell, Course, CourseGroup, Enrolment, Lesson, StaffMember
from tests import attendance_factories as making
from tests import factories
from tests.factories import Provider

FIRST, LAST = date(2026, 9, 7), date(2026, 11, 13)
CLOSED = date(2026, 11, 14)


@dataclass(frozen=True, slots=True)
class Class:
    """The course, its group, lessons, teacher and enrolments; the second person has no leave."""

    given: Provider
    course: Course
    group: CourseGroup
    lessons: list[Lesson]
    teacher: StaffMember
    one: Enrolment
    other: Enrolment

    @property
    def actor(self) -> Actor:
        return self.given.coordinator


def put(
    session: Session, lesson: Lesson, enrolment: Enrolment, code: str = "A", **minutes: int
) -> AttendanceCell:
    """The cell of that pair; present for the whole lesson unless minutes are named."""
    parts = minutes or {"present": lesson.given_minutes}
    whole: Mapping[str, int] = {"present": 0, "justified": 0, "unjustified": 0} | parts
    cell = session.get(AttendanceCell, (lesson.id, enrolment.id))
    if cell is None:
        cell = AttendanceCell(
            lesson_id=lesson.id, enrolment_id=enrolment.id, code=code, version=1,
            changed_at=datetime(2026, 11, 14, tzinfo=UTC), changed_by="An coordinator",
        )  # fmt: skip
        session.add(cell)
    cell.code = code
    cell.present, cell.justified, cell.unjustified = (
        whole["present"],
        whole["justified"],
        whole["unjustified"],
    )
    session.flush()
    return cell


@pytest.fixture
def room(session: Session, given: Provider) -> Class:
    """Committed; every lesson is closed and both were always there."""
    course = making.course(
        session, campus=given.campus, name="Zakelijk Frans", organisation="modular", vov_form="regular",
        odb_number="ODB-7", starts_on=FIRST, ends_on=LAST,
    )  # fmt: skip
    teacher = factories.staff_member(session, "Tom Aerts")
    group = making.group(session, course=course, teachers=[teacher])
    lessons = making.lessons(
        session, group=group, first_on=date(2026, 9, 8), count=4, is_online=True, teacher_id=teacher.id,
        closed_on=CLOSED,
    )  # fmt: skip
    people = [
        making.enrolment(
            session, course=course, learner=factories.learner(session, name, "Lea"), group=group, regime=regime
        )
        for name, regime in (("Maes", "vov"), ("Peeters", ""))
    ]  # fmt: skip
    for lesson in lessons:
        for person in people:
            put(session, lesson, person)
    session.commit()
    return Class(given, course, group, lessons, teacher, people[0], people[1])
