"""The sheet of lessons of groups: each row checked as a lesson beside the timetable is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.access.permissions import Action
from core.courses import timetables, words
from core.courses.lessons import TAKEN
from core.courses.planning import Hours, Slot
from core.errors import InvalidInput
from core.i18n import N_
from core.imports import lessoncells, lessonfields, lessonwriting, placing, refusing
from core.imports.enrolmentbook import Offer, Open
from core.imports.kinds import ACCEPTED, UNCHANGED, Finding, Kind, Reason, Row, Scope
from core.imports.lessonbook import Book, Taken
from core.imports.lessoncells import Entry
from core.imports.lessonwriting import LessonPlan
from core.imports.refusing import NOT_RIGHT, Refused
from core.rules.words import Param, Text
from db.models import Lesson

BY_CODE: Mapping[str, Reason] = {reason.code: reason for reason in lessonfields.REASONS}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A readable row with its course and its group."""

    entry: Entry
    found: Open
    group_id: int


def check(session: Session, rows: Sequence[Row], scope: Scope) -> list[Finding]:
    """Every row of the sheet: accepted, refused with the first reason, or already known."""
    offer = Offer(session)
    placed = [_placed(row, offer, scope) for row in rows]
    days: dict[int, set[date]] = {}
    for each in placed:
        if isinstance(each, _Placed):
            days.setdefault(each.group_id, set()).add(each.entry.held_on)
    book = Book(session, offer, days)
    return refusing.findings(rows, placed, lambda row, each: _judge(row, each, book, session), BY_CODE, scope)


def _placed(row: Row, offer: Offer, scope: Scope) -> _Placed | Refused:
    entry = lessoncells.read(row)
    if isinstance(entry, Refused):
        return entry
    place = placing.find(offer, scope, course=entry.course, group=entry.group)
    if isinstance(place, Refused):
        return place
    found, group_id = place
    return (
        _Placed(entry, found, group_id)
        if group_id is not None
        else Refused("missing_group", found.course.code)
    )


def _judge(row: Row, placed: _Placed, book: Book, session: Session) -> Finding | Refused:
    entry, group_id = placed.entry, placed.group_id
    slot = _slot(entry, group_id, book)
    if isinstance(slot, Refused):
        return slot
    try:
        timetables.check_slot(session, placed.found.course, slot)
    except InvalidInput as error:
        return refusing.said(error, {})
    hours = Hours(entry.held_on, entry.starts_at, entry.ends_at)
    known = _stored_at(book.at(group_id, hours.day), hours)
    if known is not None:
        return _known(row, entry, slot, known)
    if (wrong := _taken(hours, book.at(group_id, hours.day))) is not None:
        return wrong
    if (paper := book.under_paper(group_id, hours.day)) is not None:
        return refusing.said(paper, {})
    book.take(group_id, Taken(hours, row=row.number))
    warnings = ("on_closed_day",) if book.is_closed(placed.found.course, hours.day) else ()
    return Finding(row.number, ACCEPTED, warnings=warnings, is_new=True, plan=LessonPlan(group_id, slot))


def _stored_at(busy: Sequence[Taken], hours: Hours) -> Lesson | None:
    """The stored lesson that begins then; a cancelled one only when there is no other."""
    begins = [one.lesson for one in busy if one.lesson is not None and one.hours.starts_at == hours.starts_at]
    return next(iter(sorted(begins, key=lambda lesson: lesson.state == "cancelled")), None)


def _slot(entry: Entry, group_id: int, book: Book) -> Slot | Refused:
    teacher_id = book.teacher(entry.teacher) if entry.teacher else None
    if isinstance(teacher_id, Refused):
        return teacher_id
    hours = Hours(entry.held_on, entry.starts_at, entry.ends_at)
    minutes = entry.minutes if entry.minutes is not None else book.usual(group_id, hours)
    return Slot(
        None, entry.held_on, entry.starts_at, entry.ends_at, minutes, entry.kind or "contact", entry.is_online or False,
        teacher_id,
    )  # fmt: skip


def _known(row: Row, entry: Entry, slot: Slot, lesson: Lesson) -> Finding | Refused:
    """A lesson that begins then is there already; only what the row fills in is compared."""
    if lesson.state == "cancelled":
        return Refused("was_cancelled", lesson.held_on)
    pairs: tuple[tuple[str, object, object, object], ...] = (
        ("ends_at", True, slot.ends_at, lesson.ends_at),
        ("minutes", entry.minutes is not None, slot.minutes, lesson.minutes),
        ("kind", entry.kind is not None, slot.kind, lesson.kind),
        ("is_online", entry.is_online is not None, slot.is_online, lesson.is_online),
        ("teacher", bool(entry.teacher), slot.teacher_id, lesson.teacher_id),
    )
    for name, is_given, new, old in pairs:
        if is_given and new != old:
            return Refused("stored_differs", _said(name, new, entry.teacher), name, _said(name, old, ""))
    return Finding(row.number, UNCHANGED)


def _said(name: str, value: object, teacher: str) -> Param:
    """A value as a person reads it."""
    if name == "ends_at" and isinstance(value, int):
        return f"{value // 60}.{value % 60:02}"
    if name == "kind":
        return Text(words.KINDS[str(value)])
    if name == "is_online":
        return Text(lessonfields.YES if value else lessonfields.NO)
    if name == "teacher":
        return teacher or Text(lessonfields.SOMEBODY_ELSE)
    return str(value)


def _taken(hours: Hours, busy: Sequence[Taken]) -> Refused | None:
    """Another lesson of the group at the same hours; those of a cancelled one are free."""
    for other in busy:
        if not hours.overlaps(other.hours) or (
            other.lesson is not None and other.lesson.state == "cancelled"
        ):
            continue
        if other.lesson is not None:
            return Refused(NOT_RIGHT, Text(TAKEN, {"day": hours.day}), "starts_at")
        is_same = other.hours == hours
        return Refused("duplicate_row" if is_same else "rows_overlap", str(other.row))
    return None


KIND = Kind(
    "lessons", N_("Lessen"), lessonfields.FIELDS, lessonfields.REASONS, check, lessonwriting.apply, lessonwriting.undo,
    Action.EDIT_COURSE,
)  # fmt: skip
