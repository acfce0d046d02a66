"""One lesson: added, cancelled or credited, moved, shortened, put back."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, lengths, masking
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.courses import locks, words
from core.courses.planning import Hours, Slot
from core.courses.timetables import check_slot, new_lesson
from core.errors import InvalidInput
from core.i18n import N_
from core.provider_settings import lessons as lesson_settings
from core.provider_settings import queries as provider_settings
from db.models import AttendanceCell, AttendanceChange, Lesson, LessonSignature

TAKEN = N_("Deze groep heeft op {day} al een les die samenvalt. Kies een ander uur of een andere dag.")
NOT_PLANNED = N_("De les van {day} is al afgelast of verplaatst. Herstel ze eerst.")
ALREADY_PLANNED = N_("De les van {day} gaat gewoon door. Er valt niets te herstellen.")
SUCCESSOR_USED = N_(
    "De les werd verplaatst naar {day} en die is al ingevuld of gewijzigd. Voeg een nieuwe les toe in plaats van "
    "deze te herstellen."
)


def add_lesson(session: Session, *, actor: Actor, today: date, group_id: int, slot: Slot) -> int:
    """A lesson beside the timetable, on the date of the slot."""
    require(session, actor, Action.EDIT_COURSE)
    _, own = locks.group(session, actor=actor, group_id=group_id)
    if slot.held_on is None:
        raise InvalidInput(N_("Kies de datum van de les."), field="held_on")
    check_slot(session, own, slot)
    _refuse_taken(session, group_id, Hours(slot.held_on, slot.starts_at, slot.ends_at))
    locks.refuse_under_paper(session, group_id=group_id, days={slot.held_on})
    row = new_lesson(group_id, slot.held_on, slot)
    session.add(row)
    session.flush()
    audit.record(
        session, actor=actor, action="lesson.add", subject_kind="lesson", subject_id=row.id,
        details={"day": row.held_on, "on": today},
    )  # fmt: skip
    return row.id


def cancel_lesson(
    session: Session, *, actor: Actor, today: date, lesson_id: int, version: int, reason: str, note: str = ""
) -> str:
    """Not held. Gives the new state: `cancelled` (lowers "given") or `credited` (counts as given and justified for
    all), as the provider chose for this reason (`domain.md` 7b.7)."""
    require(session, actor, Action.EDIT_COURSE)
    row = _changeable(session, actor, lesson_id, version)
    if reason not in words.REASONS:
        raise InvalidInput(N_("Kies waarom de les niet doorgaat."), field="reason")
    is_credited = bool(provider_settings.number(session, lesson_settings.key_of(reason)))
    row.state, row.reason, row.note = ("credited" if is_credited else "cancelled"), reason, _note(note)
    row.given_minutes = row.minutes if is_credited else 0
    _not_closed(row)
    session.flush()
    audit.record(
        session, actor=actor, action="lesson.cancel", subject_kind="lesson", subject_id=lesson_id,
        details={"day": row.held_on, "lesson_reason": reason, "state": row.state, "on": today},
    )  # fmt: skip
    return row.state


def move_lesson(
    session: Session, *, actor: Actor, today: date, lesson_id: int, version: int, held_on: date | None,
    starts_at: int, ends_at: int, note: str = "",
) -> int:  # fmt: skip
    """To another moment: this one is cancelled and names its successor, whose key is given."""
    require(session, actor, Action.EDIT_COURSE)
    row = _changeable(session, actor, lesson_id, version)
    own = locks.group(session, actor=actor, group_id=row.course_group_id)[1]
    if held_on is None:
        raise InvalidInput(N_("Kies de nieuwe datum van de les."), field="held_on")
    if (held_on, starts_at, ends_at) == (row.held_on, row.starts_at, row.ends_at):
        raise InvalidInput(
            N_("De les staat al op {day} op dat uur. Kies een andere dag of een ander uur."),
            field="held_on", day=held_on,
        )  # fmt: skip
    slot = Slot(None, held_on, starts_at, ends_at, row.minutes, row.kind, row.is_online, row.teacher_id)
    check_slot(session, own, slot)
    _refuse_taken(session, row.course_group_id, Hours(held_on, starts_at, ends_at), except_id=row.id)
    locks.refuse_under_paper(session, group_id=row.course_group_id, days={held_on})
    row.state, row.reason, row.note, row.given_minutes = "cancelled", words.MOVED, _note(note), 0
    _not_closed(row)
    session.flush()
    successor = new_lesson(row.course_group_id, held_on, slot)
    session.add(successor)
    session.flush()
    row.moved_to_id = successor.id
    session.flush()
    audit.record(
        session, actor=actor, action="lesson.move", subject_kind="lesson", subject_id=lesson_id,
        details={"from": row.held_on, "to": held_on, "on": today},
    )  # fmt: skip
    return successor.id


def shorten_lesson(
    session: Session, *, actor: Actor, today: date, lesson_id: int, version: int, given_minutes: int, note: str = ""
) -> None:  # fmt: skip
    """Really given were fewer minutes than planned, or all of them again."""
    require(session, actor, Action.EDIT_COURSE)
    row = _changeable(session, actor, lesson_id, version)
    if not 0 < given_minutes <= row.minutes:
        raise InvalidInput(
            N_("Er zijn {most} minuten gepland: vul 1 tot en met {most} in, of gelast de les af."),
            field="given_minutes", most=row.minutes,
        )  # fmt: skip
    row.given_minutes, row.note, row.version = given_minutes, _note(note), version + 1
    session.flush()
    audit.record(
        session, actor=actor, action="lesson.shorten", subject_kind="lesson", subject_id=lesson_id,
        details={"day": row.held_on, "minutes": given_minutes, "on": today},
    )  # fmt: skip


def restore_lesson(session: Session, *, actor: Actor, today: date, lesson_id: int, version: int) -> None:
    """Held after all; a successor that nobody used goes."""
    require(session, actor, Action.EDIT_COURSE)
    row, _ = locks.lesson(session, actor=actor, lesson_id=lesson_id, version=version)
    if row.state == "planned":
        raise InvalidInput(ALREADY_PLANNED, day=row.held_on)
    locks.refuse_under_paper(session, group_id=row.course_group_id, days={row.held_on})
    if row.moved_to_id is not None:
        _remove_successor(session, row, row.moved_to_id)
    _refuse_taken(
        session, row.course_group_id, Hours(row.held_on, row.starts_at, row.ends_at), except_id=row.id
    )
    row.state, row.reason, row.note, row.moved_to_id = "planned", "", "", None
    row.given_minutes, row.version = row.minutes, version + 1
    session.flush()
    audit.record(
        session, actor=actor, action="lesson.restore", subject_kind="lesson", subject_id=lesson_id,
        details={"day": row.held_on, "on": today},
    )  # fmt: skip


def _changeable(session: Session, actor: Actor, lesson_id: int, version: int) -> Lesson:
    """A planned lesson, held, of which nothing entered or issued would be lost."""
    row, _ = locks.lesson(session, actor=actor, lesson_id=lesson_id, version=version)
    if row.state != "planned":
        raise InvalidInput(NOT_PLANNED, day=row.held_on)
    locks.refuse_under_paper(session, group_id=row.course_group_id, days={row.held_on})
    locks.refuse_entered(session, row)
    return row


def _not_closed(row: Lesson) -> None:
    row.closed_on, row.closed_by, row.version = None, "", row.version + 1


def _note(typed: str) -> str:
    note = typed.strip()
    lengths.check(Lesson, {"note": note})
    if masking.holds_national_number(note):
        raise InvalidInput(
            N_("In een nota bij een les horen geen persoonsgegevens. Haal het rijksregisternummer weg."),
            field="note",
        )
    return note


def _refuse_taken(session: Session, group_id: int, hours: Hours, *, except_id: int | None = None) -> None:
    taken = select(Lesson.id).where(
        Lesson.course_group_id == group_id, Lesson.held_on == hours.day, Lesson.state != "cancelled",
        Lesson.starts_at < hours.ends_at, Lesson.ends_at > hours.starts_at, Lesson.id != (except_id or 0),
    )  # fmt: skip
    if session.scalar(taken.limit(1)) is not None:
        raise InvalidInput(TAKEN, field="held_on", day=hours.day)


def _remove_successor(session: Session, row: Lesson, successor_id: int) -> None:
    successor = session.get_one(Lesson, successor_id, with_for_update=True, populate_existing=True)
    locks.refuse_under_paper(session, group_id=row.course_group_id, days={successor.held_on})
    used = successor.state != "planned" or successor.closed_on is not None or successor.version > 1
    hanging = (AttendanceCell.lesson_id, AttendanceChange.lesson_id, LessonSignature.lesson_id)
    used = used or any(
        session.scalar(select(column).where(column == successor_id).limit(1)) is not None
        for column in hanging
    )
    if used:
        raise InvalidInput(SUCCESSOR_USED, day=successor.held_on)
    row.moved_to_id = None
    session.flush()
    session.delete(successor)
    session.flush()
