"""The steps of a proof's life in one line each, by the commands that the screens use."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from core.proofs import commands
from core.proofs.delivering import Delivery
from core.proofs.freezing import Issued
from core.proofs.many import Result, Shown
from core.proofs.registering import Registration
from db.models import Proof
from tests.factories import TODAY, Provider

Issue = Callable[..., Issued]
Act = Callable[..., Result]


@pytest.fixture
def issue(session: Session, given: Provider) -> Issue:
    """Issue one proof, today unless told otherwise."""

    def issued(proof: Proof, *, on: date = TODAY, signatory_id: int | None = None) -> Issued:
        return commands.issue(
            session,
            actor=given.coordinator,
            today=on,
            proof_id=proof.id,
            version=proof.version,
            signatory_id=signatory_id,
        )

    return issued


@pytest.fixture
def deliver(session: Session, given: Provider) -> Act:
    """Hand papers over, today unless told otherwise."""

    def delivered(
        *proofs: Proof, on: date = TODAY, how: str = "hand", by: str = "Balie", nonce: str = ""
    ) -> Result:
        return commands.deliver(
            session, actor=given.coordinator, today=TODAY, proofs=[Shown(p.id, p.version) for p in proofs],
            delivery=Delivery(on, how, by), nonce=nonce,
        )  # fmt: skip

    return delivered


@pytest.fixture
def register(session: Session, given: Provider) -> Act:
    """Note that proofs stand in LED, entered today unless told otherwise."""

    def registered(
        *proofs: Proof, on: date = TODAY, nonce: str = "", by: int | None = None, **typed: str
    ) -> Result:
        return commands.register(
            session, actor=given.coordinator, today=TODAY, proofs=[Shown(p.id, p.version) for p in proofs],
            registration=Registration(on, by or given.registrar_id, **typed), nonce=nonce,
        )  # fmt: skip

    return registered
