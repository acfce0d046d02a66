"""What of a course a paper says in words: what refers to its recognition, and its days and hours."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.i18n.formats import WEEKDAYS, date_text
from db.models import Course, GroupMembership, TimetableSlot

VOV = "vov_enrolment"


def reference_of(course: Course, kind: str) -> str:
    """What refers to the recognition (a number, a committee with its date, an identification); '' if incomplete."""
    if kind == VOV:
        return f"ODB-nummer {course.odb_number}" if course.odb_number else course.code
    if course.recognition_kind == "joint_committee":
        if not course.joint_committee or course.recognised_on is None:
            return ""
        return f"Paritair comité {course.joint_committee}, erkend op {date_text(course.recognised_on)}"
    names = {"commission": "Erkenningsnummer", "identification": "Identificatienummer"}
    if course.recognition_kind not in names or not course.recognition_number:
        return ""
    return f"{names[course.recognition_kind]} {course.recognition_number}"


def timetable_of(session: Session, enrolment_id: int) -> tuple[str, ...]:
    """The contact hours of every group the person sat in: fixed days first, then dates, each once."""
    groups = select(GroupMembership.course_group_id).where(GroupMembership.enrolment_id == enrolment_id)
    slots = select(TimetableSlot).where(
        TimetableSlot.course_group_id.in_(groups), TimetableSlot.kind == "contact"
    )
    ordered = session.scalars(
        slots.order_by(TimetableSlot.weekday, TimetableSlot.held_on, TimetableSlot.starts_at)
    )
    return tuple(dict.fromkeys(_slot(each) for each in ordered))


def _slot(slot: TimetableSlot) -> str:
    day = WEEKDAYS["nl"][slot.weekday - 1] if slot.weekday else date_text(slot.held_on)
    begin, end = (f"{at // 60}.{at % 60:02d}" for at in (slot.starts_at, slot.ends_at))
    return f"{day} van {begin} tot {end} uur"
