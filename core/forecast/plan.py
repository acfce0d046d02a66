"""When each open proof would be registered at a steady pace, and which are late then. Pure: days in, days out.

Proofs are taken in the order of their due dates, so many per working day. With a pace that is no whole number the work
of k days is what fits in k times the pace: 2.5 a day is two the first day and three the second. All of it is whole
numbers, so a pace that is just enough is just enough.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.rules import calendar
from core.rules.day_table import DAY_TYPE, Days

Flags: TypeAlias = NDArray[np.bool_]
NEVER: Final = np.datetime64("NaT", "D")
# How far ahead work is laid out: what would come later than this, and after every due date, has no day.
HORIZON: Final = timedelta(days=730)
LAST_DAY: Final = date(2100, 12, 31)  # the calendar of the holidays ends here


@dataclass(frozen=True, slots=True)
class Week:
    """One week from its Monday: how many fall due (without what is late already), how many of those are late, how many
    are registered that week."""

    first_on: date
    due: int
    late: int
    planned: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The proofs in the order in which they are taken; `planned_on` is NaT where no day within the horizon is left.

    `late` are those that are in time today and would not be; the first `overdue` are late already. `needed` is the
    smallest pace that keeps all others in time, but for `unavoidable`: those fall due before the next working day.
    """

    due_on: Days
    planned_on: Days
    late: Flags
    overdue: int
    unavoidable: int
    needed: Fraction
    weeks: Sequence[Week]

    @property
    def late_count(self) -> int:
        """How many become late."""
        return int(np.count_nonzero(self.late))

    @property
    def late_from(self) -> date | None:
        """The first day on which a proof that is in time today is late; None when none becomes so."""
        if not self.late.any():
            return None
        return _day(self.due_on[self.late].min()) + timedelta(days=1)

    @property
    def done_on(self) -> date | None:
        """The day the last one is registered; None when there is none, or none within the horizon."""
        if not self.planned_on.size or np.isnat(self.planned_on[-1]):
            return None
        return _day(self.planned_on[-1])


def plan(
    due_on: Days, *, today: date, per_day: Fraction, counts_today: bool, closing_days: Collection[date] = frozenset()
) -> Plan:  # fmt: skip
    """Lay out proofs, given by their due dates in order, at `per_day` proofs per working day from today or tomorrow on.

    Raises ValueError when the due dates are not in order or the pace is below zero.
    """
    numbers = due_on.astype(DAY_TYPE).view(np.int64)
    if per_day < 0 or (numbers.size and (np.diff(numbers) < 0).any()):
        raise ValueError("the due dates stand in order and the pace is not below zero")
    open_days = _open_days(due_on, today=today, counts_today=counts_today, closing_days=closing_days)
    planned_on = _planned(len(due_on), open_days, per_day)
    now = np.datetime64(today, "D")
    overdue = int(np.searchsorted(due_on, now, side="left"))
    late = np.isnat(planned_on) | (planned_on > due_on)
    late[:overdue] = False
    room = np.searchsorted(open_days, due_on, side="right")
    return Plan(
        due_on, planned_on, late, overdue,
        unavoidable=int(np.count_nonzero(room[overdue:] == 0)),
        needed=_needed(room, overdue),
        weeks=_weeks(due_on[overdue:], late[overdue:], planned_on, today=today),
    )  # fmt: skip


def _open_days(due_on: Days, *, today: date, counts_today: bool, closing_days: Collection[date]) -> Days:
    """Every working day on which the provider is open, up to the horizon."""
    first = today if counts_today else today + timedelta(days=1)
    last = today + HORIZON
    if len(due_on):
        last = max(last, _day(due_on[-1]))
    last = min(last, LAST_DAY)
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    found = [day for day in every if calendar.is_working_day(day) and day not in closing_days]
    return np.array(found, DAY_TYPE)


def _planned(count: int, open_days: Days, per_day: Fraction) -> Days:
    """The n-th proof is done on the first day after which n fit in the days so far."""
    planned = np.full(count, NEVER)
    if not per_day or not count:
        return planned
    most = min(count, int(len(open_days) * per_day))
    nth = np.arange(1, most + 1, dtype=np.int64)
    at = -(-nth * per_day.denominator // per_day.numerator)
    planned[:most] = open_days[at - 1]
    return planned


def _needed(room: NDArray[np.int64], overdue: int) -> Fraction:
    """The n-th proof, with so many working days up to its due date, asks n per that many days; the most is needed."""
    found = Fraction(0)
    # Of all with the same number of days the last asks most.
    lasts = np.flatnonzero(np.diff(room, append=-1) != 0) if room.size else np.empty(0, np.int64)
    for at in lasts[lasts >= overdue].tolist():
        if room[at]:
            found = max(found, Fraction(at + 1, int(room[at])))
    return found


def _weeks(due_on: Days, late: Flags, planned_on: Days, *, today: date) -> Sequence[Week]:
    monday = today - timedelta(days=today.weekday())
    start = np.datetime64(monday, "D").view(np.int64)
    weeks = (due_on.view(np.int64) - start) // 7
    length = int(weeks[-1]) + 1 if weeks.size else 0
    done = (planned_on[~np.isnat(planned_on)].view(np.int64) - start) // 7
    counted = [
        np.bincount(each, minlength=length)[:length].tolist()
        for each in (weeks, weeks[late], done[done < length])
    ]
    return [
        Week(monday + timedelta(weeks=n), *numbers) for n, numbers in enumerate(zip(*counted, strict=True))
    ]


def _day(value: np.datetime64) -> date:
    found = value.astype(DAY_TYPE).item()
    assert isinstance(found, date)
    return found
