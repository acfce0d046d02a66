"""One row about a paper that was issued before: its cells read, and refused before anything is looked up."""

import re
from dataclasses import dataclass
from datetime import date

from core.certificates.earlier import Earlier
from core.imports import paperfields, personcells, plaincells
from core.imports.kinds import Row
from core.imports.personcells import Person
from core.imports.refusing import Refused

DAYS = ("from_on", "to_on", "issued_on", "delivered_on", "enrolled_on")
_SCHOOL_YEAR = re.compile(r"(\d{4})(?:\s*[-/–]\s*(\d{4}|\d{2}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as it reads; the period by its days, by any day in it, or by its school year."""

    person: Person
    course: str
    group: str
    kind: str
    from_on: date | None
    to_on: date | None
    school_year: int | None
    enrolled_on: date | None
    earlier: Earlier


def read(row: Row, *, today: date) -> Entry | Refused:
    """The row, or the first reason why there is nothing to read."""
    person = personcells.read(row, today=today)
    if isinstance(person, str):
        is_first = person == "missing_name" and row.get("last_name") is not None
        return Refused(person, field="first_name" if is_first else "")
    days = plaincells.days(row, DAYS)
    if isinstance(days, Refused):
        return days
    kind = plaincells.choice(row, "kind", paperfields.KINDS)
    if not isinstance(kind, str):
        return _examples(kind, "kind", paperfields.EXAMPLES)
    year = _school_year(plaincells.text(row, "school_year"))
    if isinstance(year, Refused):
        return year
    earlier = _earlier(row, days)
    if isinstance(earlier, Refused):
        return earlier
    return Entry(
        person, plaincells.text(row, "course"), plaincells.text(row, "group"), kind, days["from_on"], days["to_on"],
        year, days["enrolled_on"], earlier,
    )  # fmt: skip


def _earlier(row: Row, days: dict[str, date | None]) -> Earlier | Refused:
    issued_on = days["issued_on"]
    if issued_on is None:
        return Refused("missing_day")
    way = plaincells.choice(row, "way", paperfields.WAYS)
    if isinstance(way, Refused):
        return _examples(way, "way", paperfields.WAY_EXAMPLES)
    if way is None and days["delivered_on"] is not None:
        return _examples(None, "way", paperfields.WAY_EXAMPLES)
    reason = plaincells.choice(row, "late_reason", paperfields.LATE)
    if isinstance(reason, Refused):
        return _examples(reason, "late_reason", paperfields.LATE_EXAMPLES)
    number, by, action = (plaincells.text(row, name) for name in ("number", "by", "late_action"))
    return Earlier(issued_on, number, days["delivered_on"], way or "", by, reason or "", action)


def _examples(refused: Refused | None, field: str, expected: str) -> Refused:
    """A word that is not known, or that is missing, with words that are."""
    code, value = (refused.code, refused.value) if refused is not None else ("missing_choice", "")
    return Refused(code, value, field, expected)


def _school_year(given: str) -> int | Refused | None:
    """The year in which it begins: of 2026-2027, 2026/27 or 2026."""
    if not given:
        return None
    found = _SCHOOL_YEAR.fullmatch(given.removesuffix(".0").removesuffix(",0"))
    if found is None:
        return Refused("bad_school_year", given)
    year, end = int(found[1]), found[2]
    return year if end is None or int(end) % 100 == (year + 1) % 100 else Refused("bad_school_year", given)
