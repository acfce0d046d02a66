"""Several people at once: a proof is registered or held up, never both; the same trouble becomes one problem."""

from functools import partial

import pytest
from sqlalchemy import Engine, func, select

import db.session
from core.errors import DomainError
from core.problem_reports import commands
from core.problem_reports.opening import Noticed
from core.proofs import commands as proof_commands
from core.proofs.many import Shown
from core.proofs.registering import Registration
from db.models import ProblemReport, Proof
from tests import factories
from tests.core.problem_reports.conftest import NOTICED
from tests.core.proofs.test_conflicts import sound, together
from tests.factories import TODAY, Provider

pytestmark = pytest.mark.slow


@pytest.fixture
def office(engine: Engine) -> tuple[Provider, list[int]]:
    """A provider with six issued proofs, committed."""
    with db.session.writing() as session:
        given = factories.provider(session)
        proofs = [factories.earned(session, given)[0] for _ in range(6)]
        for proof in proofs:
            proof_commands.issue(
                session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version
            )
        return given, [proof.id for proof in proofs]


def note(given: Provider, proof_id: int, version: int, nonce: str = "") -> int:
    with db.session.writing() as session:
        return commands.open_report(
            session, actor=given.coordinator, today=TODAY, proof_id=proof_id, version=version,
            noticed=Noticed("tool_unreachable", "", NOTICED), nonce=nonce,
        )  # fmt: skip


def register(given: Provider, proof_id: int, version: int) -> object:
    with db.session.writing() as session:
        return proof_commands.register(
            session, actor=given.coordinator, today=TODAY, proofs=[Shown(proof_id, version)],
            registration=Registration(TODAY, given.registrar_id),
        )  # fmt: skip


def test_a_proof_is_registered_or_held_up_never_both(office: tuple[Provider, list[int]]) -> None:
    given, keys = office
    for key in keys:
        answers = together([partial(register, given, key, 2), partial(note, given, key, 2)])
        assert sum(isinstance(answer, DomainError) for answer in answers) == 1, answers
        with db.session.reading() as session:
            proof = session.get_one(Proof, key)
            assert (proof.registered_on is None) is (proof.hold == "problem_reported")
    sound()


def test_the_same_trouble_noted_by_many_is_one_problem(office: tuple[Provider, list[int]]) -> None:
    given, (key, other, *_) = office
    answers = together([partial(note, given, key, 2) for _ in range(4)])
    assert sum(isinstance(answer, int) for answer in answers) == 1, answers
    answers = together([partial(note, given, other, 2, "een-formulier") for _ in range(4)])
    assert len({answer for answer in answers if isinstance(answer, int)}) == 1
    with db.session.reading() as session:
        assert session.scalar(select(func.count()).select_from(ProblemReport)) == 2
    sound()
