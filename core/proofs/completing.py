"""Completing a participation, which earns its proofs, and taking a wrong completion back while nothing was issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core import audit, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.deadlines import terms
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from core.i18n.formats import date_text
from core.proofs import earning, issuing
from core.trajectories import queries as trajectories
from core.trajectories.queries import TrajectoryFacts
from db.models import AchievedCompetence, AchievedPart, Deadline, Participation, Proof

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


def complete(
    session: Session,
    *,
    actor: Actor,
    today: date,
    participation_id: int,
    version: int,
    achievement: Achievement,
) -> list[int]:
    """Note "traject afgerond op": the LED term starts and the earned proofs appear; gives their keys."""
    require(session, actor, Action.EDIT_PARTICIPATION)
    issuing.hold_person(session, select(Participation.learner_id).where(Participation.id == participation_id))
    participation = _load(session, actor, participation_id=participation_id, version=version)
    if participation.completed_on is not None:
        raise InvalidInput(
            N_("Dit traject is al afgerond op {day}. Maak de afronding eerst ongedaan."),
            day=participation.completed_on,
        )
    trajectory = trajectories.facts_of(session, participation.trajectory_id)
    _check(session, participation, trajectory, achievement, today=today)
    participation.completed_on, participation.outcome = achievement.completed_on, achievement.outcome
    _keep_achieved(session, participation, trajectory, achievement)
    session.flush()
    completion = earning.completion_of(session, participation=participation, trajectory=trajectory)
    keys = earning.store(session, completion=completion, terms=terms.load(session))
    audit.record(
        session, actor=actor, action="participation.complete", subject_kind="participation",
        subject_id=participation.id,
        details={"completed_on": achievement.completed_on, "outcome": achievement.outcome, "proofs": keys, "on": today},
    )  # fmt: skip
    return keys


def undo_completion(
    session: Session, *, actor: Actor, today: date, participation_id: int, version: int, reason: str
) -> None:
    """Take a wrong "afgerond" back; refused once a paper was issued."""
    require(session, actor, Action.EDIT_PARTICIPATION)
    participation = _load(session, actor, participation_id=participation_id, version=version)
    if participation.completed_on is None:
        raise InvalidInput(N_("Dit traject is niet afgerond; er valt niets ongedaan te maken."))
    lengths.check_reason(reason)
    owed = select(Proof).where(Proof.participation_id == participation.id).order_by(Proof.id)
    # Under a lock: a paper issued at this very moment must be seen.
    proofs = session.scalars(owed.with_for_update().execution_options(populate_existing=True)).all()
    if any(proof.state != "to_issue" for proof in proofs):
        raise InvalidInput(
            N_(
                "Er is al een bewijs uitgereikt voor deze afronding. Trek het bewijs in of maak een correctie."
            )
        )
    was = participation.completed_on
    remove_proofs(session, proof_ids=[proof.id for proof in proofs])
    for table in (AchievedPart, AchievedCompetence):
        session.execute(delete(table).where(table.participation_id == participation.id))
    participation.completed_on, participation.outcome = None, ""
    audit.record(
        session, actor=actor, action="participation.undo_completion", subject_kind="participation",
        subject_id=participation.id, details={"was": was, "reason": reason, "on": today},
    )  # fmt: skip


def remove_proofs(session: Session, *, proof_ids: Sequence[int]) -> None:
    """Remove proofs that were never issued, with their terms."""
    for start in range(0, len(proof_ids), 500):
        keys = proof_ids[start : start + 500]
        gone = session.scalars(
            delete(Proof).where(Proof.id.in_(keys), Proof.state == "to_issue").returning(Proof.id)
        ).all()
        session.execute(
            delete(Deadline).where(Deadline.subject_kind == "proof", Deadline.subject_id.in_(gone))
        )


def _load(session: Session, actor: Actor, *, participation_id: int, version: int) -> Participation:
    found = session.get(Participation, participation_id, with_for_update=issuing.LOCK)
    if found is None:
        raise NotFound(N_("Deze deelname bestaat niet meer. Laad de lijst opnieuw."))
    require(session, actor, Action.EDIT_PARTICIPATION, campus_id=found.campus_id)
    if found.version != version:
        stored = {
            "completed_on": date_text(found.completed_on),
            "outcome": found.outcome,
        }
        raise Conflict(
            N_("Iemand anders wijzigde deze deelname intussen. Kijk beide waarden na en probeer opnieuw."),
            stored=stored,
        )
    found.version += 1
    return found


def _check(
    session: Session,
    participation: Participation,
    trajectory: TrajectoryFacts,
    achievement: Achievement,
    *,
    today: date,
) -> None:
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


def _keep_achieved(
    session: Session, participation: Participation, trajectory: TrajectoryFacts, achievement: Achievement
) -> None:
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
