"""Justifications as the screens show them. A ground is only given to who may see it, after the look was logged."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, text
from sqlalchemy.orm import Session

from core import audit
from core.access import scope
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.attendance import backing, counted
from core.attendance.grounds import GROUNDS
from core.attendance.justifying import TERM
from core.enrolments.files import GONE
from core.errors import NotFound
from core.learners import searching
from core.provider_settings import queries as provider_settings
from db.models import AttendanceCell, Certificate, Course, Enrolment, Justification, Learner, Lesson
from db.models.attendance import UNBACKED

LISTED = 200
FOUND = 20
INDIVIDUAL = tuple(ground.letter for ground in GROUNDS if not ground.is_collective)


@dataclass(frozen=True, slots=True)
class JustificationRow:
    """One justification with its ground: to show only after `look`."""

    id: int
    version: int
    ground: str
    first_on: date
    last_on: date
    received_on: date
    evidence_seen_on: date | None
    is_late: bool
    term_days: int
    noted_by: str
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True)
class Unbacked:
    """An absence on a ground of its own that nothing makes good yet; it says no ground.

    `waits_for`: "word" when nothing came in, "evidence" when only the paper was not seen. `until_on` is the last day
    of the provider's term when the absence stands alone.
    """

    enrolment_id: int
    learner_id: int
    last_name: str
    first_name: str
    course_code: str
    held_on: date
    age: int
    until_on: date
    waits_for: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The oldest absences that are still to be backed, and how many there are in all."""

    rows: Sequence[Unbacked]
    total: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose absence can be justified: his enrolment as it is shown."""

    enrolment_id: int
    version: int
    learner_id: int
    name: str
    course_code: str


def people(
    session: Session, *, actor: Actor, search: str = "", enrolment_ids: Collection[int] = ()
) -> Sequence[Person]:
    """The enrolments of who is searched by name, the latest course first; without a name, those that are given.

    One more than `FOUND` says that there are more.
    """
    wanted = Enrolment.id.in_(enrolment_ids)
    if search.strip():
        wanted = Enrolment.learner_id.in_(searching.matching(session, search))
    rows = session.execute(
        select(Enrolment, Learner.last_name, Learner.first_name, Course.code)
        .join(Learner, Learner.id == Enrolment.learner_id)
        .join(Course, Course.id == Enrolment.course_id)
        .where(wanted, *scope.of_campuses(actor, Enrolment.campus_id))
        .order_by(Learner.search_name, Course.starts_on.desc(), Enrolment.id)
        .limit(FOUND + 1)
    )
    return [
        Person(row.id, row.version, row.learner_id, f"{last}, {first}", code)
        for row, last, first, code in rows
    ]


def look(session: Session, *, actor: Actor, today: date, enrolment_id: int) -> list[JustificationRow]:
    """The justifications of one enrolment with their grounds, after the look was logged; show them once committed."""
    require(session, actor, Action.SEE_GROUNDS)
    enrolment = session.get(Enrolment, enrolment_id)
    if enrolment is None:
        raise NotFound(GONE)
    require(session, actor, Action.SEE_GROUNDS, campus_id=enrolment.campus_id)
    audit.log_access(
        session,
        actor=actor,
        what="grounds",
        learner_id=enrolment.learner_id,
        subject=f"enrolment:{enrolment.id}",
    )
    found = session.scalars(
        select(Justification)
        .where(Justification.enrolment_id == enrolment_id)
        .order_by(Justification.first_on.desc(), Justification.id.desc())
    )
    return [
        JustificationRow(
            row.id, row.version, row.ground, row.first_on, row.last_on, row.received_on, row.evidence_seen_on,
            row.is_late, row.term_days, row.noted_by, row.withdrawn_on,
        )
        for row in found
    ]  # fmt: skip


def unbacked(session: Session, *, actor: Actor, today: date, search: str = "") -> Waiting:
    """Absences noted on a ground of somebody's own without what makes them good, oldest first.

    What is decided is not waited for: one that came too late counts as unjustified, and so does one under an issued
    paper. Only what counts as unjustified is looked at, by its own index.
    """
    term = timedelta(days=provider_settings.number(session, TERM))
    waiting = _waiting(session, actor, search)
    rows = session.execute(
        waiting.with_only_columns(
            Enrolment.id, Learner.id, Learner.last_name, Learner.first_name, Course.code, Lesson.held_on,
            exists().where(_covering()).label("received"),
        )
        .order_by(Lesson.held_on, Learner.search_name)
        .limit(LISTED)
    ).all()  # fmt: skip
    found = [
        Unbacked(
            key, learner_id, last, first, code, held_on, (today - held_on).days, held_on + term,
            "evidence" if received else "word",
        )
        for key, learner_id, last, first, code, held_on, received in rows
    ]  # fmt: skip
    total = len(found)
    if total == LISTED:
        total = session.scalar(waiting.with_only_columns(func.count())) or 0
    return Waiting(found, total)


def _waiting(session: Session, actor: Actor, search: str) -> Select[int, int]:
    """Every cell that is waited for, with its lesson, enrolment, person and course."""
    ground = func.substr(AttendanceCell.code, 2, 1)
    decided = exists().where(_covering(), or_(backing.makes_good(), Justification.is_late))
    issued = exists().where(
        Certificate.enrolment_id == Enrolment.id, Certificate.kind == "assiduity", Certificate.state == "issued",
        Certificate.from_on <= Lesson.held_on, Certificate.to_on >= Lesson.held_on,
    )  # fmt: skip
    named = [Enrolment.learner_id.in_(searching.matching(session, search))] if search.strip() else []
    return (
        counted.pairs()
        .join(AttendanceCell, and_(AttendanceCell.lesson_id == Lesson.id, AttendanceCell.enrolment_id == Enrolment.id))
        .join(Learner, Learner.id == Enrolment.learner_id)
        .join(Course, Course.id == Enrolment.course_id)
        .where(
            text(UNBACKED), ground.in_(INDIVIDUAL), ~decided, ~issued,
            *scope.of_campuses(actor, Enrolment.campus_id), *named,
        )
    )  # fmt: skip


def _covering() -> ColumnElement[bool]:
    """Of a justification: it is on the ground of the cell and over the day of the lesson, and not withdrawn."""
    return and_(
        Justification.enrolment_id == AttendanceCell.enrolment_id,
        Justification.ground == func.substr(AttendanceCell.code, 2, 1),
        Justification.first_on <= Lesson.held_on,
        Justification.last_on >= Lesson.held_on,
        Justification.withdrawn_on.is_(None),
    )
