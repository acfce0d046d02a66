"""Which proofs a completion earns, and under which title, problem and term."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.proofs import problems
from core.rules.errors import NoRuleInForce
from db.models import Deadline, PartialQualification, Proof, Trajectory
from tests import factories
from tests.factories import COMPETENCES, PARTS, Provider

ONE, TWO = PARTS


@pytest.fixture
def partial(session: Session, given: Provider) -> Trajectory:
    """A trajectory recognised for the first part only."""
    part = session.scalars(select(PartialQualification).where(PartialQualification.code == ONE)).one()
    return factories.trajectory(session, "T-902", of=given.qualification, parts=[part])


def kinds(proofs: list[Proof]) -> list[tuple[str, list[str]]]:
    return [(proof.kind, proof.codes) for proof in proofs]


def test_all_of_a_professional_trajectory_earns_the_professional_qualification(
    session: Session, given: Provider
) -> None:
    (proof,) = factories.earned(session, given)
    assert (proof.kind, proof.codes, proof.subject_code) == ("professional", [], "")
    assert proof.title == "Bewijs van beroepskwalificatie Voorbeeldmaker (BK-9100-1)"
    assert (proof.state, proof.hold, proof.issued_on) == ("to_issue", "", None)


def test_all_of_a_partial_trajectory_earns_a_proof_of_each_recognised_part(
    session: Session, given: Provider, partial: Trajectory
) -> None:
    (proof,) = factories.earned(session, given, trajectory=partial)
    assert (proof.kind, proof.codes, proof.subject_code) == ("partial", [ONE], ONE)
    assert proof.title == f"Bewijs van deelkwalificatie Deel 01 ({ONE})"


def test_parts_earn_one_proof_each_and_the_rest_of_the_competences_one_together(
    session: Session, given: Provider
) -> None:
    earned = factories.earned(
        session, given, outcome="parts", parts=[TWO, ONE], competences=[COMPETENCES[1], COMPETENCES[3]]
    )
    assert kinds(earned) == [("partial", [ONE]), ("partial", [TWO]), ("competences", [COMPETENCES[3]])]


def test_competences_inside_a_proved_part_are_not_proved_twice(session: Session, given: Provider) -> None:
    earned = factories.earned(session, given, outcome="parts", parts=[ONE], competences=list(PARTS[ONE]))
    assert kinds(earned) == [("partial", [ONE])]


def test_competences_alone_earn_one_proof_of_competences(session: Session, given: Provider) -> None:
    earned = factories.earned(
        session, given, outcome="competences", competences=[COMPETENCES[2], COMPETENCES[0]]
    )
    assert kinds(earned) == [("competences", [COMPETENCES[0], COMPETENCES[2]])]
    assert earned[0].title == "Bewijs van competenties Voorbeeldmaker (BK-9100-1)"


def test_nothing_achieved_earns_nothing_and_starts_no_term(session: Session, given: Provider) -> None:
    assert factories.earned(session, given, outcome="none") == []
    assert session.scalars(select(Deadline)).all() == []


def test_each_proof_gets_the_term_of_the_rule_with_its_version(session: Session, given: Provider) -> None:
    (proof,) = factories.earned(session, given, completed_on=date(2026, 8, 31), today=date(2026, 9, 1))
    term = session.scalars(select(Deadline)).one()
    assert (term.subject_kind, term.subject_id, term.rule_id) == ("proof", proof.id, "led_registration")
    assert (term.starts_on, term.due_on, term.state) == (date(2026, 8, 31), date(2026, 10, 31), "open")
    assert term.rule_version_on == date(2019, 9, 1)


def test_before_the_first_rule_there_is_no_term_but_a_sentence(session: Session, given: Provider) -> None:
    old = factories.trajectory(session, "T-903", of=given.qualification, recognised_on=date(2010, 1, 1))
    with pytest.raises(NoRuleInForce):
        factories.earned(session, given, trajectory=old, completed_on=date(2018, 5, 1))


@pytest.mark.parametrize(
    ("changes", "hold"),
    [
        ({}, ""),
        ({"number": ""}, problems.WAITING_FOR_INSZ),
        ({"born_on": None, "number": ""}, problems.MISSING_FIELD),
        ({"last_name": "?pek"}, problems.DAMAGED_NAME),
    ],
)
def test_the_first_problem_of_a_person_holds_the_proof_up_and_the_clock_runs(
    session: Session, given: Provider, changes: dict[str, object], hold: str
) -> None:
    somebody = factories.learner(session, **changes)  # type: ignore[arg-type]
    (proof,) = factories.earned(session, given, learner=somebody)
    term = session.scalars(select(Deadline)).one()
    assert (proof.hold, term.hold, term.state) == (hold, hold, "open")
