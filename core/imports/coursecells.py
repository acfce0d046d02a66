"""One row about a course: its cells read, and refused before anything is looked up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from core.courses.school_years import school_year
from core.imports import coursefields, outcomes, plaincells
from core.imports.kinds import Row
from core.imports.refusing import Refused
from core.rules.errors import RuleError

DAYS = (
    "starts_on", "ends_on", "recognised_on", "first_session_exam_on", "second_session_from_on", "second_session_to_on",
)  # fmt: skip
CHOICES: Mapping[str, Mapping[str, str]] = {
    "organisation": coursefields.ORGANISATIONS,
    "category": coursefields.CATEGORIES,
    "recognition_kind": coursefields.RECOGNITIONS,
    "vov_form": coursefields.VOV_FORMS,
}
TEXTS = ("recognition_number", "joint_committee", "odb_number")
TICKS = ("is_mentor_course", "skips_holidays")
_UNIT = re.compile(r"(50|60)\b", re.ASCII)
_OF_YEAR = re.compile(r"(\d{4})\s*[-/]\s*(\d{2,4})\s*[:=]\s*(.+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as it reads: only the filled columns of the course in `values`; the names of groups follow their code."""

    code: str
    name: str
    campus: str
    trajectory: str
    values: Mapping[str, object]
    planned: Mapping[int, int]
    groups: tuple[tuple[str, str], ...] = ()
    teachers: tuple[str, ...] = field(default=())


def read(row: Row) -> Entry | Refused:
    """The row, or the first reason why there is nothing to read."""
    code, name = plaincells.text(row, "course"), plaincells.text(row, "name")
    if not code or not name:
        return Refused("missing_text", field="name" if code else "course")
    days = plaincells.days(row, DAYS)
    if isinstance(days, Refused):
        return days
    values: dict[str, object] = {key: day for key, day in days.items() if day is not None}
    values |= {key: text for key in TEXTS if (text := plaincells.text(row, key))}
    if (wrong := _choices(row, values) or _amounts(row, values)) is not None:
        return wrong
    starts_on, unit = values.get("starts_on"), values["lesson_unit"]
    assert isinstance(unit, int)
    planned = _planned(row, unit, starts_on if isinstance(starts_on, date) else None)
    if isinstance(planned, Refused):
        return planned
    return Entry(
        code, name, plaincells.text(row, "campus"), plaincells.text(row, "trajectory"), values, planned,
        tuple(_group(each) for each in plaincells.listed(_lines(row, "groups"))),
        plaincells.people(_lines(row, "teachers")),
    )  # fmt: skip


def _lines(row: Row, name: str) -> str:
    found = row.get(name)
    return found if isinstance(found, str) else plaincells.text(row, name)


def _group(entry: str) -> tuple[str, str]:
    code, _, name = (part.strip() for part in entry.partition("="))
    return code, name or code


def _choices(row: Row, values: dict[str, object]) -> Refused | None:
    for name, words in CHOICES.items():
        found = plaincells.choice(row, name, words)
        if isinstance(found, Refused):
            return Refused(found.code, found.value, name, coursefields.EXAMPLES[name])
        if found is not None:
            values[name] = found
    for name in TICKS:
        tick = plaincells.yes_or_no(row, name)
        if isinstance(tick, Refused):
            return tick
        if tick is not None:
            values[name] = tick
    return None


def _amounts(row: Row, values: dict[str, object]) -> Refused | None:
    if "organisation" not in values:
        return Refused("missing_choice", field="organisation", expected=coursefields.EXAMPLES["organisation"])
    given = plaincells.text(row, "lesson_unit")
    unit = _UNIT.search(given)
    if unit is None:
        code = "unknown_word" if given else "missing_choice"
        return Refused(code, given, "lesson_unit", coursefields.EXAMPLES["lesson_unit"])
    values["lesson_unit"] = int(unit[1])
    for name, column, times in (
        ("credits", "credits_hundredths", 100),
        ("lesson_periods", "lesson_periods", 1),
    ):
        text = plaincells.text(row, name)
        found = plaincells.amount(text) if text else None
        if text and (found is None or (found * times).denominator != 1):
            return Refused("bad_amount", text, name)
        if found is not None:
            values[column] = int(found * times)
    return None


def _planned(row: Row, unit: int, starts_on: date | None) -> dict[int, int] | Refused:
    """Box a in minutes by school year; one amount alone is that of the year in which the course begins."""
    units, minutes = plaincells.text(row, "planned_units"), plaincells.text(row, "planned_minutes")
    if units and minutes:
        return Refused("two_amounts")
    name, given, times = ("planned_units", units, unit) if units else ("planned_minutes", minutes, 1)
    found: dict[int, int] = {}
    for entry in filter(None, map(str.strip, given.split(";"))):
        year, amount = _of_year(entry, starts_on)
        if year is None or amount is None:
            return Refused("bad_amount", given, name)
        if (amount * times).denominator != 1:
            return Refused("whole_minutes", entry, name)
        found[year] = int(amount * times)
    return found


def _of_year(entry: str, starts_on: date | None) -> tuple[int | None, Fraction | None]:
    named = _OF_YEAR.fullmatch(entry)
    if named is not None:
        follows = int(named[1]) + 1 == int(named[2]) or f"{int(named[1]) + 1}"[2:] == named[2]
        return (int(named[1]) if follows else None), plaincells.amount(named[3].strip())
    try:
        return (school_year(starts_on) if starts_on else 0), plaincells.amount(entry)
    except RuleError:
        return 0, plaincells.amount(entry)


def key_of(code: str) -> str:
    """A code as it is compared: equal for every way to type it."""
    return outcomes.code_of(code)
