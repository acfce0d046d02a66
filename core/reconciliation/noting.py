"""In the list, and here still to be noted: the registration noted by the one command that does that, and so decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, masking, once
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import DomainError, InvalidInput
from core.i18n import N_
from core.proofs import commands as proofs
from core.proofs import many
from core.proofs.noting import REFERENCE_LENGTH
from core.proofs.registering import Registration
from core.reconciliation import deciding, rows
from core.reconciliation.rows import Shown
from core.reconciliation.words import Decision, Kind
from core.rights import holders
from core.rules.words import Text
from db.models import Proof, ReconciliationRow

COMMAND = "reconciliation.register"
_NOTHING_TO_NOTE = N_("Rij {row} staat niet bij wat hier nog te noteren is.")
_DECIDED = N_("Over rij {row} is al beslist. Neem die beslissing eerst terug.")
_REFUSED = N_("Rij {row}: {said} Er is niets genoteerd.")


@dataclass(frozen=True, slots=True)
class Noting:
    """What the registrar says for all chosen rows. The list's own day and reference go before, when it has them.

    `registered_on` stands in for a day the list does not say; `is_exact` makes it hold for every row (one row, whose
    day and reference the registrar has before their eyes).
    """

    registered_on: date
    entered_by_id: int | None
    led_reference: str = ""
    late_reason: str = ""
    late_action: str = ""
    is_exact: bool = False


def note_registrations(
    session: Session, *, actor: Actor, today: date, shown: Sequence[Shown], noting: Noting, nonce: str = ""
) -> int:
    """Note the registration of every chosen row, by the rights and checks of registering; all of them, or none.

    Each proof keeps its own entry in the log, and so can be taken back on its own. Gives how many.
    """
    require(session, actor, Action.RECONCILE)
    answered = once.replay(session, nonce=nonce)
    if answered is not None:
        return int(str(answered["noted"]))
    found = rows.load(session, actor=actor, shown=shown)
    version_of = {each.row_id: each.proof_version for each in shown}
    _hold(session, actor, found, noting, today=today)
    for row in found:
        _note(
            session, actor, row, noting, proof_version=version_of[row.id], today=today, is_one=len(found) == 1
        )
    deciding.settle(session, actor, found, decision=Decision.REGISTER, reason="", today=today)
    audit.record(
        session, actor=actor, action=COMMAND, subject_kind="reconciliation", subject_id=found[0].reconciliation_id,
        details={"rows": len(found), "proofs": [row.proof_id for row in found if row.proof_id], "on": today},
    )  # fmt: skip
    once.remember(session, nonce=nonce, command=COMMAND, result={"noted": len(found)})
    return len(found)


def _hold(
    session: Session, actor: Actor, found: Sequence[ReconciliationRow], noting: Noting, *, today: date
) -> None:
    """Everything the acts will lock, before the first of them writes its entry in the log, which all others wait for:
    the rights first, then the proofs in the order of their keys, as whoever registers from the queue takes them."""
    holders.require_own(session, actor, today=today)
    holders.hold(session, staff_member_id=noting.entered_by_id)
    keys = [row.proof_id for row in found if row.proof_id is not None]
    session.execute(
        select(Proof.id).where(Proof.id.in_(keys)).order_by(Proof.id).with_for_update(key_share=True)
    )


def _note(
    session: Session, actor: Actor, row: ReconciliationRow, noting: Noting, *, proof_version: int, today: date,
    is_one: bool,
) -> None:  # fmt: skip
    if row.kind != Kind.TO_REGISTER or row.proof_id is None:
        raise InvalidInput(_NOTHING_TO_NOTE, row=row.row_number or 0)
    if row.decision:
        raise InvalidInput(_DECIDED, row=row.row_number or 0)
    day = noting.registered_on if noting.is_exact else listed_day(row) or noting.registered_on
    reference = noting.led_reference if noting.is_exact else usable_reference(row)
    registration = Registration(day, noting.entered_by_id, reference, noting.late_reason, noting.late_action)
    try:
        shown = [many.Shown(row.proof_id, proof_version)]
        proofs.register(session, actor=actor, today=today, proofs=shown, registration=registration)
    except DomainError as error:
        if is_one:
            raise
        said = Text(error.template, error.params)  # type: ignore[arg-type]
        raise InvalidInput(_REFUSED, row=row.row_number or 0, said=said) from error


def listed_day(row: ReconciliationRow) -> date | None:
    """The day of registration that the list says, when it says one that can be."""
    said = [each for each in row.differences if each["field"] == "registered_on" and not each.get("note")]
    return date.fromisoformat(said[0]["theirs"]) if said and said[0]["theirs"] else None


def usable_reference(row: ReconciliationRow) -> str:
    """The list's reference when it fits; a longer one is no reference of LED, one that was cut is not known here."""
    is_whole = len(row.reference) <= REFERENCE_LENGTH and masking.CUT not in row.reference
    return row.reference if is_whole else ""
