"""The months of a term: kept to the last day, gone the day after, also where a month is shorter."""

from datetime import date, timedelta

import pytest

from core.retention import cuts


@pytest.mark.parametrize("months", [1, 2, 6, 12, 13, 60])
def test_a_record_is_past_its_time_exactly_when_its_last_day_has_passed(months: int) -> None:
    first = date(2023, 12, 1)
    for ahead in range(0, 900, 7):
        today = first + timedelta(days=ahead)
        limit = cuts.cut(today, months).day
        for back in range(-5, 6):
            day = limit + timedelta(days=back)
            assert (day < limit) == (cuts.kept_until(day, months) < today), (today, day)


def test_a_term_of_months_ends_on_the_same_day_or_the_last_of_a_shorter_month() -> None:
    assert cuts.kept_until(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert cuts.kept_until(date(2026, 11, 21), 12) == date(2027, 11, 21)
