"""A completed participation as the proofs need it: who, which trajectory, what was achieved, what happened before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.proofs import problems
from core.proofs.problems import Person
from core.trajectories.queries import TrajectoryFacts
from db.models import (
    AchievedCompetence,
    AchievedPart,
    Competence,
    Learner,
    PartialQualification,
    Participation,
)


@dataclass(frozen=True, slots=True)
class History:
    """What already happened to a proof before it came into this product."""

    issued_on: date | None = None
    delivered_on: date | None = None
    registered_on: date | None = None
    external_number: str = ""
    led_reference: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """A completed participation: who, which trajectory, and what was achieved (codes)."""

    participation_id: int
    learner_id: int
    campus_id: int
    trajectory: TrajectoryFacts
    completed_on: date
    outcome: str
    parts: Sequence[str]
    competences: Sequence[str]
    person: Person
    history: History = field(default_factory=History)


def of(session: Session, *, participation: Participation, trajectory: TrajectoryFacts) -> Completion:
    """The completion that a stored participation stands for."""
    assert participation.completed_on is not None
    learner = session.get_one(Learner, participation.learner_id)
    parts = session.scalars(
        select(PartialQualification.code)
        .join(AchievedPart, AchievedPart.partial_qualification_id == PartialQualification.id)
        .where(AchievedPart.participation_id == participation.id)
    )
    competences = session.scalars(
        select(Competence.code)
        .join(AchievedCompetence, AchievedCompetence.competence_id == Competence.id)
        .where(AchievedCompetence.participation_id == participation.id)
    )
    return Completion(
        participation_id=participation.id,
        learner_id=participation.learner_id,
        campus_id=participation.campus_id,
        trajectory=trajectory,
        completed_on=participation.completed_on,
        outcome=participation.outcome,
        parts=sorted(parts),
        competences=sorted(competences),
        person=problems.person_of(learner),
    )
