"""What another way of counting does to open terms: which move, how far, and which are overdue because of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Shift:
    """`count` open terms alike: they start on the same day and all move from one due date to another, or stay.

    Of papers the regime and the other day that the rule asks are alike too.
    """

    starts_on: date
    was_on: date
    due_on: date
    count: int
    variant: str = ""
    also_on: date | None = None

    @property
    def days(self) -> int:
        """How far it moves; negative is earlier."""
        return (self.due_on - self.was_on).days

    def becomes_overdue(self, today: date) -> bool:
        """Still in time as it is, too late as it would be."""
        return self.due_on < today <= self.was_on

    def is_saved(self, today: date) -> bool:
        """Too late as it is, in time as it would be."""
        return self.was_on < today <= self.due_on


@dataclass(frozen=True, slots=True)
class Summary:
    """How many open terms there are, and what becomes of them. `furthest` is in days, with its sign."""

    open: int
    earlier: int
    later: int
    becomes_overdue: int
    saved: int
    furthest: int

    @property
    def moved(self) -> int:
        """How many get another due date."""
        return self.earlier + self.later


def summary(found: Iterable[Shift], *, today: date) -> Summary:
    """The counts of all shifts; the furthest is the largest, and of two alike the one that is earlier."""
    shifts = list(found)
    return Summary(
        open=sum(each.count for each in shifts),
        earlier=sum(each.count for each in shifts if each.days < 0),
        later=sum(each.count for each in shifts if each.days > 0),
        becomes_overdue=sum(each.count for each in shifts if each.becomes_overdue(today)),
        saved=sum(each.count for each in shifts if each.is_saved(today)),
        furthest=max((each.days for each in shifts), key=lambda days: (abs(days), -days), default=0),
    )


def in_order(found: Iterable[Shift], *, today: date) -> Sequence[Shift]:
    """Those that move: first what becomes overdue, then what no longer is, then by the date that was."""
    moved = [each for each in found if each.days]
    return sorted(
        moved,
        key=lambda each: (
            not each.becomes_overdue(today), not each.is_saved(today), each.was_on, each.starts_on, each.due_on,
            each.variant, each.also_on or date.min,
        ),
    )  # fmt: skip
