"""Registering in LED, for one proof or for many: entered in the tool, then seen to be there.

Registration closes the LED term (S0, "binnen de twee maanden"): what counts is the day it was seen to have succeeded,
the stricter of the two. Who entered it had the right that day; who notes it here has it now (S0, step 1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import audit, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.i18n import N_
from core.proofs import many, undoable
from core.proofs.late_reasons import LATE_REASONS
from core.proofs.many import Result, Shown
from core.rights import holders
from core.rights.holders import Holder
from core.rules.words import Text
from db.models import Deadline, Proof

COMMAND = "proof.register"
REFERENCE_LENGTH = 36
TAKEN = N_("LED-referte {reference} staat al bij een ander bewijs. Kijk de referte na.")

CANCELLED = N_(
    "De registratie van dit bewijs staat in LED als geannuleerd sinds {day}. Noteer een nieuwe registratie bij de "
    "melding, op de pagina Registratie, onderdeel Correcties."
)


@dataclass(frozen=True, slots=True)
class Registration:
    """What the registrar typed. `entered_by_id` is the member of staff who entered it in the tool, on `entered_on`
    (the same day when left out); who notes it here is the actor."""

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
    session: Session, *, actor: Actor, today: date, proofs: Sequence[Shown], registration: Registration, nonce: str = ""
) -> Result:  # fmt: skip
    """Note that proofs stand in LED. One proof that cannot be noted raises; of many, the good ones are noted."""
    require(session, actor, Action.REGISTER_PROOF)
    answered = many.replayed(session, nonce=nonce)
    if answered is not None:
        return answered
    holders.require_own(session, actor, today=today)
    _check_registration(session, registration, today=today, is_many=len(proofs) > 1)
    holder = holders.who_entered(
        session, staff_member_id=registration.entered_by_id, on=registration.typed_on
    )

    def note(proof: Proof, completed_on: date) -> None:
        _check_registrable(session, proof, registration, completed_on=completed_on)
        _note(session, proof, registration, holder=holder, noted_by=actor.display_name)

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


def _note(
    session: Session, proof: Proof, registration: Registration, *, holder: Holder, noted_by: str
) -> None:
    proof.registered_on, proof.entered_on = registration.registered_on, registration.typed_on
    proof.entered_by, proof.entered_by_id = holder.name, holder.staff_member_id
    proof.noted_by, proof.led_reference = noted_by, registration.led_reference.strip()
    proof.late_reason, proof.late_action = registration.late_reason, registration.late_action.strip()
    proof.hold = ""
    reference = proof.led_reference
    try:
        session.flush()
    except IntegrityError as error:
        # Two registrars noted the same reference in the same second: the unique index let one of them through.
        if "led_reference" not in str(error.orig):
            raise
        raise InvalidInput(TAKEN, field="led_reference", reference=reference) from error


def _check_registration(session: Session, registration: Registration, *, today: date, is_many: bool) -> None:
    if registration.registered_on > today:
        raise InvalidInput(
            N_("De registratiedatum ligt in de toekomst. Kies vandaag of een vroegere dag."),
            field="registered_on",
        )
    if registration.typed_on > registration.registered_on:
        raise InvalidInput(
            N_("Bevestigd ({confirmed}) kan niet vóór ingevoerd ({entered}). Kijk beide datums na."),
            field="registered_on", confirmed=registration.registered_on, entered=registration.typed_on,
        )  # fmt: skip
    lengths.check(Proof, {"late_action": registration.late_action.strip()})
    reference = registration.led_reference.strip()
    if len(reference) > REFERENCE_LENGTH:
        raise InvalidInput(N_("Een LED-referte telt hoogstens 36 tekens."), field="led_reference")
    if reference and is_many:
        raise InvalidInput(
            N_("Een LED-referte hoort bij één bewijs. Noteer deze bewijzen zonder referte of één voor één."),
            field="led_reference",
        )
    if reference and (other := session.scalar(select(Proof.id).where(Proof.led_reference == reference))):
        raise InvalidInput(
            TAKEN,
            field="led_reference",
            reference=reference,
            other=other,
        )
    if registration.late_reason and registration.late_reason not in LATE_REASONS:
        raise InvalidInput(N_("Kies een reden uit de lijst."), field="late_reason")


def _check_registrable(
    session: Session, proof: Proof, registration: Registration, *, completed_on: date
) -> None:
    if proof.led_cancelled_on is not None:
        raise InvalidInput(CANCELLED, day=proof.led_cancelled_on)
    if proof.registered_on is not None:
        raise InvalidInput(
            N_(
                "Dit bewijs is al geregistreerd op {day} door {name}. Open het om de registratie te corrigeren."
            ),
            day=proof.registered_on,
            name=proof.entered_by or proof.noted_by,
        )
    if proof.state != "issued" or proof.issued_on is None:
        raise InvalidInput(N_("Dit bewijs is nog niet uitgereikt. Reik het eerst uit."))
    if proof.hold:
        raise InvalidInput(
            N_(
                "Zonder rijksregister- of BIS-nummer kan dit bewijs niet geregistreerd worden. "
                "Vul het in bij de deelnemer; de termijn loopt door."
            ),
            field="insz",
        )
    if registration.typed_on < max(completed_on, proof.issued_on):
        raise InvalidInput(
            N_("Registreren kan niet vóór het uitreiken op {day}."),
            field="registered_on",
            day=proof.issued_on,
        )
    due_on = session.scalars(
        select(Deadline.due_on).where(Deadline.subject_kind == "proof", Deadline.subject_id == proof.id)
    ).one()
    if registration.registered_on > due_on and not registration.late_reason:
        raise InvalidInput(
            N_("Dit bewijs is te laat: de uiterste datum was {day}. Kies de reden."),
            field="late_reason",
            day=due_on,
        )
