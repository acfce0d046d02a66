"""Filing in the WSE-loket as the screens show it: the rows by state and course, one enrolment, what was filed."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.courses.school_years import school_year
from core.vov import standing, words
from core.vov.judging import Judgement
from core.vov.rows import FilingRow, StretchRow
from db.models import Course, Enrolment

PAGE_SIZE = 50
TO_DO = (words.CHANGED, words.TO_FILE, words.INCOMPLETE)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rows: a school year, a state ('' is all, "to_do" what waits for somebody), a course."""

    school_year: int
    state: str = "to_do"
    course_id: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows under the filters, and how many there are per state whatever state was chosen."""

    rows: Sequence[StretchRow]
    counts: Mapping[str, int]


def listed(session: Session, *, actor: Actor, today: date, filters: Filters) -> Listed:
    """The stretches of one school year on the actor's campuses, the earliest reminder first; not judged yet."""
    require(session, actor, Action.SEE_CERTIFICATES)
    conditions: list[ColumnElement[bool]] = [*scope.of_campuses(actor, Enrolment.campus_id)]
    if filters.course_id is not None:
        conditions.append(Enrolment.course_id == filters.course_id)
    # Two years around it in SQL, then exactly by the last day of each stretch.
    conditions += [
        Course.starts_on < date(filters.school_year + 2, 1, 1),
        Course.ends_on >= date(filters.school_year, 1, 1),
    ]
    found = [
        row
        for row in standing.of(session, *conditions, today=today)
        if school_year(row.to_on) == filters.school_year
    ]
    counts = Counter(row.state for row in found)
    rows = [row for row in found if _is_wanted(row, filters.state)]
    return Listed(sorted(rows, key=lambda row: (row.target_on, row.course.code, row.person.name)), counts)


def _is_wanted(row: StretchRow, state: str) -> bool:
    return not state or row.state == state or (state == "to_do" and row.state in TO_DO)


def one(session: Session, *, actor: Actor, today: date, enrolment_id: int) -> list[StretchRow]:
    """All stretches of one enrolment in order; none when it is unknown, on another campus or without VOV."""
    require(session, actor, Action.SEE_CERTIFICATES)
    conditions = [Enrolment.id == enrolment_id, *scope.of_campuses(actor, Enrolment.campus_id)]
    return standing.of(session, *conditions, today=today, is_judged=True)


def judgements(
    session: Session, *, actor: Actor, today: date, enrolment_ids: Collection[int]
) -> Mapping[int, Judgement]:
    """Regular attendance of these enrolments over their whole course; who is not judged is not named."""
    require(session, actor, Action.SEE_CERTIFICATES)
    conditions = [Enrolment.id.in_(enrolment_ids), *scope.of_campuses(actor, Enrolment.campus_id)]
    rows = standing.of(session, *conditions, today=today, is_judged=True)
    return {row.enrolment_id: row.judgement for row in rows if row.judgement is not None}


def filings(session: Session, *, actor: Actor, enrolment_id: int) -> list[FilingRow]:
    """What was ever filed for one enrolment, newest first, withdrawn ones too."""
    require(session, actor, Action.SEE_CERTIFICATES)
    conditions = [Enrolment.id == enrolment_id, *scope.of_campuses(actor, Enrolment.campus_id)]
    if session.scalar(select(Enrolment.id).where(*conditions)) is None:
        return []
    return standing.filings(session, enrolment_id=enrolment_id)


def courses(session: Session, *, actor: Actor) -> list[tuple[int, str]]:
    """The courses in which somebody follows under VOV, on the actor's campuses: key and name."""
    rows = session.execute(
        select(Course.id, Course.code, Course.name)
        .where(
            Course.id.in_(select(Enrolment.course_id).where(Enrolment.regime == words.VOV)),
            *scope.of_campuses(actor, Course.campus_id),
        )
        .order_by(Course.code)
    )
    return [(row.id, f"{row.code} {row.name}") for row in rows]
