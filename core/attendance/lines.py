"""How far somebody is from the 10 % line over the period that runs today, in whole minutes (`domain.md` 4.4).

Under paid educational leave the period is that of the assiduity paper; under Flemish training leave the whole course
(`domain.md` 4.5), unless that leave goes by the hours attended. Without leave there is no line. Lessons still to come
count as given: that is what may be missed of.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from core.attendance import runs, totals
from core.deadlines import terms
from core.rules.errors import NoRuleInForce
from core.rules.law.assiduity_periods import Periods
from db.models import AttendanceCell, Course, CourseGroup, Enrolment, GroupMembership, Lesson

VOV: Final = "vov"
BY_HOURS: Final = "hours"
Stretch = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Line:
    """Minutes of one enrolment in the running period; `limit` is the part of them that may be missed."""

    from_on: date
    to_on: date
    given: int
    unjustified: int
    limit: Fraction

    @property
    def may_miss(self) -> int:
        """How many minutes may still be missed without justification; negative when the line was passed."""
        return totals.Totals(given=self.given, unjustified=self.unjustified).may_miss(self.limit)

    @property
    def is_over(self) -> bool:
        """Strictly more than the limit was missed, whatever is still to come."""
        return self.may_miss < 0

    def is_near(self, percent: int) -> bool:
        """Whether so many hundredths of the limit are used up, or more, and the line is not passed."""
        used = self.unjustified * 100 * self.limit.denominator
        return (
            not self.is_over and self.unjustified > 0 and used >= percent * self.limit.numerator * self.given
        )


def of_enrolments(session: Session, *, today: date, enrolment_ids: Collection[int]) -> Mapping[int, Line]:
    """The line of those under leave whose course runs today; who has no lesson in the period is not named."""
    asked = select(Enrolment.course_id).where(Enrolment.id.in_(enrolment_ids))
    stretches = _stretches(session, today, [Course.id.in_(asked)])
    rows = session.execute(
        select(Enrolment.id, Enrolment.course_id, Enrolment.regime).where(
            Enrolment.id.in_(enrolment_ids), Enrolment.regime != "", Enrolment.course_id.in_(list(stretches))
        )
    )
    cohorts: dict[Stretch, list[int]] = defaultdict(list)
    for key, course_id, regime in rows:
        if (stretch := stretches[course_id][regime == VOV]) is not None:
            cohorts[stretch].append(key)
    return _lines(session, cohorts, today)


def near_or_over(
    session: Session, *, today: date, percent: int, course_id: int | None = None,
    conditions: Sequence[ColumnElement[bool]] = (),
) -> Mapping[int, Line]:  # fmt: skip
    """Who used up so many hundredths of the limit, or passed it. `conditions` are on Enrolment.

    Those who cannot have are left out first, by all they ever missed against all that their group is given; what
    remains is added up lesson by lesson.
    """
    own = [Course.id == course_id] if course_id is not None else []
    stretches = _stretches(session, today, own)
    limit = totals.limit(on=today)
    given = _given(session, stretches)
    cohorts: dict[Stretch, set[int]] = defaultdict(set)
    for key, course, regime, group_id, missed, is_unusual in session.execute(_missed(today, own, conditions)):
        stretch = stretches[course][regime == VOV]
        if stretch is None or not missed:
            continue
        of_group = given.get((group_id, stretch), 0)
        if is_unusual or missed * 100 * limit.denominator >= percent * limit.numerator * of_group:
            cohorts[stretch].add(key)
    found = _lines(session, cohorts, today)
    return {key: line for key, line in found.items() if line.is_over or line.is_near(percent)}


def _missed(
    today: date, own: Sequence[ColumnElement[bool]], conditions: Sequence[ColumnElement[bool]]
) -> Select[int, int, str, int, int | None, bool]:
    """Per enrolment under leave what was ever missed in it, and whether its group's lessons may not all count."""
    minutes = (
        select(func.sum(AttendanceCell.unjustified))
        .where(AttendanceCell.enrolment_id == Enrolment.id, AttendanceCell.unjustified > 0)
        .correlate(Enrolment)
        .scalar_subquery()
    )
    return (
        select(
            Enrolment.id, Enrolment.course_id, Enrolment.regime, GroupMembership.course_group_id, minutes,
            runs.is_unusual(),
        )
        .join(Course, Course.id == Enrolment.course_id)
        .join(GroupMembership, GroupMembership.enrolment_id == Enrolment.id)
        .where(Enrolment.regime != "", *runs.is_running(today), *own, *conditions)
    )  # fmt: skip


def _given(
    session: Session, stretches: Mapping[int, tuple[Stretch | None, Stretch | None]]
) -> Mapping[tuple[int, Stretch], int]:
    """The minutes of every group in the periods of its course."""
    courses: dict[Stretch, list[int]] = defaultdict(list)
    for course_id, each in stretches.items():
        for stretch in {one for one in each if one is not None}:
            courses[stretch].append(course_id)
    found: dict[tuple[int, Stretch], int] = {}
    for stretch, keys in courses.items():
        for start in range(0, len(keys), runs.CHUNK):
            rows = session.execute(
                select(Lesson.course_group_id, func.sum(Lesson.given_minutes))
                .join(CourseGroup, CourseGroup.id == Lesson.course_group_id)
                .where(CourseGroup.course_id.in_(keys[start : start + runs.CHUNK]))
                .where(Lesson.kind == "contact", Lesson.held_on.between(*stretch))
                .group_by(Lesson.course_group_id)
            )
            found |= {(group_id, stretch): int(minutes) for group_id, minutes in rows}
    return found


def _lines(session: Session, cohorts: Mapping[Stretch, Collection[int]], today: date) -> Mapping[int, Line]:
    limit = totals.limit(on=today)
    found: dict[int, Line] = {}
    for (first, last), keys in cohorts.items():
        ordered = sorted(keys)
        for start in range(0, len(ordered), runs.CHUNK):
            some = ordered[start : start + runs.CHUNK]
            sums = totals.many(session, first_on=first, last_on=last, enrolment_ids=some)
            found |= {
                key: Line(first, last, each.given, each.unjustified, limit) for key, each in sums.items()
            }
    return found


def _stretches(
    session: Session, today: date, own: Sequence[ColumnElement[bool]]
) -> Mapping[int, tuple[Stretch | None, Stretch | None]]:
    """Per running course its running period (None between two quarters), and the whole of it for VOV with a line."""
    law = terms.load(session)
    known: dict[tuple[str, date, date], Stretch | None] = {}
    found: dict[int, tuple[Stretch | None, Stretch | None]] = {}
    for key, vov_form, organisation, starts_on, ends_on in session.execute(
        select(Course.id, Course.vov_form, Course.organisation, Course.starts_on, Course.ends_on).where(
            Course.starts_on <= today, Course.ends_on >= today, *own
        )
    ):
        alike = organisation, starts_on, ends_on
        if alike not in known:
            known[alike] = _running(law, organisation, starts_on, ends_on, today)
        found[key] = known[alike], None if vov_form == BY_HOURS else (starts_on, ends_on)
    return found


def _running(
    law: terms.Terms, organisation: str, starts_on: date, ends_on: date, today: date
) -> Stretch | None:
    """The period today falls in; a course older than the rule, or a day between two quarters, has none."""
    asked = {"organisation": organisation, "starts_on": starts_on, "ends_on": ends_on}
    try:
        found = law.explained("assiduity_periods", asked).answer
    except NoRuleInForce:
        return None
    assert isinstance(found, Periods)
    now = (each for each in found.periods if each.from_on <= today <= each.to_on)
    return next(((each.from_on, each.to_on) for each in now), None)
