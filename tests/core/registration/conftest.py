"""Proofs that can be typed over, and a sitting to do it in."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from core.proofs import commands as proofs
from core.registration import commands
from db.models import Proof
from tests import factories
from tests.factories import TODAY, Provider

LOGIN = "a" * 64
REASON = "Wekelijkse invoer van bewijzen"


def issued(session: Session, given: Provider, *, on: date = date(2026, 11, 10), **values: object) -> Proof:
    """One issued proof of somebody."""
    (proof,) = factories.earned(session, given, **values)  # type: ignore[arg-type]
    proofs.issue(session, actor=given.coordinator, today=on, proof_id=proof.id, version=proof.version)
    return proof


@pytest.fixture
def paper(session: Session, given: Provider) -> Proof:
    """An issued proof, committed."""
    made = issued(session, given)
    session.commit()
    return made


@pytest.fixture
def sitting_id(session: Session, given: Provider, paper: Proof) -> int:
    """A sitting of the coordinator."""
    found = commands.begin(session, actor=given.coordinator, today=TODAY, login=LOGIN, reason=REASON)
    session.commit()
    return found
