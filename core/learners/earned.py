"""The proofs a person earned, as the file shows them: one line each, with the state of its term."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.deadlines.terms import LED_REGISTRATION
from core.proofs import rows
from core.proofs.filters import Status
from db.models import Deadline, Document, Proof


@dataclass(frozen=True, slots=True)
class EarnedRow:
    """One proof of one participation; `due_on` is the last day to register it."""

    proof_id: int
    participation_id: int
    kind: str
    title: str
    number: str
    state: str
    due_on: date
    status: Status
    met_late: bool
    led_cancelled_on: date | None


def earned(session: Session, *, actor: Actor, today: date, learner_id: int) -> list[EarnedRow]:
    """The proofs of one person on the campuses the actor may see, in the order they were earned."""
    statement = (
        select(Proof, Deadline, func.coalesce(Document.number, Proof.external_number))
        .join(Deadline, (Deadline.subject_kind == "proof") & (Deadline.subject_id == Proof.id))
        .outerjoin(Document, Document.id == Proof.document_id)
        .where(Proof.learner_id == learner_id, Deadline.rule_id == LED_REGISTRATION)
        .where(*scope.of_campuses(actor, Proof.campus_id))
        .order_by(Proof.id)
    )
    return [
        EarnedRow(
            proof.id, proof.participation_id, proof.kind, proof.title, number or "", proof.state, due.due_on,
            rows.status_of(state=due.state, hold=due.hold, due_on=due.due_on, today=today), due.state == "met_late",
            proof.led_cancelled_on,
        )
        for proof, due, number in session.execute(statement)
    ]  # fmt: skip
