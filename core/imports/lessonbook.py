"""The lessons of the groups that the rows of a sheet are about: those stored, and those that earlier rows bring."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.courses import locks, timetables
from core.courses.planning import Hours
from core.errors import InvalidInput
from core.imports import chunks, coursebook
from core.imports.enrolmentbook import Offer
from core.imports.refusing import Refused
from db.models import Course, Lesson, TimetableSlot


@dataclass(frozen=True, slots=True)
class Taken:
    """Hours of a group that are in use: by a stored lesson, or by a row."""

    hours: Hours
    row: int = 0
    lesson: Lesson | None = None


class Book:
    """What the groups have while a sheet is read; it grows with the rows, hence a class."""

    def __init__(self, session: Session, offer: Offer, days: dict[int, set[date]]) -> None:
        self.offer = offer
        self._session = session
        self._staff = coursebook.staff(session)
        self._taken: dict[tuple[int, date], list[Taken]] = {}
        for (lesson,) in chunks.rows(
            session, select(Lesson).order_by(Lesson.id), Lesson.course_group_id, sorted(days)
        ):
            hours = Hours(lesson.held_on, lesson.starts_at, lesson.ends_at)
            self.take(lesson.course_group_id, Taken(hours, lesson=lesson))
        self._usual: dict[tuple[int, int, int, int], int] = {}
        for (line,) in chunks.rows(
            session, select(TimetableSlot), TimetableSlot.course_group_id, sorted(days)
        ):
            weekday = line.weekday or (line.held_on.isoweekday() if line.held_on else 0)
            self._usual[line.course_group_id, weekday, line.starts_at, line.ends_at] = line.minutes
        self._under_paper = {
            (group_id, day): error
            for group_id, wanted in days.items()
            for day, error in self._papers(group_id, wanted)
        }
        self._closed: dict[int, frozenset[date]] = {}

    def _papers(self, group_id: int, days: Collection[date]) -> list[tuple[date, InvalidInput]]:
        """The days under an issued paper. Asked for all at once first: mostly there is none."""
        try:
            locks.refuse_under_paper(self._session, group_id=group_id, days=days)
        except InvalidInput as error:
            if len(days) == 1:
                return [(next(iter(days)), error)]
            return [found for day in sorted(days) for found in self._papers(group_id, {day})]
        return []

    def take(self, group_id: int, taken: Taken) -> None:
        """These hours are in use from now on."""
        self._taken.setdefault((group_id, taken.hours.day), []).append(taken)

    def at(self, group_id: int, day: date) -> list[Taken]:
        """What the group has on that day."""
        return self._taken.get((group_id, day), [])

    def usual(self, group_id: int, hours: Hours) -> int:
        """The lesson minutes of those hours: what the timetable says of them, else all of them."""
        key = (group_id, hours.day.isoweekday(), hours.starts_at, hours.ends_at)
        return self._usual.get(key, hours.ends_at - hours.starts_at)

    def under_paper(self, group_id: int, day: date) -> InvalidInput | None:
        """What the lock of an issued paper says of that day."""
        return self._under_paper.get((group_id, day))

    def is_closed(self, course: Course, day: date) -> bool:
        """Whether the generator would pass over that day: a holiday or a closing day."""
        if not course.skips_holidays:
            return False
        if course.id not in self._closed:
            self._closed[course.id] = timetables.closed_days(self._session, course)
        return day in self._closed[course.id]

    def teacher(self, name: str) -> int | Refused:
        """The one member of staff with this name."""
        return coursebook.teacher(self._staff, name)
