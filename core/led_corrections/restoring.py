"""Taking back an end that was wrong, and noting that a cancelled proof was entered in LED once more.

In the web service of LED (domain facts, 1.4) the pair of supplier and reference is the key of a record for good, and
cancelling gives it status 10, "Geannuleerd". So a cancelled registration comes back in two ways only: the cancellation
was noted by mistake (`reopen`), or the proof was entered anew, as another record with another reference
(`register_again`). In both the first registration keeps its dates and the term it met.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.i18n import N_
from core.i18n.formats import date_text
from core.led_corrections import checks, files, steps, words
from core.proofs import noting
from core.proofs.noting import REFERENCE_LENGTH, TAKEN
from core.rights import holders
from core.rules.words import Text
from db.models import LedTicket, Proof

NOT_CANCELLED = N_("De registratie van dit bewijs staat niet als geannuleerd. Er valt niets terug te nemen.")


@dataclass(frozen=True, slots=True)
class Again:
    """A cancelled proof that was entered once more: when, by whom, under which reference (if the tool gives one)."""

    entered_on: date
    entered_by_id: int | None
    led_reference: str
    reason: str


def reopen(
    session: Session, *, actor: Actor, today: date, ticket_id: int, version: int, proof_version: int, reason: str
) -> None:  # fmt: skip
    """Take back an end that was noted by mistake; a cancellation of the proof goes with it. The history keeps both."""
    require(session, actor, Action.CORRECT_LED)
    key = session.scalar(steps.proof_of(ticket_id).where(LedTicket.outcome == "cancelled"))
    proof = steps.load_proof(session, actor, key, proof_version) if key is not None else None
    ticket = files.load(session, actor, ticket_id=ticket_id, version=version)
    if ticket.closed_on is None:
        raise InvalidInput(N_("Deze melding is niet afgesloten; er valt niets te heropenen."))
    why = checks.reason(reason)
    day = date_text(ticket.closed_on)
    if proof is not None and steps.is_cancelled_by(session, ticket, proof):
        steps.tell(
            session, actor, ticket, "noted_back", today, field="led_cancelled_on",
            old_value=date_text(proof.led_cancelled_on), text=why,
        )  # fmt: skip
        proof.led_cancelled_on = None
    steps.tell(
        session, actor, ticket, "reopened", today, field="outcome", old_value=ticket.outcome,
        text=f"{day}: {why}",
    )  # fmt: skip
    ticket.outcome, ticket.closed_on, ticket.closed_by = "", None, ""
    audit.record(
        session, actor=actor, action="ticket.reopen", subject_kind=words.SUBJECT, subject_id=ticket.id,
        details={"proofs": [proof.id] if proof else [], "reason": why, "on": today},
    )  # fmt: skip


def register_again(
    session: Session, *, actor: Actor, today: date, ticket_id: int, version: int, proof_version: int, again: Again
) -> None:  # fmt: skip
    """Note that a cancelled proof stands in LED again as a new record; the first registration and its term stay."""
    require(session, actor, Action.CORRECT_LED)
    require(session, actor, Action.REGISTER_PROOF)
    holders.require_own(session, actor, today=today)
    key = session.scalar(steps.proof_of(ticket_id))
    proof = steps.load_proof(session, actor, key, proof_version) if key is not None else None
    ticket = files.load(session, actor, ticket_id=ticket_id, version=version)
    why = checks.reason(again.reason)
    if proof is None or not steps.is_cancelled_by(session, ticket, proof):
        raise InvalidInput(NOT_CANCELLED)
    if proof.state != "issued":
        raise InvalidInput(N_("Dit bewijs is ingetrokken en hoort niet meer in LED."))
    _check_again(session, proof, again, today=today)
    holder = holders.who_entered(session, staff_member_id=again.entered_by_id, on=again.entered_on)
    reference = again.led_reference.strip()
    steps.tell(
        session, actor, ticket, "registered_again", again.entered_on, field="led_reference",
        old_value=proof.led_reference, new_value=reference, text=f"{holder.name}: {why}",
    )  # fmt: skip
    proof.led_cancelled_on, proof.led_reference = None, reference
    noting.flush(session, reference)
    audit.record(
        session, actor=actor, action="ticket.register_again", subject_kind=words.SUBJECT, subject_id=ticket.id,
        details={"proofs": [proof.id], "reason": why, "day": again.entered_on, "on": today},
    )  # fmt: skip


def _check_again(session: Session, proof: Proof, again: Again, *, today: date) -> None:
    assert proof.led_cancelled_on is not None
    if again.entered_on > today:
        raise InvalidInput(checks.FUTURE, field="entered_on", name=Text(N_("Ingevoerd op")))
    if again.entered_on < proof.led_cancelled_on:
        raise InvalidInput(
            N_("Opnieuw registreren kan niet vóór de annulering op {day}."),
            field="entered_on",
            day=proof.led_cancelled_on,
        )
    reference = again.led_reference.strip()
    if len(reference) > REFERENCE_LENGTH:
        raise InvalidInput(N_("Een LED-referte telt hoogstens 36 tekens."), field="led_reference")
    if not reference:
        return
    if reference == proof.led_reference:
        raise InvalidInput(
            N_(
                "Deze referte hoort bij de geannuleerde registratie. Een nieuwe registratie heeft een andere."
            ),
            field="led_reference",
        )
    if session.scalar(select(Proof.id).where(Proof.led_reference == reference)) is not None:
        raise InvalidInput(TAKEN, field="led_reference", reference=reference)
