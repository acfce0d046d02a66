"""The boxes a, b and d of papers in minutes (S3, "Tabel met de cursusuren"; c is a less b), for one or for many."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.certificates.owed import VOV
from core.enrolments import hours
from db.models import Certificate, CourseYear


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
    freed, missed = hours.left_out(session, {paper.enrolment_id for paper in papers if paper.kind != VOV})
    found: dict[int, Boxes] = {}
    for paper in papers:
        planned, key = years.get(paper.course_id, {}), (paper.enrolment_id, paper.school_year)
        if paper.kind == VOV:
            found[paper.id] = Boxes(sum(planned.values()), 0, 0, True)
            continue
        a = planned.get(paper.school_year)
        found[paper.id] = Boxes(a or 0, freed[key], missed[key], a is not None)
    return found
