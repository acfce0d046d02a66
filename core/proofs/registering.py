"""Registering in LED, for one proof or for many: entered in the tool, then seen to be there.

Registration closes the LED term (S0, "binnen de twee maanden"): what counts is the day it was seen to have succeeded,
the stricter of the two. Who entered it had the right that day; who notes it here has it now (S0, step 1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.evidence.files import Upload
from core.i18n import N_
from core.proofs import many, noting, undoable
from core.proofs.late_reasons import LATE_REASONS
from core.proofs.many import Result, Shown
from core.rights import holders
from core.rights.holders import Holder
from core.rules.words import Text
from db.models import Deadline, Proof

COMMAND = "proof.register"
CONFIRMED_TOO_SOON = N_("Bevestigd ({confirmed}) kan niet vóór ingevoerd ({entered}). Kijk beide datums na.")

CANCELLED = N_(
    "De registratie van dit bewijs staat in LED als geannuleerd sinds {day}. Noteer een nieuwe registratie bij de "
    "melding, op de pagina Registratie, onderdeel Correcties."
)


@dataclass(frozen=True, slots=True)
class Registration:
    """What the registrar typed. `entered_by_id` is the member of staff who entered it in the tool, on `entered_on`
    (the same day when left out); who notes it here is the actor. Of a proof noted as entered before (`entering`), day
    and person of that entry stay as they are."""

    registered_on: date
    entered_by_id: int | None
    led_reference: str = ""
    late_reason: str = ""
    late_action: str = ""
    entered_on: date | None = None

    @property
    def typed_on(self) -> date:
        """The day it was typed into the tool."""
        return self.entered_on or self.registered_on


def register(
    session: Session, *, actor: Actor, today: date, proofs: Sequence[Shown], registration: Registration,
    evidence: Upload | None = None, nonce: str = "",
) -> Result:  # fmt: skip
    """Note that proofs stand in LED. One proof that cannot be noted raises; of many, the good ones are noted."""
    require(session, actor, Action.REGISTER_PROOF)
    answered = many.replayed(session, nonce=nonce)
    if answered is not None:
        return answered
    holders.require_own(session, actor, today=today)
    _check_registration(session, registration, today=today, proofs=proofs)
    noting.check_evidence(evidence, proofs=proofs)
    holder = _holder(session, registration, proofs=proofs)

    def note(proof: Proof, completed_on: date) -> None:
        _check_registrable(session, proof, registration, completed_on=completed_on)
        _note(proof, registration, holder=holder, noted_by=actor.display_name)
        noting.store(session, actor, proof, evidence=evidence)

    outcome = many.change(session, actor=actor, action=Action.REGISTER_PROOF, proofs=proofs, act=note)
    day, result = registration.registered_on, outcome.result
    told = Text(N_("{n} x geregistreerd op {day}"), {"n": len(result.done), "day": day})
    undoable.keep(session, actor=actor, today=today, command=COMMAND, told=told, before=outcome.before)
    audit.record(
        session, actor=actor, action=COMMAND, subject_kind="proof", subject_id=result.subject_id,
        details={"proofs": result.done, "day": day, "on": today},
    )  # fmt: skip
    many.remember(session, nonce=nonce, command=COMMAND, result=result)
    return result


def _holder(session: Session, registration: Registration, *, proofs: Sequence[Shown]) -> Holder | None:
    """Who entered what was not noted as entered before; None when all of it was."""
    keys = [shown.proof_id for shown in proofs]
    new = select(Proof.id).where(Proof.id.in_(keys), Proof.entered_on.is_(None)).limit(1)
    if session.scalar(new) is None:
        return None
    return holders.who_entered(session, staff_member_id=registration.entered_by_id, on=registration.typed_on)


def _note(proof: Proof, registration: Registration, *, holder: Holder | None, noted_by: str) -> None:
    if proof.entered_on is None:
        if holder is None:
            # Noted as entered when this began, and taken back since.
            raise InvalidInput(holders.WHO, field="entered_by")
        proof.entered_on, proof.entered_by = registration.typed_on, holder.name
        proof.entered_by_id = holder.staff_member_id
    proof.registered_on, proof.noted_by = registration.registered_on, noted_by
    proof.led_reference = registration.led_reference.strip() or proof.led_reference
    proof.late_reason, proof.late_action = registration.late_reason, registration.late_action.strip()
    proof.hold = ""


def _check_registration(
    session: Session, registration: Registration, *, today: date, proofs: Sequence[Shown]
) -> None:
    if registration.registered_on > today:
        raise InvalidInput(
            N_("De registratiedatum ligt in de toekomst. Kies vandaag of een vroegere dag."),
            field="registered_on",
        )
    _check_order(registration.typed_on, registration.registered_on)
    lengths.check(Proof, {"late_action": registration.late_action.strip()})
    noting.check_reference(session, registration.led_reference.strip(), proofs=proofs)
    if registration.late_reason and registration.late_reason not in LATE_REASONS:
        raise InvalidInput(N_("Kies een reden uit de lijst."), field="late_reason")


def _check_order(entered_on: date, confirmed_on: date) -> None:
    if entered_on > confirmed_on:
        raise InvalidInput(
            CONFIRMED_TOO_SOON, field="registered_on", confirmed=confirmed_on, entered=entered_on
        )


def _check_registrable(
    session: Session, proof: Proof, registration: Registration, *, completed_on: date
) -> None:
    if proof.led_cancelled_on is not None:
        raise InvalidInput(CANCELLED, day=proof.led_cancelled_on)
    typed_on = proof.entered_on or registration.typed_on
    noting.check_open(session, proof, typed_on=typed_on, completed_on=completed_on)
    _check_order(typed_on, registration.registered_on)
    due_on = session.scalars(
        select(Deadline.due_on).where(Deadline.subject_kind == "proof", Deadline.subject_id == proof.id)
    ).one()
    if registration.registered_on > due_on and not registration.late_reason:
        raise InvalidInput(
            N_("Dit bewijs is te laat: de uiterste datum was {day}. Kies de reden."),
            field="late_reason",
            day=due_on,
        )
