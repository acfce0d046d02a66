"""The columns about a person, in any sheet: how they are read and refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core import identifiers, settings
from core.errors import InvalidInput
from core.identifiers import Insz, InvalidInsz
from core.imports import dates
from core.imports.kinds import Row
from core.imports.reading import Value, text_of
from core.learners import names

LENGTHS = {
    "birth_place": 120,
    "street": 160,
    "postal_code": 12,
    "city": 80,
    "email": 160,
    "phone": 40,
    "employer_name": 160,
    "employer_number": 10,
}
NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Person:
    """A person as one row names them."""

    last_name: str
    first_name: str
    is_damaged: bool
    insz: Insz | None
    born_on: date | None
    details: Mapping[str, str] = field(repr=False)
    warnings: tuple[str, ...] = ()


def read(row: Row, *, today: date) -> Person | str:
    """The person of a row, or the code of the first reason why there is none."""
    last_name, first_name = (names.tidy(text_of(row.get(name))) for name in ("last_name", "first_name"))
    if not _named(last_name) or not _named(first_name):
        return "missing_name"
    cell = row.get("born_on")
    written = _birth_date(cell, today)
    insz = _insz(row.get("insz"), written)
    if isinstance(insz, str):
        return insz
    if written is None and (cell is not None or insz is None):
        return "bad_birth_date"
    derived = insz.born_on if insz is not None else None
    if written and derived and written != derived:
        return "birth_date_mismatch"
    details, dropped = _details(row)
    is_damaged = names.is_damaged(last_name) or names.is_damaged(first_name)
    marks = (
        ("waiting_for_insz", insz is None),
        ("birth_date_unchecked", insz is not None and (not derived or not written)),
        ("damaged_name", is_damaged),
        ("test_insz", insz is not None and insz.kind == "test" and settings.settings().is_production),
        ("bad_contact", dropped),
    )
    warnings = tuple(code for code, applies in marks if applies)
    return Person(last_name, first_name, is_damaged, insz, written or derived, details, warnings)


def _named(text: str) -> bool:
    # "?ukasz" is a damaged name; "-" or "?" alone is no name at all.
    return any(character.isalpha() for character in text) and len(text) <= NAME_LENGTH


def _birth_date(value: Value, today: date) -> date | None:
    found = dates.day_of(value)
    return found if found is not None and found <= today else None


def number_of(value: Value) -> Insz | None:
    """The national number in a cell, when it is one."""
    found = _insz(value, None)
    return found if isinstance(found, Insz) else None


def _insz(value: Value, written: date | None) -> Insz | str | None:
    """The number, None for an empty cell, or the code of what is wrong with it."""
    text = text_of(value)
    if text.endswith((".0", ",0", ".00", ",00")) and text[:-3].isdigit():
        text = text.rpartition("." if "." in text else ",")[0]
    if not text.translate(identifiers.SEPARATORS):
        return None
    short = _with_zeroes(text)
    if short is not None:
        return _restored(short, written, is_number=not isinstance(value, str))
    try:
        return identifiers.parse_insz(text)
    except InvalidInsz as error:
        return error.code


def _with_zeroes(text: str) -> str | None:
    """A number of 9 or 10 plain digits, born in 2000-2009: a spreadsheet dropped its leading zeroes."""
    return text.zfill(11) if len(text) in {9, 10} and text.isascii() and text.isdigit() else None


def _restored(digits: str, written: date | None, *, is_number: bool) -> Insz | str:
    """Take the restored number when its check holds; else say what it most likely was."""
    try:
        return identifiers.parse_insz(digits)
    except InvalidInsz as error:
        meant = {identifiers.birth_date(digits, century=century) for century in (1900, 2000)} - {None}
        was_complete = written in meant if written else is_number and bool(meant)
        return error.code if was_complete else "bad_insz"


def _details(row: Row) -> tuple[dict[str, str], bool]:
    """The filled contact columns, and whether one was dropped because it cannot be right."""
    found: dict[str, str] = {}
    dropped = False
    for name in LENGTHS.keys() & row.cells.keys():
        text = names.tidy(text_of(row.get(name)))
        if not text:
            continue
        value = _clean(name, text)
        if value is None or len(value) > LENGTHS[name]:
            dropped = True
        else:
            found[name] = value
    return found, dropped


def _clean(name: str, text: str) -> str | None:
    if name == "email":
        local, at, domain = text.partition("@")
        return text if at and local and "." in domain.strip(".") and " " not in text else None
    if name == "employer_number":
        try:
            return identifiers.parse_enterprise_number(text)
        except InvalidInput:
            return None
    return text
