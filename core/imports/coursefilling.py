"""What a row fills in of a course that is there, and how a value is said to a person."""

from collections.abc import Mapping
from datetime import date

from core.courses import words
from core.courses.commands import CourseFields
from core.courses.school_years import school_year_text
from core.i18n import N_
from core.i18n.formats import date_text
from core.imports import coursefields
from core.imports.coursebook import SAME, Known
from core.imports.coursecells import Entry
from core.imports.kinds import Change
from core.imports.refusing import Refused
from core.rules.words import Param, Text

LABELS = {field.name: field.label for field in coursefields.FIELDS}
COLUMNS = {
    "code": "course", "campus_id": "campus", "trajectory_id": "trajectory", "credits_hundredths": "credits",
    "planned": "planned_units", "teacher": "teachers",
}  # fmt: skip
WORDS: Mapping[str, Mapping[str, str]] = {
    "organisation": words.ORGANISATIONS, "category": words.CATEGORIES, "recognition_kind": words.RECOGNITIONS,
    "vov_form": words.VOV_FORMS,
}  # fmt: skip
Names = Mapping[str, Mapping[int, str]]  # by column, what a key stands for
YES, NO = N_("ja"), N_("nee")


def fill(
    wanted: CourseFields, entry: Entry, known: Known, first: int | None, known_as: Names
) -> tuple[CourseFields, list[Change]] | Refused:
    """What the row fills in of a course that is there. What is filled in already is never overwritten."""
    changes = []
    for name in SAME:
        old, new = getattr(known.fields, name), getattr(wanted, name)
        if old == new or name == "code":
            continue
        column = COLUMNS.get(name, name)
        if old not in {None, ""}:
            is_stored = known.stored is not None and getattr(known.stored, name) == old
            return _differs(column, old, new, None if is_stored else first, known_as)
        changes.append(Change(LABELS[column], "", str(_said(column, new, known_as))))
    for year, minutes in entry.planned.items():
        had = known.fields.planned.get(year)
        if had not in {None, minutes}:
            is_stored = known.stored is not None and known.stored.planned.get(year) == had
            return _differs("planned_units", had, minutes, None if is_stored else first, known_as)
        if had is None:
            changes.append(Change(LABELS["planned_minutes"], "", f"{school_year_text(year)}: {minutes}"))
    return wanted, changes


def _differs(column: str, old: object, new: object, first: int | None, known_as: Names) -> Refused:
    """Another value than an earlier row (`first`) or than what is stored."""
    if first is not None:
        return Refused("rows_differ", str(first), column)
    return Refused("stored_differs", _said(column, new, known_as), column, _said(column, old, known_as))


def _said(name: str, value: object, known_as: Names) -> Param:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return Text(YES if value else NO)
    if isinstance(value, date):
        return date_text(value)
    if name in WORDS:
        return Text(WORDS[name][str(value)])
    return known_as.get(name, {}).get(value, str(value)) if isinstance(value, int) else str(value)
