"""What the provider's own reminder asks to be filed: internal, since no source gives a term (`domain.md` 7, 23)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.courses.school_years import school_year
from core.provider_settings import queries as provider_settings
from core.provider_settings.vov import REMIND
from core.vov import standing, stretches, words
from core.vov.stretches import Stretch
from db.models import Course, Enrolment, VovFiling

MOST: Final = 1_000  # people of whom the hours are added up on a page that everybody opens
WAITS: Final = (words.TO_FILE, words.INCOMPLETE)


@dataclass(frozen=True, slots=True)
class Reminder:
    """The stretches of one school year to file: how many, and the first internal day; `is_all` when it is no more."""

    school_year: int
    stretches: int
    first_on: date
    is_all: bool


def reminders(session: Session, *, actor: Actor, today: date, until: date) -> Sequence[Reminder]:
    """Of this school year and the one before it, what the reminder names by that day, on the actor's campuses."""
    require(session, actor, Action.SEE_CERTIFICATES)
    keys = _unfiled(session, actor, today, until)
    if not keys:
        return []
    this = school_year(today)
    days: dict[int, list[date]] = defaultdict(list)
    for row in standing.of(session, Enrolment.id.in_(keys[:MOST]), today=today):
        if row.state in WAITS and row.target_on <= until and school_year(row.to_on) >= this - 1:
            days[school_year(row.to_on)].append(row.target_on)
    return [Reminder(year, len(own), min(own), len(keys) <= MOST) for year, own in sorted(days.items())]


def _unfiled(session: Session, actor: Actor, today: date, until: date) -> list[int]:
    """The enrolments with a stretch over whose reminder comes by that day and that no living filing touches."""
    followed = (
        Enrolment.regime == words.VOV, Course.starts_on < today,
        Course.ends_on >= date(school_year(today) - 1, 9, 1), *scope.of_campuses(actor, Enrolment.campus_id),
    )  # fmt: skip
    rows = session.execute(
        select(Enrolment.id, Enrolment.enrolled_on, Enrolment.stopped_on, Course)
        .join(Course, Course.id == Enrolment.course_id)
        .where(*followed)
        .order_by(Enrolment.id)
    ).all()
    own: dict[int, list[Stretch]] = defaultdict(list)
    for stretch in stretches.of_courses(session, {course.id: course for *_, course in rows}.values()):
        own[stretch.course_id].append(stretch)
    filed = _filed(session, followed) if rows else {}
    last = until - timedelta(days=provider_settings.number(session, REMIND))
    return [
        key
        for key, enrolled_on, stopped_on, course in rows
        if any(
            each.to_on >= enrolled_on and min(each.to_on, stopped_on or each.to_on) <= last
            and not _touches(each, filed.get(key, ()))
            for each in own[course.id]
        )
    ]  # fmt: skip


def _filed(session: Session, followed: Sequence[ColumnElement[bool]]) -> dict[int, list[tuple[date, date]]]:
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    rows = session.execute(
        select(VovFiling.enrolment_id, VovFiling.from_on, VovFiling.to_on)
        .join(Enrolment, Enrolment.id == VovFiling.enrolment_id)
        .join(Course, Course.id == Enrolment.course_id)
        .where(VovFiling.withdrawn_on.is_(None), *followed)
    )
    for key, from_on, to_on in rows:
        found[key].append((from_on, to_on))
    return found


def _touches(stretch: Stretch, filed: Sequence[tuple[date, date]]) -> bool:
    return any(first <= stretch.to_on and last >= stretch.from_on for first, last in filed)
