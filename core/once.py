"""Once only: a form's nonce makes the second submit give the first one's result (double click, reload, lost answer)."""

from collections.abc import Mapping
from typing import TypeAlias

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import clock
from db.models import Operation

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"


def replay(session: Session, *, nonce: str) -> Mapping[str, JsonValue] | None:
    """The result of an act that was done already under this nonce; a parallel submit of it waits here for the first."""
    if nonce and session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(nonce, 0))))
    found = session.get(Operation, nonce) if nonce else None
    return found.result if found is not None else None


def remember(session: Session, *, nonce: str, command: str, result: Mapping[str, JsonValue]) -> None:
    """Keep the result in the transaction of the act; two parallel submits meet on the primary key."""
    if nonce:
        session.add(Operation(nonce=nonce, command=command, at=clock.now(), result=dict(result)))
