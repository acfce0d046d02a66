"""Groups to choose from: all of them where there are few, else those that what was typed finds, never thousands."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.access.teaching import groups_of_teacher
from core.attendance.listed import of_campuses
from db.models import Course, CourseGroup, Lesson

SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """Groups by key and name, by code; `is_many`: there are more than fit in one field, so one searches first.

    `matches`: how many of them what was typed found; `has_more`: it finds more than stand here.
    """

    groups: tuple[tuple[int, str], ...]
    matches: int
    is_many: bool
    has_more: bool


def groups(session: Session, *, actor: Actor, typed: str = "", kept: int | None = None) -> Choice:
    """The groups that have lessons; a teacher's own, others those of their campuses.

    `typed` is looked for in code and name of the group and of its course. `kept` is a group that is chosen already:
    it stays in the list whatever was typed.
    """
    wanted = _groups(actor).order_by(CourseGroup.code)
    found = session.execute(wanted.limit(SHOWN + 1)).all()
    is_many = len(found) > SHOWN
    if is_many and typed.strip():
        found = session.execute(wanted.where(_matches(typed.strip())).limit(SHOWN + 1)).all()
    names = {key: f"{code} · {name}" for key, code, name in found[:SHOWN]}
    if kept is not None and kept not in names:
        own = session.execute(_groups(actor).where(CourseGroup.id == kept))
        names |= {key: f"{code} · {name}" for key, code, name in own}
    return Choice(tuple(names.items()), min(len(found), SHOWN), is_many, len(found) > SHOWN)


def _groups(actor: Actor) -> Select[int, str, str]:
    return (
        select(CourseGroup.id, CourseGroup.code, CourseGroup.name)
        .outerjoin(Course, Course.id == CourseGroup.course_id)
        .where(exists().where(Lesson.course_group_id == CourseGroup.id))
        .where(*groups_of_teacher(actor), *of_campuses(actor))
    )


def _matches(typed: str) -> ColumnElement[bool]:
    columns = (CourseGroup.code, CourseGroup.name, Course.code, Course.name)
    return or_(*(column.icontains(typed, autoescape=True) for column in columns))
