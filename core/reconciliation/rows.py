"""Differences as they are decided: loaded under a lock, as they were shown, within what the actor may see."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from core.imports import chunks
from db.models import HistoryEvent, Reconciliation, ReconciliationRow

# The history is that of a difference, not of the list it was first seen in.
SUBJECT = "reconciliation_row"
MOST = 500
_GONE = N_("Dit verschil bestaat niet meer. Open de vergelijking opnieuw.")
_CHANGED = N_(
    "Iemand anders heeft over rij {row} intussen beslist. Bekijk de beslissing en beslis dan opnieuw."
)
_CHANGED_MISSING = N_(
    "Iemand anders heeft intussen over een van de gekozen verschillen beslist. Bekijk ze en beslis dan opnieuw."
)
_NONE = N_("Kies minstens één verschil.")
_TOO_MANY = N_("Beslis over hoogstens {n} verschillen tegelijk.")


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference as it stood on the screen of whoever decides; `proof_version` when its proof is to be registered."""

    row_id: int
    version: int
    proof_version: int = 0


def visible(actor: Actor) -> list[ColumnElement[bool]]:
    """Which differences an actor may see: of his campuses, and of rows about nobody's proof in his own comparisons."""
    if actor.campus_ids is None:
        return []
    own = select(Reconciliation.id).where(Reconciliation.account_id == actor.id)
    return [
        ReconciliationRow.campus_id.in_(sorted(actor.campus_ids))
        | (ReconciliationRow.campus_id.is_(None) & ReconciliationRow.reconciliation_id.in_(own))
    ]


def load(session: Session, *, actor: Actor, shown: Sequence[Shown]) -> list[ReconciliationRow]:
    """The rows under a lock, in the order of their keys. Raises NotFound, Conflict or InvalidInput."""
    if not shown:
        raise InvalidInput(_NONE)
    if len(shown) > MOST:
        raise InvalidInput(_TOO_MANY, n=MOST)
    versions = {each.row_id: each.version for each in shown}
    found = session.scalars(
        select(ReconciliationRow)
        .where(ReconciliationRow.id.in_(sorted(versions)), *visible(actor))
        .order_by(ReconciliationRow.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if len(found) != len(versions):
        raise NotFound(_GONE)
    for row in found:
        if row.version != versions[row.id]:
            template = _CHANGED if row.row_number else _CHANGED_MISSING
            raise Conflict(
                template, shown={"decision": ""}, stored={"decision": row.decision}, row=row.row_number or 0
            )
    return list(found)


def same(session: Session, signatures: Collection[str]) -> list[ReconciliationRow]:
    """Every row that is one of these differences, in whatever list it came, under a lock."""
    found: list[ReconciliationRow] = []
    wanted = sorted(signatures)
    for start in range(0, len(wanted), chunks.SIZE):
        statement = (
            select(ReconciliationRow)
            .where(ReconciliationRow.signature.in_(wanted[start : start + chunks.SIZE]))
            .order_by(ReconciliationRow.id)
            .with_for_update()
        )
        found += session.scalars(statement.execution_options(populate_existing=True))
    return found


def subjects(session: Session, signatures: Collection[str]) -> Mapping[str, int]:
    """Under which key the history of each difference is kept: that of the first row that was it."""
    found: dict[str, int] = {}
    wanted = sorted(signatures)
    for start in range(0, len(wanted), chunks.SIZE):
        statement = (
            select(ReconciliationRow.signature, func.min(ReconciliationRow.id))
            .where(ReconciliationRow.signature.in_(wanted[start : start + chunks.SIZE]))
            .group_by(ReconciliationRow.signature)
        )
        found |= dict(session.execute(statement).all())
    return found


def history_subject(session: Session, *, row_id: int) -> int:
    """Under which key the history of one difference is kept (core.history, subject "reconciliation")."""
    signature = session.get_one(ReconciliationRow, row_id).signature
    return subjects(session, {signature})[signature]


def has_history(session: Session, reconciliation_id: int) -> bool:
    """Whether anything was ever decided about a difference whose history is kept under a row of this comparison."""
    statement = select(HistoryEvent.id).join(
        ReconciliationRow, (HistoryEvent.subject_kind == SUBJECT) & (HistoryEvent.subject_id == ReconciliationRow.id)
    )  # fmt: skip
    return (
        session.scalars(
            statement.where(ReconciliationRow.reconciliation_id == reconciliation_id).limit(1)
        ).first()
        is not None
    )
