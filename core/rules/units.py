"""What a value in a law file can be: each unit says how its value is read and what it is afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from core.rules.calendar import MonthArithmetic


class DayUnit(StrEnum):
    """Which days a term in days counts (open question 1)."""

    CALENDAR = "calendar"
    WORKING = "working"


class Roll(StrEnum):
    """Whether a term that ends on a closed day moves on (open question 2)."""

    NONE = "none"
    NEXT_WORKING_DAY = "next_working_day"


class Unit(StrEnum):
    """What an amount counts; WORKING_DAY and the ones after it appear in explanations only."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    TRAINING_DAY = "training_day"
    LESSON = "lesson"
    WORKING_DAY = "working_day"
    SCHOOL_YEAR = "school_year"
    DAY_OF_YEAR = "day_of_year"


@dataclass(frozen=True, slots=True)
class Amount:
    """So many of a unit."""

    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day that returns every year, like 31 December."""

    month: int
    day: int

    def on_or_after(self, day: date) -> date:
        """The first time it comes round, counted from `day`."""
        if (day.month, day.day) <= (self.month, self.day):
            return date(day.year, self.month, self.day)
        if day.year == date.max.year:
            raise OverflowError("after the last year of the calendar")
        return date(day.year + 1, self.month, self.day)

    def on_or_before(self, day: date) -> date:
        """The last time it came round, counted back from `day`."""
        year = day.year if (self.month, self.day) <= (day.month, day.day) else day.year - 1
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Words:
    """An ordered list of codes."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A list of whole numbers."""

    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stretches:
    """Parts of the year, each from a day to a day."""

    items: tuple[tuple[DayOfYear, DayOfYear], ...]


Value: TypeAlias = (
    Amount | bool | Fraction | DayOfYear | Words | Numbers | Stretches | DayUnit | Roll | MonthArithmetic
)


def _items(raw: object) -> list[object]:
    if not isinstance(raw, list):
        raise ValueError(f"{raw!r} is not a list")
    return raw


def _whole(raw: object) -> int:
    if type(raw) is not int or raw < 1:
        raise ValueError(f"{raw!r} is not a whole number above zero")
    return raw


def _word(raw: object) -> str:
    if not isinstance(raw, str):
        raise ValueError(f"{raw!r} is not a word (put it in quotes)")
    return raw


def _flag(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise ValueError(f"{raw!r} is neither true nor false")
    return raw


def _day_of_year(raw: object) -> DayOfYear:
    month, _, day = _word(raw).partition("-")
    date(2023, int(month), int(day))  # an ordinary year: 29 February does not return every year
    return DayOfYear(int(month), int(day))


def _stretch(raw: object) -> tuple[DayOfYear, DayOfYear]:
    first, last = _items(raw)
    return _day_of_year(first), _day_of_year(last)


READERS: Mapping[str, Callable[[object], Value]] = {
    "day": lambda raw: Amount(_whole(raw), Unit.DAY),
    "month": lambda raw: Amount(_whole(raw), Unit.MONTH),
    "year": lambda raw: Amount(_whole(raw), Unit.YEAR),
    "training_day": lambda raw: Amount(_whole(raw), Unit.TRAINING_DAY),
    "lesson": lambda raw: Amount(_whole(raw), Unit.LESSON),
    "yes_no": _flag,
    "fraction": lambda raw: Fraction(_word(raw)),
    "day_of_year": _day_of_year,
    "parts_of_year": lambda raw: Stretches(tuple(_stretch(item) for item in _items(raw))),
    "codes": lambda raw: Words(tuple(_word(item) for item in _items(raw))),
    "minutes": lambda raw: Numbers(tuple(_whole(item) for item in _items(raw))),
    "day_unit": lambda raw: DayUnit(_word(raw)),
    "roll": lambda raw: Roll(_word(raw)),
    "month_arithmetic": lambda raw: MonthArithmetic(_word(raw)),
}
