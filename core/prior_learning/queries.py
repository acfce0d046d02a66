"""What was noted of somebody's LED view, and what of it is basis of an EVC trajectory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.learners import queries as learners
from core.prior_learning import words
from db.models import Participation, PriorLearning, Trajectory


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry; `participation_id` is the EVC trajectory it is basis of."""

    entry_id: int
    version: int
    learner_id: int
    kind: str
    title: str
    issuer: str
    obtained_on: date | None
    shown_on: date
    seen_by: str
    participation_id: int | None
    withdrawn_on: date | None
    withdrawn_reason: str

    @property
    def is_authentic(self) -> bool:
        """Only what a source database delivered; a declaration is not, whoever saw its paper (S1)."""
        return self.kind == words.AUTHENTIC


def entries(session: Session, *, actor: Actor, learner_id: int) -> Sequence[EntryRow]:
    """Everything noted of one person, what was withdrawn included, latest shown first."""
    if not learners.may_see(session, actor=actor, learner_id=learner_id):
        return []
    rows = session.scalars(
        select(PriorLearning)
        .where(PriorLearning.learner_id == learner_id)
        .order_by(PriorLearning.shown_on.desc(), PriorLearning.id.desc())
    )
    return [_row(row) for row in rows]


def basis(session: Session, *, actor: Actor, participation_id: int) -> Sequence[EntryRow]:
    """What one EVC trajectory of a person rests on, authentic first; nothing that was withdrawn."""
    rows = session.scalars(
        select(PriorLearning)
        .join(Participation, Participation.id == PriorLearning.participation_id)
        .where(PriorLearning.participation_id == participation_id, PriorLearning.withdrawn_on.is_(None))
        .where(*scope.of_campuses(actor, Participation.campus_id))
        .order_by(PriorLearning.id)
    )
    return sorted((_row(row) for row in rows), key=lambda row: not row.is_authentic)


def of_trajectory(session: Session, *, actor: Actor, trajectory_id: int) -> dict[int, tuple[int, int]]:
    """Per participation of a trajectory how many entries it rests on, and how many of those are authentic."""
    found: dict[int, tuple[int, int]] = {}
    rows = session.execute(
        select(PriorLearning.participation_id, PriorLearning.kind)
        .join(Participation, Participation.id == PriorLearning.participation_id)
        .where(Participation.trajectory_id == trajectory_id, PriorLearning.withdrawn_on.is_(None))
        .where(*scope.of_campuses(actor, Participation.campus_id))
    )
    for participation_id, kind in rows:
        assert participation_id is not None
        total, authentic = found.get(participation_id, (0, 0))
        found[participation_id] = (total + 1, authentic + (kind == words.AUTHENTIC))
    return found


def evc_choices(session: Session, *, actor: Actor, learner_id: int) -> list[tuple[int, str]]:
    """The running EVC trajectories of one person, by key, as a choice names them."""
    rows = session.execute(
        select(Participation.id, Trajectory.code, Trajectory.name)
        .join(Trajectory, Trajectory.id == Participation.trajectory_id)
        .where(Participation.learner_id == learner_id, Trajectory.kind == "evc")
        .where(Participation.completed_on.is_(None))
        .where(*scope.of_campuses(actor, Participation.campus_id))
        .order_by(Participation.id.desc())
    )
    return [(key, f"{code} {name}") for key, code, name in rows]


def _row(row: PriorLearning) -> EntryRow:
    return EntryRow(
        row.id, row.version, row.learner_id, row.kind, row.title, row.issuer, row.obtained_on, row.shown_on,
        row.seen_by, row.participation_id, row.withdrawn_on, row.withdrawn_reason,
    )  # fmt: skip
