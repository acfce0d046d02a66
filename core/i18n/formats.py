"""How dates, numbers and times read on screen and paper: 31/08/2026, 1.060, 94,2 %, 16.42 uur.

Dates keep their day/month/year in English too: the people who read them work in Flanders.
"""

from dataclasses import dataclass
from datetime import date, datetime

from core import clock

WEEKDAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "nl": (
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
        "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ),
}  # fmt: skip
Day = date  # the class below has a method of that name
NO_BREAK = "\u00a0"


def date_text(day: date | None) -> str:
    """31/08/2026; nothing for no date."""
    return "" if day is None else f"{day.day:02}/{day.month:02}/{day.year:04}"


def short_date_text(day: date) -> str:
    """31/08, where the year is plain from the place."""
    return f"{day.day:02}/{day.month:02}"


def long_date_text(day: date, *, language: str = "nl") -> str:
    """Dinsdag 24 november 2026, for the head of a page or a letter; no capital in Dutch running text."""
    return f"{weekday_text(day, language=language)} {plain_date_text(day, language=language)}"


def plain_date_text(day: date, *, language: str = "nl") -> str:
    """24 november 2026, as a proof prints it."""
    return f"{day.day} {MONTHS[_known(language)][day.month - 1]} {day.year}"


def weekday_text(day: date, *, language: str = "nl") -> str:
    """The name of the day of the week."""
    return WEEKDAYS[_known(language)][day.weekday()]


def month_text(day: date, *, language: str = "nl") -> str:
    """November 2026, for the months of a chart or table."""
    return f"{MONTHS[_known(language)][day.month - 1]} {day.year}"


def number_text(number: float, *, decimals: int = 0, language: str = "nl") -> str:
    """1.060 in Dutch, 1,060 in English; a true minus for negative numbers."""
    text = f"{abs(number):,.{decimals}f}"
    if _known(language) == "nl":
        text = text.replace(",", "_").replace(".", ",").replace("_", ".")
    return f"-{text}" if number < 0 and float(f"{number:.{decimals}f}") != 0 else text


def percent_text(share: float | None, *, language: str = "nl") -> str:
    """A share of one as 94,2 %; an en dash where there is nothing to divide by."""
    if share is None:
        return "–"
    text = number_text(share * 100, decimals=1, language=language)
    return f"{text}{NO_BREAK}%" if _known(language) == "nl" else f"{text}%"


def time_text(moment: datetime, *, language: str = "nl") -> str:
    """16.42 uur, as a clock in Brussels shows the instant."""
    local = clock.local(moment)
    if _known(language) == "nl":
        return f"{local.hour}.{local.minute:02} uur"
    return f"{local.hour}:{local.minute:02}"


def moment_text(moment: datetime, *, today: date, language: str = "nl") -> str:
    """Vandaag om 16.42 uur, gisteren om 6.10 uur, 20/11/2026 om 11.05 uur."""
    day = clock.local(moment).date()
    near = {
        ("nl", 0): "vandaag", ("nl", 1): "gisteren", ("en", 0): "today", ("en", 1): "yesterday",
    }  # fmt: skip
    known = _known(language)
    name = near.get((known, (today - day).days), date_text(day))
    return f"{name} {'om' if known == 'nl' else 'at'} {time_text(moment, language=known)}"


def _known(language: str) -> str:
    return language if language in WEEKDAYS else "nl"


@dataclass(frozen=True, slots=True)
class Formats:
    """The same functions, bound to the language of one screen."""

    language: str

    def date(self, day: Day | None) -> str:
        """31/08/2026."""
        return date_text(day)

    def short_date(self, day: Day) -> str:
        """31/08."""
        return short_date_text(day)

    def long_date(self, day: Day) -> str:
        """Dinsdag 24 november 2026."""
        return long_date_text(day, language=self.language)

    def weekday(self, day: Day) -> str:
        """Dinsdag."""
        return weekday_text(day, language=self.language)

    def month(self, day: Day) -> str:
        """November 2026."""
        return month_text(day, language=self.language)

    def number(self, number: float, decimals: int = 0) -> str:
        """1.060."""
        return number_text(number, decimals=decimals, language=self.language)

    def percent(self, share: float | None) -> str:
        """94,2 %."""
        return percent_text(share, language=self.language)

    def whole_percent(self, number: int) -> str:
        """90 %, for a goal."""
        return f"{number}{NO_BREAK}%" if self.language == "nl" else f"{number}%"

    def time(self, moment: datetime) -> str:
        """16.42 uur."""
        return time_text(moment, language=self.language)

    def moment(self, moment: datetime, today: Day) -> str:
        """Gisteren om 16.42 uur."""
        return moment_text(moment, today=today, language=self.language)
