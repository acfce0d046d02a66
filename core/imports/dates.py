"""Days as people type them in Flanders: day first, four-digit years, or a real date cell.

A year of two digits, an American order and a day that does not exist are refused: a date that starts a legal
term is never guessed.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from core.imports.reading import Value

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[./\- ]\s*(\d{1,2})\s*[./\- ]\s*(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[./\-](\d{1,2})[./\-](\d{1,2})", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})\.?[\s\-]*([a-zé]{3,9})\.?[\s\-]*(\d{4})", re.ASCII | re.IGNORECASE)
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$", re.ASCII)
_MONTHS = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_OTHER_MONTHS = {"mrt": 3, "oct": 10, "may": 5, "mar": 3}

# A cell that lost its date format shows the spreadsheet's day number. Below 1910 it is a year or a count.
_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 3_654, 73_050


def day_of(value: Value) -> date | None:
    """The day in a cell, or None when there is none that can be trusted."""
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return _in_text(value)
    if isinstance(value, bool) or value is None:
        return None
    return _EPOCH + timedelta(days=int(value)) if _FIRST_SERIAL <= value <= _LAST_SERIAL else None


@lru_cache(maxsize=20_000)
def _in_text(text: str) -> date | None:
    text = _TIME.sub("", text.strip())
    if found := _DAY_FIRST.fullmatch(text):
        return _valid(int(found[3]), int(found[2]), int(found[1]))
    if found := _YEAR_FIRST.fullmatch(text):
        return _valid(int(found[1]), int(found[2]), int(found[3]))
    if found := _IN_WORDS.fullmatch(text):
        return _valid(int(found[3]), _month(found[2].lower()), int(found[1]))
    return None


def _month(word: str) -> int:
    return _OTHER_MONTHS.get(word[:3]) or (_MONTHS.index(word[:3]) + 1 if word[:3] in _MONTHS else 0)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2199 else None
    except ValueError:
        return None
