"""Online lessons with the signatures that are in and those that are missing; a teacher sees his own lessons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, exists, func, select
from sqlalchemy.orm import Session, aliased

from core.access import scope
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.access.teaching import of_teacher
from core.attendance import counted, totals
from core.vov import hours, words
from db.models import (
    AttendanceCell,
    Course,
    CourseGroup,
    Enrolment,
    Learner,
    Lesson,
    LessonSignature,
    StaffMember,
)

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One online lesson given up to today: how many of those who must sign did, and whether the teacher did."""

    id: int
    held_on: date
    starts_at: int
    ends_at: int
    group: str
    course: str
    teacher: str
    expected: int
    signed: int
    has_teacher: bool

    @property
    def missing(self) -> int:
        """Signatures that are not in, the teacher's counted."""
        return self.expected - self.signed + (not self.has_teacher)


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """One who signs: a cursist, or the teacher (`enrolment_id` None). `signature_id` is None while it is missing.

    `is_absent`: entered as absent, so that nothing is expected.
    """

    enrolment_id: int | None
    name: str
    is_absent: bool
    signature_id: int | None
    way: str
    signed_on: date | None
    noted_by: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of lessons, and how many lessons there are and are incomplete."""

    rows: Sequence[LessonRow]
    total: int
    incomplete: int


def listed(
    session: Session, *, actor: Actor, today: date, only_incomplete: bool, first_on: date, page: int = 1
) -> Listed:
    """The online lessons from a day on in which somebody under VOV sits, the latest first."""
    require(session, actor, Action.SEE_ATTENDANCE)
    found = _lessons(session, actor, today=today, first_on=first_on)
    incomplete = [row for row in found if row.missing]
    wanted = incomplete if only_incomplete else found
    start = (page - 1) * PAGE_SIZE
    return Listed(wanted[start : start + PAGE_SIZE], len(found), len(incomplete))


def _lessons(
    session: Session, actor: Actor, *, today: date, first_on: date, lesson_id: int | None = None
) -> list[LessonRow]:
    own = aliased(LessonSignature)
    must = hours.was_there()
    by_teacher = exists().where(
        LessonSignature.lesson_id == Lesson.id, LessonSignature.enrolment_id.is_(None)
    )
    statement = (
        counted.pairs()
        .join(CourseGroup, CourseGroup.id == Lesson.course_group_id)
        .join(Course, Course.id == Enrolment.course_id)
        .outerjoin(AttendanceCell, totals.of_cell())
        .outerjoin(own, and_(own.lesson_id == Lesson.id, own.enrolment_id == Enrolment.id))
        .outerjoin(StaffMember, StaffMember.id == Lesson.teacher_id)
        .with_only_columns(
            Lesson.id, Lesson.held_on, Lesson.starts_at, Lesson.ends_at, CourseGroup.code, Course.name,
            func.coalesce(StaffMember.name, ""), func.sum(case((must, 1), else_=0)),
            func.sum(case((and_(must, own.id.is_not(None)), 1), else_=0)), by_teacher,
        )
        .where(
            Enrolment.regime == words.VOV, Lesson.is_online, hours.was_held(today), Lesson.held_on >= first_on,
            *of_teacher(actor), *scope.of_campuses(actor, Course.campus_id),
        )
        .group_by(
            Lesson.id, Lesson.held_on, Lesson.starts_at, Lesson.ends_at, CourseGroup.code, Course.name, StaffMember.name
        )
        .order_by(Lesson.held_on.desc(), Lesson.starts_at.desc(), Lesson.id)
    )  # fmt: skip
    if lesson_id is not None:
        statement = statement.where(Lesson.id == lesson_id)
    return [
        LessonRow(key, held_on, starts_at, ends_at, group, course, teacher, int(must), int(signed), bool(has))
        for key, held_on, starts_at, ends_at, group, course, teacher, must, signed, has in session.execute(
            statement
        )
    ]


def lesson(session: Session, *, actor: Actor, today: date, lesson_id: int) -> LessonRow | None:
    """One online lesson; None when it is gone, not online or not the actor's."""
    require(session, actor, Action.SEE_ATTENDANCE)
    rows = _lessons(session, actor, today=today, first_on=date.min, lesson_id=lesson_id)
    return next(iter(rows), None)


def of_lesson(session: Session, *, actor: Actor, today: date, lesson_id: int) -> list[SignatureRow]:
    """Everybody under VOV in that lesson by name, the teacher last; nobody when the lesson is not the actor's."""
    row = lesson(session, actor=actor, today=today, lesson_id=lesson_id)
    if row is None:
        return []
    statement = (
        counted.pairs()
        .join(Learner, Learner.id == Enrolment.learner_id)
        .outerjoin(AttendanceCell, totals.of_cell())
        .outerjoin(
            LessonSignature,
            and_(LessonSignature.lesson_id == Lesson.id, LessonSignature.enrolment_id == Enrolment.id),
        )
        .with_only_columns(
            Enrolment.id, Learner.last_name, Learner.first_name, hours.was_there(), LessonSignature
        )
        .where(Lesson.id == lesson_id, Enrolment.regime == words.VOV)
        .order_by(Learner.search_name, Enrolment.id)
    )
    people = [
        _row(key, f"{last}, {first}", not was_there, found)
        for key, last, first, was_there, found in session.execute(statement)
    ]
    of_teacher_ = session.scalar(
        select(LessonSignature).where(
            LessonSignature.lesson_id == lesson_id, LessonSignature.enrolment_id.is_(None)
        )
    )
    return [*people, _row(None, row.teacher, False, of_teacher_)]


def _row(key: int | None, name: str, is_absent: bool, found: LessonSignature | None) -> SignatureRow:
    if found is None:
        return SignatureRow(key, name, is_absent, None, "", None, "")
    return SignatureRow(key, name, is_absent, found.id, found.way, found.signed_on, found.noted_by)
