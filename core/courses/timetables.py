"""The timetable of a group, and the lessons that follow from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.courses import locks, planning, words
from core.courses.fields import check_teachers
from core.courses.planning import Hours, Plan, Slot
from core.courses.school_years import school_year
from core.errors import InvalidInput
from core.i18n import N_
from core.rules import calendar
from db.models import ClosingDay, Course, CourseGroup, CourseYear, Lesson, TimetableSlot

MIDNIGHT = 24 * 60
MOST_SLOTS = 400
NOTHING_TO_MAKE = N_("Alle lessen van dit uurrooster bestaan al. Wijzig het uurrooster of de datums eerst.")


@dataclass(frozen=True, slots=True)
class YearHours:
    """Contact minutes of one group in one school year: lessons there are, lessons to make, and box a, if filled in."""

    school_year: int
    existing: int
    new: int
    planned: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What the generator would do, before it does it."""

    lessons: int
    first_on: date | None
    last_on: date | None
    skipped: tuple[date, ...]
    years: tuple[YearHours, ...]


def set_timetable(
    session: Session, *, actor: Actor, today: date, group_id: int, version: int, slots: Sequence[Slot]
) -> None:
    """Replace the lines of a group's timetable; lessons that were made from the old ones stay as they are."""
    require(session, actor, Action.EDIT_COURSE)
    row, own = locks.group(session, actor=actor, group_id=group_id, version=version)
    _check_slots(session, own, slots)
    session.execute(delete(TimetableSlot).where(TimetableSlot.course_group_id == group_id))
    session.add_all(TimetableSlot(course_group_id=group_id, **values_of(slot)) for slot in slots)
    row.version = version + 1
    session.flush()
    audit.record(
        session, actor=actor, action="course_group.timetable", subject_kind="course_group", subject_id=group_id,
        details={"code": row.code, "rows": len(slots), "on": today},
    )  # fmt: skip


def generate_lessons(session: Session, *, actor: Actor, today: date, group_id: int, version: int) -> int:
    """Make the lessons of the timetable that are not there yet; gives how many. Nothing that exists is touched."""
    require(session, actor, Action.EDIT_COURSE)
    row, own = locks.group(session, actor=actor, group_id=group_id, version=version)
    wanted = _plan(session, row, own)
    if not wanted.lessons:
        raise InvalidInput(NOTHING_TO_MAKE)
    locks.refuse_under_paper(session, group_id=group_id, days={day for day, _ in wanted.lessons})
    session.add_all(new_lesson(group_id, day, slot) for day, slot in wanted.lessons)
    session.flush()
    audit.record(
        session, actor=actor, action="lesson.generate", subject_kind="course_group", subject_id=group_id,
        details={"code": row.code, "rows": len(wanted.lessons), "on": today},
    )  # fmt: skip
    return len(wanted.lessons)


def previewed(session: Session, row: CourseGroup, own: Course) -> Preview:
    """What `generate_lessons` would make now, per school year against box a."""
    wanted = _plan(session, row, own)
    days = [day for day, _ in wanted.lessons]
    new = planning.minutes_by_year(wanted.lessons, {day: school_year(day) for day in days})
    existing: dict[int, int] = {}
    for held_on, minutes in session.execute(
        select(Lesson.held_on, Lesson.minutes).where(
            Lesson.course_group_id == row.id, Lesson.kind == "contact", Lesson.state != "cancelled"
        )
    ):
        existing[school_year(held_on)] = existing.get(school_year(held_on), 0) + minutes
    box = select(CourseYear.school_year, CourseYear.planned_minutes).where(CourseYear.course_id == own.id)
    boxes = {row.school_year: row.planned_minutes for row in session.execute(box)}
    years = tuple(
        YearHours(year, existing.get(year, 0), new.get(year, 0), boxes.get(year))
        for year in sorted({*existing, *new, *boxes})
    )
    first, last = (days[0], days[-1]) if days else (None, None)
    return Preview(len(days), first, last, wanted.skipped, years)


def values_of(slot: Slot) -> dict[str, object]:
    """The columns of a timetable line."""
    return {
        "weekday": slot.weekday, "held_on": slot.held_on, "starts_at": slot.starts_at, "ends_at": slot.ends_at,
        "minutes": slot.minutes, "kind": slot.kind, "is_online": slot.is_online, "teacher_id": slot.teacher_id,
    }  # fmt: skip


