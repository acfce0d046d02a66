"""The list of courses: what runs, how far its lessons are, how many are enrolled, what was not entered yet."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Subquery, and_, case, func, or_, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from db.models import Campus, Course, CourseGroup, Enrolment, Lesson


@dataclass(frozen=True, slots=True)
class CourseFilter:
    """What the list is narrowed to; `phase` is running, coming, ended or empty for all."""

    text: str = ""
    campus_id: int | None = None
    phase: str = ""


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One course; lessons are those that were not cancelled, `given` those up to yesterday, `to_enter` of these
    the contact lessons whose register is still open."""

    id: int
    code: str
    name: str
    campus: str
    phase: str
    organisation: str
    category: str
    starts_on: date
    ends_on: date
    groups: int
    lessons: int
    given: int
    to_enter: int
    enrolments: int


def courses(
    session: Session, *, actor: Actor, today: date, chosen: CourseFilter | None = None
) -> list[CourseRow]:
    """The courses of the actor's campuses, the latest start first."""
    taught, enrolled, grouped = _lessons(today), _enrolled(), _grouped()
    phase = _phase(today)
    statement = (
        select(
            Course.id, Course.code, Course.name, Campus.name.label("campus"), phase.label("phase"),
            Course.organisation, Course.category, Course.starts_on, Course.ends_on,
            func.coalesce(grouped.c.amount, 0), func.coalesce(taught.c.amount, 0), func.coalesce(taught.c.given, 0),
            func.coalesce(taught.c.to_enter, 0), func.coalesce(enrolled.c.amount, 0),
        )
        .join(Campus, Campus.id == Course.campus_id)
        .outerjoin(taught, taught.c.course_id == Course.id)
        .outerjoin(enrolled, enrolled.c.course_id == Course.id)
        .outerjoin(grouped, grouped.c.course_id == Course.id)
        .where(*scope.of_campuses(actor, Course.campus_id), *_chosen(chosen or CourseFilter(), phase))
        .order_by(Course.starts_on.desc(), Course.code)
    )  # fmt: skip
    return [CourseRow(*row) for row in session.execute(statement)]


def _phase(today: date) -> ColumnElement[str]:
    return case((Course.starts_on > today, "coming"), (Course.ends_on < today, "ended"), else_="running")


def _chosen(chosen: CourseFilter, phase: ColumnElement[str]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if chosen.text.strip():
        typed = chosen.text.strip()
        found.append(
            or_(Course.code.icontains(typed, autoescape=True), Course.name.icontains(typed, autoescape=True))
        )
    if chosen.campus_id is not None:
        found.append(Course.campus_id == chosen.campus_id)
    if chosen.phase:
        found.append(phase == chosen.phase)
    return found


def _lessons(today: date) -> Subquery:
    past = Lesson.held_on < today
    is_open = and_(past, Lesson.state == "planned", Lesson.kind == "contact", Lesson.closed_on.is_(None))
    return (
        select(
            CourseGroup.course_id,
            func.count().label("amount"),
            func.sum(case((past, 1), else_=0)).label("given"),
            func.sum(case((is_open, 1), else_=0)).label("to_enter"),
        )
        .join(CourseGroup, CourseGroup.id == Lesson.course_group_id)
        .where(Lesson.state != "cancelled")
        .group_by(CourseGroup.course_id)
        .subquery()
    )


def _enrolled() -> Subquery:
    return select(Enrolment.course_id, func.count().label("amount")).group_by(Enrolment.course_id).subquery()


def _grouped() -> Subquery:
    return (
        select(CourseGroup.course_id, func.count().label("amount")).group_by(CourseGroup.course_id).subquery()
    )
