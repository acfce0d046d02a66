"""Boxes a, b, c and d of the paper of enrolment per school year, in minutes (S3, "Tabel met de cursusuren"; 7b.5)."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from core.attendance import counted
from core.deadlines import terms
from core.errors import InvalidInput
from core.i18n import N_
from core.rules.errors import RuleError
from core.rules.law.course_hours import CourseHours
from core.rules.words import Text
from db.models import Course, CourseYear, Enrolment, GroupMembership, Lesson

FIRST_MONTH: Final = 9
TOO_MUCH = N_("Schooljaar {year}: {why}")


@dataclass(frozen=True, slots=True)
class YearHours:
    """One school year of one enrolment: boxes a to d in minutes, what the rule says of it, and its refusal if any."""

    school_year: int
    planned: int
    exempted: int
    missed: int
    judged: CourseHours | None
    refusal: Text | None

    @property
    def to_follow(self) -> int:
        """Box c: a - b."""
        return self.planned - self.exempted


def school_year(day: date) -> int:
    """The school year a day lies in, named by the year in which it begins."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def of_enrolments(session: Session, enrolment_ids: Collection[int]) -> dict[int, list[YearHours]]:
    """The boxes of these enrolments per school year of their course, judged by the rule `course_hours`."""
    exempted, missed = left_out(session, enrolment_ids)
    rows = session.execute(
        select(Enrolment.id, Course.lesson_unit, Course.is_mentor_course, CourseYear)
        .join(Course, Course.id == Enrolment.course_id)
        .join(CourseYear, CourseYear.course_id == Course.id)
        .where(Enrolment.id.in_(enrolment_ids))
        .order_by(Enrolment.id, CourseYear.school_year)
    ).all()
    law = terms.load(session)
    found: dict[int, list[YearHours]] = {}
    for key, unit, is_mentor, year in rows:
        freed, late = exempted[key, year.school_year], missed[key, year.school_year]
        facts: Mapping[str, object] = {
            "lesson_unit": unit, "planned": year.planned_minutes, "exempted": freed,
            "missed_by_late_enrolment": late, "mentor_course": is_mentor,
        }  # fmt: skip
        judged, refusal = None, None
        try:
            judged = law.explained("course_hours", facts).finding(CourseHours)
        except RuleError as refused:
            refusal = refused.text
        found.setdefault(key, []).append(
            YearHours(year.school_year, year.planned_minutes, freed, late, judged, refusal)
        )
    return found


def check(session: Session, enrolment: Enrolment) -> None:
    """The boxes of an enrolment can be: no more is left out than was planned. Raises InvalidInput."""
    for year in of_enrolments(session, [enrolment.id]).get(enrolment.id, []):
        if year.refusal is not None:
            raise InvalidInput(TOO_MUCH, year=year.school_year, why=year.refusal)


def left_out(
    session: Session, enrolment_ids: Collection[int]
) -> tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]]:
    """Minutes exempted, and those before the enrolment in the first group, by enrolment and school year.

    An exempted lesson before the enrolment stands in box b only; a cancelled one in neither.
    """
    before = and_(Lesson.held_on < Enrolment.enrolled_on, GroupMembership.from_on <= Enrolment.enrolled_on)
    sits = and_(
        Lesson.held_on >= GroupMembership.from_on,
        or_(GroupMembership.until_on.is_(None), Lesson.held_on <= GroupMembership.until_on),
    )
    freed = counted.is_exempt()
    statement = (
        select(Enrolment.id, Lesson.held_on, Lesson.minutes, freed.label("freed"))
        .join(GroupMembership, GroupMembership.enrolment_id == Enrolment.id)
        .join(Lesson, Lesson.course_group_id == GroupMembership.course_group_id)
        .where(
            Enrolment.id.in_(enrolment_ids), Lesson.kind == "contact", Lesson.state != "cancelled",
            or_(before, and_(sits, freed)),
        )
    )  # fmt: skip
    exempted: Counter[tuple[int, int]] = Counter()
    missed: Counter[tuple[int, int]] = Counter()
    for key, held_on, minutes, is_freed in session.execute(statement):
        (exempted if is_freed else missed)[key, school_year(held_on)] += minutes
    return exempted, missed
