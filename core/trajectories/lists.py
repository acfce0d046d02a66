"""Trajectories as a list shows them, and as a choice names them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Participation, Qualification, Trajectory


@dataclass(frozen=True, slots=True)
class TrajectoryRow:
    """One line of the trajectories page."""

    id: int
    code: str
    name: str
    kind: str
    level: str
    qualification_code: str
    qualification_title: str
    recognition_number: str
    recognised_on: date
    recognition_ends_on: date | None
    participations: int
    completed: int
    version: int


def trajectories(session: Session) -> list[TrajectoryRow]:
    """All trajectories with how many take part and how many completed."""
    counted = (
        select(
            Participation.trajectory_id,
            func.count().label("participations"),
            func.count(Participation.completed_on).label("completed"),
        )
        .group_by(Participation.trajectory_id)
        .subquery()
    )
    rows = session.execute(
        select(
            Trajectory, Qualification.code, Qualification.title, counted.c.participations, counted.c.completed
        )
        .join(Qualification, Qualification.id == Trajectory.qualification_id)
        .outerjoin(counted, counted.c.trajectory_id == Trajectory.id)
        .order_by(Trajectory.code)
    )
    return [
        TrajectoryRow(
            t.id, t.code, t.name, t.kind, t.level, code, title, t.recognition_number, t.recognised_on,
            t.recognition_ends_on, participations or 0, completed or 0, t.version,
        )
        for t, code, title, participations, completed in rows
    ]  # fmt: skip


def names(session: Session) -> list[tuple[int, str, str]]:
    """Key, code and name of every trajectory: for a choice, which must not count who takes part."""
    rows = session.execute(select(Trajectory.id, Trajectory.code, Trajectory.name).order_by(Trajectory.code))
    return [(key, code, name) for key, code, name in rows]
