"""A day is a day in Brussels; an instant is kept in UTC."""

from datetime import UTC, date, datetime

import pytest

from core import clock, settings


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
    ],
)
def test_midnight_is_midnight_in_brussels(
    monkeypatch: pytest.MonkeyPatch, instant: datetime, day: date
) -> None:
    monkeypatch.delenv("APP_TODAY")
    settings.forget()
    monkeypatch.setattr(clock, "now", lambda: instant)
    assert clock.today() == clock.local(instant).date() == day
    monkeypatch.undo()
    settings.forget()


def test_outside_production_the_day_can_be_fixed(today: date) -> None:
    assert clock.today() == today


def test_an_instant_knows_its_zone() -> None:
    assert clock.now().tzinfo is UTC
