"""What the pictures of a course are drawn from: attendance per week, given against planned, who nears the line.

Minutes in whole numbers, summed by the database. A teacher gets his own groups only; no ground of absence is read.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.access.teaching import groups_of_teacher, of_teacher
from core.attendance import counted, totals
from core.deadlines import stored, terms
from core.rules import parameters
from core.rules.law.assiduity_periods import Periods
from db.models import AttendanceCell, Course, CourseGroup, Enrolment, GroupMembership, Learner, Lesson

VOV_RULE = "vov_regular_attendance"


@dataclass(frozen=True, slots=True)
class Week:
    """Minutes of the closed lessons of one week, over everybody who sat in them; `first_on` is its Monday."""

    first_on: date
    present: int
    justified: int
    unjustified: int

    @property
    def given(self) -> int:
        """All three together."""
        return self.present + self.justified + self.unjustified

    @property
    def share(self) -> Fraction:
        """The part that was attended."""
        return Fraction(self.present, self.given)


@dataclass(frozen=True, slots=True)
class Month:
    """Minutes of contact lessons up to today: as planned, and as given. `first_on` is the first of the month."""

    first_on: date
    planned: int
    given: int


@dataclass(frozen=True, slots=True)
class Near:
    """How much of the line one person used, over the days it is measured on. Minutes; `limit` is a part of `given`."""

    enrolment_id: int
    name: str
    from_on: date
    to_on: date
    given: int
    unjustified: int
    may_miss: int
    limit: Fraction

    @property
    def share(self) -> float:
        """The part of the given minutes that was missed without justification."""
        return self.unjustified / self.given

    @property
    def used(self) -> Fraction:
        """How much of what may be missed was missed: more than 1 is over the line."""
        return Fraction(self.unjustified * self.limit.denominator, self.given * self.limit.numerator)


def weeks(session: Session, *, actor: Actor, course_id: int) -> list[Week]:
    """Attendance per week of the lessons whose register is closed, in order."""
    require(session, actor, Action.SEE_ATTENDANCE)
    columns = AttendanceCell.present, AttendanceCell.justified, AttendanceCell.unjustified
    rows = session.execute(
        counted.pairs()
        .join(AttendanceCell, totals.of_cell())
        .with_only_columns(Lesson.held_on, *(func.sum(column) for column in columns))
        .where(
            Enrolment.course_id == course_id, Lesson.state == "planned", Lesson.closed_on.is_not(None),
            *of_teacher(actor), *scope.of_campuses(actor, Enrolment.campus_id),
        )
        .group_by(Lesson.held_on)
    )  # fmt: skip
    found: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    for held_on, *sums in rows:
        monday = held_on - timedelta(days=held_on.weekday())
        found[monday] = [sofar + int(more) for sofar, more in zip(found[monday], sums, strict=True)]
    return [Week(monday, *found[monday]) for monday in sorted(found) if sum(found[monday])]


def months(session: Session, *, actor: Actor, today: date, course_id: int) -> list[Month]:
    """Planned and given per month up to today, all groups together; a moved lesson is planned once."""
    require(session, actor, Action.SEE_ATTENDANCE)
    rows = session.execute(
        select(
            Lesson.held_on,
            func.sum(case((Lesson.moved_to_id.is_(None), Lesson.minutes), else_=0)),
            func.sum(Lesson.given_minutes),
        )
        .join(CourseGroup, CourseGroup.id == Lesson.course_group_id)
        .join(Course, Course.id == CourseGroup.course_id)
        .where(
            Course.id == course_id, Lesson.kind == "contact", Lesson.held_on <= today, *of_teacher(actor),
            *scope.of_campuses(actor, Course.campus_id),
        )
        .group_by(Lesson.held_on)
    )  # fmt: skip
    found: dict[date, tuple[int, int]] = {}
    for held_on, planned, given in rows:
        first = held_on.replace(day=1)
        sofar = found.get(first, (0, 0))
        found[first] = sofar[0] + int(planned), sofar[1] + int(given)
    return [Month(first, *found[first]) for first in sorted(found) if any(found[first])]


def near(session: Session, *, actor: Actor, today: date, course_id: int) -> list[Near]:
    """Who has a line to keep, by how much of it is used: under BEV in the running period, under VOV in the course.

    Without leave, or under VOV by hours, there is no line; who has no lesson in those days is not named either.
    """
    require(session, actor, Action.SEE_ATTENDANCE)
    course = session.get(Course, course_id)
    if course is None:
        return []
    period = _period(session, course, today)
    measured = {
        "bev": (period, totals.limit(on=today)),
        "vov": ((course.starts_on, course.ends_on), _vov_limit(today)),
    }
    sums: Mapping[str, Mapping[int, totals.Totals]] = {
        regime: totals.many(session, first_on=days[0], last_on=days[1], course_id=course_id)
        for regime, (days, _) in measured.items()
    }
    found = []
    for key, name, regime in _people(session, actor, course):
        days, limit = measured[regime]
        own = sums[regime].get(key)
        if own is not None and own.given:
            found.append(Near(key, name, *days, own.given, own.unjustified, own.may_miss(limit), limit))
    return sorted(found, key=lambda row: (-row.used, row.name, row.enrolment_id))


def _period(session: Session, course: Course, today: date) -> tuple[date, date]:
    """The period that runs today, else the nearest: the last one of a course that ended, the first of one to come."""
    asked = {"organisation": course.organisation, "starts_on": course.starts_on, "ends_on": course.ends_on}
    periods = terms.load(session).explained("assiduity_periods", asked).finding(Periods).periods
    begun = [period for period in periods if period.from_on <= today] or periods[:1]
    return begun[-1].from_on, begun[-1].to_on


def _vov_limit(today: date) -> Fraction:
    found = {each.key: each for each in parameters.law(VOV_RULE).parameters}
    setting = stored.law_of(found["limit"], on=today)
    assert setting is not None
    return Fraction(str(setting.value))


def _people(session: Session, actor: Actor, course: Course) -> Sequence[tuple[int, str, str]]:
    """Key, name and kind of leave of everybody in the course who has a line and did not stop."""
    has_line = ["bev_brussels", "bev_flanders", *(["vov"] if course.vov_form == "regular" else [])]
    rows = session.execute(
        select(Enrolment.id, Learner.last_name, Learner.first_name, Enrolment.regime)
        .join(Learner, Learner.id == Enrolment.learner_id)
        .where(
            Enrolment.course_id == course.id, Enrolment.regime.in_(has_line), Enrolment.stopped_on.is_(None),
            *_own(actor), *scope.of_campuses(actor, Enrolment.campus_id),
        )
    )  # fmt: skip
    return [
        (key, f"{last}, {first}", "vov" if regime == "vov" else "bev") for key, last, first, regime in rows
    ]


def _own(actor: Actor) -> Collection[ColumnElement[bool]]:
    taught = groups_of_teacher(actor)
    if not taught:
        return []
    groups = select(CourseGroup.id).where(*taught)
    seats = select(GroupMembership.enrolment_id).where(GroupMembership.course_group_id.in_(groups))
    return [Enrolment.id.in_(seats)]
