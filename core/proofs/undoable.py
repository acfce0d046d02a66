"""What the actor can take back: the last act with proofs that was not undone yet, and taking it back.

An entry or a registration can be taken back as long as nobody touched the proof since; evidence that came with it
stays on record. So can a delivery that was noted by mistake, on the day it was noted: the paper did not leave the
house, so no correction is due. Its history keeps both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, clock
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.deadlines import projection, terms
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from core.once import JsonValue
from core.proofs import files
from core.proofs.many import Refusal, Result
from core.rules.words import Text
from core.trajectories import queries as trajectories
from db.models import DocumentEvent, Proof, UndoStep

ENTER, REGISTER, DELIVER = "proof.enter", "proof.register", "proof.deliver"
RIGHTS: Mapping[str, Action] = {
    ENTER: Action.REGISTER_PROOF,
    REGISTER: Action.REGISTER_PROOF,
    DELIVER: Action.DELIVER_PROOF,
}
NOTHING = N_("Er is niets meer om ongedaan te maken.")
OLDER = N_(
    "Deze aflevering is niet van vandaag en blijft staan. Klopt er iets niet aan het bewijs, maak dan een correctie."
)

CANCELLED = N_(
    "De registratie van dit bewijs staat in LED als geannuleerd sinds {day} en blijft bewaard. Was dat een vergissing, "
    "neem dan de annulering terug bij de melding."
)


@dataclass(frozen=True, slots=True)
class LastAct:
    """The step and its sentence as data, such as "18 x geregistreerd op 21/11/2026"."""

    step_id: int
    summary: Text
    at: datetime


def keep(
    session: Session, *, actor: Actor, today: date, command: str, told: Text, before: Sequence[JsonValue]
) -> None:
    """Remember an act of somebody with an account, so that it can be taken back."""
    if actor.id is None or not before:
        return
    payload: dict[str, JsonValue] = {
        "items": list(before),
        "on": today.isoformat(),
        "told": {name: _in_json(value) for name, value in told.params.items()},
    }
    session.add(
        UndoStep(account_id=actor.id, command=command, summary=told.template, payload=payload, at=clock.now())
    )


def last_act(session: Session, *, actor: Actor) -> LastAct | None:
    """The newest act of this person; None when it was undone or there is none."""
    found = session.scalars(
        select(UndoStep).where(UndoStep.account_id == actor.id).order_by(UndoStep.id.desc()).limit(1)
    ).one_or_none()
    if found is None or found.undone_at is not None:
        return None
    told = {name: _from_json(value) for name, value in found.payload["told"].items()}
    return LastAct(found.id, Text(found.summary, told), found.at)


def undo(session: Session, *, actor: Actor, today: date, step_id: int) -> Result:
    """Take the actor's own last act back, for every proof that nobody touched since."""
    # Every act that can be taken back asks at least this; its own right is asked once we know which it was.
    require(session, actor, Action.DELIVER_PROOF)
    step = session.get(UndoStep, step_id, with_for_update=True)
    if step is None or step.account_id != actor.id or step.undone_at is not None:
        raise NotFound(NOTHING)
    right = RIGHTS[step.command]
    require(session, actor, right)
    if step.command == DELIVER and step.payload["on"] != today.isoformat():
        raise InvalidInput(OLDER)
    done, refused, applied = [], [], terms.load(session)
    known = {facts.id: facts for facts in trajectories.facts(session).values()}
    items = step.payload["items"]
    # What holds a proof up depends on the person, who stays as he is until the end; the name keeps them loaded.
    _people = files.hold_people(session, [item["proof_id"] for item in items])
    for item in items:
        key, version = item["proof_id"], item["version"]
        try:
            _check_not_cancelled(session, key)
            proof = files.load(session, actor, right, proof_id=key, version=version)
        except (NotFound, Conflict, InvalidInput) as error:
            refused.append(Refusal(key, error))
            continue
        if step.command == DELIVER:
            _tell_paper(session, actor, proof, today)
        _restore(proof, item["before"])
        completed_on = files.completed_on_of(session, proof)
        files.hold_anew(session, proof, known[proof.trajectory_id], completed_on=completed_on)
        session.flush()
        projection.settle(session, proof=proof, completed_on=completed_on, terms=applied)
        done.append(proof.id)
    step.undone_at = clock.now()
    result = Result(tuple(done), tuple(refused))
    audit.record(
        session, actor=actor, action="proof.undo", subject_kind="proof", subject_id=result.subject_id,
        details={"command": step.command, "proofs": done, "on": today},
    )  # fmt: skip
    return result


def _check_not_cancelled(session: Session, proof_id: int) -> None:
    """A registration that LED cancelled stays on record. Raises InvalidInput."""
    cancelled_on = session.scalar(select(Proof.led_cancelled_on).where(Proof.id == proof_id))
    if cancelled_on is not None:
        raise InvalidInput(CANCELLED, day=cancelled_on)


def _tell_paper(session: Session, actor: Actor, proof: Proof, today: date) -> None:
    """What is on record with a paper stays; that it was not so is put beside it."""
    if proof.document_id is not None:
        session.add(DocumentEvent(
            document_id=proof.document_id, kind="undelivered", happened_on=today, recorded_at=clock.now(),
            recorded_by=actor.name, reason="",
        ))  # fmt: skip


def _restore(proof: Proof, before: Mapping[str, JsonValue]) -> None:
    for name, value in before.items():
        is_day = name.endswith("_on") and isinstance(value, str)
        setattr(proof, name, date.fromisoformat(str(value)) if is_day else value)


def _in_json(value: object) -> JsonValue:
    """A day as a day, so that each reader sees it his own way."""
    return {"day": value.isoformat()} if isinstance(value, date) else int(str(value))


def _from_json(value: JsonValue) -> date | int:
    if isinstance(value, dict):
        return date.fromisoformat(str(value["day"]))
    assert isinstance(value, int)
    return value
