"""Lessons in a list: which ones somebody may see, which are still to be entered, and which of those comes next."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.access.teaching import of_teacher
from db.models import Course, CourseGroup, Lesson


@dataclass(frozen=True, slots=True)
class Line:
    """One lesson in a list: whose it is, when, and what became of it. Times are minutes since midnight."""

    id: int
    group_id: int
    group: str
    course: str
    held_on: date
    starts_at: int
    ends_at: int
    minutes: int
    given: int
    kind: str
    state: str
    reason: str
    closed_on: date | None
    closed_by: str
    list_received_on: date | None
    version: int


def next_to_enter(session: Session, *, actor: Actor, today: date, line: Line) -> Line | None:
    """The open register to go on with after that one: the next of its group, else its oldest, else of all."""
    is_own = Lesson.course_group_id == line.group_id
    is_later = and_(
        is_own,
        or_(
            Lesson.held_on > line.held_on,
            and_(Lesson.held_on == line.held_on, Lesson.starts_at > line.starts_at),
        ),
    )
    others = lines(actor).where(*is_to_enter(today), Lesson.id != line.id)
    for narrowed in (others.where(is_later), others.where(is_own), others):
        row = session.execute(narrowed.order_by(Lesson.held_on, Lesson.starts_at, Lesson.id).limit(1)).first()
        if row is not None:
            return Line(*row)
    return None


def is_to_enter(today: date) -> tuple[ColumnElement[bool], ...]:
    """Of a lesson in the statement: it was given, and its register is still open."""
    return Lesson.closed_on.is_(None), Lesson.state == "planned", Lesson.held_on <= today


def of_campuses(actor: Actor) -> list[ColumnElement[bool]]:
    """Of a group and its course in the statement: on the actor's campuses, or on none."""
    if actor.campus_ids is None:
        return []
    campus_id = func.coalesce(Course.campus_id, CourseGroup.campus_id)
    return [or_(campus_id.in_(actor.campus_ids), campus_id.is_(None))]


# fmt: off
def lines(actor: Actor) -> Select[
    int, int, str, str, date, int, int, int, int, str, str, str, date | None, str, date | None, int
]:
    """The lessons the actor may see, as `Line` has them; narrow them further with `where`."""
    return (
        select(
            Lesson.id, Lesson.course_group_id, CourseGroup.code, func.coalesce(Course.name, CourseGroup.name),
            Lesson.held_on, Lesson.starts_at, Lesson.ends_at, Lesson.minutes, Lesson.given_minutes, Lesson.kind,
            Lesson.state, Lesson.reason, Lesson.closed_on, Lesson.closed_by, Lesson.list_received_on, Lesson.version,
        )
        .join(CourseGroup, CourseGroup.id == Lesson.course_group_id)
        .outerjoin(Course, Course.id == CourseGroup.course_id)
        .where(*of_teacher(actor), *of_campuses(actor))
    )
# fmt: on
