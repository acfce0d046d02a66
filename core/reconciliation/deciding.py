"""What was decided about differences: with who, when and why; known again in the next list, taken back with history."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from core import audit, lengths, once
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.history import events
from core.i18n import N_
from core.reconciliation import rows, words
from core.reconciliation.rows import SUBJECT, Shown
from core.reconciliation.words import Decision
from core.rules.words import Text
from db.models import Proof, ReconciliationRow

COMMAND = "reconciliation.decide"
_UNKNOWN = N_("Kies een beslissing uit de lijst.")
_NOT_FOR_THIS = N_(
    "“{decision}” past niet bij “{kind}”. Kies een andere beslissing, of beslis per soort verschil."
)
_DECIDED = N_("Over dit verschil is al beslist. Neem die beslissing eerst terug.")
_OPEN = N_("Over dit verschil is nog niets beslist.")
_REGISTERED = N_(
    "De registratie staat genoteerd op {day}. Maak dat eerst ongedaan bij het bewijs en neem dan de beslissing terug."
)


def decide(
    session: Session, *, actor: Actor, today: date, shown: Sequence[Shown], decision: str, reason: str = "",
    nonce: str = "",
) -> int:  # fmt: skip
    """Decide about one difference or about many in the same way; gives how many. All of them, or none.

    What stays as it is, or is not ours, needs a reason. Raises InvalidInput, NotFound or Conflict.
    """
    require(session, actor, Action.RECONCILE)
    answered = once.replay(session, nonce=nonce)
    if answered is not None:
        return int(str(answered["decided"]))
    chosen = next((known for known in words.LASTING if known == decision), None)
    if chosen is None:
        raise InvalidInput(_UNKNOWN, field="decision")
    if chosen in words.NEEDS_REASON or reason.strip():
        lengths.check_reason(reason)
    found = rows.load(session, actor=actor, shown=shown)
    for row in found:
        _check_fits(row, chosen)
    settle(session, actor, found, decision=chosen, reason=reason.strip(), today=today)
    audit.record(
        session, actor=actor, action=COMMAND, subject_kind="reconciliation", subject_id=found[0].reconciliation_id,
        details={"decision": chosen.value, "rows": len(found), "reason": reason.strip(), "on": today},
    )  # fmt: skip
    once.remember(session, nonce=nonce, command=COMMAND, result={"decided": len(found)})
    return len(found)


def _check_fits(row: ReconciliationRow, decision: Decision) -> None:
    if row.decision:
        raise InvalidInput(_DECIDED)
    if decision not in words.allowed(row.kind, has_proof=row.proof_id is not None):
        raise InvalidInput(
            _NOT_FOR_THIS, field="decision", decision=Text(words.DECISIONS[decision]), kind=Text(words.KINDS[row.kind]),
        )  # fmt: skip


def settle(
    session: Session, actor: Actor, found: Sequence[ReconciliationRow], *, decision: Decision, reason: str, today: date,
) -> None:  # fmt: skip
    """Write a decision on rows and, when it lasts, on the same differences in other lists that are still open."""
    taken_on = {row.signature: row.id for row in reversed(found)}
    subject_of = rows.subjects(session, taken_on)
    own = {row.id for row in found}
    for row in rows.same(session, taken_on) if decision in words.LASTING else found:
        if row.decision:
            continue
        row.decision, row.decided_on, row.decided_by = decision.value, today, actor.display_name
        row.reason, row.version = reason, row.version + 1
        row.carried_from_id = None if row.id in own else taken_on[row.signature]
    for signature in taken_on:
        events.add(
            session, actor, subject_kind=SUBJECT, subject_id=subject_of[signature], kind=decision.value,
            happened_on=today, text=reason,
        )  # fmt: skip
    session.flush()


def take_back(
    session: Session, *, actor: Actor, today: date, shown: Sequence[Shown], reason: str, nonce: str = ""
) -> int:
    """Take a decision back: the difference is open again, in every list where it stands. The history keeps both."""
    require(session, actor, Action.RECONCILE)
    answered = once.replay(session, nonce=nonce)
    if answered is not None:
        return int(str(answered["opened"]))
    lengths.check_reason(reason)
    found = rows.load(session, actor=actor, shown=shown)
    for row in found:
        _check_open_again(session, row)
    signatures = {row.signature for row in found}
    for row in rows.same(session, signatures):
        if row.decision and (row.decision in words.LASTING or row in found):
            row.decision, row.decided_on, row.decided_by, row.reason = "", None, "", ""
            row.carried_from_id, row.version = None, row.version + 1
    for subject_id in rows.subjects(session, signatures).values():
        events.add(
            session, actor, subject_kind=SUBJECT, subject_id=subject_id, kind=words.TAKEN_BACK, happened_on=today,
            text=reason.strip(),
        )  # fmt: skip
    audit.record(
        session, actor=actor, action="reconciliation.take_back", subject_kind="reconciliation",
        subject_id=found[0].reconciliation_id,
        details={"rows": len(found), "reason": reason.strip(), "on": today},
    )  # fmt: skip
    once.remember(session, nonce=nonce, command="reconciliation.take_back", result={"opened": len(found)})
    return len(found)


def _check_open_again(session: Session, row: ReconciliationRow) -> None:
    if not row.decision:
        raise InvalidInput(_OPEN)
    proof = session.get(Proof, row.proof_id) if row.decision == Decision.REGISTER else None
    if proof is not None and proof.registered_on is not None:
        raise InvalidInput(_REGISTERED, day=proof.registered_on)
