"""A row of attendance: one lesson of somebody, or a whole line of a list with the lessons as columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from core.attendance import codes
from core.attendance.codes import Code
from core.errors import InvalidInput
from core.imports import attendancefields, dates, lessoncells, personcells, plaincells, refusing
from core.imports.kinds import Row
from core.imports.reading import Value, text_of
from core.imports.refusing import Refused
from core.learners import names

NOTHING = frozenset({"-", "–", "—", "/"})  # a line through the cell of a list: not for this person
MARK = "@"  # begins the name of a field that is a lesson
_WEEKDAY = re.compile(
    r"^(ma|di|wo|do|vr|za|zo|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|les)\.?\s+",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})", re.ASCII)
_WITH_HOUR = re.compile(
    r"(.+?)[\s,T]+(?:om\s+)?(\d{1,2}\s*[:.hu]\s*\d{0,2}(?::\d{2})?u?)(?:\s*(?:-|tot)\s*.+)?", re.ASCII
)
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Head:
    """The lesson that a column or a row names: its day, without a year when none was written, and when it begins."""

    month: int
    day: int
    year: int | None = None
    minute: int | None = None

    def fits(self, held_on: date, starts_at: int) -> bool:
        """Whether that lesson is meant."""
        return (
            (self.month, self.day) == (held_on.month, held_on.day)
            and self.year in {None, held_on.year}
            and self.minute in {None, starts_at}
        )

    def __str__(self) -> str:
        day = f"{self.day:02}/{self.month:02}" + (f"/{self.year:04}" if self.year is not None else "")
        return f"{day} {self.minute // 60}.{self.minute % 60:02}" if self.minute is not None else day


@dataclass(frozen=True, slots=True)
class Given:
    """One filled cell: the field it stands in, the lesson it is about, the code."""

    field: str
    head: Head
    code: Code


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as it reads: whom it is about, and what it says of which lessons. Never printed."""

    spellings: frozenset[str] = field(repr=False)
    insz: str = field(repr=False)
    born_on: date | None = field(repr=False)
    course: str
    group: str
    given: tuple[Given, ...] = field(repr=False)


def lesson_field(column: int, header: Value) -> str:
    """The field that a header stands for when it is a day (with its hour); empty when it is none."""
    return f"{MARK}{column}" if head_of(header) is not None else ""


def head_of(header: Value) -> Head | None:
    """The lesson that a header names: 08/09/2026, di 8/9, 08/09/2026 18.00, or a day cell."""
    if isinstance(header, date):
        return Head(header.month, header.day, header.year)
    if not isinstance(header, str):
        return None
    text = _WEEKDAY.sub("", names.tidy(header))
    if (plain := _day_of(text)) is not None:
        return plain
    found = _WITH_HOUR.fullmatch(text)
    if found is None:
        return None
    day, minute = _day_of(found[1]), plaincells.minute_of(found[2])
    return Head(day.month, day.day, day.year, minute) if day is not None and minute is not None else None


def _day_of(text: str) -> Head | None:
    if _SHORT.fullmatch(text):
        whole = dates.day_of(f"{text.replace(' ', '')}/{_LEAP_YEAR}".replace(".", "/").replace("-", "/"))
        return Head(whole.month, whole.day) if whole is not None else None
    found = dates.day_of(text) if ":" not in text else None
    return Head(found.month, found.day, found.year) if found is not None else None


def read(row: Row, heads: dict[str, Head]) -> Entry | Refused:
    """The row, or the first reason why there is nothing to read; `heads` are the lessons of the columns."""
    last_name, first_name = plaincells.text(row, "last_name"), plaincells.text(row, "first_name")
    insz = personcells.number_of(row.get("insz"))
    if row.get("insz") is not None and insz is None:
        return Refused("bad_insz")
    born_on = dates.day_of(row.get("born_on"))
    if row.get("born_on") is not None and born_on is None:
        return Refused("bad_birth_date")
    if not last_name and insz is None:
        return Refused("missing_name")
    given = _given(row, heads)
    if isinstance(given, Refused):
        return given
    return Entry(
        _spellings(last_name, first_name), insz.digits if insz is not None else "", born_on,
        plaincells.text(row, "course"), plaincells.text(row, "group"), tuple(given),
    )  # fmt: skip


def _spellings(last_name: str, first_name: str) -> frozenset[str]:
    """The names somebody may be stored under; one column may hold both names in either order."""
    if first_name:
        return frozenset({names.search_name(last_name, first_name)})
    words = names.folded(last_name.replace(",", " ")).split()
    return frozenset(" ".join((*words[at:], *words[:at])) for at in range(len(words)))


def _given(row: Row, heads: dict[str, Head]) -> Sequence[Given] | Refused:
    found = []
    if row.get("held_on") is not None or row.get("code") is not None:
        single = _single(row)
        if isinstance(single, Refused):
            return single
        found.append(single)
    for name, head in heads.items():
        cell = row.get(name)
        if cell is None or text_of(cell) in NOTHING:
            continue
        code = code_of(cell, name)
        if isinstance(code, Refused):
            return code
        found.append(Given(name, head, code))
    # Under the heads of lessons a row without a code asks nothing: our own sheet has such rows.
    return found if found or heads else Refused("nothing_to_read")


def _single(row: Row) -> Given | Refused:
    if row.get("code") is None:
        return Refused("missing_code")
    days = plaincells.days(row, ("held_on",))
    if isinstance(days, Refused):
        return days
    day = days["held_on"]
    if day is None:
        return Refused("missing_day")
    minute = lessoncells.hour(row, "starts_at")
    if isinstance(minute, Refused):
        return minute
    code = code_of(row.get("code"), "code")
    return (
        code if isinstance(code, Refused) else Given("code", Head(day.month, day.day, day.year, minute), code)
    )


def code_of(cell: Value, name: str) -> Code | Refused:
    """The code in a cell, in letters or in words; what the grid would say when it is none."""
    try:
        code = codes.parse(attendancefields.code_text(text_of(cell)))
    except InvalidInput as error:
        refused = refusing.said(error, {})
        return Refused(refused.code, refused.value, name)
    return code if code is not None else Refused("missing_code", field=name)
