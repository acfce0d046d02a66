"""Which signed lists of given lessons are in, who ticked them, and which are not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.access.teaching import of_teacher
from core.attendance import listed
from db.models import Course, CourseGroup, Lesson

SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class ListRow:
    """A lesson that goes or went on, and its signed list. Times in minutes since midnight."""

    lesson_id: int
    version: int
    group: str
    course: str
    held_on: date
    starts_at: int
    ends_at: int
    received_on: date | None
    received_by: str


def lists(
    session: Session, *, actor: Actor, first_on: date, last_on: date, group_id: int | None = None,
    missing_only: bool = False,
) -> tuple[Sequence[ListRow], int]:  # fmt: skip
    """The contact lessons of these days, oldest first, and how many there are in all; a teacher's own."""
    wanted = (
        select(
            Lesson.id, Lesson.version, CourseGroup.code, func.coalesce(Course.name, CourseGroup.name), Lesson.held_on,
            Lesson.starts_at, Lesson.ends_at, Lesson.list_received_on, Lesson.list_received_by,
        )
        .join(CourseGroup, CourseGroup.id == Lesson.course_group_id)
        .outerjoin(Course, Course.id == CourseGroup.course_id)
        .where(Lesson.held_on.between(first_on, last_on), Lesson.state == "planned", Lesson.kind == "contact")
        .where(*of_teacher(actor), *listed.of_campuses(actor))
    )  # fmt: skip
    if group_id is not None:
        wanted = wanted.where(Lesson.course_group_id == group_id)
    if missing_only:
        wanted = wanted.where(Lesson.list_received_on.is_(None))
    count = session.scalar(select(func.count()).select_from(wanted.with_only_columns(Lesson.id).subquery()))
    rows = session.execute(wanted.order_by(Lesson.held_on, Lesson.starts_at, Lesson.id).limit(SHOWN))
    return [ListRow(*row) for row in rows], count or 0
