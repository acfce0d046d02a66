"""Sheets that came in: batches, what each row became, and the column mapping remembered per kind."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class ImportBatch(Base):
    """One applied sheet; it can be undone while nothing depends on it."""

    __tablename__ = "import_batch"
    __table_args__ = (CheckConstraint("state in ('applied','undone')", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    state: Mapped[str] = mapped_column(String(10))
    mode: Mapped[str] = mapped_column(String(15))
    applied_at: Mapped[datetime]
    applied_by: Mapped[str] = mapped_column(String(120))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(String(120), default="")
    counts: Mapped[dict[str, Any]]
    touched: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ImportRow(Base):
    """What one sheet row became, and what it replaced (for the undo)."""

    __tablename__ = "import_row"

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"), primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(30), default="")
    warnings: Mapped[list[str]]
    subject_kind: Mapped[str] = mapped_column(String(20), default="")
    subject_id: Mapped[int | None]
    before: Mapped[dict[str, Any]]


class ColumnMapping(Base):
    """Which header of a provider's sheet means which field."""

    __tablename__ = "column_mapping"
    __table_args__ = (UniqueConstraint("kind", "header"), Index("ix_column_mapping_field", "kind", "field"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    header: Mapped[str] = mapped_column(String(120))
    field: Mapped[str] = mapped_column(String(40))
