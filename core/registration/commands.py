"""A sitting in which proofs are typed over: begun with one reason, every record shown in it logged, ended."""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core import audit, clock, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput, NotAllowed, NotFound
from core.i18n import N_
from core.registration import queries
from core.registration.sheets import printed, spreadsheet
from core.rights import holders
from db.models import HandoverSession, Learner, Proof

__all__ = ["begin", "end", "printed", "show", "spreadsheet"]
ENDED = N_("De invoer is afgelopen. Begin opnieuw met een reden; wat je noteerde, staat er.")
AT_A_SCREEN = N_("Overtypen doe je aan het scherm, met een eigen account.")
NOT_OPEN = N_("Dit bewijs hoeft niet meer ingevoerd te worden. Ga naar het volgende.")
NO_NUMBER = N_("Deze deelnemer heeft nog geen INSZ. Vul het in bij de deelnemer.")


def begin(session: Session, *, actor: Actor, today: date, login: str, reason: str) -> int:
    """Open a sitting under one reason to see national numbers, in this login only; gives its key.

    One that goes on in the same login is gone on with; one begun elsewhere by the same person ends.
    """
    require(session, actor, Action.REGISTER_PROOF)
    require(session, actor, Action.REVEAL_INSZ)
    holders.require_own(session, actor, today=today)
    if actor.id is None:
        raise InvalidInput(AT_A_SCREEN)
    lengths.check_reason(reason)
    now = clock.now()
    going_on = queries.sitting(session, actor=actor, login=login, now=now)
    if going_on is not None:
        return going_on.id
    _end_all(session, actor.id)
    row = HandoverSession(account_id=actor.id, login=login, reason=reason.strip(), begun_at=now)
    session.add(row)
    session.flush()
    audit.record(
        session, actor=actor, action="handover.begin", subject_kind="handover", subject_id=row.id,
        details={"reason": row.reason, "on": today},
    )  # fmt: skip
    return row.id


def show(session: Session, *, actor: Actor, today: date, login: str, proof_id: int) -> int:
    """Write down that the number of this record is shown; it may be read (`queries.number`) once this is committed.

    Gives the key of the sitting.
    """
    require(session, actor, Action.REVEAL_INSZ)
    proof = session.get(Proof, proof_id)
    if proof is None:
        raise NotFound(NOT_OPEN)
    require(session, actor, Action.REGISTER_PROOF, campus_id=proof.campus_id)
    holders.require_own(session, actor, today=today)
    sitting = queries.sitting(session, actor=actor, login=login, now=clock.now())
    if sitting is None:
        raise NotAllowed(ENDED)
    if proof.state != "issued" or proof.registered_on is not None:
        raise InvalidInput(NOT_OPEN)
    if session.scalar(select(Learner.insz_cipher).where(Learner.id == proof.learner_id)) is None:
        raise InvalidInput(NO_NUMBER, field="insz")
    audit.log_access(
        session, actor=actor, what=queries.LOOK, learner_id=proof.learner_id, reason=sitting.reason,
        subject=queries.subject_of_look(sitting_id=sitting.id, proof_id=proof_id),
    )  # fmt: skip
    audit.record(
        session, actor=actor, action="handover.show", subject_kind="proof", subject_id=proof_id,
        details={"sitting": sitting.id, "on": today},
    )  # fmt: skip
    return sitting.id


def end(session: Session, *, actor: Actor, today: date) -> None:
    """Close every open sitting of this person; numbers can no longer be shown in it."""
    require(session, actor, Action.REGISTER_PROOF)
    ended = _end_all(session, actor.id)
    audit.record(
        session, actor=actor, action="handover.end", subject_kind="handover",
        subject_id=ended[0] if len(ended) == 1 else None, details={"on": today},
    )  # fmt: skip


def _end_all(session: Session, account_id: int | None) -> list[int]:
    is_open = (HandoverSession.account_id == account_id, HandoverSession.ended_at.is_(None))
    keys = list(session.scalars(select(HandoverSession.id).where(*is_open).order_by(HandoverSession.id)))
    session.execute(update(HandoverSession).where(*is_open).values(ended_at=clock.now()))
    return keys
