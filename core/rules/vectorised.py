"""The same rules for many rows at once.

There is one law, not two: the rows gather their dates from a table of days that the single form filled.
One row that gets no answer refuses the whole series with the error of the single form.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.rules import day_table, engine, errors, facts, parameters
from core.rules.calendar import DAY, NO_DAYS
from core.rules.day_table import DAY_TYPE, EPOCH, NO_TABLE, Asked, Days, Recipe, Terms
from core.rules.errors import InvalidFacts
from core.rules.facts import Fact
from core.rules.judgements import Judgements, judge_many
from core.rules.parameters import AS_THE_LAW_FILE, Overrides
from core.rules.words import Text

__all__ = ["Judgements", "Terms", "evaluate_many", "judge_many"]

Flags: TypeAlias = NDArray[np.bool_]
THE_DAY = timedelta(0)
FIRST_NUMBER = (date.min - EPOCH).days
LAST_NUMBER = (date.max - EPOCH).days
NO_BOUNDS = (FIRST_NUMBER, LAST_NUMBER)


@dataclass(frozen=True, slots=True)
class Lane:
    """The rows that share a recipe, and the days by which their table is laid out."""

    rows: Flags
    days: Days
    recipe: Recipe


def evaluate_many(
    rule_id: str,
    series: Mapping[str, Days | str],
    *,
    overrides: Overrides | None = None,
    closing_days: Collection[date] = NO_DAYS,
    buffer_days: int = 0,
) -> Terms:
    """The terms of many rows: per fact an array of datetime64[D], or one word (regime, sector) for all."""
    rule = engine.rule_of(rule_id)
    days, words, outermost = _sorted_out(rule.facts, series, rule_id=rule_id)
    asked = Asked(rule_id, overrides or AS_THE_LAW_FILE, frozenset(closing_days), buffer_days)
    rows = len(next(iter(days.values())))
    if not rows:
        return Terms(np.zeros(0, np.int64), NO_TABLE)
    if rule_id not in LANES:
        ((name, column),) = days.items()
        return day_table.looked_up(replace(asked, recipe=((name, THE_DAY), *words)), column, outermost[name])
    places = np.zeros(rows, np.int64)
    tables = [NO_TABLE]
    for lane in LANES[rule_id](days, words):
        found = day_table.looked_up(replace(asked, recipe=lane.recipe), lane.days[lane.rows])
        places[lane.rows] = found.places + sum(len(table[0]) for table in tables)
        tables.append(found.table)
    return Terms(places, day_table.joined(tables))


def _sorted_out(
    expected: tuple[Fact, ...], series: Mapping[str, Days | str], *, rule_id: str
) -> tuple[dict[str, Days], Recipe, dict[str, tuple[int, int]]]:
    """The day columns and the words, each checked, and the outermost days of each column."""
    if any(fact.read not in (facts.a_day, facts.word) for fact in expected):
        raise InvalidFacts(errors.ONE_BY_ONE, rule=rule_id)
    stand_ins = {name: value if isinstance(value, str) else date.min for name, value in series.items()}
    facts.check(stand_ins, expected=expected)
    days, outermost = {}, {}
    for fact in expected:
        column = series[fact.name]
        if isinstance(column, str):
            continue
        if column.dtype == DAY_TYPE and column.size:
            outermost[fact.name] = day_table.bounds(column)
        if column.dtype != DAY_TYPE or _has_gaps(*outermost.get(fact.name, NO_BOUNDS)):
            raise InvalidFacts(errors.NOT_A_SERIES, fact=Text(fact.label))
        days[fact.name] = column
    if len({column.shape for column in days.values()}) > 1:
        raise InvalidFacts(errors.UNEVEN)
    return days, tuple((name, value) for name, value in series.items() if isinstance(value, str)), outermost


def _has_gaps(lowest: int, highest: int) -> bool:
    """Whether a place holds no day of the calendar; NaT is the lowest of the numbers behind the days."""
    return not FIRST_NUMBER <= lowest <= highest <= LAST_NUMBER


def _enrolments(days: Mapping[str, Days], words: Recipe) -> tuple[Lane, ...]:
    """Late ones count from the enrolment, the others from the start."""
    starts_on, enrolled_on = days["starts_on"], days["enrolled_on"]
    late = enrolled_on > starts_on
    in_time = (("starts_on", THE_DAY), ("enrolled_on", THE_DAY), *words)
    too_late = (("starts_on", -DAY), ("enrolled_on", THE_DAY), *words)
    return Lane(~late, starts_on, in_time), Lane(late, enrolled_on, too_late)


def _by_version_of_start(days: Mapping[str, Days], words: Recipe) -> tuple[Lane, ...]:
    """The start chooses the version, so each version has its own table of enrolment days."""
    starts_on, enrolled_on = days["starts_on"], days["enrolled_on"]
    (versions,) = parameters.law("vov_enrolment_attest").versions.values()
    edges = [version.starts_on or date.min for version in versions]
    too_early = starts_on < np.datetime64(edges[0], "D")
    earliest = EPOCH + timedelta(days=int(starts_on.view(np.int64).min()))
    lanes = [Lane(too_early, enrolled_on, (("starts_on", earliest), ("enrolled_on", THE_DAY), *words))]
    for opens, closes in pairwise([*edges, date.max]):
        rows = (starts_on >= np.datetime64(opens, "D")) & (starts_on <= np.datetime64(closes, "D"))
        lanes.append(Lane(rows, enrolled_on, (("starts_on", opens), ("enrolled_on", THE_DAY), *words)))
    return tuple(lanes)


LANES: Mapping[str, Callable[[Mapping[str, Days], Recipe], tuple[Lane, ...]]] = {
    "bev_enrolment_certificate": _enrolments,
    "vov_enrolment_attest": _by_version_of_start,
}
