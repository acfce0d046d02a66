"""Groups and courses to choose from: all of them where there are few, else those that what was typed finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.access.teaching import groups_of_teacher
from core.attendance.listed import of_campuses
from core.learners import names
from db.models import Course, CourseGroup, Lesson

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

    Every word of `typed` is looked for in code and name of the group and of its course. `kept` is one that is chosen
    already: it stays in the list whatever was typed.
    """
    wanted = (
        select(CourseGroup.id, CourseGroup.code, CourseGroup.name, Course.code, Course.name)
        .outerjoin(Course, Course.id == CourseGroup.course_id)
        .where(exists().where(Lesson.course_group_id == CourseGroup.id))
        .where(*groups_of_teacher(actor), *of_campuses(actor))
        .order_by(CourseGroup.code)
    )
    found = session.execute(wanted.limit(SHOWN + 1)).all()
    is_many, words = len(found) > SHOWN, _words(typed)
    if is_many and words:
        # Here and not in SQL: the databases do not agree on the case of a letter with an accent.
        everything = session.execute(wanted).all()
        found = list(islice((row for row in everything if _has(words, *row[1:])), SHOWN + 1))
    chosen = session.execute(wanted.where(CourseGroup.id == kept)).all() if is_many else []
    shown = {key: f"{code} · {name}" for key, code, name, *_ in [*found[:SHOWN], *chosen]}
    return Choice(tuple(shown.items()), min(len(found), SHOWN), is_many, len(found) > SHOWN)


def among(known: Sequence[tuple[int, str]], *, typed: str = "", kept: int | None = None) -> Choice:
    """The same of what was read already."""
    is_many, words = len(known) > SHOWN, _words(typed)
    found = [pair for pair in known if not is_many or _has(words, pair[1])]
    shown = dict(found[:SHOWN]) | {key: name for key, name in known if key == kept}
    return Choice(tuple(shown.items()), min(len(found), SHOWN), is_many, len(found) > SHOWN)


def _words(typed: str) -> list[str]:
    """What to look for; a sign that stands between code and name in the list is none."""
    return [word for word in names.folded(typed).split() if word != "·"]


def _has(words: Sequence[str], *texts: str | None) -> bool:
    text = names.folded(" ".join(filter(None, texts)))
    return all(word in text for word in words)
