"""How a ticket ends; a registration that LED cancelled keeps its dates and the term it met."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core import audit, once
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.evidence.files import Upload
from core.i18n import N_
from core.i18n.formats import date_text
from core.led_corrections import checks, files, steps, words
from db.models import LedTicket, Proof

NOT_REGISTERED = N_(
    "Dit bewijs is hier nog niet als geregistreerd genoteerd. Noteer eerst de registratie bij het bewijs."
)


@dataclass(frozen=True, slots=True)
class Ending:
    """How it ended: the outcome, its day, what LED shows now. `of_this_proof` tells, of a cancellation, whether it was
    the registration of this proof or the other one of a double."""

    outcome: str
    closed_on: date
    text: str = ""
    of_this_proof: bool = True


def close(
    session: Session, *, actor: Actor, today: date, ticket_id: int, version: int, proof_version: int, ending: Ending,
    evidence: Upload | None = None, nonce: str = "",
) -> None:  # fmt: skip
    """End a ticket. A cancellation marks the proof as such; its registration and the term it met stay."""
    require(session, actor, Action.CORRECT_LED)
    if once.replay(session, nonce=nonce) is not None:
        return
    proof = _cancelled_proof(session, actor, ticket_id=ticket_id, proof_version=proof_version, ending=ending)
    ticket = files.load_open(session, actor, ticket_id=ticket_id, version=version)
    checks.outcome(ticket, ending.outcome)
    checks.order(ticket, "closed_on", ending.closed_on, today=today)
    text = checks.texts({"description": ending.text})["description"]
    if ending.outcome == "mistake":
        checks.reason(text)
    if ending.outcome == "registered" and ticket.proof_id is not None:
        _check_registered(session.get_one(Proof, ticket.proof_id))
    if proof is not None:
        _cancel(session, actor, ticket, proof, ending)
    steps.tell(
        session, actor, ticket, "closed", ending.closed_on, field="outcome", new_value=ending.outcome, text=text
    )  # fmt: skip
    ticket.outcome, ticket.closed_on, ticket.closed_by = (
        ending.outcome,
        ending.closed_on,
        actor.display_name,
    )
    files.keep_evidence(session, actor, ticket, [evidence])
    audit.record(
        session, actor=actor, action="ticket.close", subject_kind=words.SUBJECT, subject_id=ticket.id,
        details={
            "outcome": ending.outcome, "proofs": [proof.id] if proof else [], "day": ending.closed_on, "on": today,
        },
    )  # fmt: skip
    once.remember(session, nonce=nonce, command="ticket.close", result={})


def _cancelled_proof(
    session: Session, actor: Actor, *, ticket_id: int, proof_version: int, ending: Ending
) -> Proof | None:
    """The proof whose registration this ending cancels: loaded before the ticket, as every other act takes them."""
    if ending.outcome != "cancelled" or not ending.of_this_proof:
        return None
    key = session.scalar(steps.proof_of(ticket_id))
    return steps.load_proof(session, actor, key, proof_version) if key is not None else None


def _cancel(session: Session, actor: Actor, ticket: LedTicket, proof: Proof, ending: Ending) -> None:
    _check_registered(proof)
    assert proof.registered_on is not None
    if proof.led_cancelled_on is not None:
        raise InvalidInput(
            N_("Dit bewijs staat in LED al als geannuleerd sinds {day}."),
            field="outcome",
            day=proof.led_cancelled_on,
        )
    if ending.closed_on < proof.registered_on:
        raise InvalidInput(
            N_("Annuleren kan niet vóór de registratie op {day}."),
            field="closed_on",
            day=proof.registered_on,
        )
    steps.tell(
        session, actor, ticket, "cancelled", ending.closed_on, field="led_cancelled_on",
        new_value=date_text(ending.closed_on),
    )  # fmt: skip
    proof.led_cancelled_on = ending.closed_on


def _check_registered(proof: Proof) -> None:
    if proof.registered_on is None:
        raise InvalidInput(NOT_REGISTERED, field="outcome")
