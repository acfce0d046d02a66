"""How dates, numbers and times read, in both languages."""

from datetime import UTC, date, datetime

import pytest

from core.i18n import formats
from core.i18n.formats import Formats


def test_a_date_has_two_digits_for_day_and_month_and_nothing_for_none() -> None:
    assert formats.date_text(date(2026, 8, 3)) == "03/08/2026"
    assert formats.date_text(None) == ""
    assert formats.short_date_text(date(2026, 11, 29)) == "29/11"


@pytest.mark.parametrize(
    ("language", "expected"), [("nl", "dinsdag 24 november 2026"), ("en", "Tuesday 24 November 2026")]
)
def test_a_long_date_names_its_weekday(language: str, expected: str) -> None:
    assert formats.long_date_text(date(2026, 11, 24), language=language) == expected


@pytest.mark.parametrize(
    ("number", "decimals", "dutch", "english"),
    [
        (0, 0, "0", "0"),
        (1060, 0, "1.060", "1,060"),
        (-19, 0, "-19", "-19"),
        (1234567.891, 2, "1.234.567,89", "1,234,567.89"),
        (-0.001, 1, "0,0", "0.0"),
    ],
)
def test_numbers_are_grouped_as_the_language_does(
    number: float, decimals: int, dutch: str, english: str
) -> None:
    assert formats.number_text(number, decimals=decimals) == dutch
    assert formats.number_text(number, decimals=decimals, language="en") == english


def test_a_share_is_a_percentage_with_one_decimal_and_a_dash_when_there_is_none() -> None:
    assert formats.percent_text(0.942) == "94,2\u00a0%"
    assert formats.percent_text(0.942, language="en") == "94.2%"
    assert formats.percent_text(None) == "–"
    assert Formats("nl").whole_percent(90) == "90\u00a0%"
    assert Formats("en").whole_percent(90) == "90%"


def test_a_time_is_what_a_clock_in_brussels_shows() -> None:
    moment = datetime(2026, 7, 1, 14, 5, tzinfo=UTC)
    assert formats.time_text(moment) == "16.05 uur"
    assert formats.time_text(moment, language="en") == "16:05"


@pytest.mark.parametrize(
    ("day", "dutch", "english"),
    [
        (21, "vandaag om 16.42 uur", "today at 16:42"),
        (20, "gisteren om 16.42 uur", "yesterday at 16:42"),
        (19, "19/11/2026 om 16.42 uur", "19/11/2026 at 16:42"),
    ],
)
def test_a_moment_near_today_is_named(day: int, dutch: str, english: str) -> None:
    moment = datetime(2026, 11, day, 15, 42, tzinfo=UTC)
    assert formats.moment_text(moment, today=date(2026, 11, 21)) == dutch
    assert formats.moment_text(moment, today=date(2026, 11, 21), language="en") == english


def test_an_unknown_language_reads_as_dutch() -> None:
    assert formats.month_text(date(2026, 3, 1), language="fr") == "maart 2026"


def test_a_screen_asks_the_same_functions_bound_to_its_language() -> None:
    shown, day = Formats("en"), date(2026, 11, 24)
    assert [shown.date(day), shown.short_date(day), shown.weekday(day), shown.month(day)] == [
        "24/11/2026", "24/11", "Tuesday", "November 2026",
    ]  # fmt: skip
    assert shown.long_date(day) == "Tuesday 24 November 2026"
    assert shown.number(1060) == "1,060"
    assert shown.percent(0.5) == "50.0%"
    moment = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    assert shown.time(moment) == "9:00"
    assert shown.moment(moment, day) == "today at 9:00"
