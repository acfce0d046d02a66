"""What the actor can take back: the last act with proofs that was not undone yet."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from db.models import UndoStep


@dataclass(frozen=True, slots=True)
class LastAct:
    """The step and its sentence, such as "18 x geregistreerd op 21/11/2026"."""

    step_id: int
    summary: str
    at: datetime


def last_act(session: Session, *, actor: Actor) -> LastAct | None:
    """The newest act of this person; None when it was undone or there is none."""
    found = session.scalars(
        select(UndoStep).where(UndoStep.account_id == actor.id).order_by(UndoStep.id.desc()).limit(1)
    ).one_or_none()
    if found is None or found.undone_at is not None:
        return None
    return LastAct(found.id, found.summary, found.at)
