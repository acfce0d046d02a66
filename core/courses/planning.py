"""From a timetable to lessons: pure, without a database; days and minutes since midnight in, lessons out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Slot:
    """One line of a timetable: a fixed weekday (1 is Monday) or one date; `minutes` of lesson, without the break."""

    weekday: int | None
    held_on: date | None
    starts_at: int
    ends_at: int
    minutes: int
    kind: str = "contact"
    is_online: bool = False
    teacher_id: int | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of one day, from and until in minutes since midnight."""

    day: date
    starts_at: int
    ends_at: int

    def overlaps(self, other: "Hours") -> bool:
        """Whether both share a minute."""
        return self.day == other.day and self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Plan:
    """The lessons to make with their days in order, and the days that were passed over because nobody teaches then."""

    lessons: tuple[tuple[date, Slot], ...]
    skipped: tuple[date, ...]


def plan(
    slots: Sequence[Slot], *, first_on: date, last_on: date, closed: Collection[date], taken: Collection[Hours]
) -> Plan:  # fmt: skip
    """Every lesson of the timetable from the first to the last day, both included.

    None on a closed day, and none that shares a minute with a lesson that is there already (`taken`), whatever became
    of that one, or with another line of the timetable that comes first.
    """
    busy: dict[date, list[Hours]] = {}
    for hours in taken:
        busy.setdefault(hours.day, []).append(hours)
    lessons: list[tuple[date, Slot]] = []
    skipped: set[date] = set()
    wanted = {(day, slot) for slot in slots for day in _days(slot, first_on, last_on)}
    for day, slot in sorted(wanted, key=_order):
        if day in closed:
            skipped.add(day)
            continue
        hours = Hours(day, slot.starts_at, slot.ends_at)
        if not any(hours.overlaps(other) for other in busy.get(day, ())):
            busy.setdefault(day, []).append(hours)
            lessons.append((day, slot))
    return Plan(tuple(lessons), tuple(sorted(skipped)))


def _order(wanted: tuple[date, Slot]) -> tuple[date, int, int, str, int]:
    day, slot = wanted
    return day, slot.starts_at, slot.ends_at, slot.kind, slot.minutes


def _days(slot: Slot, first_on: date, last_on: date) -> list[date]:
    if slot.held_on is not None:
        return [slot.held_on] if first_on <= slot.held_on <= last_on else []
    if slot.weekday is None:
        return []
    day = first_on + timedelta(days=(slot.weekday - first_on.isoweekday()) % 7)
    return (
        [day + timedelta(weeks=week) for week in range((last_on - day).days // 7 + 1)]
        if day <= last_on
        else []
    )


def overlapping(slots: Sequence[Slot]) -> tuple[Slot, Slot] | None:
    """Two lines of one timetable that would be taught at once, if there are any."""
    for place, one in enumerate(slots):
        for other in slots[place + 1 :]:
            if _is_same_day(one, other) and one.starts_at < other.ends_at and other.starts_at < one.ends_at:
                return one, other
    return None


def _is_same_day(one: Slot, other: Slot) -> bool:
    days = {slot.weekday or (slot.held_on.isoweekday() if slot.held_on else 0) for slot in (one, other)}
    both_dated = one.held_on is not None and other.held_on is not None
    return one.held_on == other.held_on if both_dated else len(days) == 1


def next_year(day: date) -> date:
    """The same weekday a year later: 52 weeks on, so that a timetable of fixed weekdays still fits."""
    return day + timedelta(weeks=52)


def minutes_by_year(lessons: Sequence[tuple[date, Slot]], years: Mapping[date, int]) -> dict[int, int]:
    """The contact minutes of planned lessons per school year; `years` gives the school year of each day."""
    found: dict[int, int] = {}
    for day, slot in lessons:
        if slot.kind == "contact":
            found[years[day]] = found.get(years[day], 0) + slot.minutes
    return found