def new_lesson(group_id: int, day: date, slot: Slot) -> Lesson:
    """A planned lesson of that line on that day, all of its minutes to be given."""
    values = values_of(slot) | {"held_on": day, "weekday": day.isoweekday()}
    return Lesson(course_group_id=group_id, given_minutes=slot.minutes, **values)


def check_slot(session: Session, own: Course, slot: Slot) -> None:
    """Raise InvalidInput for a line without a day, outside the course, or with hours that do not fit."""
    if slot.weekday is None and slot.held_on is None:
        raise InvalidInput(N_("Vul de datum van de les in, of kies een vaste weekdag."), field="held_on")
    if (slot.weekday is None) == (slot.held_on is None) or (slot.weekday or 1) not in words.WEEKDAYS:
        raise InvalidInput(N_("Kies een vaste weekdag of één datum, niet allebei."), field="weekday")
    if slot.held_on is not None and not own.starts_on <= slot.held_on <= own.ends_on:
        raise InvalidInput(
            N_("{day} valt buiten de opleiding ({first} tot en met {last}). Kies een andere datum."),
            field="held_on", day=slot.held_on, first=own.starts_on, last=own.ends_on,
        )  # fmt: skip
    if not 0 <= slot.starts_at < slot.ends_at <= MIDNIGHT:
        raise InvalidInput(N_("De les eindigt vóór ze begint. Kijk de uren na."), field="ends_at")
    if not 0 < slot.minutes <= slot.ends_at - slot.starts_at:
        raise InvalidInput(
            N_("De lesminuten zonder pauze zijn minstens 1 en hoogstens {most}, van begin tot einde."),
            field="minutes", most=slot.ends_at - slot.starts_at,
        )  # fmt: skip
    if slot.kind not in words.KINDS:
        raise InvalidInput(N_("Kies de soort les: contactles, stage of zelfstudie."), field="kind")
    check_teachers(session, {slot.teacher_id} if slot.teacher_id is not None else set())


def _check_slots(session: Session, own: Course, slots: Sequence[Slot]) -> None:
    if len(slots) > MOST_SLOTS:
        raise InvalidInput(N_("Een uurrooster heeft hoogstens {n} lijnen."), field="weekday", n=MOST_SLOTS)
    for slot in slots:
        check_slot(session, own, slot)
    if planning.overlapping(slots):
        raise InvalidInput(
            N_("Twee lijnen van dit uurrooster vallen samen. Wijzig de uren of verwijder er één."),
            field="starts_at",
        )


def _plan(session: Session, row: CourseGroup, own: Course) -> Plan:
    lines = session.scalars(
        select(TimetableSlot).where(TimetableSlot.course_group_id == row.id).order_by(TimetableSlot.id)
    )
    taken = session.execute(
        select(Lesson.held_on, Lesson.starts_at, Lesson.ends_at).where(Lesson.course_group_id == row.id)
    )
    return planning.plan(
        [slot_of(line) for line in lines], first_on=own.starts_on, last_on=own.ends_on,
        closed=closed_days(session, own) if own.skips_holidays else (), taken=[Hours(*each) for each in taken],
    )  # fmt: skip


def slot_of(line: TimetableSlot) -> Slot:
    """A stored line as the generator takes it."""
    return Slot(
        line.weekday, line.held_on, line.starts_at, line.ends_at, line.minutes, line.kind, line.is_online,
        line.teacher_id,
    )  # fmt: skip


def closed_days(session: Session, own: Course) -> frozenset[date]:
    """Legal holidays and the closing days of the provider and of the campus, between the dates of the course."""
    found = {day for day, _ in calendar.holidays_between(own.starts_on, own.ends_on)}
    stretches = select(ClosingDay.first_on, ClosingDay.last_on).where(
        or_(ClosingDay.campus_id.is_(None), ClosingDay.campus_id == own.campus_id),
        ClosingDay.last_on >= own.starts_on,
        ClosingDay.first_on <= own.ends_on,
    )
    for first_on, last_on in session.execute(stretches):
        day, last = max(first_on, own.starts_on), min(last_on, own.ends_on)
        found.update(day + timedelta(days=n) for n in range((last - day).days + 1))
    return frozenset(found)
