"""Noting that proofs were typed into the registration tool, before anybody saw that they stand in LED.

The term stays open: it is met on the day of the confirmation (`registering`), the stricter of the two readings of
"registreren ... binnen de twee maanden" (S0).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.evidence.files import Upload
from core.i18n import N_
from core.proofs import many, noting, undoable
from core.proofs.many import Result, Shown
from core.rights import holders
from core.rules.words import Text
from db.models import Proof

COMMAND = "proof.enter"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the registrar typed: when and by whom the proof was entered in the tool, and its reference if any."""

    entered_on: date
    entered_by_id: int | None
    led_reference: str = ""


def enter(
    session: Session, *, actor: Actor, today: date, proofs: Sequence[Shown], entry: Entry,
    evidence: Upload | None = None, nonce: str = "",
) -> Result:  # fmt: skip
    """Note that proofs were entered and still have to be seen in LED. One that cannot be noted raises; of many, the
    good ones are noted."""
    require(session, actor, Action.REGISTER_PROOF)
    answered = many.replayed(session, nonce=nonce)
    if answered is not None:
        return answered
    holders.require_own(session, actor, today=today)
    _check(session, entry, today=today, proofs=proofs, evidence=evidence)
    holder = holders.who_entered(session, staff_member_id=entry.entered_by_id, on=entry.entered_on)

    def note(proof: Proof, completed_on: date) -> None:
        noting.check_open(session, proof, typed_on=entry.entered_on, completed_on=completed_on)
        if proof.entered_on is not None:
            raise InvalidInput(
                N_(
                    "Dit bewijs is al ingevoerd op {day} door {name}. Noteer nu de bevestiging, "
                    "of neem de invoer terug als ze niet klopt."
                ),
                day=proof.entered_on, name=proof.entered_by,
            )  # fmt: skip
        proof.entered_on, proof.noted_by = entry.entered_on, actor.display_name
        proof.entered_by, proof.entered_by_id = holder.name, holder.staff_member_id
        proof.led_reference = entry.led_reference.strip()
        noting.store(session, actor, proof, evidence=evidence)

    outcome = many.change(session, actor=actor, action=Action.REGISTER_PROOF, proofs=proofs, act=note)
    result = outcome.result
    told = Text(N_("{n} x ingevoerd op {day}"), {"n": len(result.done), "day": entry.entered_on})
    undoable.keep(session, actor=actor, today=today, command=COMMAND, told=told, before=outcome.before)
    audit.record(
        session, actor=actor, action=COMMAND, subject_kind="proof", subject_id=result.subject_id,
        details={"proofs": result.done, "day": entry.entered_on, "on": today},
    )  # fmt: skip
    many.remember(session, nonce=nonce, command=COMMAND, result=result)
    return result


def _check(
    session: Session, entry: Entry, *, today: date, proofs: Sequence[Shown], evidence: Upload | None
) -> None:
    if entry.entered_on > today:
        raise InvalidInput(
            N_("De dag van de invoer ligt in de toekomst. Kies vandaag of een vroegere dag."),
            field="entered_on",
        )
    noting.check_reference(session, entry.led_reference.strip(), proofs=proofs)
    noting.check_evidence(evidence, proofs=proofs)
