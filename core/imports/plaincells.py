"""Cells that are not about a person: days, hours, choices in words, amounts and lists of names."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache

from core.imports import dates, kinds
from core.imports.kinds import Row
from core.imports.reading import Value, text_of
from core.imports.refusing import Refused
from core.learners import names

YES = frozenset({"ja", "j", "yes", "oui", "x", "true", "1", "waar"})
NO = frozenset({"nee", "n", "neen", "no", "non", "false", "0", "onwaar"})
_PUNCTUATION = re.compile(r"[^a-z0-9%]+")
_LIST = re.compile(r"[;,\n]+")
_PEOPLE = re.compile(r"[;\n]+")
_HOUR = re.compile(r"(\d{1,2})\s*(?:[:.hu]\s*(\d{2})?)?(?::\d{2})?\s*(?:u|uur|h)?", re.ASCII)
_AMOUNT = re.compile(r"\d{1,6}(?:[.,]\d{1,2})?", re.ASCII)
DAY_MINUTES = 24 * 60


def text(row: Row, name: str) -> str:
    """A cell as text without stray blanks."""
    return names.tidy(text_of(row.get(name)))


@lru_cache(maxsize=5_000)
def spelled(word: str) -> str:
    """The spelling by which words of a list are compared."""
    return " ".join(_PUNCTUATION.sub(" ", names.folded(word)).split())


def coded(*named: tuple[str, str]) -> dict[str, str]:
    """Spellings to codes; `named` are codes, each with its spellings as comma-separated text."""
    return {word: code for code, words in named for word in kinds.listed(words)}


def choice(row: Row, name: str, words: Mapping[str, str]) -> str | Refused | None:
    """The code of a word, None for an empty cell; `words` are spellings to codes."""
    given = text(row, name)
    if not given:
        return None
    found = words.get(spelled(given))
    return found if found is not None else Refused("unknown_word", given, name)


def yes_or_no(row: Row, name: str) -> bool | Refused | None:
    """A tick in words, None for an empty cell."""
    given = spelled(text(row, name))
    if not given:
        return None
    return given in YES if given in YES | NO else Refused("bad_yes_no", text(row, name), name)


def days(row: Row, fields: Iterable[str]) -> dict[str, date | None] | Refused:
    """The days of these columns, None where the cell is empty."""
    found: dict[str, date | None] = {}
    for name in fields:
        cell = row.get(name)
        found[name] = dates.day_of(cell)
        if cell is not None and found[name] is None:
            return Refused("bad_date", text_of(cell), name)
    return found


def minute_of(value: Value) -> int | None:
    """Minutes since midnight of an hour as it is typed (18.00, 18u30, 18:00:00) or as a spreadsheet counts a day."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        if 0 < value < 1:
            return round(value * DAY_MINUTES)
        return int(value) * 60 if float(value).is_integer() and 0 <= value <= 24 else _typed(text_of(value))
    return _typed(text_of(value))


def _typed(given: str) -> int | None:
    # A number such as 18.3 lost a digit or was half past something: it is refused, not guessed.
    found = _HOUR.fullmatch(names.folded(given))
    if found is None:
        return None
    minute = int(found[1]) * 60 + int(found[2] or 0)
    return minute if minute <= DAY_MINUTES and int(found[2] or 0) < 60 else None


def amount(given: str) -> Fraction | None:
    """An amount with at most two decimals, exactly; None when it is none."""
    plain = given.replace(" ", "")
    return Fraction(plain.replace(",", ".")) if _AMOUNT.fullmatch(plain) else None


def listed(given: str) -> tuple[str, ...]:
    """The entries of a list with ; or , or new lines, each once."""
    return tuple(dict.fromkeys(entry for part in _LIST.split(given) if (entry := names.tidy(part))))


def people(given: str) -> tuple[str, ...]:
    """The names of a list with ; or new lines; a comma may stand inside a name."""
    return tuple(dict.fromkeys(entry for part in _PEOPLE.split(given) if (entry := names.tidy(part))))
