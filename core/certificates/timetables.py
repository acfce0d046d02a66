"""The timetable as a paper has it: "Lesdagen (vaste dag of datum) en uren" (S3), in Dutch as the model is."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.i18n.formats import WEEKDAYS, date_text
from db.models import GroupMembership, TimetableSlot


def of(session: Session, enrolment_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The contact lines of every group somebody sits or sat in, each once, in the order of the week, then dates."""
    rows = session.execute(
        select(GroupMembership.enrolment_id, TimetableSlot)
        .join(TimetableSlot, TimetableSlot.course_group_id == GroupMembership.course_group_id)
        .where(GroupMembership.enrolment_id.in_(enrolment_ids), TimetableSlot.kind == "contact")
        .order_by(
            TimetableSlot.weekday.nulls_last(),
            TimetableSlot.held_on,
            TimetableSlot.starts_at,
            TimetableSlot.id,
        )
    )
    found: dict[int, dict[str, None]] = {}
    for enrolment_id, slot in rows:
        found.setdefault(enrolment_id, {})[_line(slot)] = None
    return {key: tuple(lines) for key, lines in found.items()}


def _line(slot: TimetableSlot) -> str:
    day = WEEKDAYS["nl"][slot.weekday - 1] if slot.weekday else date_text(slot.held_on)
    begin, end = (f"{at // 60}.{at % 60:02d}" for at in (slot.starts_at, slot.ends_at))
    return f"{day} van {begin} tot {end} uur"
