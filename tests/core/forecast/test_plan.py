"""The forecast equals a clerk who takes proofs one by one, day by day; and the smallest pace is just enough."""

from collections import deque
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.forecast.plan import HORIZON, Plan, Week, plan
from tests.core.rules import oracle

SATURDAY, MONDAY = date(2026, 11, 21), date(2026, 11, 23)
PACES = st.fractions(min_value=0, max_value=12, max_denominator=40)
DUE = st.lists(st.integers(-20, 90).map(lambda days: SATURDAY + timedelta(days=days)), max_size=60).map(
    sorted
)
TODAYS = st.integers(0, 60).map(lambda days: SATURDAY + timedelta(days=days))
CLOSED = st.sets(st.integers(0, 120).map(lambda days: SATURDAY + timedelta(days=days)), max_size=40)


def planned(
    due_on: Sequence[date], *, today: date = MONDAY, per_day: Fraction | int = 1, **more: object
) -> Plan:
    chosen: dict[str, object] = {"counts_today": True, "closing_days": frozenset(), **more}
    return plan(np.array(due_on, "datetime64[D]"), today=today, per_day=Fraction(per_day), **chosen)  # type: ignore[arg-type]


def by_hand(
    due_on: Sequence[date], *, today: date, per_day: Fraction, counts_today: bool, closed: Collection[date]
) -> list[date | None]:
    """Day by day: what the pace allows up to now, less what was done before."""
    waiting, done, worked = deque(due_on), list[date | None](), 0
    day = today if counts_today else today + timedelta(days=1)
    while waiting and day <= today + HORIZON:
        if oracle.works(day) and day not in closed:
            worked += 1
            while waiting and len(done) < floor(worked * per_day):
                waiting.popleft()
                done.append(day)
        day += timedelta(days=1)
    return done + [None] * len(waiting)


@settings(deadline=None)  # the first call reads the holidays
@given(DUE, TODAYS, PACES, st.booleans(), CLOSED)
def test_every_proof_is_done_on_the_day_a_clerk_would_do_it(
    due_on: list[date], today: date, per_day: Fraction, counts_today: bool, closed: set[date]
) -> None:
    found = planned(due_on, today=today, per_day=per_day, counts_today=counts_today, closing_days=closed)
    by_day = by_hand(due_on, today=today, per_day=per_day, counts_today=counts_today, closed=closed)
    assert found.planned_on.tolist() == by_day
    late = [due >= today and (done is None or done > due) for due, done in zip(due_on, by_day, strict=True)]
    assert found.late.tolist() == late
    assert found.overdue == sum(due < today for due in due_on)
    becoming = [due for due, is_late in zip(due_on, late, strict=True) if is_late]
    assert found.late_from == (min(becoming) + timedelta(days=1) if becoming else None)
    assert found.late_count == len(becoming)
    assert found.done_on == (by_day[-1] if by_day else None)
    assert_the_weeks_add_up(found, today, due_on, by_day, becoming)


def assert_the_weeks_add_up(
    found: Plan, today: date, due_on: list[date], done: list[date | None], becoming: list[date]
) -> None:
    monday = today - timedelta(days=today.weekday())
    for number, week in enumerate(found.weeks):
        assert week.first_on == monday + timedelta(weeks=number)

        def within(day: date | None, week: Week = week) -> bool:
            return day is not None and week.first_on <= day < week.first_on + timedelta(weeks=1)

        assert week.due == sum(within(due) for due in due_on if due >= today)
        assert week.late == sum(within(due) for due in becoming)
        assert week.planned == sum(within(day) for day in done)
    assert sum(week.due for week in found.weeks) == len(due_on) - found.overdue
    assert sum(week.late for week in found.weeks) == found.late_count


@pytest.mark.slow
@pytest.mark.no_cover
@settings(deadline=None)
@given(DUE, TODAYS, st.booleans(), CLOSED)
def test_the_smallest_pace_is_just_enough(
    due_on: list[date], today: date, counts_today: bool, closed: set[date]
) -> None:
    def late_at(per_day: Fraction) -> int:
        return planned(
            due_on, today=today, per_day=per_day, counts_today=counts_today, closing_days=closed
        ).late_count

    found = planned(due_on, today=today, counts_today=counts_today, closing_days=closed)
    # The day cannot be saved by any pace: no working day is left up to it.
    assert late_at(Fraction(10_000)) == found.unavoidable
    assume(found.needed)
    assert late_at(found.needed) == found.unavoidable
    assert late_at(found.needed - Fraction(1, 10_000)) > found.unavoidable
    tenth = Fraction(ceil(found.needed * 10), 10)
    assert late_at(tenth) == found.unavoidable
    assert tenth < Fraction(1, 10) or late_at(tenth - Fraction(1, 10)) > found.unavoidable


def test_what_is_late_already_goes_first_and_is_not_counted_as_becoming_so() -> None:
    found = planned([date(2026, 11, 2), date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)])
    assert found.planned_on.tolist() == [MONDAY + timedelta(days=n) for n in range(4)]
    assert (found.overdue, found.late.tolist()) == (2, [False, False, True, True])
    assert (found.late_from, found.needed) == (date(2026, 11, 24), 3)


def test_a_day_that_does_not_count_saves_nothing_that_falls_due_on_it() -> None:
    due_on = [MONDAY, MONDAY, date(2026, 11, 24)]
    assert planned(due_on, per_day=2).late_count == 0
    found = planned(due_on, per_day=3, counts_today=False)
    assert (found.late.tolist(), found.unavoidable, found.needed) == ([True, True, False], 2, 3)
    weekend = planned([SATURDAY], today=SATURDAY, per_day=5)
    assert (weekend.unavoidable, weekend.needed, weekend.late_from) == (1, 0, date(2026, 11, 22))


def test_holidays_and_the_closing_calendar_are_no_days_of_work() -> None:
    due_on = [date(2027, 1, 4)] * 5
    found = planned(due_on, today=date(2026, 12, 23), closing_days=[date(2026, 12, 28 + n) for n in range(4)])
    # 23 and 24 December, Christmas and the weekend, four days closed, New Year and the weekend, 4 January.
    assert found.planned_on.tolist() == [
        date(2026, 12, 23), date(2026, 12, 24), date(2027, 1, 4), date(2027, 1, 5), date(2027, 1, 6),
    ]  # fmt: skip
    assert found.needed == Fraction(5, 3)


def test_at_no_pace_at_all_everything_becomes_late_on_its_own_day() -> None:
    found = planned([date(2026, 12, 1), date(2026, 12, 9)], per_day=0)
    assert (found.late_count, found.late_from, found.done_on) == (2, date(2026, 12, 2), None)


def test_what_is_due_after_the_horizon_is_still_laid_out() -> None:
    far = MONDAY + HORIZON + timedelta(days=40)
    found = planned([far] * 3, per_day=Fraction(1, 300))
    assert found.late.tolist() == [False, True, True]
    assert found.planned_on.tolist()[0] is not None


def test_nothing_open_is_nothing_to_do() -> None:
    found = planned([])
    assert (found.late_count, found.late_from, found.done_on, found.needed, found.weeks) == (
        0,
        None,
        None,
        0,
        [],
    )


def test_due_dates_out_of_order_and_a_pace_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="in order"):
        planned([date(2026, 12, 2), date(2026, 12, 1)])
    with pytest.raises(ValueError, match="below zero"):
        planned([], per_day=-1)
