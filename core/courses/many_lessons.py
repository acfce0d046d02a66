"""Lessons of one group that are known one by one, as a list or a sheet has them: added at once, or none of them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.courses import locks
from core.courses.lessons import TAKEN
from core.courses.planning import Hours, Slot
from core.courses.timetables import check_slot, new_lesson
from core.errors import InvalidInput
from core.i18n import N_
from db.models import Lesson

NO_DAY = N_("Kies de datum van de les.")


def add_lessons(
    session: Session, *, actor: Actor, today: date, group_id: int, slots: Sequence[Slot],
    import_batch_id: int | None = None,
) -> list[int]:  # fmt: skip
    """Add a lesson on the date of every slot; gives their keys in that order. Raises InvalidInput for the first that
    does not fit, coincides with another, or lies under an issued paper."""
    require(session, actor, Action.EDIT_COURSE)
    row, own = locks.group(session, actor=actor, group_id=group_id)
    days = [_day(slot) for slot in slots]
    busy = taken(session, group_id)
    for day, slot in zip(days, slots, strict=True):
        check_slot(session, own, slot)
        hours = Hours(day, slot.starts_at, slot.ends_at)
        if any(hours.overlaps(other) for other in busy.get(day, ())):
            raise InvalidInput(TAKEN, field="held_on", day=day)
        busy.setdefault(day, []).append(hours)
    locks.refuse_under_paper(session, group_id=group_id, days=set(days))
    made = [new_lesson(group_id, day, slot) for day, slot in zip(days, slots, strict=True)]
    for lesson in made:
        lesson.import_batch_id = import_batch_id
    session.add_all(made)
    session.flush()
    audit.record(
        session, actor=actor, action="lesson.add_many", subject_kind="course_group", subject_id=group_id,
        details={"code": row.code, "rows": len(made), "on": today},
    )  # fmt: skip
    return [lesson.id for lesson in made]


def taken(session: Session, group_id: int) -> dict[date, list[Hours]]:
    """The hours of a group that are in use, by day; those of a cancelled lesson are free."""
    found: dict[date, list[Hours]] = {}
    hours = select(Lesson.held_on, Lesson.starts_at, Lesson.ends_at).where(
        Lesson.course_group_id == group_id, Lesson.state != "cancelled"
    )
    for day, starts_at, ends_at in session.execute(hours):
        found.setdefault(day, []).append(Hours(day, starts_at, ends_at))
    return found


def _day(slot: Slot) -> date:
    if slot.held_on is None:
        raise InvalidInput(NO_DAY, field="held_on")
    return slot.held_on
