"""One row about a lesson: its cells read, and refused before anything is looked up."""

from dataclasses import dataclass
from datetime import date

from core.imports import lessonfields, plaincells
from core.imports.kinds import Row
from core.imports.reading import text_of
from core.imports.refusing import Refused


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as it reads; `minutes`, `kind` and `is_online` None when their cell is empty."""

    course: str
    group: str
    held_on: date
    starts_at: int
    ends_at: int
    minutes: int | None
    kind: str | None
    is_online: bool | None
    teacher: str


def read(row: Row) -> Entry | Refused:
    """The row, or the first reason why there is nothing to read."""
    days = plaincells.days(row, ("held_on",))
    if isinstance(days, Refused):
        return days
    held_on = days["held_on"]
    if held_on is None:
        return Refused("missing_day")
    hours = [hour(row, name) for name in ("starts_at", "ends_at")]
    for name, found in zip(("starts_at", "ends_at"), hours, strict=True):
        if isinstance(found, Refused):
            return found
        if found is None:
            return Refused("missing_hour", field=name)
    starts_at, ends_at = hours
    assert isinstance(starts_at, int)
    assert isinstance(ends_at, int)
    given = plaincells.text(row, "minutes")
    minutes = plaincells.amount(given) if given else None
    if given and (minutes is None or minutes.denominator != 1):
        return Refused("bad_minutes", given)
    kind, online = plaincells.choice(row, "kind", lessonfields.KINDS), plaincells.yes_or_no(row, "is_online")
    if isinstance(kind, Refused):
        return Refused(kind.code, kind.value, "kind", lessonfields.EXAMPLES)
    if isinstance(online, Refused):
        return online
    return Entry(
        plaincells.text(row, "course"), plaincells.text(row, "group"), held_on, starts_at, ends_at,
        int(minutes) if minutes is not None else None, kind, online, plaincells.text(row, "teacher"),
    )  # fmt: skip


def hour(row: Row, name: str) -> int | Refused | None:
    """Minutes since midnight, None for an empty cell."""
    cell = row.get(name)
    if cell is None:
        return None
    found = plaincells.minute_of(cell)
    return found if found is not None else Refused("bad_hour", text_of(cell), name)
