"""One act with one proof or with many: each in a savepoint of its own, once only, and what was there before is kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core import once
from core.access.actors import Actor
from core.access.permissions import Action
from core.deadlines import projection, terms
from core.deadlines.terms import Terms
from core.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound
from core.i18n.formats import date_text
from core.once import JsonValue
from core.proofs import files
from db.models import Proof

Change = Callable[[Proof, date], None]
REFUSALS: Mapping[str, type[DomainError]] = {
    kind.__name__: kind for kind in (NotAllowed, NotFound, Conflict, InvalidInput)
}
KEPT = (
    "delivered_on", "delivered_how", "delivered_by", "registered_on", "entered_by", "noted_by", "led_reference",
    "late_reason", "late_action", "entered_on", "entered_by_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A proof as it stood on the screen of whoever acts."""

    proof_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """A proof that could not be done, and the sentence that says why."""

    proof_id: int
    error: DomainError


@dataclass(frozen=True, slots=True)
class Result:
    """What became of each proof of one act."""

    done: tuple[int, ...]
    refused: tuple[Refusal, ...]

    @property
    def subject_id(self) -> int | None:
        """The one proof that was done, for the audit; None for several."""
        return self.done[0] if len(self.done) == 1 else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result, and per proof done what it was before, for who takes the act back."""

    result: Result
    before: list[JsonValue]


def change(
    session: Session, *, actor: Actor, action: Action, proofs: Sequence[Shown], act: Change
) -> Outcome:
    """Do one act with each proof. One proof that cannot be done raises; of many, the good ones are done."""
    done: list[int] = []
    refused: list[Refusal] = []
    before: list[JsonValue] = []
    applied = terms.load(session)
    # In the order of their keys, so that two people who act on the same proofs never wait for each other in a circle.
    for shown in sorted(proofs, key=lambda shown: shown.proof_id):
        try:
            with session.begin_nested():
                before.append(_one(session, actor, action, shown=shown, act=act, applied=applied))
        except DomainError as error:
            if len(proofs) == 1:
                raise
            refused.append(Refusal(shown.proof_id, error))
        else:
            done.append(shown.proof_id)
    return Outcome(Result(tuple(done), tuple(refused)), before)


def _one(
    session: Session, actor: Actor, action: Action, *, shown: Shown, act: Change, applied: Terms
) -> JsonValue:
    proof = files.load(session, actor, action, proof_id=shown.proof_id, version=shown.version)
    before = {name: _stored(getattr(proof, name)) for name in KEPT}
    completed_on = files.completed_on_of(session, proof)
    act(proof, completed_on)
    session.flush()
    projection.settle(session, proof=proof, completed_on=completed_on, terms=applied)
    return {"proof_id": proof.id, "version": proof.version, "before": before}


def _stored(value: object) -> JsonValue:
    if isinstance(value, date):
        return value.isoformat()
    assert value is None or isinstance(value, str | int)
    return value


def replayed(session: Session, *, nonce: str) -> Result | None:
    """The result of the same submit the first time; None when this is the first time."""
    kept = once.replay(session, nonce=nonce)
    if kept is None:
        return None
    done, refused = kept["done"], kept["refused"]
    assert isinstance(done, list)
    assert isinstance(refused, list)
    keys = tuple(key for key in done if isinstance(key, int))
    return Result(keys, tuple(_told_again(each) for each in refused if isinstance(each, dict)))


def remember(session: Session, *, nonce: str, command: str, result: Result) -> None:
    """Keep the result for the same submit a second time."""
    told: dict[str, JsonValue] = {
        "done": list(result.done),
        "refused": [{"proof_id": one.proof_id, **in_json(one.error)} for one in result.refused],
    }
    once.remember(session, nonce=nonce, command=command, result=told)


def in_json(error: DomainError) -> dict[str, JsonValue]:
    """A refusal as it is kept: its kind, its sentence and the values in it."""
    return {
        "kind": type(error).__name__,
        "template": error.template,
        "params": {name: _param(value) for name, value in error.params.items()},
    }


def _param(value: object) -> JsonValue:
    """A day reads the same in both languages, so it may be kept as it is shown."""
    if isinstance(value, date):
        return date_text(value)
    return value if isinstance(value, int) else str(value)


def from_json(kept: Mapping[str, JsonValue]) -> DomainError:
    """The same refusal again."""
    params = kept["params"]
    assert isinstance(params, dict)
    return REFUSALS.get(str(kept["kind"]), DomainError)(str(kept["template"]), **params)


def _told_again(kept: Mapping[str, JsonValue]) -> Refusal:
    proof_id = kept["proof_id"]
    assert isinstance(proof_id, int)
    return Refusal(proof_id, from_json(kept))
