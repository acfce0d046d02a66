"""Who was in none of the last lessons that were entered for him: the question "vermoedelijk gestopt?".

A lesson that counts for somebody (`counted`) and in which something was entered is followed back from today; one that
is not entered yet says nothing. An absence with a good reason is an absence too: the number of those stands beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from core.attendance import counted
from db.models import AttendanceCell, Course, CourseGroup, Enrolment, Exemption, GroupMembership, Lesson

LOOKED_AT: Final = 2
CHUNK: Final = 2_000
BACK: Final = (Lesson.held_on.desc(), Lesson.starts_at.desc(), Lesson.id.desc())


@dataclass(frozen=True, slots=True)
class Run:
    """So many lessons in a row without presence, the first and last of them, and how many are fully justified."""

    lessons: int
    first_on: date
    last_on: date
    justified: int


def of_running(
    session: Session, *, today: date, least: int, course_id: int | None = None,
    conditions: Sequence[ColumnElement[bool]] = (),
) -> Mapping[int, Run]:  # fmt: skip
    """The runs of at least so many lessons of who is in a course that runs today and did not stop.

    `conditions` are on Enrolment. Most people were in one of the last lessons of their group: they are left out first,
    over those lessons alone, so that few are followed back one by one.
    """
    own = [Course.id == course_id] if course_id is not None else []
    seen = _seen_lately(today, min(least, LOOKED_AT), own)
    wanted = select(Enrolment.id).join(Course, Course.id == Enrolment.course_id)
    wanted = wanted.where(*is_running(today), *own, *conditions, or_(~Enrolment.id.in_(seen), is_unusual()))
    keys = session.scalars(wanted).all()
    found: dict[int, Run] = {}
    for start in range(0, len(keys), CHUNK):
        found |= _followed(session, keys[start : start + CHUNK], today=today, least=least)
    return found


def _followed(session: Session, keys: Sequence[int], *, today: date, least: int) -> Mapping[int, Run]:
    was_there = func.sum(case((AttendanceCell.present > 0, 1), else_=0))
    back = (
        counted.pairs()
        .join(AttendanceCell, _of_cell())
        .with_only_columns(
            Enrolment.id.label("enrolment_id"), Lesson.held_on, AttendanceCell.unjustified,
            was_there.over(partition_by=Enrolment.id, order_by=BACK).label("seen"),
        )
        .where(Enrolment.id.in_(keys), AttendanceCell.code != "", *_is_given(today))
        .subquery()
    )  # fmt: skip
    rows = session.execute(
        select(
            back.c.enrolment_id, func.count(), func.min(back.c.held_on), func.max(back.c.held_on),
            func.sum(case((back.c.unjustified == 0, 1), else_=0)),
        )
        .where(back.c.seen == 0)
        .group_by(back.c.enrolment_id)
        .having(func.count() >= least)
    )  # fmt: skip
    return {key: Run(count, first, last, int(justified)) for key, count, first, last, justified in rows}


def is_running(today: date) -> tuple[ColumnElement[bool], ...]:
    """Of an enrolment and its course: it runs today."""
    return (
        Course.starts_on <= today,
        Course.ends_on >= today,
        Enrolment.enrolled_on <= today,
        or_(Enrolment.stopped_on.is_(None), Enrolment.stopped_on > today),
    )


def is_unusual() -> ColumnElement[bool]:
    """Of an enrolment and its course: some lessons of its group may not count for this person.

    Changed or left a group, came late, is exempted from something.
    """
    one, other = aliased(GroupMembership), aliased(GroupMembership)
    own = one.enrolment_id == Enrolment.id
    another = exists().where(other.enrolment_id == one.enrolment_id, other.id != one.id)
    return or_(
        Enrolment.stopped_on.is_not(None),
        Enrolment.enrolled_on > Course.starts_on,
        exists().where(own, or_(one.until_on.is_not(None), one.from_on > Course.starts_on, another)),
        Enrolment.id.in_(select(Exemption.enrolment_id)),
    )


def _is_given(today: date) -> tuple[ColumnElement[bool], ...]:
    return Lesson.state == "planned", Lesson.given_minutes > 0, Lesson.held_on <= today


def _of_cell() -> ColumnElement[bool]:
    return and_(AttendanceCell.lesson_id == Lesson.id, AttendanceCell.enrolment_id == Enrolment.id)


def _seen_lately(today: date, lessons: int, own: Sequence[ColumnElement[bool]]) -> Select[int]:
    """Who was in one of the last lessons of the group, no more of them than make a run.

    Too few lessons come after such a lesson to make a run, for whoever is in that group alone and all along.
    """
    has_cells = exists().where(AttendanceCell.lesson_id == Lesson.id, AttendanceCell.code != "")
    entered = (
        select(Lesson.id)
        .where(Lesson.course_group_id == CourseGroup.id, Lesson.held_on >= Course.starts_on)
        .where(Lesson.kind == "contact", *_is_given(today), has_cells)
        .order_by(*BACK)
        .limit(1)
    )
    runs = select(CourseGroup.id).join(Course, Course.id == CourseGroup.course_id)
    runs = runs.where(Course.starts_on <= today, Course.ends_on >= today, *own)
    places = [
        runs.with_only_columns(entered.offset(place).scalar_subquery().label("id"))
        for place in range(lessons)
    ]
    last = union_all(*places).subquery()
    return (
        select(AttendanceCell.enrolment_id)
        .join(last, last.c.id == AttendanceCell.lesson_id)
        .where(AttendanceCell.present > 0)
    )
