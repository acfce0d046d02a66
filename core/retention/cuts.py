"""Where a term lies on a day: the first day that is still kept, and the last day on which a record is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute

from core.clock import BRUSSELS
from core.rules.calendar import MonthArithmetic, add_months

Day = ColumnElement[date] | InstrumentedAttribute[date] | InstrumentedAttribute[date | None]
Moment = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


@dataclass(frozen=True, slots=True)
class Cut:
    """The first day that is still kept, and its first instant in Brussels."""

    day: date
    moment: datetime


@dataclass(frozen=True, slots=True)
class Past:
    """The rows of one table that are past their time; the statement gives the primary key."""

    table: str
    statement: Select[int] | Select[str] | Select[int, int]


def cut(today: date, months: int) -> Cut:
    """Where a term of so many months lies today."""
    day = add_months(today, -months, arithmetic=MonthArithmetic.CLAMP)
    # On 30 August the same day six months ago does not exist: 28 February ended its months on the 28th.
    while kept_until(day, months) < today:
        day += timedelta(days=1)
    return Cut(day, datetime.combine(day, time.min, BRUSSELS))


def kept_until(day: date, months: int) -> date:
    """The last day on which a record of that day is kept."""
    return add_months(day, months, arithmetic=MonthArithmetic.CLAMP)


def on_day(table: str, key: InstrumentedAttribute[int], day: Day) -> Callable[[Cut], tuple[Past, ...]]:
    """The rows of one table whose day lies before the term."""
    return lambda at: (Past(table, select(key).where(day < at.day)),)


def at_moment(
    table: str, key: InstrumentedAttribute[int], moment: Moment
) -> Callable[[Cut], tuple[Past, ...]]:
    """The rows of one table whose instant lies before the term."""
    return lambda at: (Past(table, select(key).where(moment < at.moment)),)
