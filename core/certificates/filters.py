"""What the queue of papers can be narrowed to, and the five signs a paper can stand under."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """A paper has exactly one: overdue, due this week, later (or without a term), held up, delivered."""

    LATE = "late"
    SOON = "soon"
    PLAN = "plan"
    HOLD = "hold"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the queue is narrowed to; empty values do not narrow. `due_until` leaves out what has no open term.

    `deviating`: only what attendance has otherwise since it was issued, delivered or not.
    """

    status: Status | None = None
    search: str = ""
    kind: str = ""
    course_id: int | None = None
    due_until: date | None = None
    deviating: bool = False
