"""Adding to a history and reading it back. The table refuses change, so what is written here survives every act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock, lengths
from core.access.actors import Actor
from db.models import HistoryEvent


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: what, on which day, noted when and by whom, and the values it was about."""

    event_id: int
    kind: str
    happened_on: date
    recorded_at: datetime
    recorded_by: str
    field: str
    old_value: str
    new_value: str
    text: str


def add(
    session: Session, actor: Actor, *, subject_kind: str, subject_id: int, kind: str, happened_on: date,
    field: str = "", old_value: str = "", new_value: str = "", text: str = "",
) -> None:  # fmt: skip
    """Add one event in the transaction of the act; never a national number. Raises InvalidInput for a text too long."""
    values = {"old_value": old_value, "new_value": new_value, "text": text}
    lengths.check(HistoryEvent, values)
    session.add(
        HistoryEvent(
            subject_kind=subject_kind, subject_id=subject_id, kind=kind, happened_on=happened_on,
            recorded_at=clock.now(), recorded_by=actor.display_name, field=field, **values,
        )
    )  # fmt: skip


def of(session: Session, *, subject_kind: str, subject_id: int) -> Sequence[Event]:
    """Everything that happened to one thing, newest first."""
    rows = session.scalars(
        select(HistoryEvent)
        .where(HistoryEvent.subject_kind == subject_kind, HistoryEvent.subject_id == subject_id)
        .order_by(HistoryEvent.id.desc())
    )
    return [
        Event(
            row.id, row.kind, row.happened_on, row.recorded_at, row.recorded_by, row.field, row.old_value,
            row.new_value, row.text,
        )
        for row in rows
    ]  # fmt: skip
