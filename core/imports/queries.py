"""What came in before: the list of batches and what became of every row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.imports import sheets
from db.models import ImportBatch, ImportRow


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


def batches(session: Session, *, limit: int = 50) -> list[BatchRow]:
    """The latest batches first."""
    found = session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc()).limit(limit))
    return [_batch(batch) for batch in found]


def batch(session: Session, *, batch_id: int) -> BatchRow | None:
    """One batch, or None."""
    found = session.get(ImportBatch, batch_id)
    return _batch(found) if found is not None else None


def _batch(found: ImportBatch) -> BatchRow:
    title = next((kind.title for kind in sheets.KINDS if kind.name == found.kind), found.kind)
    return BatchRow(
        found.id, found.kind, title, found.file_name, found.state, found.applied_at, found.applied_by,
        found.undone_at, found.undone_by, found.counts,
    )  # fmt: skip


def rows(session: Session, *, batch_id: int, status: str | None = None) -> list[SheetRow]:
    """The rows of a batch in the order of the sheet."""
    statement = select(ImportRow, ImportBatch.kind).join(ImportBatch).where(ImportRow.batch_id == batch_id)
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


def learner_ids(session: Session, *, batch_id: int) -> list[int]:
    """The people a batch created or changed."""
    found = session.scalars(select(ImportRow.before).where(ImportRow.batch_id == batch_id))
    people = (before.get("person", {}) for before in found)
    return sorted({person.get("created", person.get("id")) for person in people if person})
