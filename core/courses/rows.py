"""What the queries about courses give: rows that nobody can change."""

from dataclasses import dataclass
from datetime import date

from core.courses.fields import CourseFields
from core.courses.planning import Slot


@dataclass(frozen=True, slots=True)
class YearRow:
    """Box a of one school year in minutes (None when it was not filled in), and whether leave is possible on it."""

    school_year: int
    planned_minutes: int | None
    is_eligible: bool | None


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a timetable, and who teaches it."""

    slot: Slot
    teacher: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with its teachers (key and name) and timetable."""

    id: int
    code: str
    name: str
    version: int
    teachers: tuple[tuple[int, str], ...]
    lines: tuple[LineRow, ...]


@dataclass(frozen=True, slots=True)
class CourseDetail:
    """One course: what its form edits, its names, years and groups."""

    id: int
    version: int
    fields: CourseFields
    campus: str
    trajectory: str
    copied_from: str
    years: tuple[YearRow, ...]
    groups: tuple[GroupRow, ...]


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One lesson; `moved_to_on` is the day of its successor."""

    id: int
    group_id: int
    held_on: date
    starts_at: int
    ends_at: int
    minutes: int
    given_minutes: int
    kind: str
    is_online: bool
    teacher: str
    state: str
    reason: str
    note: str
    moved_to_on: date | None
    closed_on: date | None
    version: int
