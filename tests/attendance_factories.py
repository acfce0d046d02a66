"""Courses, groups, lessons, enrolments and memberships with honest defaults: a test names only what it is about."""

import itertools
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from db.models import (
    Campus,
    Course,
    CourseGroup,
    CourseYear,
    Enrolment,
    GroupMembership,
    GroupTeacher,
    Learner,
    Lesson,
    StaffMember,
    TimetableSlot,
    Trajectory,
)

FIRST_DAY = date(2026, 9, 7)
LAST_DAY = date(2027, 6, 25)
_serials = itertools.count(1)


def course(
    session: Session,
    *,
    campus: Campus,
    trajectory: Trajectory | None = None,
    years: dict[int, int] | None = None,
    **values: object,
) -> Course:
    """A vocational course of 2026-2027 by school year, in lesson units of 50 minutes, 80 of them in box a."""
    number = next(_serials)
    chosen: dict[str, object] = {
        "code": f"OPL-{number}", "name": f"Voorbeeldopleiding {number}", "campus_id": campus.id,
        "trajectory_id": trajectory.id if trajectory else None, "organisation": "school_year", "lesson_unit": 50,
        "category": "vocational", "recognition_kind": "commission", "recognition_number": f"EC-{number}",
        "starts_on": FIRST_DAY, "ends_on": LAST_DAY,
    }  # fmt: skip
    row = Course(**(chosen | values))
    session.add(row)
    session.flush()
    for year, minutes in ({2026: 4000} if years is None else years).items():
        session.add(CourseYear(course_id=row.id, school_year=year, planned_minutes=minutes))
    session.flush()
    return row


def group(
    session: Session, *, course: Course, teachers: Sequence[StaffMember] = (), **values: object
) -> CourseGroup:
    """A group of the course on its campus and between its dates."""
    number = next(_serials)
    chosen: dict[str, object] = {
        "code": f"GR-{number}", "name": f"Groep {number}", "course_id": course.id, "campus_id": course.campus_id,
        "trajectory_id": course.trajectory_id, "starts_on": course.starts_on, "ends_on": course.ends_on,
    }  # fmt: skip
    row = CourseGroup(**(chosen | values))
    session.add(row)
    session.flush()
    session.add_all(GroupTeacher(course_group_id=row.id, staff_member_id=each.id) for each in teachers)
    session.flush()
    return row


def slot(session: Session, *, group: CourseGroup, **values: object) -> TimetableSlot:
    """Every Tuesday from 18.00 to 21.00, 150 minutes without the break; `held_on` makes it one date."""
    chosen: dict[str, object] = {
        "course_group_id": group.id, "weekday": None if values.get("held_on") else 2,
        "starts_at": 18 * 60, "ends_at": 21 * 60, "minutes": 150,
    }  # fmt: skip
    row = TimetableSlot(**(chosen | values))
    session.add(row)
    session.flush()
    return row


def lesson(
    session: Session, *, group: CourseGroup, held_on: date = date(2026, 9, 8), **values: object
) -> Lesson:
    """A planned contact lesson from 18.00 to 21.00 of 150 minutes, not yet closed.

    Given minutes follow from the state: none when cancelled, else all; `closed_on` says that it was entered.
    """
    minutes = values.get("minutes", 150)
    chosen: dict[str, object] = {
        "course_group_id": group.id, "held_on": held_on, "weekday": held_on.isoweekday(), "starts_at": 18 * 60,
        "ends_at": 21 * 60, "minutes": minutes,
        "given_minutes": 0 if values.get("state") == "cancelled" else minutes,
        "closed_by": "An coordinator" if values.get("closed_on") else "",
    }  # fmt: skip
    row = Lesson(**(chosen | values))
    session.add(row)
    session.flush()
    return row


def lessons(
    session: Session, *, group: CourseGroup, first_on: date = date(2026, 9, 8), count: int = 5, **values: object
) -> list[Lesson]:  # fmt: skip
    """As many weekly lessons, from the first day on."""
    days = [first_on + timedelta(weeks=week) for week in range(count)]
    return [lesson(session, group=group, held_on=day, **values) for day in days]


def enrolment(
    session: Session,
    *,
    course: Course,
    learner: Learner,
    group: CourseGroup | None = None,
    **values: object,
) -> Enrolment:
    """Somebody under Brussels educational leave from the first day of the course; in the group, if one is given."""
    chosen: dict[str, object] = {
        "course_id": course.id, "learner_id": learner.id, "campus_id": course.campus_id,
        "enrolled_on": course.starts_on, "regime": "bev_brussels", "employer_name": "Voorbeeld bv",
    }  # fmt: skip
    row = Enrolment(**(chosen | values))
    session.add(row)
    session.flush()
    if group is not None:
        membership(session, enrolment=row, group=group)
    return row


def membership(
    session: Session, *, enrolment: Enrolment, group: CourseGroup, **values: object
) -> GroupMembership:
    """In the group from the enrolment on, without end."""
    chosen: dict[str, object] = {"enrolment_id": enrolment.id, "course_group_id": group.id}
    row = GroupMembership(**(chosen | {"from_on": enrolment.enrolled_on} | values))
    session.add(row)
    session.flush()
    return row
