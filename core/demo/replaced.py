"""One paper of the practice provider was corrected after its registration, so LED still holds the old one."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.proofs import correcting
from db.models import LedTicket, Proof

REASON = "De voornaam was fout geschreven op het papier."


def store(session: Session, *, actor: Actor, today: date) -> None:
    """Correct the latest paper that was delivered and registered and that nobody reported anything about."""
    statement = select(Proof).where(
        Proof.state == "issued", Proof.document_id.is_not(None), Proof.delivered_on.is_not(None),
        Proof.registered_on.is_not(None), Proof.led_cancelled_on.is_(None),
        ~select(LedTicket.id).where(LedTicket.proof_id == Proof.id).exists(),
    )  # fmt: skip
    proof = session.scalars(statement.order_by(Proof.registered_on.desc(), Proof.id).limit(1)).first()
    if proof is not None:
        correcting.correct(
            session, actor=actor, today=today, proof_id=proof.id, version=proof.version, reason=REASON
        )
