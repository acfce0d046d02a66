"""What holds open proofs up, looked at again after a change to the person or to the recognition."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.deadlines import projection
from core.deadlines.projection import Difference
from core.deadlines.terms import LED_REGISTRATION, Terms
from core.problem_reports import open_reports
from core.proofs import problems
from core.proofs.problems import Person
from core.trajectories import queries
from core.trajectories.queries import TrajectoryFacts
from db.models import Learner, Participation, Proof


@dataclass(frozen=True, slots=True)
class Facts:
    """What beside the proof itself decides what holds it up."""

    completed_on: date | None
    person: Person
    trajectory: TrajectoryFacts
    has_open_problem: bool


def of_person(
    session: Session, *, learner: Learner, trajectories: dict[int, TrajectoryFacts], terms: Terms
) -> None:
    """Bring the problems of a person's open proofs up to date after a change to the person."""
    person = problems.person_of(learner)
    rows = session.execute(
        select(Proof, Participation.completed_on)
        .join(Participation, Participation.id == Proof.participation_id)
        .where(Proof.learner_id == learner.id, Proof.registered_on.is_(None), Proof.state != "withdrawn")
        .order_by(Proof.id)
        .with_for_update(of=Proof, key_share=True)
        .execution_options(populate_existing=True)
    )
    found = rows.all()
    # Asked once the proofs are locked: whoever opens or closes a problem holds the proof until it is committed.
    troubled = open_reports.among(session, proof_ids=[proof.id for proof, _ in found])
    for proof, completed_on in found:
        facts = Facts(completed_on, person, trajectories[proof.trajectory_id], proof.id in troubled)
        _hold_anew(session, proof, facts, terms)


def of_trajectory(session: Session, *, trajectory: TrajectoryFacts, terms: Terms) -> None:
    """Bring the problems of proofs still to be issued up to date after a change to the recognition."""
    rows = session.execute(
        select(Proof, Participation.completed_on, Learner)
        .join(Participation, Participation.id == Proof.participation_id)
        .join(Learner, Learner.id == Proof.learner_id)
        .where(Proof.trajectory_id == trajectory.id, Proof.state == "to_issue")
        .order_by(Proof.id)
        .with_for_update(of=Proof, key_share=True)
        .execution_options(populate_existing=True)
    )
    found = rows.all()
    troubled = open_reports.every(session) if found else frozenset()
    for proof, completed_on, learner in found:
        facts = Facts(completed_on, problems.person_of(learner), trajectory, proof.id in troubled)
        _hold_anew(session, proof, facts, terms)


def differences(session: Session) -> Iterator[Difference]:
    """Every proof whose stored problem is not what the person and the recognition give; its term has the same."""
    known = {facts.id: facts for facts in queries.facts(session).values()}
    troubled = open_reports.every(session)
    rows = session.execute(
        select(
            Proof.id, Proof.trajectory_id, Proof.state, Proof.registered_on, Proof.hold, Participation.completed_on,
            Learner.insz_index.is_not(None), Learner.name_is_damaged, Learner.born_on,
        )
        .join(Participation, Participation.id == Proof.participation_id)
        .join(Learner, Learner.id == Proof.learner_id)
        .where(Participation.completed_on.is_not(None))
        .execution_options(yield_per=5000)
    )  # fmt: skip
    for key, trajectory_id, state, registered_on, stored, completed_on, has_insz, is_damaged, born_on in rows:
        assert completed_on is not None
        found = problems.hold_of(
            state=state, registered_on=registered_on, person=Person(has_insz, is_damaged, born_on),
            trajectory=known[trajectory_id], completed_on=completed_on, has_open_problem=key in troubled,
        )  # fmt: skip
        if stored != found:
            yield Difference(projection.PROOF, key, LED_REGISTRATION, "hold", stored, found)


def _hold_anew(session: Session, proof: Proof, facts: Facts, terms: Terms) -> None:
    assert facts.completed_on is not None
    found = problems.hold_of(
        state=proof.state, registered_on=proof.registered_on, person=facts.person, trajectory=facts.trajectory,
        completed_on=facts.completed_on, has_open_problem=facts.has_open_problem,
    )  # fmt: skip
    if proof.hold != found:
        proof.hold = found
        proof.version += 1
        projection.settle(session, proof=proof, completed_on=facts.completed_on, terms=terms)
