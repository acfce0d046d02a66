"""Completing a participation, which earns its proofs, and taking a wrong completion back while nothing was issued."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core import audit, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.deadlines import terms
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from core.i18n.formats import date_text
from core.proofs import achieving, completions, earning, files, fixed
from core.proofs.achieving import Achievement
from core.trajectories import queries as trajectories
from db.models import Deadline, Participation, Proof


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
    files.hold_person(session, select(Participation.learner_id).where(Participation.id == participation_id))
    participation = _load(session, actor, participation_id=participation_id, version=version)
    if participation.completed_on is not None:
        raise InvalidInput(
            N_("Dit traject is al afgerond op {day}. Maak de afronding eerst ongedaan."),
            day=participation.completed_on,
        )
    trajectory = trajectories.facts_of(session, participation.trajectory_id)
    achieving.check(session, participation, trajectory, achievement, today=today)
    participation.completed_on, participation.outcome = achievement.completed_on, achievement.outcome
    achieving.keep(session, participation, trajectory, achievement)
    session.flush()
    completion = completions.of(session, participation=participation, trajectory=trajectory)
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
    """Take a wrong "afgerond" back; refused while a paper is issued, and for good once one reached the learner."""
    require(session, actor, Action.EDIT_PARTICIPATION)
    participation = _load(session, actor, participation_id=participation_id, version=version)
    if participation.completed_on is None:
        raise InvalidInput(N_("Dit traject is niet afgerond; er valt niets ongedaan te maken."))
    lengths.check_reason(reason)
    owed = select(Proof).where(Proof.participation_id == participation.id).order_by(Proof.id)
    # Under a lock: a paper issued at this very moment must be seen.
    proofs = session.scalars(owed.with_for_update().execution_options(populate_existing=True)).all()
    _check_not_fixed(session, participation)
    was = participation.completed_on
    remove_proofs(session, proof_ids=[proof.id for proof in proofs])
    achieving.forget(session, participation_id=participation.id)
    participation.completed_on, participation.outcome = None, ""
    audit.record(
        session, actor=actor, action="participation.undo_completion", subject_kind="participation",
        subject_id=participation.id, details={"was": was, "reason": reason, "on": today},
    )  # fmt: skip


def _check_not_fixed(session: Session, participation: Participation) -> None:
    own = select(func.count()).where(Proof.participation_id == participation.id)
    if session.scalar(own.where(fixed.is_of_paper())):
        raise InvalidInput(
            N_(
                "Voor deze afronding is al een bewijs uitgereikt, dus ze blijft. Maak een correctie of trek het in."
            )
        )
    if session.scalar(own.where(fixed.has_problem())):
        raise InvalidInput(
            N_(
                "Bij een bewijs van deze afronding is een probleem genoteerd, dus ze blijft: wat daarmee gebeurde, "
                "gaat niet verloren. Had het bewijs er niet mogen zijn, reik het dan uit en trek het in."
            )
        )
    if session.scalar(own.where(fixed.has_ticket())):
        raise InvalidInput(
            N_(
                "Over een bewijs van deze afronding is iets gemeld in LED, dus ze blijft: wat daarmee gebeurde, "
                "gaat niet verloren. Had het bewijs er niet mogen zijn, reik het dan uit en trek het in."
            )
        )


def remove_proofs(session: Session, *, proof_ids: Sequence[int]) -> None:
    """Remove proofs that nothing hangs on yet, with their terms."""
    for start in range(0, len(proof_ids), 500):
        keys = proof_ids[start : start + 500]
        gone = session.scalars(
            delete(Proof).where(Proof.id.in_(keys), ~fixed.is_fixed()).returning(Proof.id)
        ).all()
        session.execute(
            delete(Deadline).where(Deadline.subject_kind == "proof", Deadline.subject_id.in_(gone))
        )


def _load(session: Session, actor: Actor, *, participation_id: int, version: int) -> Participation:
    found = session.get(Participation, participation_id, with_for_update=files.LOCK)
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
