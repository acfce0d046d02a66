"""The boxes a, b and d of papers in minutes (S3, "Tabel met de cursusuren"; c is a less b), for one or for many."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from core.attendance import counted
from core.certificates.owed import FIRST_MONTH, VOV
from db.models import Certificate, CourseYear, Enrolment, GroupMembership, Lesson


@dataclass(frozen=True, slots=True)
class Boxes:
    """Minutes per box; not `is_known` when the course has no box a for that school year."""

    a: int
    b: int
    d: int
    is_known: bool


def of(session: Session, papers: Collection[Certificate]) -> Mapping[int, Boxes]:
    """By paper, the boxes of its school year; of an attest a of all years of the course, for it has no school year."""
    years: dict[int, dict[int, int]] = {}
    for course_id, year, minutes in session.execute(
        select(CourseYear.course_id, CourseYear.school_year, CourseYear.planned_minutes).where(
            CourseYear.course_id.in_({paper.course_id for paper in papers})
        )
    ):
        years.setdefault(course_id, {})[year] = minutes
    own = [paper for paper in papers if paper.kind != VOV]
    freed = _minutes(session, own, *counted.attends(), counted.is_exempt())
    missed = _minutes(
        session, own, Lesson.held_on < Enrolment.enrolled_on, ~counted.is_exempt(),
        GroupMembership.from_on == _first_from(),
    )  # fmt: skip
    found: dict[int, Boxes] = {}
    for paper in papers:
        planned, key = years.get(paper.course_id, {}), (paper.enrolment_id, paper.school_year)
        if paper.kind == VOV:
            found[paper.id] = Boxes(sum(planned.values()), 0, 0, True)
            continue
        a = planned.get(paper.school_year)
        found[paper.id] = Boxes(a or 0, freed.get(key, 0), missed.get(key, 0), a is not None)
    return found


def _minutes(
    session: Session, papers: Collection[Certificate], *conditions: ColumnElement[bool]
) -> dict[tuple[int, int], int]:
    """Planned contact minutes by (enrolment, school year), under these conditions; each lesson once."""
    found: dict[tuple[int, int], int] = {}
    for year in sorted({paper.school_year for paper in papers}):
        begins, ends = date(year, FIRST_MONTH, 1), date(year + 1, FIRST_MONTH, 1)
        lessons = (
            select(Enrolment.id.label("enrolment_id"), Lesson.id, Lesson.minutes)
            .select_from(Enrolment)
            .join(GroupMembership, GroupMembership.enrolment_id == Enrolment.id)
            .join(Lesson, Lesson.course_group_id == GroupMembership.course_group_id)
            .where(
                Enrolment.id.in_({paper.enrolment_id for paper in papers if paper.school_year == year}),
                Lesson.kind == "contact",
                Lesson.moved_to_id.is_(None),
                Lesson.held_on.between(begins, ends - timedelta(days=1)),
                *conditions,
            )
            .distinct()
            .subquery()
        )
        summed = select(lessons.c.enrolment_id, func.sum(lessons.c.minutes)).group_by(lessons.c.enrolment_id)
        found |= {(key, year): int(minutes) for key, minutes in session.execute(summed)}
    return found


def _first_from() -> ColumnElement[date]:
    """Of an enrolment in the statement: the first day of its first membership."""
    own = aliased(GroupMembership)
    return (
        select(func.min(own.from_on))
        .where(own.enrolment_id == Enrolment.id)
        .correlate(Enrolment)
        .scalar_subquery()
    )
