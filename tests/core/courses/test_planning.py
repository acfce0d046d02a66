"""From timetable to lessons: against a day-by-day oracle that knows no weeks, and at the edges."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from core.courses import planning
from core.courses.planning import Hours, Slot

FIRST = date(2026, 9, 1)
days = st.integers(0, 60).map(lambda n: FIRST + timedelta(days=n))
hours = st.tuples(st.integers(0, 22), st.integers(1, 4)).map(
    lambda pair: (pair[0] * 60, min(pair[0] + pair[1], 24) * 60)
)


@st.composite
def slots(draw: st.DrawFn) -> Slot:
    starts_at, ends_at = draw(hours)
    is_weekly = draw(st.booleans())
    weekday = draw(st.integers(1, 7)) if is_weekly else None
    return Slot(weekday, None if is_weekly else draw(days), starts_at, ends_at, ends_at - starts_at)


@st.composite
def stretches(draw: st.DrawFn) -> Hours:
    return Hours(draw(days), *draw(hours))


def minutes(day: date, starts_at: int, ends_at: int) -> set[tuple[date, int]]:
    """Every minute of a stretch, so that the oracle needs no thought about overlaps."""
    return {(day, minute) for minute in range(starts_at, ends_at)}


@settings(deadline=None, max_examples=80)
@given(
    st.lists(slots(), max_size=5), days, days, st.sets(days, max_size=8), st.lists(stretches(), max_size=5)
)
def test_the_plan_equals_a_walk_over_every_day(
    lines: list[Slot], first: date, last: date, closed: set[date], taken: list[Hours]
) -> None:
    found = planning.plan(lines, first_on=first, last_on=last, closed=closed, taken=taken)
    busy = set[tuple[date, int]]().union(*(minutes(each.day, each.starts_at, each.ends_at) for each in taken))
    expected, skipped, day = [], set(), first
    while day <= last:
        for line in sorted(lines, key=lambda line: (line.starts_at, line.ends_at)):
            if line.held_on == day or line.weekday == day.isoweekday():
                mine = minutes(day, line.starts_at, line.ends_at)
                if day in closed:
                    skipped.add(day)
                elif not mine & busy:
                    busy |= mine
                    expected.append((day, line.starts_at, line.ends_at))
        day += timedelta(days=1)
    assert [(day, slot.starts_at, slot.ends_at) for day, slot in found.lessons] == expected
    assert found.skipped == tuple(sorted(skipped))


@settings(deadline=None, max_examples=40)
@given(st.lists(slots(), max_size=5), days, days)
def test_planning_twice_makes_nothing_the_second_time(lines: list[Slot], first: date, last: date) -> None:
    made = planning.plan(lines, first_on=first, last_on=last, closed=(), taken=())
    taken = [Hours(day, slot.starts_at, slot.ends_at) for day, slot in made.lessons]
    assert not planning.plan(lines, first_on=first, last_on=last, closed=(), taken=taken).lessons


def test_lines_that_fall_together_are_found_also_when_one_is_a_date() -> None:
    tuesday = Slot(2, None, 1080, 1260, 150)
    assert planning.overlapping([tuesday, Slot(None, date(2026, 9, 8), 1200, 1300, 100)])
    assert planning.overlapping([tuesday, Slot(2, None, 1000, 1081, 60)])
    assert planning.overlapping([tuesday, Slot(2, None, 1260, 1300, 30)]) is None
    assert planning.overlapping([tuesday, Slot(None, date(2026, 9, 9), 1080, 1260, 150)]) is None
    dated = [Slot(None, day, 1080, 1260, 150) for day in (date(2026, 9, 8), date(2026, 9, 15))]
    assert planning.overlapping(dated) is None


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_year_later_is_the_same_weekday(day: date) -> None:
    assert planning.next_year(day).isoweekday() == day.isoweekday()
    assert 363 <= (planning.next_year(day) - day).days <= 365
