"""Groups and courses to choose from: all of them where there are few, else those that what was typed finds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.access import scope
from core.access.actors import Actor
from core.access.teaching import groups_of_teacher
from core.attendance.listed import of_campuses
from core.learners import names
from db.models import Course, CourseGroup, Enrolment, Lesson

SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """Things by key and name; `is_many`: there are more than fit in one field, so one searches first.

    `matches`: how many of them what was typed found; `has_more`: it finds more than stand here.
    """

    options: tuple[tuple[int, str], ...]
    matches: int
    is_many: bool
    has_more: bool


def groups(session: Session, *, actor: Actor, typed: str = "", kept: int | None = None) -> Choice:
    """The groups that have lessons, by code; a teacher's own, others those of their campuses.

    `typed` is looked for in code and name of the group and of its course. `kept` is one that is chosen already: it
    stays in the list whatever was typed.
    """
    wanted = (
        select(CourseGroup.id, CourseGroup.code, CourseGroup.name)
        .outerjoin(Course, Course.id == CourseGroup.course_id)
        .where(exists().where(Lesson.course_group_id == CourseGroup.id))
        .where(*groups_of_teacher(actor), *of_campuses(actor))
        .order_by(CourseGroup.code)
    )
    searched = _matches(typed, CourseGroup.code, CourseGroup.name, Course.code, Course.name)
    return _choice(session, wanted, searched, CourseGroup.id == kept, " · ")


def courses(session: Session, *, actor: Actor, typed: str = "", kept: int | None = None) -> Choice:
    """The courses somebody is enrolled in, the latest start first; `typed` and `kept` as in `groups`."""
    wanted = (
        select(Course.id, Course.code, Course.name)
        .where(exists().where(Enrolment.course_id == Course.id), *scope.of_campuses(actor, Course.campus_id))
        .order_by(Course.starts_on.desc(), Course.code)
    )
    return _choice(session, wanted, _matches(typed, Course.code, Course.name), Course.id == kept, " ")


def among(known: Sequence[tuple[int, str]], *, typed: str = "", kept: int | None = None) -> Choice:
    """The same of what was read already."""
    is_many, wanted = len(known) > SHOWN, names.folded(typed)
    found = [pair for pair in known if not is_many or wanted in names.folded(pair[1])]
    shown = dict(found[:SHOWN]) | {key: name for key, name in known if key == kept}
    return Choice(tuple(shown.items()), min(len(found), SHOWN), is_many, len(found) > SHOWN)


def _choice(
    session: Session,
    wanted: Select[int, str, str],
    searched: Sequence[ColumnElement[bool]],
    is_kept: ColumnElement[bool],
    between: str,
) -> Choice:
    found = session.execute(wanted.limit(SHOWN + 1)).all()
    is_many = len(found) > SHOWN
    if is_many and searched:
        found = session.execute(wanted.where(*searched).limit(SHOWN + 1)).all()
    kept = session.execute(wanted.where(is_kept)).all() if is_many else []
    shown: Mapping[int, str] = {key: f"{code}{between}{name}" for key, code, name in [*found[:SHOWN], *kept]}
    return Choice(tuple(shown.items()), min(len(found), SHOWN), is_many, len(found) > SHOWN)


def _matches(typed: str, *columns: InstrumentedAttribute[str]) -> list[ColumnElement[bool]]:
    text = typed.strip()
    return [or_(*(column.icontains(text, autoescape=True) for column in columns))] if text else []
