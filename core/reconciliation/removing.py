"""A comparison that was a mistake goes away, as long as nothing was decided in it."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import Conflict, NotFound
from core.i18n import N_
from core.reconciliation import rows
from db.models import Reconciliation, ReconciliationRow

_GONE = N_("Deze vergelijking bestaat niet meer. Laad de lijst opnieuw.")
_DECIDED = N_("In deze vergelijking is al iets beslist. Ze blijft staan, met haar geschiedenis.")


def remove(session: Session, *, actor: Actor, today: date, reconciliation_id: int) -> None:
    """Remove a comparison with its differences. Raises Conflict once anything was decided in it.

    Somebody who works on some campuses only can remove what he compared himself.
    """
    require(session, actor, Action.RECONCILE)
    found = session.get(Reconciliation, reconciliation_id, with_for_update=True)
    if found is None or (actor.campus_ids is not None and found.account_id != actor.id):
        raise NotFound(_GONE)
    own = select(ReconciliationRow.id).where(ReconciliationRow.reconciliation_id == reconciliation_id)
    decided = own.where(ReconciliationRow.decision != "", ReconciliationRow.carried_from_id.is_(None))
    if session.scalars(decided.limit(1)).first() is not None or rows.has_history(session, reconciliation_id):
        raise Conflict(_DECIDED)
    session.execute(delete(ReconciliationRow).where(ReconciliationRow.reconciliation_id == reconciliation_id))
    session.delete(found)
    audit.record(
        session, actor=actor, action="reconciliation.remove", subject_kind="reconciliation",
        subject_id=reconciliation_id,
        details={"sha256": found.sha256, "rows": found.rows, "on": today},
    )  # fmt: skip
