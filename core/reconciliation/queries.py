"""Comparisons and their differences, as lists and panels show them.

Who works on some campuses sees what he compared himself, and of what others compared the differences of his campuses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.learners import queries as learners
from core.reconciliation.differing import Difference
from core.reconciliation.rows import visible
from core.reconciliation.words import Kind
from db.models import Deadline, Document, Learner, Proof, Reconciliation, ReconciliationRow

PAGE_SIZE = 50
Total = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison. `counts` is empty for who sees only a part of it; `kinds` gives per kind all and open."""

    id: int
    file_name: str
    sha256: str
    first_on: date | None
    last_on: date | None
    read_on: date
    read_at: datetime
    read_by: str
    rows: int
    is_limited: bool
    counts: Mapping[str, int]
    kinds: Mapping[str, Total]

    @property
    def open(self) -> int:
        """How many differences are still to be decided."""
        return sum(still for _, still in self.kinds.values())

    @property
    def different(self) -> int:
        """How many differences there are."""
        return sum(total for total, _ in self.kinds.values())


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


def history(session: Session, *, actor: Actor, limit: int = 50) -> list[Comparison]:
    """The latest comparisons first."""
    statement = select(Reconciliation).where(*_of(actor)).order_by(Reconciliation.id.desc()).limit(limit)
    return _comparisons(session, actor, session.scalars(statement).all())


def comparison(session: Session, *, actor: Actor, reconciliation_id: int) -> Comparison | None:
    """One comparison; None when it does not exist or holds nothing of the actor's campuses."""
    statement = select(Reconciliation).where(Reconciliation.id == reconciliation_id, *_of(actor))
    return next(iter(_comparisons(session, actor, session.scalars(statement).all())), None)


def same_file(session: Session, *, actor: Actor, sha256: str) -> Comparison | None:
    """The latest comparison of this very file."""
    statement = select(Reconciliation).where(Reconciliation.sha256 == sha256, *_of(actor))
    latest = session.scalars(statement.order_by(Reconciliation.id.desc()).limit(1)).all()
    return next(iter(_comparisons(session, actor, latest)), None)


def _of(actor: Actor) -> list[ColumnElement[bool]]:
    if actor.campus_ids is None:
        return []
    there = select(ReconciliationRow.id).where(
        ReconciliationRow.reconciliation_id == Reconciliation.id,
        ReconciliationRow.campus_id.in_(sorted(actor.campus_ids)),
    )
    return [(Reconciliation.account_id == actor.id) | there.exists()]


def _comparisons(session: Session, actor: Actor, found: Sequence[Reconciliation]) -> list[Comparison]:
    kinds: dict[int, dict[str, Total]] = {row.id: {} for row in found}
    still = func.sum(case((ReconciliationRow.decision == "", 1), else_=0))
    statement = (
        select(ReconciliationRow.reconciliation_id, ReconciliationRow.kind, func.count(), still)
        .where(ReconciliationRow.reconciliation_id.in_(list(kinds)), *visible(actor))
        .group_by(ReconciliationRow.reconciliation_id, ReconciliationRow.kind)
    )
    for key, kind, total, open_ in session.execute(statement):
        kinds[key][kind] = (total, int(open_))
    return [
        Comparison(
            row.id, row.file_name, row.sha256, row.first_on, row.last_on, row.read_on, row.read_at, row.read_by,
            row.rows, row.is_limited, row.counts if _is_whole(actor, row) else {}, kinds[row.id],
        )
        for row in found
    ]  # fmt: skip


def _is_whole(actor: Actor, found: Reconciliation) -> bool:
    """Whether the figures of the whole list are this actor's to see."""
    return actor.campus_ids is None or found.account_id == actor.id


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
