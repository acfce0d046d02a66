"""A proof that stands in LED, and the steps of a ticket in one line each, by the commands the screens use."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from core.led_corrections import commands
from core.led_corrections.closing import Ending
from core.led_corrections.opening import Report
from core.proofs import commands as proofs
from core.proofs.many import Shown
from core.proofs.registering import Registration
from db.models import Learner, LedTicket, Proof
from tests import factories
from tests.factories import TODAY, Provider

Opening = Callable[..., LedTicket]
Closing = Callable[..., None]
REGISTERED = date(2026, 11, 10)


@pytest.fixture
def proof(session: Session, given: Provider) -> Proof:
    """Issued and registered on the tenth of November, with a document of ours and a reference."""
    person = factories.learner(session, "Peeters", "Amina")
    (earned,) = factories.earned(session, given, learner=person, completed_on=date(2026, 11, 2))
    proofs.issue(
        session, actor=given.coordinator, today=date(2026, 11, 9), proof_id=earned.id, version=earned.version
    )
    registration = Registration(REGISTERED, given.registrar_id, "BKT-0001")
    shown = [Shown(earned.id, earned.version)]
    proofs.register(session, actor=given.coordinator, today=TODAY, proofs=shown, registration=registration)
    session.commit()
    return earned


@pytest.fixture
def opened(session: Session, given: Provider) -> Opening:
    """Open a ticket about a proof, reported on the twelfth of November unless told otherwise."""

    def opening(proof: Proof | None = None, learner: Learner | None = None, **told: object) -> LedTicket:
        person_id = proof.learner_id if proof is not None else learner.id if learner is not None else 0
        chosen: dict[str, object] = {
            "kind": "wrong_person", "reporter": "learner", "reported_on": date(2026, 11, 12),
            "proof_id": proof.id if proof is not None else None, "description": "Staat bij een naamgenoot in LED.",
        }  # fmt: skip
        report = Report(**({"learner_id": person_id} | chosen | told))  # type: ignore[arg-type]
        key = commands.open_ticket(session, actor=given.coordinator, today=TODAY, report=report)
        return session.get_one(LedTicket, key)

    return opening


@pytest.fixture
def closed(session: Session, given: Provider) -> Closing:
    """Close a ticket today unless told otherwise."""

    def closing(ticket: LedTicket, outcome: str, on: date = TODAY, text: str = "", own: bool = True) -> None:
        proof = session.get_one(Proof, ticket.proof_id) if ticket.proof_id is not None else None
        commands.close(
            session, actor=given.coordinator, today=TODAY, ticket_id=ticket.id, version=ticket.version,
            proof_version=proof.version if proof is not None else 0, ending=Ending(outcome, on, text, own),
        )  # fmt: skip

    return closing
