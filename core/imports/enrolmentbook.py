"""The courses, groups and enrolments that the rows of a sheet may be about, and what those rows bring."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.deadlines import terms
from core.deadlines.terms import Terms
from core.imports import chunks, coursecells
from core.imports.people import Somebody
from db.models import AttendanceCell, Course, CourseGroup, Enrolment, GroupMembership, Lesson


@dataclass(slots=True, eq=False)
class Open:
    """One course with its groups by code as compared; `codes` as they are written."""

    course: Course
    groups: dict[str, int] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Stay:
    """One enrolment of somebody in a course: stored, or brought by an earlier row."""

    enrolled_on: date
    stopped_on: date | None
    row: int = 0
    stored: Enrolment | None = None
    group_ids: frozenset[int] = frozenset()
    attended_on: date | None = None


class Offer:
    """The courses with their groups, by the code that a row names."""

    def __init__(self, session: Session) -> None:
        self._by_code: dict[str, Open] = {}
        by_id: dict[int, Open] = {}
        for course in session.scalars(select(Course).order_by(Course.id)):
            by_id[course.id] = self._by_code[coursecells.key_of(course.code)] = Open(course)
        self._of_group: dict[str, Open] = {}
        facts = select(CourseGroup.id, CourseGroup.code, CourseGroup.course_id).order_by(CourseGroup.id)
        for key, code, course_id in session.execute(facts):
            if course_id in by_id:
                found = by_id[course_id]
                found.groups[coursecells.key_of(code)] = key
                found.codes[key] = code
                self._of_group[coursecells.key_of(code)] = found

    def find(self, code: str) -> Open | None:
        """The course with this code."""
        return self._by_code.get(coursecells.key_of(code))

    def of_group(self, code: str) -> Open | None:
        """The course of the group with this code."""
        return self._of_group.get(coursecells.key_of(code))


class Book:
    """Who sits where while a sheet is read; it grows with the rows, hence a class."""

    def __init__(self, session: Session, people: Iterable[Somebody]) -> None:
        self.offer = Offer(session)
        self.terms: Terms = terms.load(session)
        self._stays: dict[tuple[int, int], list[Stay]] = {}
        keys = {somebody.id: somebody for somebody in people if somebody.id is not None}
        stored: dict[int, Stay] = {}
        for (enrolment,) in chunks.rows(session, select(Enrolment), Enrolment.learner_id, sorted(keys)):
            stay = stored[enrolment.id] = Stay(enrolment.enrolled_on, enrolment.stopped_on, stored=enrolment)
            self._stays.setdefault((id(keys[enrolment.learner_id]), enrolment.course_id), []).append(stay)
        seats = select(GroupMembership.enrolment_id, GroupMembership.course_group_id)
        for key, group_id in chunks.rows(session, seats, GroupMembership.enrolment_id, sorted(stored)):
            stored[key].group_ids |= {group_id}
        last = (
            select(AttendanceCell.enrolment_id, func.max(Lesson.held_on))
            .join(Lesson, Lesson.id == AttendanceCell.lesson_id)
            .where(AttendanceCell.present > 0)
            .group_by(AttendanceCell.enrolment_id)
        )
        for key, day in chunks.rows(session, last, AttendanceCell.enrolment_id, sorted(stored)):
            stored[key].attended_on = day

    def stays(self, somebody: Somebody, course_id: int) -> list[Stay]:
        """The enrolments of somebody in a course, the stored ones first."""
        return self._stays.setdefault((id(somebody), course_id), [])
