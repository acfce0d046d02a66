"""Which lessons somebody missed a part of, in which group he is looked up, and whether he is the actor's to see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.access.teaching import groups_of_teacher
from core.attendance import counted, listed
from core.attendance.signals import of_actor
from db.models import AttendanceCell, Course, CourseGroup, Enrolment, GroupMembership, Lesson

SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Missed:
    """One lesson somebody missed a part of: which, and how many minutes with and without justification."""

    lesson_id: int
    group_id: int
    held_on: date
    starts_at: int
    ends_at: int
    justified: int
    unjustified: int


def is_visible(session: Session, *, actor: Actor, enrolment_id: int) -> bool:
    """Whether this enrolment is on the actor's campuses, or for a teacher in his own groups."""
    wanted = select(Enrolment.id).where(Enrolment.id == enrolment_id, *of_actor(actor))
    return session.scalar(wanted) is not None


def missed(
    session: Session, *, actor: Actor, today: date, enrolment_id: int, from_on: date | None = None
) -> Sequence[Missed]:
    """The lessons somebody missed a part of up to today, newest first; nothing when it is not the actor's to see."""
    statement = (
        counted.pairs()
        .join(
            AttendanceCell,
            and_(AttendanceCell.lesson_id == Lesson.id, AttendanceCell.enrolment_id == Enrolment.id),
        )
        .with_only_columns(
            Lesson.id, Lesson.course_group_id, Lesson.held_on, Lesson.starts_at, Lesson.ends_at,
            AttendanceCell.justified, AttendanceCell.unjustified,
        )
        .where(Enrolment.id == enrolment_id, Lesson.state == "planned", Lesson.held_on <= today)
        .where(AttendanceCell.justified + AttendanceCell.unjustified > 0, *of_actor(actor))
        .order_by(Lesson.held_on.desc(), Lesson.starts_at.desc(), Lesson.id.desc())
        .limit(SHOWN)
    )  # fmt: skip
    if from_on is not None:
        statement = statement.where(Lesson.held_on >= from_on)
    return [Missed(*row) for row in session.execute(statement)]


def group_of_person(session: Session, *, actor: Actor, enrolment_id: int) -> int | None:
    """The last group somebody came to sit in among those the actor sees; None when there is none."""
    return session.scalar(
        select(CourseGroup.id)
        .join(GroupMembership, GroupMembership.course_group_id == CourseGroup.id)
        .outerjoin(Course, Course.id == CourseGroup.course_id)
        .where(GroupMembership.enrolment_id == enrolment_id)
        .where(*groups_of_teacher(actor), *listed.of_campuses(actor))
        .order_by(GroupMembership.from_on.desc(), GroupMembership.id.desc())
        .limit(1)
    )
