"""A list taken from the registration tool, compared with what we hold, and what was decided about each difference."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import KEYS_ARE_NEVER_REUSED, Base


class Reconciliation(Base):
    """One comparison: the file, how its columns were read, and how many rows came to what.

    `is_limited`: made by somebody who works for some campuses only, so only the proofs of those were compared.
    """

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
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    is_limited: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)


class ReconciliationRow(Base):
    """One difference. `signature` says which difference it is, so that a decision holds for the next list too.

    `cause` tells kinds apart (core.reconciliation.words.CAUSES); `other_row` is the row of the list that says the same;
    `carried_from_id` is the row where the decision was taken that holds here because it is the same difference.
    """

    __tablename__ = "reconciliation_row"
    __table_args__ = (
        CheckConstraint("kind in ('missing','unknown','double','different','to_register','invalid')", "kind"),
        Index("ix_reconciliation_row_list", "reconciliation_id", "kind", "id"),
        Index("ix_reconciliation_row_signature", "signature", "decision"),
        KEYS_ARE_NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reconciliation_id: Mapped[int] = mapped_column(ForeignKey("reconciliation.id"))
    row_number: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(20))
    cause: Mapped[str] = mapped_column(String(30), default="")
    other_row: Mapped[int | None]
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
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("reconciliation_row.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
