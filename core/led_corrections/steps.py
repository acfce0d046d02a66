"""What closing and reopening share: the proof of a ticket under a lock, one event, whose cancellation it was."""

from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.access.permissions import Action
from core.history import events
from core.led_corrections import words
from core.proofs import files as proofs
from db.models import LedTicket, Proof

CANCELLING = ("cancelled", "noted_back", "registered_again")


def proof_of(ticket_id: int) -> Select[int | None]:
    """The key of the proof a ticket is about; it never changes."""
    return select(LedTicket.proof_id).where(LedTicket.id == ticket_id)


def load_proof(session: Session, actor: Actor, key: int, version: int) -> Proof:
    """The proof under a lock, before its ticket is: in that order every act takes them. Raises NotFound, Conflict."""
    proofs.hold_person(session, select(Proof.learner_id).where(Proof.id == key))
    return proofs.load(session, actor, Action.CORRECT_LED, proof_id=key, version=version)


def is_cancelled_by(session: Session, ticket: LedTicket, proof: Proof) -> bool:
    """Whether the cancellation that stands with the proof is this ticket's; of a double it can be another record's."""
    if proof.led_cancelled_on is None:
        return False
    found = events.of(session, subject_kind=words.SUBJECT, subject_id=ticket.id)
    return next((event.kind for event in found if event.kind in CANCELLING), "") == "cancelled"


def tell(
    session: Session, actor: Actor, ticket: LedTicket, kind: str, day: date, *, field: str = "", old_value: str = "",
    new_value: str = "", text: str = "",
) -> None:  # fmt: skip
    """One event in the history of a ticket."""
    events.add(
        session, actor, subject_kind=words.SUBJECT, subject_id=ticket.id, kind=kind, happened_on=day, field=field,
        old_value=old_value, new_value=new_value, text=text,
    )  # fmt: skip
