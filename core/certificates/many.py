"""One act with many papers: each in a savepoint of its own, once only, and every refusal by its sentence."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import once
from core.access.actors import Actor
from core.enrolments import papers as numbers
from core.errors import DomainError
from core.i18n import N_
from core.once import JsonValue
from core.proofs.many import from_json, in_json
from db.models import Certificate, Document

MOST = 1000
HOW_MANY = N_("Kies tussen 1 en {most} papieren.")


@dataclass(frozen=True, slots=True)
class Shown:
    """A paper as it stood on the screen of whoever acts."""

    certificate_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """A paper with which it could not be done, and the sentence that says why."""

    certificate_id: int
    error: DomainError


@dataclass(frozen=True, slots=True)
class Result:
    """What became of each paper of one act: the number of each that was done, by its key."""

    done: Mapping[int, str]
    refused: tuple[Refusal, ...] = ()


class Act(Protocol):
    """The single command, with what all papers share filled in already."""

    def __call__(
        self, session: Session, *, actor: Actor, today: date, certificate_id: int, version: int
    ) -> object: ...


def each(session: Session, papers: Sequence[Shown], act: Act, *, actor: Actor, today: date) -> Result:
    """Do one act with each paper; what is refused is taken back alone and never stops the rest."""
    done: list[int] = []
    refused: list[Refusal] = []
    # In the order of their keys, so that two people who act on the same papers never wait for each other in a circle.
    for shown in sorted(papers, key=lambda shown: shown.certificate_id):
        try:
            with session.begin_nested():
                act(
                    session,
                    actor=actor,
                    today=today,
                    certificate_id=shown.certificate_id,
                    version=shown.version,
                )
                done.append(shown.certificate_id)
        except DomainError as error:
            refused.append(Refusal(shown.certificate_id, error))
    return Result(_numbers(session, done), tuple(refused))


def replayed(session: Session, *, nonce: str) -> Result | None:
    """The result of the same submit the first time; None when this is the first time."""
    kept = once.replay(session, nonce=nonce)
    if kept is None:
        return None
    done, refused = kept["done"], kept["refused"]
    assert isinstance(done, dict)
    assert isinstance(refused, list)
    return Result(
        {int(key): str(number) for key, number in done.items()},
        tuple(_told_again(one) for one in refused if isinstance(one, dict)),
    )


def remember(session: Session, *, nonce: str, command: str, result: Result) -> None:
    """Keep the result for the same submit a second time."""
    told: dict[str, JsonValue] = {
        "done": {str(key): number for key, number in result.done.items()},
        "refused": [{"id": one.certificate_id, **in_json(one.error)} for one in result.refused],
    }
    once.remember(session, nonce=nonce, command=command, result=told)


def _numbers(session: Session, certificate_ids: Collection[int]) -> dict[int, str]:
    """The number of each paper that was done, in the order of the acts."""
    rows = session.execute(
        select(Certificate.id, numbers.number())
        .outerjoin(Document, Document.id == Certificate.document_id)
        .where(Certificate.id.in_(certificate_ids))
    )
    known = {key: number for key, number in rows}  # noqa: C416 - a row is no pair to the type checker
    return {key: known[key] for key in certificate_ids}


def _told_again(kept: Mapping[str, JsonValue]) -> Refusal:
    key = kept["id"]
    assert isinstance(key, int)
    return Refusal(key, from_json(kept))
