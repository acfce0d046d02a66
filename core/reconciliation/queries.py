"""The differences of a comparison, as lists and panels show them; the comparisons themselves are in `comparisons`.

Who works on some campuses sees what he compared himself, and of what others compared the differences of his campuses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.learners import queries as learners
from core.reconciliation.comparisons import Comparison, comparison, history, same_file
from core.reconciliation.differing import Difference
from core.reconciliation.rows import visible
from core.reconciliation.words import Kind
from db.models import Deadline, Document, Learner, Proof, ReconciliationRow

__all__ = ["Comparison", "Row", "RowPage", "comparison", "every", "history", "row", "rows", "same_file"]
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One difference with its proof and person as they stand here now; what is decided, and since which list."""

    id: int
    version: int
    reconciliation_id: int
    row_number: int | None
    other_row: int | None
    kind: str
    cause: str
    name: str = field(repr=False)
    title: str
    reference: str
    differences: Sequence[Difference] = field(repr=False)
    proof_id: int | None
    proof_version: int
    learner_id: int | None
    decision: str
    decided_on: date | None
    decided_by: str
    reason: str
    is_carried: bool
    due_on: date | None
    ours: Mapping[str, str] = field(repr=False)

    def theirs(self, name: str) -> str:
        """What the list says of a field, where it says something else than we do."""
        return next((each.theirs for each in self.differences if each.field == name), "")


@dataclass(frozen=True, slots=True)
class RowPage:
    """One page of differences and how many there are in all."""

    rows: Sequence[Row]
    total: int


def rows(
    session: Session, *, actor: Actor, reconciliation_id: int, kind: str = "", only_open: bool = False, page: int = 1
) -> RowPage:  # fmt: skip
    """One page of a comparison's differences, in the order of the list, what is missing from it last."""
    narrowed = _narrowed(actor, reconciliation_id, kind, only_open)
    total = session.scalar(select(func.count()).select_from(ReconciliationRow).where(*narrowed)) or 0
    statement = _rows().where(*narrowed).order_by(ReconciliationRow.id)
    found = session.execute(statement.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return RowPage([_row(session, *each) for each in found], total)


def every(session: Session, *, actor: Actor, reconciliation_id: int) -> list[Row]:
    """All differences of a comparison that the actor may see; for the export."""
    narrowed = _narrowed(actor, reconciliation_id, "", False)
    found = session.execute(_rows().where(*narrowed).order_by(ReconciliationRow.id))
    return [_row(session, *each) for each in found]


def row(session: Session, *, actor: Actor, row_id: int) -> Row | None:
    """One difference; None when it does not exist or is not the actor's to see."""
    found = session.execute(_rows().where(ReconciliationRow.id == row_id, *visible(actor))).first()
    return _row(session, *found) if found is not None else None


def _narrowed(actor: Actor, reconciliation_id: int, kind: str, only_open: bool) -> list[ColumnElement[bool]]:
    asked = [ReconciliationRow.reconciliation_id == reconciliation_id, *visible(actor)]
    if kind in set(Kind):
        asked.append(ReconciliationRow.kind == kind)
    if only_open:
        asked.append(ReconciliationRow.decision == "")
    return asked


def _rows() -> Select[ReconciliationRow, Proof | None, Learner | None, date | None, str | None]:
    return (
        select(ReconciliationRow, Proof, Learner, Deadline.due_on, Document.number)
        .outerjoin(Proof, Proof.id == ReconciliationRow.proof_id)
        .outerjoin(Learner, Learner.id == func.coalesce(Proof.learner_id, ReconciliationRow.learner_id))
        .outerjoin(Deadline, (Deadline.subject_kind == "proof") & (Deadline.subject_id == Proof.id))
        .outerjoin(Document, Document.id == Proof.document_id)
    )


def _row(
    session: Session,
    found: ReconciliationRow,
    proof: Proof | None,
    learner: Learner | None,
    due_on: date | None,
    number: str | None,
) -> Row:
    # A row without a proof keeps the file it was found with; when that was merged, the one that remained is meant.
    learner = learners.surviving(session, learner) if learner is not None else None
    differences = [Difference(**each) for each in found.differences]
    said = {each.field: each.theirs for each in differences}
    known = f"{learner.last_name}, {learner.first_name}".strip(", ") if learner else ""
    return Row(
        id=found.id, version=found.version, reconciliation_id=found.reconciliation_id, row_number=found.row_number,
        other_row=found.other_row, kind=found.kind, cause=found.cause or found.kind,
        name=known or said.get("name", ""), title=proof.title if proof else said.get("title", ""),
        reference=found.reference, differences=differences, proof_id=found.proof_id,
        proof_version=proof.version if proof else 0, learner_id=learner.id if learner else None,
        decision=found.decision, decided_on=found.decided_on, decided_by=found.decided_by, reason=found.reason,
        is_carried=found.carried_from_id is not None, due_on=due_on,
        ours=_ours(proof, learner, number or proof.external_number) if proof and learner else {},
    )  # fmt: skip


def _ours(proof: Proof, learner: Learner, number: str) -> dict[str, str]:
    """What stands here now, by the names and in the form of the differences."""
    days = {"born_on": learner.born_on, "issued_on": proof.issued_on, "registered_on": proof.registered_on}
    written = {name: day.isoformat() if day is not None else "" for name, day in days.items()}
    return {
        "reference": proof.led_reference, "number": number, "name": f"{learner.last_name}, {learner.first_name}",
        "kind": proof.kind, "title": proof.title, **written,
    }  # fmt: skip
