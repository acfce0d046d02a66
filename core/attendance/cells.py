"""Saving cells as they are left: one request of a browser, one transaction, an answer for every change in it.

A change that was sent before is answered and not done again; one made on an older value than the stored one is a
conflict and writes nothing; one that cannot be taken says why. None of them stops the others.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, clock
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.attendance import codes, standing, writing
from core.attendance.standing import GONE
from core.attendance.writing import WAYS, Sheet
from core.errors import DomainError, InvalidInput, NotFound
from core.i18n import N_
from db.models import AttendanceOp, Lesson

MOST: Final = 250
NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,60}", re.ASCII)
TOO_MANY: Final = N_("Hoogstens {n} codes tegelijk. Bewaar ze in delen.")
UNREADABLE: Final = N_("Deze aanvraag is niet leesbaar. Laad de pagina opnieuw.")


@dataclass(frozen=True, slots=True)
class Op:
    """One change: the name the browser gave it, the cell, the version that was seen there, what was typed."""

    op: str
    lesson_id: int
    enrolment_id: int
    base: int
    value: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it: saved, same, repeat, conflict or refused; with what is stored now and by whom."""

    op: Op
    status: str
    value: str
    version: int
    by: str = ""
    error: DomainError | None = None


def save(
    session: Session, *, actor: Actor, today: date, lesson_id: int, ops: Sequence[Op], way: str = "grid"
) -> list[Result]:
    """Save changes in one or more lessons; `lesson_id` is the lesson the page was opened for.

    Raises NotFound when that lesson is not the actor's, InvalidInput for more than 250 changes or unreadable ones.
    """
    require(session, actor, Action.ENTER_ATTENDANCE)
    asked = {lesson_id, *(op.lesson_id for op in ops or ())}
    lessons = standing.own_lessons(session, actor, Action.ENTER_ATTENDANCE, asked)
    if lesson_id not in lessons:
        raise NotFound(GONE)
    _check(ops, way)
    keys = sorted(lessons)
    sheet = writing.sheet(session, actor=actor, standing=standing.of(session, keys), lesson_ids=keys, way=way)
    known = _known(session, ops)
    results = [_apply(sheet, lessons, known, op) for op in ops]
    saved = sum(result.status == "saved" for result in results)
    if saved:
        audit.record(
            session, actor=actor, action="attendance.save", subject_kind="lesson", subject_id=lesson_id,
            details={"cells": saved, "way": way, "on": today},
        )  # fmt: skip
    return results


def _check(ops: Sequence[Op], way: str) -> None:
    if len(ops) > MOST:
        raise InvalidInput(TOO_MANY, field="ops", n=MOST)
    if way not in WAYS or not all(NAME.fullmatch(op.op) for op in ops):
        raise InvalidInput(UNREADABLE, field="ops")


def _known(session: Session, ops: Sequence[Op]) -> dict[str, tuple[int, int]]:
    rows = session.execute(
        select(AttendanceOp.op, AttendanceOp.lesson_id, AttendanceOp.enrolment_id).where(
            AttendanceOp.op.in_([op.op for op in ops])
        )
    )
    return {op: (lesson_id, enrolment_id) for op, lesson_id, enrolment_id in rows}


def _apply(sheet: Sheet, lessons: dict[int, Lesson], known: dict[str, tuple[int, int]], op: Op) -> Result:
    lesson, key = lessons.get(op.lesson_id), (op.lesson_id, op.enrolment_id)
    if lesson is None or key not in sheet.standing.sitting:
        return Result(
            op, "refused", "", 0, error=NotFound(GONE if lesson is None else standing.NOT_IN_LESSON)
        )
    if op.op in known:
        return _answer(sheet, op, "repeat") if known[op.op] == key else _refused(sheet, op, UNREADABLE)
    try:
        code = codes.parse(op.value)
        if sheet.code(key) == ("" if code is None else str(code)):
            return _answer(sheet, op, "same")
        refusal = sheet.standing.refusal(lesson, op.enrolment_id)
        if refusal is not None:
            return _answer(sheet, op, "refused", refusal)
        if sheet.version(key) != op.base:
            return _answer(sheet, op, "conflict")
        sheet.write(lesson, op.enrolment_id, code)
    except InvalidInput as error:
        return _answer(sheet, op, "refused", error)
    known[op.op] = key
    sheet.session.add(
        AttendanceOp(
            op=op.op, lesson_id=key[0], enrolment_id=key[1], account_id=sheet.actor.id, done_at=clock.now()
        )
    )
    return _answer(sheet, op, "saved")


def _refused(sheet: Sheet, op: Op, template: str) -> Result:
    return _answer(sheet, op, "refused", InvalidInput(template))


def _answer(sheet: Sheet, op: Op, status: str, error: DomainError | None = None) -> Result:
    key = (op.lesson_id, op.enrolment_id)
    cell = sheet.cells.get(key)
    return Result(
        op, status, sheet.code(key), sheet.version(key), cell.changed_by if cell is not None else "", error
    )
