"""What attendance says per enrolment and stretch, and which lists and signatures are missing, in one statement."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlalchemy.orm import Session, aliased

from core.attendance import counted, totals
from core.attendance.totals import Totals
from core.vov import stretches
from core.vov.stretches import Stretch
from core.vov.words import VOV
from db.models import AttendanceCell, Enrolment, Lesson, LessonSignature

CHUNK: Final = 2_000  # keys in one statement
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Missing:
    """Lessons given up to today without their proof: the daily list, the cursist's or the teacher's signature."""

    lists: int = 0
    own: int = 0
    teacher: int = 0

    @property
    def total(self) -> int:
        """All of them together."""
        return self.lists + self.own + self.teacher


@dataclass(frozen=True, slots=True)
class Found:
    """The sums of one enrolment in one stretch."""

    totals: Totals
    missing: Missing


def of_stretches(
    session: Session, found: Sequence[Stretch], *, today: date, enrolment_ids: Collection[int] | None = None
) -> Mapping[Key, Found]:
    """By enrolment and number of the stretch; who has no lesson in a stretch is not named."""
    sums: dict[Key, Found] = {}
    for shared, course_ids in stretches.alike(found).items():
        for start in range(0, len(course_ids), CHUNK):
            sums.update(_sums(session, shared, course_ids[start : start + CHUNK], today, enrolment_ids))
    return sums


def _sums(
    session: Session, shared: Sequence[Stretch], course_ids: Collection[int], today: date,
    enrolment_ids: Collection[int] | None,
) -> dict[Key, Found]:  # fmt: skip
    own, teacher = aliased(LessonSignature), aliased(LessonSignature)
    held = was_held(today)
    number = case(
        *((Lesson.held_on.between(each.from_on, each.to_on), each.number) for each in shared), else_=0
    ).label("number")
    statement = (
        counted.pairs()
        .outerjoin(AttendanceCell, totals.of_cell())
        .outerjoin(own, and_(own.lesson_id == Lesson.id, own.enrolment_id == Enrolment.id))
        .outerjoin(teacher, and_(teacher.lesson_id == Lesson.id, teacher.enrolment_id.is_(None)))
        .with_only_columns(
            Enrolment.id, number, *totals.sums(),
            _count(and_(held, Lesson.is_online.is_(False), Lesson.list_received_on.is_(None))),
            _count(and_(held, Lesson.is_online, was_there(), own.id.is_(None))),
            _count(and_(held, Lesson.is_online, teacher.id.is_(None))),
        )
        .where(
            Enrolment.regime == VOV, Enrolment.course_id.in_(course_ids),
            Lesson.held_on.between(shared[0].from_on, shared[-1].to_on),
        )
        .group_by(Enrolment.id, number)
    )  # fmt: skip
    if enrolment_ids is not None:
        statement = statement.where(Enrolment.id.in_(enrolment_ids))
    rows = session.execute(statement).all()
    return {
        (key, number): Found(Totals(*map(int, sums[:6])), Missing(*map(int, sums[6:])))
        for key, number, *sums in rows
    }


def was_held(today: date) -> ColumnElement[bool]:
    """Of a lesson in the statement: it was given, at least in part."""
    return and_(Lesson.state == "planned", Lesson.given_minutes > 0, Lesson.held_on <= today)


def was_there() -> ColumnElement[bool]:
    """Of a cell in the statement: the person was there, or nobody entered yet whether he was; who was not, signs
    nothing."""
    return or_(func.coalesce(AttendanceCell.code, "") == "", AttendanceCell.present > 0)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
