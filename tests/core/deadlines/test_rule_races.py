"""A rule is changed while others write terms: whoever comes second waits, and no term is left by settings that are gone."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError

import db.session
from core import audit
from core.access.actors import Actor, Role
from core.deadlines import commands, projection, queries, terms
from core.deadlines.stored import LED_REGISTRATION
from core.errors import Conflict, DomainError
from core.organisation import commands as organisation
from core.proofs import commands as proofs
from core.proofs import files
from core.proofs.delivering import Delivery
from core.proofs.many import Shown
from core.proofs.registering import Registration
from core.trajectories import queries as trajectories
from db.models import Deadline, Proof
from tests import databases, factories
from tests.factories import TODAY, Provider

pytestmark = pytest.mark.slow
DONE = date(2026, 10, 5)
LAW, OWN = date(2026, 12, 5), date(2026, 11, 24)  # two months; fifty days
PATIENCE = 0.6


@pytest.fixture
def office(engine: Engine) -> Provider:
    """A provider, committed, for several sessions at once."""
    with db.session.writing() as session:
        return factories.provider(session)


@pytest.fixture
def boss(office: Provider) -> Actor:
    with db.session.writing() as session:
        return factories.actor(session, Role.ADMINISTRATOR)


def issued(office: Provider, count: int = 1) -> list[int]:
    """Papers that wait for delivery and registration."""
    keys = []
    with db.session.writing() as session:
        for _ in range(count):
            (proof,) = factories.earned(session, office, completed_on=DONE)
            proofs.issue(session, actor=office.coordinator, today=TODAY, proof_id=proof.id, version=1)
            keys.append(proof.id)
    return keys


def change(boss: Actor, term: str = "50 day") -> object:
    with db.session.writing() as session:
        return commands.change_rule(
            session, actor=boss, today=TODAY, rule_id=LED_REGISTRATION, values={"term": term},
            source="Beslissing van de directie", version=queries.version(session, rule_id=LED_REGISTRATION),
        )  # fmt: skip


def deliver(office: Provider, key: int) -> object:
    with db.session.writing() as session:
        return proofs.deliver(
            session, actor=office.coordinator, today=TODAY, proofs=[Shown(key, 2)],
            delivery=Delivery(TODAY, "hand", "Balie"),
        )  # fmt: skip


def due(key: int) -> tuple[date, str]:
    with db.session.reading() as session:
        row = session.scalars(select(Deadline).where(Deadline.subject_id == key)).one()
        return row.due_on, row.state


def sound() -> None:
    with db.session.reading() as session:
        assert list(projection.differences(session, terms=terms.load(session))) == []
        assert audit.verify(session).findings == ()


def behind(work: Callable[[], object]) -> Future[object]:
    """Begin in another thread, and see that it waits for us."""
    found: Future[object] = Future()

    def run() -> None:
        try:
            found.set_result(work())
        except BaseException as error:
            found.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    time.sleep(PATIENCE)
    assert not found.done(), found
    return found


def test_a_change_waits_for_a_registration_that_keeps_the_date_it_was_judged_by(
    office: Provider, boss: Actor
) -> None:
    met, waiting = issued(office, 2)
    with db.session.writing() as session:
        proofs.register(
            session, actor=office.coordinator, today=TODAY, proofs=[Shown(met, 2)],
            registration=Registration(TODAY, office.registrar_id),
        )  # fmt: skip
        changing = behind(lambda: change(boss))
    changing.result(10)
    assert (due(met), due(waiting)) == ((LAW, "met"), (OWN, "open"))
    sound()


def test_a_delivery_that_comes_during_a_change_writes_the_new_date(office: Provider, boss: Actor) -> None:
    (key,) = issued(office)
    with db.session.writing() as session:
        commands.change_rule(
            session, actor=boss, today=TODAY, rule_id=LED_REGISTRATION, values={"term": "50 day"},
            source="Beslissing van de directie", version=0,
        )  # fmt: skip
        delivering = behind(lambda: deliver(office, key))
    delivering.result(10)
    assert due(key) == (OWN, "open")
    sound()


@pytest.mark.parametrize("what", ["rule", "calendar"])
def test_a_change_does_not_wait_for_a_proof_that_is_held_but_not_counted_yet(
    office: Provider, boss: Actor, what: str
) -> None:
    """Who holds a proof and then asks how terms are counted waits in no circle; on SQLite the change comes after it."""
    (key,) = issued(office)

    def act() -> object:
        if what == "rule":
            return change(boss)
        with db.session.writing() as other:
            stretches = [(date(2026, 12, 1), date(2026, 12, 31), "Sluiting")]
            return organisation.set_closing_days(
                other, actor=boss, today=TODAY, stretches=stretches, buffer_days=0, version=0
            )

    with ThreadPoolExecutor(1) as pool:
        with db.session.writing() as session:
            proof = session.get_one(Proof, key, with_for_update=files.LOCK)
            changing = pool.submit(act)
            if databases.kind() == "postgresql":
                changing.result(4)
            files.reassess(session, proof, trajectories.facts_of(session, proof.trajectory_id))
        changing.result(10)
    assert due(key) == ((OWN if what == "rule" else LAW), "open")
    sound()


def test_of_two_who_change_a_rule_at_once_the_second_sees_what_the_first_did(
    office: Provider, boss: Actor
) -> None:
    gate = threading.Barrier(2)

    def one(term: str) -> object:
        gate.wait()
        try:
            with db.session.writing() as session:
                return commands.change_rule(
                    session, actor=boss, today=TODAY, rule_id=LED_REGISTRATION, values={"term": term},
                    source="Beslissing van de directie", version=0,
                )  # fmt: skip
        except DomainError as error:
            return error

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(one, ("50 day", "60 day")))
    (refused,) = [each for each in found if isinstance(each, DomainError)]
    assert isinstance(refused, Conflict)
    assert set(refused.stored) == {"term"}
    sound()


def test_many_who_deliver_and_register_while_the_rule_changes_leave_everything_sound(
    office: Provider, boss: Actor
) -> None:
    keys = issued(office, 12)
    gate = threading.Barrier(8)
    done: list[int] = []

    def clerk(number: int) -> None:
        gate.wait()
        for key in keys[number::6]:
            deliver(office, key)
            with db.session.writing() as session:
                proofs.register(
                    session, actor=office.coordinator, today=TODAY, proofs=[Shown(key, 3)],
                    registration=Registration(TODAY, office.registrar_id, late_reason="staff"),
                )  # fmt: skip
            done.append(key)

    def changer(first: int) -> None:
        gate.wait()
        for days in (30, 40, 50, 60):
            for _ in range(20):
                try:
                    change(boss, f"{days + first} day")
                except (Conflict, OperationalError):
                    continue
                break

    with ThreadPoolExecutor(8) as pool:
        work = [pool.submit(clerk, number) for number in range(6)]
        work += [pool.submit(changer, first) for first in range(2)]
        for each in work:
            each.result(60)
    assert sorted(done) == keys
    assert {due(key)[1] for key in keys} <= {"met", "met_late"}
    sound()
