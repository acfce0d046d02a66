"""School years end on the day that the law file names."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from core.courses import school_years


def test_the_year_turns_between_31_august_and_1_september() -> None:
    assert school_years.school_year(date(2026, 8, 31)) == 2025
    assert school_years.school_year(date(2026, 9, 1)) == 2026
    assert school_years.school_year_text(2026) == "2026-2027"


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_every_day_lies_in_the_year_that_began_last(day: date) -> None:
    assert school_years.school_year(day) == (day.year if day.month >= 9 else day.year - 1)


def test_a_course_over_two_years_touches_both_and_each_is_cut_to_the_course() -> None:
    starts_on, ends_on = date(2026, 10, 5), date(2028, 1, 15)
    assert school_years.school_years(starts_on, ends_on) == (2026, 2027)
    assert school_years.bounds(2026, starts_on=starts_on, ends_on=ends_on) == (starts_on, date(2027, 8, 31))
    assert school_years.bounds(2027, starts_on=starts_on, ends_on=ends_on) == (date(2027, 9, 1), ends_on)
