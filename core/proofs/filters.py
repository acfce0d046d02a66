"""What the queue of proofs can be narrowed to, and the words its status is made of."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Status(StrEnum):
    """The five signs of look and words; a proof has exactly one."""

    LATE = "late"
    SOON = "soon"
    PLAN = "plan"
    HOLD = "hold"
    DONE = "done"


class Step(StrEnum):
    """What has to happen next."""

    ISSUE = "issue"
    DELIVER = "deliver"
    REGISTER = "register"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the queue is narrowed to; empty values do not narrow."""

    status: Status | None = None
    search: str = ""
    kind: str = ""
    campus_id: int | None = None
    trajectory_id: int | None = None
    step: Step | None = None
    hold: str = ""
    due_on: date | None = None


def week_end(today: date) -> date:
    """The Sunday up to and including which something falls due "this week"."""
    return today + timedelta(days=6 - today.weekday())
