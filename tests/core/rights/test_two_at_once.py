"""Two people at once, each on a connection of his own: a revocation comes before a registration or after it, never in
between, and no account closes without its rights being asked back."""

from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import db.session
from core.access import commands as access
from core.access.actors import Role, command_line
from core.errors import Conflict, DomainError, InvalidInput
from core.proofs import commands as proofs
from core.proofs.many import Shown
from core.proofs.registering import Registration
from core.rights import commands, queries
from core.rights.commands import Grant
from db.models import Account, CounterRight, Proof, StaffMember
from tests import factories
from tests.crossing import Act, crossing
from tests.factories import TODAY, Provider

REASON, ROOT = "Een reden die lang genoeg is", command_line("root")


@pytest.fixture
def office(engine: Engine) -> tuple[Provider, int]:
    """A provider, committed, with a proof that waits for its registration; its key."""
    with db.session.writing() as session:
        given = factories.provider(session)
        factories.staff_member(session, "Joris De Wit", is_local_administrator=True, registers=False)
        [proof] = factories.earned(session, given)
        proofs.issue(session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version)
        return given, proof.id


def register(office: tuple[Provider, int]) -> Act:
    given, key = office

    def act(session: Session) -> object:
        shown = Shown(key, session.get_one(Proof, key).version)
        registration = Registration(TODAY, given.registrar_id)
        return proofs.register(
            session, actor=given.coordinator, today=TODAY, proofs=[shown], registration=registration
        )

    return act


def revoke(staff_member_id: int) -> Act:
    def act(session: Session) -> object:
        statement = select(CounterRight).where(CounterRight.staff_member_id == staff_member_id)
        right = session.scalars(statement).one()
        return commands.revoke(
            session, actor=ROOT, today=TODAY, right_id=right.id, version=right.version, from_on=TODAY, reason=REASON
        )  # fmt: skip

    return act


def own_of(given: Provider) -> int:
    with db.session.reading() as session:
        statement = select(StaffMember.id).where(StaffMember.account_id == given.coordinator.id)
        return session.scalars(statement).one()


def registered_on(key: int) -> date | None:
    with db.session.reading() as session:
        return session.get_one(Proof, key).registered_on


@pytest.mark.parametrize("whose", ["own", "entered"])
def test_a_revocation_that_came_first_stops_the_registration_that_waited_for_it(
    engine: Engine, office: tuple[Provider, int], whose: str
) -> None:
    given, key = office
    losing = own_of(given) if whose == "own" else given.registrar_id
    met = crossing(engine, revoke(losing), register(office))
    assert isinstance(met, DomainError)
    assert "geen lopend recht" in str(met)
    assert registered_on(key) is None


def test_a_registration_that_came_first_stands_and_the_revocation_follows_it(
    engine: Engine, office: tuple[Provider, int]
) -> None:
    given, key = office
    assert crossing(engine, register(office), revoke(given.registrar_id)) == 1, "it counts the proof of today"
    assert registered_on(key) == TODAY


def grant(staff_member_id: int, version: int, profile: str) -> Act:
    def act(session: Session) -> object:
        statement = select(StaffMember.id).where(StaffMember.is_local_administrator)
        right = Grant(profile, TODAY, None, REASON, session.scalars(statement).one())
        return commands.grant(
            session, actor=ROOT, today=TODAY, staff_member_id=staff_member_id, version=version, right=right
        )

    return act


def test_two_grants_at_once_never_overlap(engine: Engine, office: tuple[Provider, int]) -> None:
    given, _ = office
    both = grant(given.registrar_id, 1, "wse_loket")
    assert isinstance(crossing(engine, both, both), Conflict)
    with db.session.reading() as session:
        assert session.query(CounterRight).filter_by(profile="wse_loket").count() == 1


@pytest.fixture
def tied(office: tuple[Provider, int]) -> tuple[int, int]:
    """Somebody with an account and no right yet: both keys."""
    with db.session.writing() as session:
        account = factories.account(session, Role.READER)
        return factories.staff_member(session, "Els Maes", account_id=account.id).id, account.id


def close(account_id: int) -> Act:
    return lambda session: access.disable_user(session, actor=ROOT, today=TODAY, account_id=account_id)


def test_an_account_that_closes_while_a_right_is_granted_asks_it_back(
    engine: Engine, tied: tuple[int, int]
) -> None:
    person_id, account_id = tied
    assert crossing(engine, grant(person_id, 1, "magda_employee"), close(account_id)) is None
    with db.session.reading() as session:
        kinds = [
            task.kind
            for task in queries.open_tasks(session, today=TODAY)
            if task.staff_member_id == person_id
        ]
    assert kinds == ["revoke_rights"]


def test_a_right_is_not_granted_to_an_account_that_closes_at_the_same_moment(
    engine: Engine, tied: tuple[int, int]
) -> None:
    person_id, account_id = tied
    met = crossing(engine, close(account_id), grant(person_id, 1, "magda_employee"))
    assert isinstance(met, Conflict | InvalidInput)
    with db.session.reading() as session:
        assert not session.get_one(Account, account_id).is_active
        assert session.query(CounterRight).filter_by(staff_member_id=person_id).count() == 0
        assert queries.open_tasks(session, today=TODAY) == []
