"""The one module that looks at the clock. A day is a day in Brussels, an instant is kept in UTC."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from core import settings

BRUSSELS = ZoneInfo("Europe/Brussels")


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today in Brussels, or the day that APP_TODAY fixes outside production."""
    fixed = settings.settings().app_today
    return fixed if fixed is not None else now().astimezone(BRUSSELS).date()


def local(moment: datetime) -> datetime:
    """An instant as a clock in Brussels shows it."""
    return moment.astimezone(BRUSSELS)
