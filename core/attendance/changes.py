"""Who put which code when: the history of cells, and putting an earlier value back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core import audit
from core.access import permissions
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.access.teaching import of_teacher
from core.attendance import codes, listed, standing, writing
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from db.models import AttendanceChange, Course, CourseGroup, Enrolment, GroupMembership, Learner, Lesson

SHOWN: Final = 200
GONE: Final = N_("Deze wijziging bestaat niet meer of is niet van jou. Laad de lijst opnieuw.")
CHANGED: Final = N_("Iemand anders wijzigde deze cel intussen. Kijk de geschiedenis na en probeer opnieuw.")
ALREADY: Final = N_("Deze waarde staat er al.")
HIDDEN: Final = "G"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one cell. A ground is left out of the codes for who may not see grounds."""

    id: int
    lesson_id: int
    enrolment_id: int
    name: str
    held_on: date
    starts_at: int
    old_code: str
    new_code: str
    way: str
    changed_at: datetime
    changed_by: str


def of_lesson(session: Session, *, actor: Actor, lesson_id: int) -> Sequence[Change]:
    """Every change in one lesson, newest first; nothing when it is not the actor's.

    By the people who ever sat in its group: the index of the changes begins with the enrolment.
    """
    sat = (
        select(GroupMembership.enrolment_id)
        .join(Lesson, Lesson.course_group_id == GroupMembership.course_group_id)
        .where(Lesson.id == lesson_id)
    )
    wanted = AttendanceChange.enrolment_id.in_(sat), AttendanceChange.lesson_id == lesson_id
    return _rows(session, actor, _statement(actor).where(*wanted))


def of_person(
    session: Session, *, actor: Actor, enrolment_id: int, first_on: date, last_on: date
) -> Sequence[Change]:
    """Every change of one person's cells in the lessons of these days that are the actor's, newest first."""
    wanted = AttendanceChange.enrolment_id == enrolment_id, Lesson.held_on.between(first_on, last_on)
    return _rows(session, actor, _statement(actor).where(*wanted))


def put_back(session: Session, *, actor: Actor, today: date, change_id: int, latest_id: int) -> str:
    """Give a cell the value it had before a change; gives that code ('' empties it).

    `latest_id` is the newest change of that cell that was shown. Raises Conflict when there is a newer one, and what
    saving a cell raises: a closed lesson or an issued paper holds its codes.
    """
    require(session, actor, Action.ENTER_ATTENDANCE)
    change = session.get(AttendanceChange, change_id)
    if change is None:
        raise NotFound(GONE)
    lesson = standing.own_lesson(session, actor, Action.ENTER_ATTENDANCE, change.lesson_id)
    key = lesson.id, change.enrolment_id
    newest = session.scalar(
        select(AttendanceChange.id)
        .where(AttendanceChange.enrolment_id == key[1], AttendanceChange.lesson_id == key[0])
        .order_by(AttendanceChange.id.desc())
        .limit(1)
    )
    if newest != latest_id:
        raise Conflict(CHANGED)
    around = standing.of(session, [lesson.id])
    sheet = writing.sheet(session, actor=actor, standing=around, lesson_ids=[lesson.id], way="undo")
    refusal = around.refusal(lesson, key[1])
    if refusal is not None:
        raise refusal
    if sheet.code(key) == change.old_code:
        raise InvalidInput(ALREADY)
    sheet.write(lesson, key[1], codes.parse(change.old_code))
    audit.record(
        session, actor=actor, action="attendance.put_back", subject_kind="lesson", subject_id=lesson.id,
        details={"cells": 1, "day": lesson.held_on, "on": today},
    )  # fmt: skip
    return change.old_code


def _statement(actor: Actor) -> Select[AttendanceChange, str, str, date, int]:
    return (
        select(AttendanceChange, Learner.last_name, Learner.first_name, Lesson.held_on, Lesson.starts_at)
        .join(Lesson, Lesson.id == AttendanceChange.lesson_id)
        .join(CourseGroup, CourseGroup.id == Lesson.course_group_id)
        .outerjoin(Course, Course.id == CourseGroup.course_id)
        .join(Enrolment, Enrolment.id == AttendanceChange.enrolment_id)
        .join(Learner, Learner.id == Enrolment.learner_id)
        .where(*of_teacher(actor), *listed.of_campuses(actor))
        .order_by(AttendanceChange.id.desc())
        .limit(SHOWN)
    )


def _rows(
    session: Session, actor: Actor, statement: Select[AttendanceChange, str, str, date, int]
) -> list[Change]:
    sees = permissions.allowed(actor, Action.SEE_GROUNDS)

    def shown(code: str) -> str:
        return code if sees or not code.startswith(HIDDEN) else HIDDEN

    return [
        Change(
            row.id, row.lesson_id, row.enrolment_id, f"{last}, {first}", held_on, starts_at, shown(row.old_code),
            shown(row.new_code), row.way, row.changed_at, row.changed_by,
        )
        for row, last, first, held_on, starts_at in session.execute(statement)
    ]  # fmt: skip
