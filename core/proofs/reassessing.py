"""What holds open proofs up, looked at again after a change to the person or to the recognition."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.deadlines import projection
from core.deadlines.projection import Difference
from core.deadlines.terms import LED_REGISTRATION, Terms
from core.proofs import problems
from core.proofs.problems import Person
from core.trajectories import queries
from core.trajectories.queries import TrajectoryFacts
from db.models import Learner, Participation, Proof


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
    for proof, completed_on in rows.all():
        _hold_anew(session, proof, completed_on, person, trajectories[proof.trajectory_id], terms)


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
    for proof, completed_on, learner in rows.all():
        _hold_anew(session, proof, completed_on, problems.person_of(learner), trajectory, terms)


def differences(session: Session) -> Iterator[Difference]:
    """Every proof whose stored problem is not what the person and the recognition give; its term has the same."""
    known = {facts.id: facts for facts in queries.facts(session).values()}
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
            trajectory=known[trajectory_id], completed_on=completed_on,
        )  # fmt: skip
        if stored != found:
            yield Difference(projection.PROOF, key, LED_REGISTRATION, "hold", stored, found)


def _hold_anew(
    session: Session, proof: Proof, completed_on: date | None, person: Person, trajectory: TrajectoryFacts, terms: Terms
) -> None:  # fmt: skip
    assert completed_on is not None
    found = problems.hold_of(
        state=proof.state, registered_on=proof.registered_on, person=person, trajectory=trajectory,
        completed_on=completed_on,
    )  # fmt: skip
    if proof.hold != found:
        proof.hold = found
        proof.version += 1
        projection.settle(session, proof=proof, completed_on=completed_on, terms=terms)
