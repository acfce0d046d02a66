"""A right taken away between opening the page and the act: the command refuses, and proof, term and log stay as they were."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Role, command_line
from core.errors import DomainError, InvalidInput, NotAllowed
from core.proofs import commands
from core.proofs.many import Shown
from core.proofs.registering import Registration
from core.rights import commands as rights
from db.models import AuditEntry, CounterRight, Deadline, Operation, Proof, StaffMember, UndoStep
from tests import factories
from tests.core.proofs.conftest import Issue
from tests.factories import TODAY, Provider

REASON = "Werkt niet meer op kantoor"
ROOT = command_line("root")


def state(session: Session, proof: Proof) -> list[object]:
    """Everything a registration would touch."""
    session.expire_all()
    rows: list[object] = []
    for table, own in ((Proof, Proof.id == proof.id), (Deadline, Deadline.subject_id == proof.id)):
        row = session.scalars(select(table).where(own)).one()
        rows.append({column.key: getattr(row, column.key) for column in row.__table__.columns})
    for table in (AuditEntry, Operation, UndoStep):
        rows.append(len(session.scalars(select(table)).all()))
    return rows


def revoke_all_of(session: Session, person_id: int, *, from_on: date = TODAY) -> None:
    for right in session.scalars(select(CounterRight).where(CounterRight.staff_member_id == person_id)).all():
        rights.revoke(
            session, actor=ROOT, today=TODAY, right_id=right.id, version=right.version, from_on=from_on, reason=REASON
        )  # fmt: skip


@pytest.fixture
def proof(session: Session, given: Provider, issue: Issue) -> Proof:
    [made] = factories.earned(session, given)
    issue(made)
    return made


@pytest.mark.parametrize("ended", ["revoked", "left", "run out", "other counter"])
@pytest.mark.parametrize("whose", ["own", "entered"])
def test_without_a_live_right_of_either_person_nothing_is_noted(
    session: Session, given: Provider, proof: Proof, whose: str, ended: str
) -> None:
    own = session.scalars(select(StaffMember).where(StaffMember.account_id == given.coordinator.id)).one()
    person = own if whose == "own" else session.get_one(StaffMember, given.registrar_id)
    [right] = session.scalars(select(CounterRight).where(CounterRight.staff_member_id == person.id)).all()
    if ended == "revoked":
        revoke_all_of(session, person.id)
    elif ended == "left":
        rights.leave(session, actor=ROOT, today=TODAY, staff_member_id=person.id, version=person.version, ends_on=TODAY - timedelta(days=1), reason=REASON)  # fmt: skip
    elif ended == "run out":
        right.ends_on = TODAY - timedelta(days=1)
    else:
        right.profile = "wse_loket"
    session.flush()
    before = state(session, proof)
    error: type[DomainError] = NotAllowed if whose == "own" else InvalidInput
    for proofs in ([Shown(proof.id, proof.version)], [Shown(proof.id, proof.version), Shown(9_999, 1)]):
        with pytest.raises(error, match="geen lopend recht"), session.begin_nested():
            commands.register(
                session, actor=given.coordinator, today=TODAY, proofs=proofs,
                registration=Registration(TODAY, given.registrar_id), nonce="n-1",
            )  # fmt: skip
        assert state(session, proof) == before
    assert audit.verify(session).findings == ()


def test_what_was_entered_while_the_right_was_live_is_noted_afterwards_by_who_has_one_now(
    session: Session, given: Provider, proof: Proof
) -> None:
    session.get_one(Proof, proof.id).issued_on = date(2026, 11, 10)
    revoke_all_of(session, given.registrar_id, from_on=date(2026, 11, 20))
    registration = Registration(TODAY, given.registrar_id, entered_on=date(2026, 11, 20))
    with pytest.raises(InvalidInput, match="had op 20/11/2026 geen lopend recht"), session.begin_nested():
        commands.register(session, actor=given.coordinator, today=TODAY, proofs=[Shown(proof.id, proof.version)], registration=registration)  # fmt: skip
    session.expire_all()
    registration = Registration(TODAY, given.registrar_id, entered_on=date(2026, 11, 19))
    result = commands.register(session, actor=given.coordinator, today=TODAY, proofs=[Shown(proof.id, proof.version)], registration=registration)  # fmt: skip
    assert result.done == (proof.id,)
    stored = session.get_one(Proof, proof.id)
    assert (stored.entered_by_id, stored.noted_by) == (given.registrar_id, given.coordinator.display_name)


def test_an_administrator_of_this_house_without_a_right_in_magda_registers_nothing(
    session: Session, given: Provider, proof: Proof
) -> None:
    boss = factories.actor(session, Role.ADMINISTRATOR)
    own = session.scalars(select(StaffMember).where(StaffMember.account_id == boss.id)).one()
    revoke_all_of(session, own.id)
    with pytest.raises(NotAllowed, match="Jij hebt op 21/11/2026 geen lopend recht"):
        commands.register(
            session, actor=boss, today=TODAY, proofs=[Shown(proof.id, proof.version)],
            registration=Registration(TODAY, given.registrar_id),
        )  # fmt: skip
