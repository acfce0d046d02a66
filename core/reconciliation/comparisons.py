"""The comparisons that were made: when, which list, over which period, and how much of each is still to be decided.

Who works on some campuses sees what he compared himself, and of what others compared the differences of his campuses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.reconciliation.rows import visible
from db.models import Reconciliation, ReconciliationRow

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
