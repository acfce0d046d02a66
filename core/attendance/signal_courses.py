"""The courses in which somebody asks attention: whose signal belongs to which, and their names to choose from."""

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor, Role
from core.attendance import runs
from db.models import Course, Enrolment

Named = tuple[int, str]
COLUMNS: Final = (Course.id, Course.code, Course.name)


def of(session: Session, enrolment_ids: Collection[int]) -> Mapping[int, Named]:
    """The course of each enrolment, by key and name."""
    ordered = sorted(enrolment_ids)
    found: dict[int, Named] = {}
    for start in range(0, len(ordered), runs.CHUNK):
        rows = session.execute(
            select(Enrolment.id, *COLUMNS)
            .join(Course, Course.id == Enrolment.course_id)
            .where(Enrolment.id.in_(ordered[start : start + runs.CHUNK]))
        )
        found |= {key: (course_id, f"{code} {name}") for key, course_id, code, name in rows}
    return found


def named(session: Session, *, actor: Actor, found: Collection[Named], asked: int | None) -> list[Named]:
    """Those courses by name, with the one that was asked for although nothing is wrong in it, if the actor sees it."""
    known = dict(found)
    if asked is not None and asked not in known and actor.role is not Role.TEACHER:
        own = scope.of_campuses(actor, Course.campus_id)
        rows = session.execute(select(*COLUMNS).where(Course.id == asked, *own))
        known |= {key: f"{code} {name}" for key, code, name in rows}
    return sorted(known.items(), key=lambda pair: (pair[1], pair[0]))
