"""What came in before: the list of batches and what became of every row.

A limited actor sees the sheets he brought himself, and those with a row about somebody on one of his campuses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.imports import sheets
from db.models import Course, CourseGroup, Enrolment, ImportBatch, ImportRow, Lesson, Participation


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One applied sheet."""

    id: int
    kind: str
    title: str
    file_name: str
    state: str
    applied_at: datetime
    applied_by: str
    undone_at: datetime | None
    undone_by: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What one row became. `label` is the column a refusal points at."""

    row: int
    status: str
    reason: str
    label: str
    warnings: tuple[str, ...]
    subject_kind: str
    subject_id: int | None


def batches(session: Session, *, actor: Actor, limit: int = 50) -> list[BatchRow]:
    """The latest batches first."""
    statement = select(ImportBatch).where(*_scope(actor)).order_by(ImportBatch.id.desc()).limit(limit)
    return [_batch(batch) for batch in session.scalars(statement)]


def batch(session: Session, *, actor: Actor, batch_id: int) -> BatchRow | None:
    """One batch; None when unknown or about other campuses only."""
    found = session.scalars(
        select(ImportBatch).where(ImportBatch.id == batch_id, *_scope(actor))
    ).one_or_none()
    return _batch(found) if found is not None else None


def _scope(actor: Actor) -> list[ColumnElement[bool]]:
    if actor.campus_ids is None:
        return []
    own = Participation.campus_id.in_(sorted(actor.campus_ids))
    of_batch = select(ImportRow.row).where(ImportRow.batch_id == ImportBatch.id)
    taking_part = of_batch.join(Participation, Participation.id == ImportRow.subject_id).where(
        ImportRow.subject_kind == "participation", own
    )
    people = of_batch.join(Participation, Participation.learner_id == ImportRow.subject_id).where(
        ImportRow.subject_kind == "learner", own
    )
    seen = [taking_part, people, *_about_courses(of_batch, actor.campus_ids)]
    return [or_(ImportBatch.applied_by == actor.name, *(each.exists() for each in seen))]


def _about_courses(of_batch: Select[int], campus_ids: frozenset[int]) -> list[Select[int]]:
    """The rows about a course, an enrolment or a lesson on these campuses."""
    own = sorted(campus_ids)
    courses = of_batch.join(Course, Course.id == ImportRow.subject_id).where(
        ImportRow.subject_kind == "course", Course.campus_id.in_(own)
    )
    enrolments = of_batch.join(Enrolment, Enrolment.id == ImportRow.subject_id).where(
        ImportRow.subject_kind == "enrolment", Enrolment.campus_id.in_(own)
    )
    lessons = (
        of_batch.join(Lesson, Lesson.id == ImportRow.subject_id)
        .join(CourseGroup, CourseGroup.id == Lesson.course_group_id)
        .where(ImportRow.subject_kind == "lesson", CourseGroup.campus_id.in_(own))
    )
    people = of_batch.join(Enrolment, Enrolment.learner_id == ImportRow.subject_id).where(
        ImportRow.subject_kind == "learner", Enrolment.campus_id.in_(own)
    )
    return [courses, enrolments, lessons, people]


def _batch(found: ImportBatch) -> BatchRow:
    title = next((kind.title for kind in sheets.KINDS if kind.name == found.kind), found.kind)
    return BatchRow(
        found.id, found.kind, title, found.file_name, found.state, found.applied_at, found.applied_by,
        found.undone_at, found.undone_by, found.counts,
    )  # fmt: skip


def rows(session: Session, *, actor: Actor, batch_id: int, status: str | None = None) -> list[SheetRow]:
    """The rows of a batch in the order of the sheet; none of a batch the actor may not see."""
    statement = select(ImportRow, ImportBatch.kind).join(ImportBatch)
    statement = statement.where(ImportRow.batch_id == batch_id, *_scope(actor))
    if status is not None:
        statement = statement.where(ImportRow.status == status)
    return [
        SheetRow(
            row.row, row.status, row.reason, _label(kind, row.reason), tuple(row.warnings), row.subject_kind,
            row.subject_id,
        )
        for row, kind in session.execute(statement.order_by(ImportRow.row))
    ]  # fmt: skip


def _label(kind: str, reason: str) -> str:
    """The Dutch name of the column a refusal points at."""
    found = sheets.kind_named(kind)
    pointed = next((known.field for known in found.reasons if known.code == reason), "")
    return next((field.label for field in found.fields if field.name == pointed), "")
