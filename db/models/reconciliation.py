"""A list taken from the registration tool, compared with what we hold, and what was decided about each difference."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import KEYS_ARE_NEVER_REUSED, Base


class Reconciliation(Base):
    """One comparison: the file, how its columns were read, and how many rows came to what."""

    __tablename__ = "reconciliation"
    __table_args__ = (KEYS_ARE_NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    mapping: Mapped[dict[str, Any]]
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    rows: Mapped[int]
    counts: Mapped[dict[str, Any]]
    read_on: Mapped[date]
    read_at: Mapped[datetime]
    read_by: Mapped[str] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(default=1)


class ReconciliationRow(Base):
    """One difference. `signature` says which difference it is, so that a decision holds for the next list too."""

    __tablename__ = "reconciliation_row"
    __table_args__ = (
        CheckConstraint("kind in ('missing','unknown','double','different','invalid')", "kind"),
        Index("ix_reconciliation_row_list", "reconciliation_id", "kind", "id"),
        Index("ix_reconciliation_row_signature", "signature", "decision"),
        KEYS_ARE_NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reconciliation_id: Mapped[int] = mapped_column(ForeignKey("reconciliation.id"))
    row_number: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(20))
    proof_id: Mapped[int | None] = mapped_column(index=True)
    learner_id: Mapped[int | None] = mapped_column(index=True)
    campus_id: Mapped[int | None]
    reference: Mapped[str] = mapped_column(String(60), default="")
    differences: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    signature: Mapped[str] = mapped_column(String(64))
    decision: Mapped[str] = mapped_column(String(30), default="")
    decided_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(String(120), default="")
    reason: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(default=1)
