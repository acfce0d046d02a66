"""The courses and groups that the rows of a sheet may be about: those stored, and those that earlier rows bring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.courses.commands import CourseFields
from core.imports import coursecells
from core.imports.refusing import Refused
from core.learners import names
from db.models import Course, CourseGroup, CourseYear, StaffMember, Trajectory

SAME = tuple(name for name in CourseFields.__slots__ if name != "planned")


@dataclass(slots=True, eq=False)
class Known:
    """One course under one or more rows; `id` None: not stored yet. Its fields and groups follow the accepted rows;
    `stored` are its fields as they were before the sheet."""

    id: int | None
    version: int
    fields: CourseFields
    stored: CourseFields | None = None
    groups: dict[str, int | None] = field(
        default_factory=dict
    )  # by code as compared; None: an earlier row brings it


class Book:
    """What is stored while a sheet is read; it grows with the rows, hence a class."""

    def __init__(self, session: Session) -> None:
        self._courses: dict[str, Known] = {}
        by_id: dict[int, Known] = {}
        planned: dict[int, dict[int, int]] = {}
        for year in session.scalars(select(CourseYear)):
            planned.setdefault(year.course_id, {})[year.school_year] = year.planned_minutes
        for course in session.scalars(select(Course).order_by(Course.id)):
            fields = fields_of(course, planned.get(course.id, {}))
            known = Known(course.id, course.version, fields, fields)
            by_id[course.id] = self._courses[coursecells.key_of(course.code)] = known
        self._owner: dict[str, Known | None] = {}
        for key, code, course_id in session.execute(
            select(CourseGroup.id, CourseGroup.code, CourseGroup.course_id)
        ):
            owner = by_id.get(course_id) if course_id is not None else None
            self._owner[coursecells.key_of(code)] = owner
            if owner is not None:
                owner.groups[coursecells.key_of(code)] = key
        self._trajectories: dict[str, int] = {
            coursecells.key_of(code): key
            for key, code in session.execute(select(Trajectory.id, Trajectory.code))
        }
        self.trajectory_codes = {key: code for code, key in self._trajectories.items()}
        self._staff = staff(session)

    def find(self, code: str) -> Known | None:
        """The course with this code."""
        return self._courses.get(coursecells.key_of(code))

    def remember(self, known: Known) -> None:
        """An accepted row brings this course."""
        self._courses[coursecells.key_of(known.fields.code)] = known

    def take_group(self, known: Known, code: str) -> None:
        """An accepted row brings this group."""
        self._owner[coursecells.key_of(code)] = known
        known.groups[coursecells.key_of(code)] = None

    def is_free(self, known: Known | None, code: str) -> bool:
        """Whether that group is nobody's, or this course's own."""
        key = coursecells.key_of(code)
        return key not in self._owner or (known is not None and self._owner[key] is known)

    def trajectory(self, code: str) -> int | None:
        """The trajectory with this code."""
        return self._trajectories.get(coursecells.key_of(code))

    def teachers(self, listed: Sequence[str]) -> list[int] | Refused:
        """The members of staff with these names."""
        return teachers(self._staff, listed)


def staff(session: Session) -> Mapping[str, tuple[int, ...]]:
    """The register by folded name."""
    found: dict[str, tuple[int, ...]] = {}
    for key, name in session.execute(select(StaffMember.id, StaffMember.name).order_by(StaffMember.id)):
        found[names.folded(name)] = (*found.get(names.folded(name), ()), key)
    return found


def teachers(known: Mapping[str, tuple[int, ...]], listed: Sequence[str]) -> list[int] | Refused:
    """The members of staff with these names; a comma stands between two people, or inside one name."""
    found: dict[int, None] = {}
    for entry in listed:
        whole = teacher(known, entry)
        parts = entry.split(",") if isinstance(whole, Refused) else [entry]
        for one in (teacher(known, names.tidy(part)) for part in parts):
            if isinstance(one, Refused):
                return one
            found[one] = None
    return list(found)


def teacher(known: Mapping[str, tuple[int, ...]], name: str) -> int | Refused:
    """The one member of staff with this name, first and last name in either order."""
    words = names.folded(name).replace(",", " ").split()
    turned = (" ".join((*words[at:], *words[:at])) for at in range(len(words)))
    found = next((known[spelling] for spelling in turned if spelling in known), ())
    if len(found) != 1:
        return Refused("same_teacher" if found else "unknown_teacher", name)
    return found[0]


def fields_of(course: Course, planned: Mapping[int, int]) -> CourseFields:
    """A stored course as the command takes it."""
    return CourseFields(planned=dict(planned), **{name: getattr(course, name) for name in SAME})
