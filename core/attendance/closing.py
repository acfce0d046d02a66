"""The register of a lesson: closed when every cell is filled and every sum is right, reopened when it must be changed.

A lesson counts in totals and papers from the day its register is closed (S3, box c and d).
"""

from datetime import date

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.attendance import codes, standing, writing
from core.attendance.standing import CANCELLED, CREDITED, ISSUED
from core.attendance.writing import Sheet
from core.errors import Conflict, InvalidInput
from core.i18n import N_
from db.models import Lesson

CHANGED = N_("Iemand anders wijzigde deze les intussen. Kijk de aantallen na en probeer opnieuw.")
EMPTY = N_("Nog {n} cellen zijn leeg. Vul ze in en sluit de les dan af.")
ONE_EMPTY = N_("Nog 1 cel is leeg. Vul ze in en sluit de les dan af.")
NOBODY = N_("Er zit niemand in deze les. Schrijf eerst iemand in de groep in.")
FUTURE = N_("Deze les is nog niet gegeven. Sluit ze af op {day} of later.")
ALREADY = N_("Deze les is al afgesloten door {name}.")
OPEN = N_("Deze les staat al open.")
TOO_EARLY = N_("De lijst kan niet binnen zijn voor de les gegeven is. Kies {day} of later.")
TOO_LATE = N_("Kies een dag tot en met vandaag.")


def close_lesson(session: Session, *, actor: Actor, today: date, lesson_id: int, version: int) -> int:
    """Close a register; gives how many people are in it. Raises InvalidInput while a cell is empty."""
    require(session, actor, Action.ENTER_ATTENDANCE)
    lesson = standing.own_lesson(session, actor, Action.ENTER_ATTENDANCE, lesson_id)
    _check_version(lesson, version)
    if lesson.closed_on is not None:
        raise InvalidInput(ALREADY, name=lesson.closed_by)
    if lesson.state != "planned":
        raise InvalidInput(CANCELLED if lesson.state == "cancelled" else CREDITED)
    if lesson.held_on > today:
        raise InvalidInput(FUTURE, day=lesson.held_on)
    around = standing.of(session, [lesson_id])
    sheet = writing.sheet(session, actor=actor, standing=around, lesson_ids=[lesson_id])
    people = _divided(sheet, lesson)
    lesson.closed_on, lesson.closed_by, lesson.version = today, actor.display_name, version + 1
    audit.record(
        session, actor=actor, action="lesson.close", subject_kind="lesson", subject_id=lesson_id,
        details={"cells": people, "day": lesson.held_on, "on": today},
    )  # fmt: skip
    return people


def _divided(sheet: Sheet, lesson: Lesson) -> int:
    """Work out the minutes of every cell again and check that they are the given minutes, for each person."""
    expected = sorted(key for key in sheet.standing.sitting - sheet.standing.exempt)
    empty = sum(not sheet.code(key) for key in expected)
    if not expected:
        raise InvalidInput(NOBODY)
    if empty:
        raise InvalidInput(ONE_EMPTY if empty == 1 else EMPTY, n=empty)
    for key in expected:
        amounts = sheet.minutes(lesson, key[1], codes.parse(sheet.code(key)))
        assert amounts.given == lesson.given_minutes
        writing.put(sheet.cells[key], amounts)
    return len(expected)


def reopen_lesson(session: Session, *, actor: Actor, today: date, lesson_id: int, version: int) -> None:
    """Open a closed register again. Raises InvalidInput when an issued paper rests on every cell of it."""
    require(session, actor, Action.ENTER_ATTENDANCE)
    lesson = standing.own_lesson(session, actor, Action.ENTER_ATTENDANCE, lesson_id)
    _check_version(lesson, version)
    if lesson.closed_on is None:
        raise InvalidInput(OPEN)
    around = standing.of(session, [lesson_id])
    numbers = {around.paper(lesson, enrolment_id) for _, enrolment_id in around.sitting - around.exempt}
    # Open for whoever has no paper or a correction: the cells under an issued one stay locked, each by itself.
    if numbers and "" not in numbers:
        raise InvalidInput(ISSUED, number=", ".join(sorted(numbers)))
    lesson.closed_on, lesson.closed_by, lesson.version = None, "", version + 1
    audit.record(
        session, actor=actor, action="lesson.reopen", subject_kind="lesson", subject_id=lesson_id,
        details={"day": lesson.held_on, "on": today},
    )  # fmt: skip


def note_list_received(
    session: Session, *, actor: Actor, today: date, lesson_id: int, version: int, received_on: date | None
) -> None:
    """Tick that the signed list is in, or take the tick away (None)."""
    require(session, actor, Action.ENTER_ATTENDANCE)
    lesson = standing.own_lesson(session, actor, Action.ENTER_ATTENDANCE, lesson_id)
    _check_version(lesson, version)
    if received_on is not None and received_on < lesson.held_on:
        raise InvalidInput(TOO_EARLY, field="received_on", day=lesson.held_on)
    if received_on is not None and received_on > today:
        raise InvalidInput(TOO_LATE, field="received_on")
    lesson.list_received_on = received_on
    lesson.list_received_by = actor.display_name if received_on is not None else ""
    lesson.version = version + 1
    audit.record(
        session, actor=actor, action="lesson.list_received", subject_kind="lesson", subject_id=lesson_id,
        details={"day": received_on, "on": today},
    )  # fmt: skip


def _check_version(lesson: Lesson, version: int) -> None:
    if lesson.version != version:
        raise Conflict(CHANGED)
