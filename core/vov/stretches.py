"""The stretches of days whose attendance is filed: the periods of a course, or the whole course, as was chosen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from core.deadlines import terms
from core.deadlines.terms import Terms
from core.provider_settings import queries as provider_settings
from core.provider_settings.vov import PER_PERIOD
from core.rules.law.assiduity_periods import Periods
from db.models import Course


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days of a course, both included; `number` counts from 1 within the course."""

    course_id: int
    number: int
    from_on: date
    to_on: date


def of_courses(session: Session, courses: Iterable[Course]) -> list[Stretch]:
    """The stretches of these courses in order, by the rule `assiduity_periods` or one for each course."""
    if not provider_settings.number(session, PER_PERIOD):
        return [Stretch(course.id, 1, course.starts_on, course.ends_on) for course in courses]
    applied = terms.load(session)
    known: dict[tuple[str, date, date], Sequence[tuple[date, date]]] = {}
    found: list[Stretch] = []
    for course in courses:
        key = course.organisation, course.starts_on, course.ends_on
        if key not in known:
            known[key] = _periods(applied, *key)
        numbered = enumerate(known[key], 1)
        found += [Stretch(course.id, number, first, last) for number, (first, last) in numbered]
    return found


def _periods(
    applied: Terms, organisation: str, starts_on: date, ends_on: date
) -> Sequence[tuple[date, date]]:
    asked = {"organisation": organisation, "starts_on": starts_on, "ends_on": ends_on}
    periods = applied.explained("assiduity_periods", asked).finding(Periods).periods
    return [(period.from_on, period.to_on) for period in periods]


def alike(found: Iterable[Stretch]) -> Mapping[tuple[Stretch, ...], list[int]]:
    """The courses by the stretches they share, numbered alike: one statement adds up all of one kind."""
    of_course: dict[int, list[Stretch]] = defaultdict(list)
    for each in found:
        of_course[each.course_id].append(each)
    shared: dict[tuple[Stretch, ...], list[int]] = defaultdict(list)
    for course_id, own in of_course.items():
        shared[tuple(replace(each, course_id=0) for each in own)].append(course_id)
    return shared
