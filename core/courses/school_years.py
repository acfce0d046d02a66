"""School years as the law file of the periods ends them (31 August), named by the year in which they begin."""

from datetime import date
from functools import lru_cache

from core.rules import calendar, parameters
from core.rules.parameters import AS_THE_LAW_FILE, InUse
from core.rules.units import DayOfYear


@lru_cache(maxsize=4096)
def school_year(day: date) -> int:
    """The school year of a day: 2026 for 1 September 2026 to 31 August 2027. Raises NoRuleInForce before 1985."""
    begins_on, _ = _bounds(day)
    return begins_on.year


def bounds(year: int, *, starts_on: date, ends_on: date) -> tuple[date, date]:
    """The first and last day of a course within that school year; the course runs from `starts_on` to `ends_on`."""
    day = starts_on
    while school_year(day) < year:
        day = _bounds(day)[1] + calendar.DAY
    first, last = _bounds(day)
    return max(first, starts_on), min(last, ends_on)


def school_years(starts_on: date, ends_on: date) -> tuple[int, ...]:
    """Every school year that a course from `starts_on` to `ends_on` touches, in order."""
    return tuple(range(school_year(starts_on), school_year(ends_on) + 1))


def school_year_text(year: int) -> str:
    """2026-2027."""
    return f"{year}-{year + 1}"


@lru_cache(maxsize=4096)
def _bounds(day: date) -> tuple[date, date]:
    values = InUse(parameters.law("assiduity_periods"), AS_THE_LAW_FILE).on(day, variant="school_year")
    ending = values.read("school_year_ends", DayOfYear)
    last = ending.on_or_after(day)
    return ending.on_or_before(last - calendar.DAY) + calendar.DAY, last
