"""What the actor can take back: the last act with proofs that was not undone yet, and taking it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, clock
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.deadlines import projection, terms
from core.errors import Conflict, NotFound
from core.i18n import N_
from core.proofs import issuing
from core.proofs.registering import Refusal, Result, completed_on_of
from db.models import Proof, UndoStep


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


def undo(session: Session, *, actor: Actor, today: date, step_id: int) -> Result:
    """Take the actor's own last act back, for every proof that nobody touched since."""
    require(session, actor, Action.REGISTER_PROOF)
    step = session.get(UndoStep, step_id, with_for_update=True)
    if step is None or step.account_id != actor.id or step.undone_at is not None:
        raise NotFound(N_("Er is niets meer om ongedaan te maken."))
    done, refused, applied = [], [], terms.load(session)
    for item in step.payload["items"]:
        try:
            proof = issuing.load(
                session, actor, Action.REGISTER_PROOF, proof_id=item["proof_id"], version=item["version"]
            )
        except (NotFound, Conflict) as error:
            refused.append(Refusal(item["proof_id"], error))
            continue
        _restore(proof, item["before"])
        session.flush()
        projection.settle(session, proof=proof, completed_on=completed_on_of(session, proof), terms=applied)
        done.append(proof.id)
    step.undone_at = clock.now()
    audit.record(
        session, actor=actor, action="proof.undo", subject_kind="proof", subject_id=done[0] if len(done) == 1 else None,
        details={"command": step.command, "proofs": done, "on": today},
    )  # fmt: skip
    return Result(tuple(done), tuple(refused))


def _restore(proof: Proof, before: Mapping[str, object]) -> None:
    for name, value in before.items():
        is_day = name.endswith("_on") and isinstance(value, str)
        setattr(proof, name, date.fromisoformat(str(value)) if is_day else value)
