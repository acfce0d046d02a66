"""Perioden waarvoor een getuigschrift van nauwgezetheid wordt opgesteld (betaald educatief verlof).

"Als een opleiding bij wijze van schooljaar georganiseerd wordt dan is dit per schoolkwartaal
(1ste/2de/3de)"; otherwise "per drie maanden vanaf de aanvang van de opleiding", and for at most three
months "de ganse opleiding".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from core.rules import calendar, facts
from core.rules.count import Count
from core.rules.facts import Fact
from core.rules.parameters import InUse, Values
from core.rules.rule import Finding
from core.rules.units import Amount, DayOfYear, Stretches
from core.rules.words import N_

ORGANISATION = Fact("organisation", N_("organisatie van de opleiding"), facts.word)
STARTS_ON = Fact("starts_on", N_("eerste lesdag"), facts.a_day)
ENDS_ON = Fact("ends_on", N_("einde van de opleiding"), facts.a_day)
FACTS = (ORGANISATION, STARTS_ON, ENDS_ON)


class Period(NamedTuple):
    """One period, with the hard date of its certificate."""

    from_on: date
    to_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Periods:
    """All periods of one course, in order."""

    periods: tuple[Period, ...]


def decide(law: InUse, *, organisation: str, starts_on: date, ends_on: date) -> Finding:
    """The start of the course chooses the version; each period's own end starts its term."""
    facts.refuse_end_before_start((STARTS_ON, starts_on), (ENDS_ON, ends_on))
    values = law.on(starts_on, variant=organisation, variant_fact=ORGANISATION)
    cut = _by_quarter if "quarters" in values.settings else _by_months
    counts = [
        (first, Count(values, ENDS_ON, last).plus("term")) for first, last in cut(values, starts_on, ends_on)
    ]
    settled = [(first, count.settled()) for first, count in counts]
    periods = tuple(Period(first, count.started_on, count.due_on) for first, count in settled)
    steps = tuple(step for _, count in settled for step in count.steps)
    return Finding(values, Periods(periods), steps=steps)


def _by_months(values: Values, starts_on: date, ends_on: date) -> Iterator[tuple[date, date]]:
    """Always counted from the first lesson day, so that a short month shifts no later period."""
    length, number, first = values.read("period", Amount).count, 0, starts_on
    while first <= ends_on:
        number += 1
        following = calendar.add_months(starts_on, number * length, arithmetic=calendar.MonthArithmetic.CLAMP)
        yield first, min(following - calendar.DAY, ends_on)
        first = following


def _by_quarter(values: Values, starts_on: date, ends_on: date) -> Iterator[tuple[date, date]]:
    """The quarters cut to the course; a course that ends in the summer stretches the quarter before it."""
    quarters = values.read("quarters", Stretches).items
    year_end = values.read("school_year_ends", DayOfYear).on_or_after(starts_on)
    while True:
        for opens, closes in quarters:
            closing = closes.on_or_before(year_end)
            if (opens, closes) == quarters[-1] and closing < ends_on <= year_end:
                closing = ends_on
            first, last = max(opens.on_or_before(year_end), starts_on), min(closing, ends_on)
            if first <= last:
                yield first, last
        if ends_on <= year_end:
            return
        year_end = values.read("school_year_ends", DayOfYear).on_or_after(year_end + calendar.DAY)
