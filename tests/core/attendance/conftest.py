"""A group with two lessons and some people in it, made of plain rows."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.attendance.cells import Op
from db.models import Course, CourseGroup, Enrolment, GroupMembership, GroupTeacher, Lesson, StaffMember
from tests import factories


@dataclass(frozen=True, slots=True)
class Room:
    """A course, its group, two past lessons of 100 minutes, three enrolments and a coordinator."""

    given: factories.Provider
    course: Course
    group: CourseGroup
    lessons: list[Lesson]
    enrolments: list[Enrolment]

    @property
    def actor(self) -> Actor:
        return self.given.coordinator

    def op(self, name: str, value: str, *, who: int = 0, lesson: int = 0, base: int = 0) -> Op:
        return Op(name, self.lessons[lesson].id, self.enrolments[who].id, base, value)


def lesson(session: Session, group: CourseGroup, held_on: date, **values: object) -> Lesson:
    chosen = {
        "course_group_id": group.id, "held_on": held_on, "weekday": held_on.isoweekday(),
        "starts_at": 540, "ends_at": 650, "minutes": 100, "given_minutes": 100,
    }  # fmt: skip
    row = Lesson(**(chosen | values))
    session.add(row)
    session.flush()
    return row


def enrolment(session: Session, room_course: Course, group: CourseGroup, name: str) -> Enrolment:
    person = factories.learner(session, name)
    row = Enrolment(
        course_id=room_course.id,
        learner_id=person.id,
        campus_id=room_course.campus_id,
        enrolled_on=date(2026, 9, 1),
    )
    session.add(row)
    session.flush()
    session.add(GroupMembership(enrolment_id=row.id, course_group_id=group.id, from_on=date(2026, 9, 1)))
    session.flush()
    return row


def teacher_of(session: Session, group: CourseGroup) -> Actor:
    actor = factories.actor(session, Role.TEACHER)
    person = StaffMember(
        name=actor.display_name, function="lesgever", begins_on=date(2020, 9, 1), account_id=actor.id
    )
    session.add(person)
    session.flush()
    session.add(GroupTeacher(course_group_id=group.id, staff_member_id=person.id))
    session.flush()
    return actor


@pytest.fixture
def room(session: Session, given: factories.Provider) -> Room:
    """Committed, so that what a test does to it can be rolled back alone."""
    course = Course(
        code="O-1", name="Boekhouden", campus_id=given.campus.id, organisation="school_year", lesson_unit=50,
        starts_on=date(2026, 9, 1), ends_on=date(2027, 6, 30),
    )  # fmt: skip
    session.add(course)
    session.flush()
    group = CourseGroup(code="G-1", name="Groep 1", course_id=course.id, campus_id=given.campus.id)
    session.add(group)
    session.flush()
    lessons = [lesson(session, group, day) for day in (date(2026, 11, 9), date(2026, 11, 16))]
    people = [enrolment(session, course, group, name) for name in ("Aerts", "Baert", "Claes")]
    session.commit()
    return Room(given, course, group, lessons, people)
