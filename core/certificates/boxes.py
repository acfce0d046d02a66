"""The boxes a, b and d of a paper in minutes (S3, "Tabel met de cursusuren"; c is a less b)."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.attendance import counted
from core.certificates.owed import FIRST_MONTH
from db.models import Certificate, CourseYear, Enrolment, GroupMembership, Lesson


@dataclass(frozen=True, slots=True)
class Boxes:
    """Minutes per box; not `is_known` when the course has no box a for that school year."""

    a: int
    b: int
    d: int
    is_known: bool


def of(session: Session, *, paper: Certificate, whole_course: bool) -> Boxes:
    """The boxes of the paper's school year, or a of all years of the course (an attest has no school year)."""
    boxes = select(func.sum(CourseYear.planned_minutes)).where(CourseYear.course_id == paper.course_id)
    if whole_course:
        return Boxes(session.scalar(boxes) or 0, 0, 0, True)
    planned = session.scalar(boxes.where(CourseYear.school_year == paper.school_year))
    first = date(paper.school_year, FIRST_MONTH, 1)
    last = date(paper.school_year + 1, FIRST_MONTH, 1) - timedelta(days=1)
    exempted = _minutes(session, paper.enrolment_id, first, last, *counted.attends(), counted.is_exempt())
    missed = _minutes(
        session, paper.enrolment_id, first, last, Lesson.held_on < Enrolment.enrolled_on, ~counted.is_exempt(),
        GroupMembership.from_on == _first_from(paper.enrolment_id),
    )  # fmt: skip
    return Boxes(planned or 0, exempted, missed, planned is not None)


def _minutes(
    session: Session, enrolment_id: int, first_on: date, last_on: date, *conditions: ColumnElement[bool]
) -> int:
    """Planned contact minutes of the person's groups in a school year, under these conditions."""
    lessons = (
        select(Lesson.id, Lesson.minutes)
        .select_from(Enrolment)
        .join(GroupMembership, GroupMembership.enrolment_id == Enrolment.id)
        .join(Lesson, Lesson.course_group_id == GroupMembership.course_group_id)
        .where(
            Enrolment.id == enrolment_id, Lesson.kind == "contact", Lesson.moved_to_id.is_(None), *conditions
        )
        .where(Lesson.held_on.between(first_on, last_on))
        .distinct()
        .subquery()
    )
    return int(session.scalar(select(func.sum(lessons.c.minutes))) or 0)


def _first_from(enrolment_id: int) -> ColumnElement[date]:
    first = select(func.min(GroupMembership.from_on)).where(GroupMembership.enrolment_id == enrolment_id)
    return first.scalar_subquery()
