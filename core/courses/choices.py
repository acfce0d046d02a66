"""What the forms of a course offer, and what the law says of its hours."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.rules import engine
from core.rules.law.course_hours import CourseHours
from db.models import StaffMember, Trajectory


def hours(*, lesson_unit: int, planned: int, is_mentor_course: bool) -> CourseHours:
    """Box a of one year judged by the law: whether it reaches the 32 lesson units, or need not (mentors)."""
    facts = {
        "lesson_unit": lesson_unit, "planned": planned, "exempted": 0, "missed_by_late_enrolment": 0,
        "mentor_course": is_mentor_course,
    }  # fmt: skip
    answer = engine.evaluate("course_hours", facts).answer
    assert isinstance(answer, CourseHours)
    return answer


def teachers(session: Session, *, on: date) -> list[tuple[int, str]]:
    """Everybody in the staff register who works here on that day, by name."""
    statement = select(StaffMember.id, StaffMember.name).where(
        StaffMember.begins_on <= on, (StaffMember.ends_on.is_(None)) | (StaffMember.ends_on >= on)
    )
    return [(key, name) for key, name in session.execute(statement.order_by(StaffMember.name))]


def trajectories(session: Session) -> list[tuple[int, str]]:
    """Every trajectory a course can belong to, by code."""
    statement = select(Trajectory.id, Trajectory.code, Trajectory.name).order_by(Trajectory.code)
    return [(key, f"{code} {name}") for key, code, name in session.execute(statement)]
