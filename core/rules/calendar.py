"""Days, months and working days as Belgian terms count them.

A working day is not a Saturday, not a Sunday and not one of the ten legal holidays (wet van 4 januari
1974 betreffende de feestdagen, KB van 18 april 1974). 11 July, 2 November and 26 December are ordinary
days.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import holidays

from core.rules.words import Name

DAY = timedelta(days=1)
NO_DAYS: frozenset[date] = frozenset()
# Always a Sunday and not among the ten; the package counts them in.
SUNDAYS = frozenset({"Pasen", "Pinksteren"})
SATURDAY = 5


class MonthArithmetic(StrEnum):
    """What "two months later" means when the months differ in length."""

    CLAMP = "clamp"
    DAY_BEFORE = "day_before"


@lru_cache(maxsize=512)
def legal_holidays(year: int) -> Mapping[date, Name]:
    """The ten legal holidays of the year with their names; fewer days when two fall together."""
    dutch = holidays.country_holidays("BE", years=year, language="nl")
    english = holidays.country_holidays("BE", years=year, language="en_US")
    if not dutch:
        raise OverflowError(f"no holidays known for {year}")
    return {day: Name(name, english[day]) for day, name in sorted(dutch.items()) if name not in SUNDAYS}


def is_working_day(day: date) -> bool:
    """Neither weekend nor legal holiday."""
    return day.weekday() < SATURDAY and day not in legal_holidays(day.year)


def last_working_day(day: date, *, closing_days: Collection[date] = NO_DAYS) -> date:
    """The last working day on or before `day` that is not one of the provider's closing days."""
    while not is_working_day(day) or day in closing_days:
        day -= DAY
    return day


def first_working_day(day: date) -> date:
    """The first working day on or after `day`."""
    while not is_working_day(day):
        day += DAY
    return day


def target_day(due_on: date, *, closing_days: Collection[date] = NO_DAYS, buffer_days: int = 0) -> date:
    """An open day on or before the due date, and `buffer_days` open days earlier still."""
    day = last_working_day(due_on, closing_days=closing_days)
    for _ in range(buffer_days):
        day = last_working_day(day - DAY, closing_days=closing_days)
    return day


def add_days(day: date, amount: int) -> date:
    """Calendar days; the day of the event itself is not counted."""
    return day + timedelta(days=amount)


def add_working_days(day: date, amount: int) -> date:
    """Working days; the day of the event itself is not counted."""
    for _ in range(amount):
        day = first_working_day(day + DAY)
    return day


def add_months(day: date, amount: int, *, arithmetic: MonthArithmetic) -> date:
    """The same number `amount` months later, or the reading "until the day before" of art. 54 Ger.W."""
    if arithmetic is MonthArithmetic.CLAMP:
        month_start, length = _month_after(day, amount)
        return month_start.replace(day=min(day.day, length))
    counted_from = day + DAY
    month_start, length = _month_after(counted_from, amount)
    if counted_from.day > length:
        return month_start.replace(day=length)
    return month_start.replace(day=counted_from.day) - DAY


def _month_after(day: date, amount: int) -> tuple[date, int]:
    """The first day of the month `amount` months after that of `day`, and its length."""
    year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
    if not date.min.year <= year < date.max.year:
        raise OverflowError(f"year {year} is outside the calendar")
    start = date(year, month + 1, 1)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return start, (following - start).days


def holidays_between(first: date, last: date) -> tuple[tuple[date, Name], ...]:
    """The legal holidays from `first` to `last`, both included, with their names."""
    years = range(first.year, last.year + 1)
    return tuple(
        (day, name) for year in years for day, name in legal_holidays(year).items() if first <= day <= last
    )
