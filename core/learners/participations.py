"""Who takes part in which trajectory, with how many proofs came of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.proofs import fixed
from db.models import Campus, Learner, Participation, Proof, Trajectory


@dataclass(frozen=True, slots=True)
class ParticipationRow:
    """One person in one trajectory."""

    id: int
    trajectory_id: int
    trajectory_code: str
    trajectory: str
    campus_id: int
    campus: str
    starts_on: date | None
    completed_on: date | None
    outcome: str
    version: int
    proofs: int
    issued: int
    learner_id: int
    last_name: str
    first_name: str


def participations(
    session: Session,
    *,
    actor: Actor,
    learner_id: int | None = None,
    trajectory_id: int | None = None,
    limit: int = 500,
) -> list[ParticipationRow]:
    """Who takes part in what, latest start first."""
    proofs, issued = (
        select(func.count())
        .select_from(Proof)
        .where(Proof.participation_id == Participation.id, *conditions)
        .scalar_subquery()
        for conditions in ((), (fixed.is_fixed(),))
    )
    statement = (
        select(Participation, Trajectory, Campus.name, Learner.last_name, Learner.first_name, proofs, issued)
        .join(Trajectory, Trajectory.id == Participation.trajectory_id)
        .join(Campus, Campus.id == Participation.campus_id)
        .join(Learner, Learner.id == Participation.learner_id)
        .order_by(
            func.coalesce(Participation.completed_on, Participation.starts_on).desc(), Participation.id.desc()
        )
        .limit(limit)
    )
    if learner_id is not None:
        statement = statement.where(Participation.learner_id == learner_id)
    if trajectory_id is not None:
        statement = statement.where(Participation.trajectory_id == trajectory_id)
    statement = statement.where(*scope.of_campuses(actor, Participation.campus_id))
    return [
        ParticipationRow(
            p.id, t.id, t.code, t.name, p.campus_id, campus, p.starts_on, p.completed_on, p.outcome, p.version,
            n, done, p.learner_id, last, first,
        )
        for p, t, campus, last, first, n, done in session.execute(statement)
    ]  # fmt: skip
