"""While a problem stands open its proof is held up and cannot be registered; the term runs on, whatever is done."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.deadlines import projection, terms
from core.errors import Conflict
from core.learners import commands as learners
from core.problem_reports import open_reports
from core.proofs import commands, problems, queries, reassessing
from core.proofs.filters import Filters, Status
from core.proofs.many import Shown
from core.proofs.problems import Person
from core.proofs.registering import Registration
from core.trajectories import queries as trajectories
from db.models import Deadline, Learner, ProblemReport, Proof
from tests import factories
from tests.core.conftest import Refused
from tests.core.problem_reports.conftest import NOTICED, REASON, Steps
from tests.factories import TODAY, Provider

HELD = ("problem_reported", "problem_reported")


def register(session: Session, given: Provider, *proofs: Proof, version: int | None = None) -> object:
    return commands.register(
        session, actor=given.coordinator, today=TODAY,
        proofs=[Shown(proof.id, version or proof.version) for proof in proofs],
        registration=Registration(TODAY, given.registrar_id),
    )  # fmt: skip


def sound(session: Session) -> None:
    session.flush()
    assert list(projection.differences(session, terms=terms.load(session))) == []
    assert list(reassessing.differences(session)) == []


def test_opening_holds_the_proof_and_its_term_up_and_closing_lets_them_go(
    session: Session, steps: Steps, proof: Proof
) -> None:
    term = session.scalars(select(Deadline).where(Deadline.subject_id == proof.id)).one()
    dates = (term.starts_on, term.due_on, term.target_on)
    report = steps.opened(proof)
    assert steps.hold(proof) == HELD
    steps.solved(report)
    assert steps.hold(proof) == ("", "")
    steps.reopened(report)
    assert steps.hold(proof) == HELD
    steps.mistaken(report)
    assert steps.hold(proof) == ("", "")
    assert (term.starts_on, term.due_on, term.target_on, term.state) == (*dates, "open")
    sound(session)


def test_only_the_last_of_several_problems_lets_it_go(session: Session, steps: Steps, proof: Proof) -> None:
    first, second = steps.opened(proof), steps.opened(proof, "reference_refused", on=TODAY)
    assert open_reports.oldest(session, proof_id=proof.id) == NOTICED
    steps.solved(first)
    assert steps.hold(proof) == HELD
    steps.solved(second)
    assert steps.hold(proof) == ("", "")


def test_a_proof_with_an_open_problem_is_not_registered_and_the_sentence_says_the_way_out(
    session: Session, given: Provider, steps: Steps, proof: Proof, refused: Refused
) -> None:
    report = steps.opened(proof)
    steps.opened(proof, "reference_refused", on=TODAY)
    with refused(text="Noteer eerst bij het probleem van 12/11/2026 dat het opgelost is") as caught:
        register(session, given, proof)
    assert "INSZ" not in str(caught.value)
    assert "rijksregister" not in str(caught.value)
    steps.solved(report)
    with refused(text="probleem van 21/11/2026"):
        register(session, given, proof)


def test_of_many_the_held_up_one_is_refused_and_the_others_are_registered(
    session: Session, given: Provider, steps: Steps, proof: Proof
) -> None:
    other = steps.issued(given)
    steps.opened(proof)
    result = register(session, given, proof, other)
    assert result.done == (other.id,)  # type: ignore[attr-defined]
    assert "probleem van 12/11/2026" in str(result.refused[0].error)  # type: ignore[attr-defined]


def test_a_missing_number_goes_first_and_then_the_problem(
    session: Session, given: Provider, steps: Steps, refused: Refused
) -> None:
    newcomer = factories.learner(session, number="")
    proof = steps.issued(given, learner=newcomer)
    report = steps.opened(proof)
    assert steps.hold(proof)[0] == "waiting_for_insz"
    with refused(text="Zonder rijksregister- of BIS-nummer"):
        register(session, given, proof)
    learners.set_insz(
        session, actor=given.coordinator, today=TODAY, learner_id=newcomer.id, version=newcomer.version,
        insz=factories.insz(), reason="",
    )  # fmt: skip
    assert steps.hold(proof) == HELD
    steps.solved(report)
    assert steps.hold(proof) == ("", "")
    sound(session)


def test_whoever_had_the_form_open_when_the_problem_was_noted_registers_nothing(
    session: Session, given: Provider, steps: Steps, proof: Proof, refused: Refused
) -> None:
    shown = proof.version
    steps.solved(steps.opened(proof))
    with refused(Conflict):
        register(session, given, proof, version=shown)
    assert proof.registered_on is None


def test_late_goes_before_blocked_and_the_filter_finds_both(
    session: Session, given: Provider, steps: Steps, proof: Proof
) -> None:
    (late,) = factories.earned(session, given, completed_on=date(2026, 9, 1))
    commands.issue(
        session, actor=given.coordinator, today=date(2026, 9, 10), proof_id=late.id, version=late.version
    )
    for each in (proof, late):
        steps.opened(each)
    session.flush()
    asked = {"actor": given.coordinator, "today": TODAY}
    held = queries.queue(session, filters=Filters(hold="problem_reported"), **asked)  # type: ignore[arg-type]
    assert [(row.proof_id, row.status) for row in held.rows] == [
        (late.id, Status.LATE),
        (proof.id, Status.HOLD),
    ]
    blocked = queries.queue(session, filters=Filters(status=Status.HOLD), **asked)  # type: ignore[arg-type]
    assert [row.proof_id for row in blocked.rows] == [proof.id]
    counts = queries.counts(session, **asked)  # type: ignore[arg-type]
    assert (counts.late, counts.hold) == (1, 1)


@pytest.mark.parametrize("is_issued", [False, True])
def test_a_problem_stops_the_registration_never_the_paper(
    session: Session, given: Provider, steps: Steps, is_issued: bool
) -> None:
    (proof,) = factories.earned(session, given)
    steps.opened(proof)
    assert steps.hold(proof) == HELD
    if is_issued:
        commands.issue(
            session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version
        )
    assert steps.hold(proof) == HELD
    assert proof.state == ("issued" if is_issued else "to_issue")


def test_what_held_up_before_is_named_first(session: Session, given: Provider) -> None:
    facts = trajectories.facts_of(session, given.trajectory.id)
    born, day = date(1990, 1, 1), date(2026, 11, 2)

    def hold(person: Person, *, is_issued: bool = False, on: date = day) -> str:
        return problems.hold(
            person=person, trajectory=facts, completed_on=on, is_issued=is_issued, has_open_problem=True
        )

    good = Person(has_insz=True, name_is_damaged=False, born_on=born)
    assert hold(good, on=date(2019, 1, 1)) == problems.NOT_RECOGNISED
    assert hold(Person(True, True, born)) == problems.DAMAGED_NAME
    assert hold(Person(True, False, None)) == problems.MISSING_FIELD
    assert hold(Person(False, False, born)) == problems.WAITING_FOR_INSZ
    assert hold(good) == hold(good, is_issued=True) == problems.PROBLEM_REPORTED
    for state, registered_on in (("withdrawn", None), ("issued", TODAY)):
        assert problems.hold_of(
            state=state, registered_on=registered_on, person=good, trajectory=facts, completed_on=day,
            has_open_problem=True,
        ) == ""  # fmt: skip


def test_every_hold_has_its_word_and_its_way_out() -> None:
    assert problems.WORDS.keys() == problems.WAY_OUT.keys()
    assert "De termijn loopt door" in problems.WAY_OUT[problems.PROBLEM_REPORTED]
    assert problems.PROBLEM_REPORTED not in problems.STOPS_ISSUE


def test_the_check_of_the_terms_finds_a_hold_that_does_not_follow_the_problems(
    session: Session, steps: Steps, proof: Proof
) -> None:
    report = steps.opened(proof)
    sound(session)
    report.closed_on, report.closed_how = TODAY, "mistake"
    session.flush()
    (found,) = reassessing.differences(session)
    assert (found.subject_id, found.stored, found.computed) == (proof.id, "problem_reported", "")


def test_a_change_to_the_recognition_or_the_person_leaves_the_problem_where_it_is(
    session: Session, given: Provider, steps: Steps
) -> None:
    (waiting,) = factories.earned(session, given)
    (free,) = factories.earned(session, given)
    steps.opened(waiting)
    reassessing.of_trajectory(
        session, trajectory=trajectories.facts_of(session, given.trajectory.id), terms=terms.load(session)
    )
    assert (steps.hold(waiting), steps.hold(free)) == (HELD, ("", ""))
    person = session.get_one(Learner, waiting.learner_id)
    learners.change(
        session, actor=given.coordinator, today=TODAY, learner_id=person.id, version=person.version,
        personal=learners.Personal("Jans", "Zoë", date(1990, 1, 1)), reason=REASON,
    )  # fmt: skip
    assert steps.hold(waiting) == HELD
    assert (
        open_reports.every(session)
        == {waiting.id}
        == open_reports.among(session, proof_ids=[waiting.id, free.id])
    )
    assert open_reports.among(session, proof_ids=[]) == frozenset()
    assert session.scalars(select(ProblemReport.closed_on)).all() == [None]
