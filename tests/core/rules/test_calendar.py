"""Holidays, working days and month arithmetic against a second computation."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules import calendar
from core.rules.calendar import MonthArithmetic
from tests.core.rules import oracle

days = st.dates(min_value=date(1985, 9, 1), max_value=date(2095, 1, 1))


@pytest.mark.parametrize("year", range(1974, 2101))
def test_the_holidays_are_the_ten_of_the_law(year: int) -> None:
    assert set(calendar.legal_holidays(year)) == oracle.ten_holidays(year)


def test_easter_sunday_the_flemish_day_and_boxing_day_are_no_legal_holidays() -> None:
    for day in (date(2026, 4, 5), date(2026, 7, 11), date(2026, 11, 2), date(2026, 12, 26)):
        assert day not in calendar.legal_holidays(2026)


def test_the_names_of_the_holidays_are_dutch_and_english() -> None:
    name = calendar.legal_holidays(2026)[date(2026, 11, 11)]
    assert (name.nl, name.en) == ("Wapenstilstand", "Armistice Day")


def test_two_holidays_on_one_day_are_one_day() -> None:
    assert "Dag van de Arbeid" in calendar.legal_holidays(2008)[date(2008, 5, 1)].nl


def test_a_year_without_known_holidays_is_refused() -> None:
    with pytest.raises(OverflowError):
        calendar.legal_holidays(2101)


def test_every_day_of_2020_to_2032_finds_its_working_days() -> None:
    for day in oracle.DAYS_2020_2032:
        assert calendar.is_working_day(day) == oracle.works(day)
        assert calendar.last_working_day(day) == oracle.nearest(day, step=-1)
        assert calendar.first_working_day(day) == oracle.nearest(day, step=1)
        assert calendar.target_day(day) == oracle.nearest(day, step=-1)


def test_closing_days_and_a_buffer_move_the_target_earlier() -> None:
    friday, thursday = date(2026, 11, 20), date(2026, 11, 19)
    assert calendar.target_day(date(2026, 11, 21), closing_days={friday}) == thursday
    assert calendar.target_day(date(2026, 11, 21), closing_days={thursday}, buffer_days=2) == date(
        2026, 11, 17
    )


@settings(deadline=None)  # the first call fills tables and reads law files
@given(days, st.integers(1, 60))
def test_working_days_are_added_one_by_one(day: date, amount: int) -> None:
    assert calendar.add_working_days(day, amount) == oracle.working_days_later(day, amount)


@settings(deadline=None)  # the first call fills tables and reads law files
@given(days, st.integers(0, 120))
def test_clamped_months_are_those_of_relativedelta(day: date, amount: int) -> None:
    later = calendar.add_months(day, amount, arithmetic=MonthArithmetic.CLAMP)
    assert later == day + relativedelta(months=amount)


@pytest.mark.parametrize(
    ("day", "clamped", "day_before"),
    [
        ("2025-01-15", "2025-03-15", "2025-03-15"),
        ("2025-12-31", "2026-02-28", "2026-02-28"),
        ("2025-12-30", "2026-02-28", "2026-02-28"),
        ("2025-12-29", "2026-02-28", "2026-02-28"),
        ("2025-12-28", "2026-02-28", "2026-02-28"),
        ("2023-12-31", "2024-02-29", "2024-02-29"),
        ("2023-12-29", "2024-02-29", "2024-02-29"),
        ("2025-02-28", "2025-04-28", "2025-04-30"),
        ("2024-02-29", "2024-04-29", "2024-04-30"),
        ("2025-06-30", "2025-08-30", "2025-08-31"),
    ],
)
def test_two_months_in_both_readings_are_those_of_the_domain_table(
    day: str, clamped: str, day_before: str
) -> None:
    start = date.fromisoformat(day)
    assert calendar.add_months(start, 2, arithmetic=MonthArithmetic.CLAMP) == date.fromisoformat(clamped)
    assert calendar.add_months(start, 2, arithmetic=MonthArithmetic.DAY_BEFORE) == date.fromisoformat(
        day_before
    )


def test_the_clamped_date_is_never_later_and_at_most_two_days_earlier() -> None:
    for day in oracle.DAYS_2020_2032:
        clamped = calendar.add_months(day, 2, arithmetic=MonthArithmetic.CLAMP)
        other = calendar.add_months(day, 2, arithmetic=MonthArithmetic.DAY_BEFORE)
        assert timedelta(0) <= other - clamped <= timedelta(days=2)


@pytest.mark.parametrize(
    ("day", "amount"), [(date(9999, 11, 30), 2), (date(9999, 12, 31), 0), (date(1, 1, 1), -1)]
)
def test_months_outside_the_calendar_are_refused(day: date, amount: int) -> None:
    with pytest.raises(OverflowError):
        calendar.add_months(day, amount, arithmetic=MonthArithmetic.CLAMP)


def test_holidays_between_two_days_include_both() -> None:
    found = calendar.holidays_between(date(2025, 12, 25), date(2026, 1, 1))
    assert [day for day, _ in found] == [date(2025, 12, 25), date(2026, 1, 1)]
