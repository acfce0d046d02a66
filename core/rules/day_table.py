"""Tables of days: for each day that can occur the single form of a rule, asked once and kept.

A million rows of three years hold a thousand days. Tables are kept per rule, facts, overrides and closing
days, a year at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from core.rules import engine
from core.rules.errors import RuleError
from core.rules.parameters import Overrides

Days: TypeAlias = NDArray[np.datetime64]
Places: TypeAlias = NDArray[np.int64]
Table: TypeAlias = tuple[Days, Days, Days]
# How the facts of the single form follow from the day a table is laid out by: a distance to it, or a value.
Recipe: TypeAlias = tuple[tuple[str, timedelta | date | str], ...]
DAY_TYPE = np.dtype("datetime64[D]")
EPOCH = date(1970, 1, 1)
UNANSWERED = np.datetime64("NaT", "D")
NO_TABLE: Table = (np.empty(0, DAY_TYPE), np.empty(0, DAY_TYPE), np.empty(0, DAY_TYPE))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the single form for one table."""

    rule_id: str
    overrides: Overrides
    closing_days: frozenset[date]
    buffer_days: int
    recipe: Recipe = ()

    def on(self, day: date) -> engine.Term:
        """The single form's answer for that day."""
        given = {name: day + part if isinstance(part, timedelta) else part for name, part in self.recipe}
        _, term = engine.decide(self.rule_id, given, self.overrides, self.closing_days, self.buffer_days)
        return cast(engine.Term, term)  # every rule that passes _sorted_out gives a date

    def on_number(self, number: int) -> date:
        """Asks the single form for the day of that number, so that it speaks where it has no answer."""
        day = EPOCH + timedelta(days=number)
        self.on(day)
        return day


@dataclass(frozen=True, slots=True)
class Terms:
    """The dates of every row, in the order of the rows; each series is gathered when it is asked for."""

    places: Places
    table: Table

    @property
    def due_on(self) -> Days:
        """The hard dates."""
        return self._gathered(0)

    @property
    def target_on(self) -> Days:
        """The last working days on or before them, earlier by closing days and buffer."""
        return self._gathered(1)

    @property
    def rolled_on(self) -> Days:
        """The first working days on or after them."""
        return self._gathered(2)

    def _gathered(self, column: int) -> Days:
        # "clip" only because it is the fast mode: no place lies outside the table
        return self.table[column].take(self.places, mode="clip")


def bounds(days: Days) -> tuple[int, int]:
    """The numbers of the first and the last day; NaT is the lowest of all."""
    numbers = days.view(np.int64)
    return int(numbers.min()), int(numbers.max())


def looked_up(asked: Asked, days: Days, outermost: tuple[int, int] | None = None) -> Terms:
    """Each row its place in the table; the outermost days are asked first, so a bad one speaks for itself."""
    if not days.size:
        return Terms(days.astype(np.int64), NO_TABLE)
    numbers = days.view(np.int64)
    lowest, highest = outermost or bounds(days)
    first, last = asked.on_number(lowest), asked.on_number(highest)
    base, table = _table(asked, first.year, last.year)
    terms = Terms(numbers - base, table)
    if np.isnat(table[0][lowest - base : highest - base + 1]).any():  # between two versions lies a gap
        unanswered = np.isnat(terms.due_on)
        if unanswered.any():
            asked.on_number(int(numbers[unanswered.argmax()]))
    return terms


@lru_cache(maxsize=64)
def _table(asked: Asked, first_year: int, last_year: int) -> tuple[int, Table]:
    years = [_year(asked, year) for year in range(first_year, last_year + 1)]
    return (date(first_year, 1, 1) - EPOCH).days, joined(years)


def joined(tables: Sequence[Table]) -> Table:
    due_on, target_on, rolled_on = (np.concatenate(columns) for columns in zip(*tables, strict=True))
    return due_on, target_on, rolled_on


@lru_cache(maxsize=4096)
def _year(asked: Asked, year: int) -> Table:
    """The dates for every day of the year; NaT where the rule has no answer."""
    first = date(year, 1, 1)
    length = (date(year, 12, 31) - first).days + 1
    columns = np.full((3, length), UNANSWERED)
    for number in range(length):
        try:
            term = asked.on(first + timedelta(days=number))
        except RuleError:
            continue
        columns[:, number] = (term.due_on, term.target_on, term.rolled_on)
    return columns[0], columns[1], columns[2]
