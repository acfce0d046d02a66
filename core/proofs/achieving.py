"""What somebody achieved in a participation: whether it can be, and where it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.i18n import N_
from core.trajectories.queries import TrajectoryFacts
from db.models import AchievedCompetence, AchievedPart, Participation

OUTCOMES = {
    "whole": N_("Geheel behaald"),
    "parts": N_("Deelkwalificaties behaald"),
    "competences": N_("Competenties behaald"),
    "none": N_("Niets behaald"),
}


@dataclass(frozen=True, slots=True)
class Achievement:
    """How a participation ended: the day, the outcome, and the codes of what was achieved."""

    completed_on: date
    outcome: str
    parts: Sequence[str] = ()
    competences: Sequence[str] = ()


def check(
    session: Session,
    participation: Participation,
    trajectory: TrajectoryFacts,
    achievement: Achievement,
    *,
    today: date,
) -> None:
    """Raise InvalidInput for an achievement that does not fit the day, the participation or the trajectory."""
    day = achievement.completed_on
    if achievement.outcome not in OUTCOMES:
        raise InvalidInput(N_("Kies wat de deelnemer behaald heeft."), field="outcome")
    if day > today:
        raise InvalidInput(
            N_("De afrondingsdatum ligt in de toekomst. Kies vandaag of een vroegere dag."),
            field="completed_on",
        )
    if participation.starts_on is not None and day < participation.starts_on:
        raise InvalidInput(
            N_("De afronding ligt vóór de start op {day}."),
            field="completed_on",
            day=participation.starts_on,
        )
    if not trajectory.recognised(day):
        raise InvalidInput(
            N_("Traject {code} was niet erkend op {day}. Controleer de erkenningsdata."),
            field="completed_on",
            code=trajectory.code,
            day=day,
        )
    _check_achieved(trajectory, achievement)
    _check_no_twin(session, participation, trajectory, day)


def _check_no_twin(
    session: Session, participation: Participation, trajectory: TrajectoryFacts, day: date
) -> None:
    twin = select(Participation.id).where(
        Participation.learner_id == participation.learner_id,
        Participation.trajectory_id == participation.trajectory_id,
        Participation.completed_on == day,
        Participation.id != participation.id,
    )
    if session.scalar(twin) is not None:
        raise InvalidInput(
            N_("Deze deelnemer rondde traject {code} al af op {day}."),
            field="completed_on",
            code=trajectory.code,
            day=day,
        )


def _check_achieved(trajectory: TrajectoryFacts, achievement: Achievement) -> None:
    if achievement.outcome == "parts" and not achievement.parts:
        raise InvalidInput(N_("Kies minstens één behaalde deelkwalificatie."), field="parts")
    if achievement.outcome == "competences" and not achievement.competences:
        raise InvalidInput(N_("Kies minstens één behaalde competentie."), field="competences")
    foreign = [code for code in achievement.parts if code not in trajectory.parts]
    foreign += [code for code in achievement.competences if code not in trajectory.competences]
    if foreign:
        raise InvalidInput(
            N_("{codes} hoort niet bij traject {code}."),
            field="competences",
            codes=", ".join(foreign),
            code=trajectory.code,
        )


def keep(
    session: Session, participation: Participation, trajectory: TrajectoryFacts, achievement: Achievement
) -> None:
    """Store the parts and competences by name; whole and nothing say everything by themselves."""
    if achievement.outcome in {"whole", "none"}:
        return
    session.add_all(
        AchievedPart(participation_id=participation.id, partial_qualification_id=trajectory.parts[code].id)
        for code in sorted(set(achievement.parts))
    )
    session.add_all(
        AchievedCompetence(participation_id=participation.id, competence_id=trajectory.competence_ids[code])
        for code in sorted(set(achievement.competences))
    )


def forget(session: Session, *, participation_id: int) -> None:
    """Nothing was achieved after all."""
    for table in (AchievedPart, AchievedCompetence):
        session.execute(delete(table).where(table.participation_id == participation_id))
