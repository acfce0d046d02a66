"""Two people, one thing: the second sees both values; many threads lose nothing and do nothing twice."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import Engine, func, select

import db.session
from core import audit
from core.deadlines import projection, terms
from core.errors import Conflict, DomainError
from core.learners import commands as learners
from core.proofs import commands
from core.proofs.many import Result, Shown
from core.proofs.registering import Registration
from db.models import AuditEntry, Document, DocumentCounter, Learner, LearnerChange, Operation, Proof
from tests import factories
from tests.factories import TODAY, Provider

# In make test only: make check stays under a minute.
pytestmark = pytest.mark.slow


@pytest.fixture
def office(engine: Engine) -> Provider:
    """A provider, committed, for several sessions at once."""
    with db.session.writing() as session:
        return factories.provider(session)


def waiting(office: Provider, count: int) -> list[int]:
    with db.session.writing() as session:
        return [factories.earned(session, office)[0].id for _ in range(count)]


def together(acts: list[Callable[[], object]]) -> list[object]:
    """All at once; gives what each one returned or the refusal it met."""
    gate = threading.Barrier(len(acts))

    def one(act: Callable[[], object]) -> object:
        gate.wait()
        try:
            return act()
        except DomainError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def sound() -> None:
    with db.session.reading() as session:
        assert audit.verify(session).findings == ()
        assert list(projection.differences(session, terms=terms.load(session))) == []
        numbers = sorted(session.scalars(select(Document.sequence)))
        assert numbers == list(range(1, len(numbers) + 1))


def issue(office: Provider, key: int, version: int = 1) -> object:
    with db.session.writing() as session:
        return commands.issue(session, actor=office.coordinator, today=TODAY, proof_id=key, version=version)


def rename(office: Provider, key: int, version: int, last_name: str) -> object:
    personal = learners.Personal(last_name, "Zoë", date(1990, 1, 1))
    with db.session.writing() as session:
        return learners.change(
            session, actor=office.coordinator, today=TODAY, learner_id=key, version=version, personal=personal
        )


def test_the_second_who_saves_a_person_sees_both_values_and_overwrites_nothing(office: Provider) -> None:
    with db.session.writing() as session:
        key = factories.learner(session, "Janssens").id
    rename(office, key, 1, "Jansen")
    with pytest.raises(Conflict) as caught:
        rename(office, key, 1, "Jans")
    assert (caught.value.shown["last_name"], caught.value.stored["last_name"]) == ("Jans", "Jansen")
    with db.session.reading() as session:
        assert session.get_one(Learner, key).last_name == "Jansen"


def test_the_second_who_acts_on_a_proof_sees_what_the_first_did(office: Provider) -> None:
    (key,) = waiting(office, 1)
    issue(office, key)
    with pytest.raises(Conflict) as caught:
        issue(office, key)
    assert (caught.value.stored["state"], caught.value.stored["issued_on"]) == ("issued", "21/11/2026")


def test_of_four_writers_nobody_loses_what_was_acknowledged(office: Provider) -> None:
    with db.session.writing() as session:
        key = factories.learner(session, "Start").id
    acknowledged: list[str] = []

    def writer(name: int) -> None:
        for turn in range(5):
            for _ in range(200):
                with db.session.reading() as session:
                    version = session.get_one(Learner, key).version
                try:
                    rename(office, key, version, f"Naam{name}x{turn}")
                except Conflict:
                    continue
                acknowledged.append(f"Naam{name}x{turn}")
                break

    together([lambda name=name: writer(name) for name in range(4)])  # type: ignore[misc]
    assert len(acknowledged) == 20
    with db.session.reading() as session:
        kept = list(session.scalars(select(LearnerChange.old_text).where(LearnerChange.field == "last_name")))
        now, version = session.get_one(Learner, key).last_name, session.get_one(Learner, key).version
    assert (sorted([*kept, now]), version) == (sorted(["Start", *acknowledged]), 21)
    sound()


def test_numbers_have_no_gap_and_no_double_when_all_issue_at_once(office: Provider) -> None:
    keys = waiting(office, 8)
    found = together([lambda key=key: issue(office, key) for key in keys])  # type: ignore[misc]
    assert not [each for each in found if isinstance(each, DomainError)]
    with db.session.reading() as session:
        assert session.scalar(select(DocumentCounter.last)) == 8
    sound()


def test_one_proof_issued_by_many_at_once_gives_one_paper(office: Provider) -> None:
    (key,) = waiting(office, 1)
    found = together([lambda: issue(office, key) for _ in range(6)])
    assert sum(isinstance(each, Conflict) for each in found) == 5
    with db.session.reading() as session:
        assert session.scalar(select(func.count()).select_from(Document)) == 1
    sound()


def test_the_same_submit_twenty_times_at_once_has_one_effect_and_one_answer(office: Provider) -> None:
    keys = waiting(office, 3)
    for key in keys:
        issue(office, key)

    def submit() -> Result:
        with db.session.writing() as session:
            return commands.register(
                session, actor=office.coordinator, today=TODAY, proofs=[Shown(key, 2) for key in keys],
                registration=Registration(TODAY, office.registrar_id), nonce="form-1",
            )  # fmt: skip

    found = together([submit] * 20)
    assert found == [Result(tuple(keys), ())] * 20
    with db.session.reading() as session:
        done = select(func.count()).where(AuditEntry.action == "proof.register")
        assert session.scalar(done) == session.scalar(select(func.count()).select_from(Operation)) == 1
        assert set(session.scalars(select(Proof.version))) == {3}
    sound()


def test_one_reference_noted_twice_at_once_stands_at_one_proof(office: Provider) -> None:
    keys = waiting(office, 4)
    for key in keys:
        issue(office, key)

    def submit(key: int) -> Result:
        with db.session.writing() as session:
            return commands.register(
                session, actor=office.coordinator, today=TODAY, proofs=[Shown(key, 2)],
                registration=Registration(TODAY, office.registrar_id, "LED-1"),
            )  # fmt: skip

    found = together([lambda key=key: submit(key) for key in keys])  # type: ignore[misc]
    assert sum(isinstance(each, Result) for each in found) == 1
    assert {str(each) for each in found if isinstance(each, DomainError)} == {
        "LED-referte LED-1 staat al bij een ander bewijs. Kijk de referte na."
    }
    sound()


def test_lists_in_opposite_order_never_wait_in_a_circle(office: Provider) -> None:
    keys = waiting(office, 6)
    for key in keys:
        issue(office, key)

    def submit(order: list[int]) -> Result:
        with db.session.writing() as session:
            return commands.register(
                session, actor=office.coordinator, today=TODAY, proofs=[Shown(key, 2) for key in order],
                registration=Registration(TODAY, office.registrar_id),
            )  # fmt: skip

    found = together([lambda order=order: submit(order) for order in (keys, keys[::-1], keys, keys[::-1])])  # type: ignore[misc]
    done = [key for each in found if isinstance(each, Result) for key in each.done]
    assert sorted(done) == keys
    sound()


def test_a_person_who_changes_while_his_papers_are_issued_blocks_nobody(office: Provider) -> None:
    with db.session.writing() as session:
        people = [factories.learner(session, f"Persoon{n}", number="") for n in range(4)]
        keys = [(person.id, factories.earned(session, office, learner=person)[0].id) for person in people]

    def number(key: int) -> None:
        with db.session.writing() as session:
            learners.set_insz(
                session,
                actor=office.coordinator,
                today=TODAY,
                learner_id=key,
                version=1,
                insz=factories.insz(),
            )

    acts: list[Callable[[], object]] = []
    for person, proof in keys:
        acts += [lambda key=person: number(key), lambda key=proof: issue(office, key)]  # type: ignore[misc]
    found = together(acts)
    assert all(isinstance(each, Conflict) for each in found if isinstance(each, DomainError))
    with db.session.reading() as session:
        assert set(session.scalars(select(Proof.hold))) == {""}
    sound()
