"""Writing the cells that a sheet fills or replaces, with their history, and putting back what stood there."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.permissions import Action
from core.attendance import codes, standing
from core.attendance.writing import Sheet
from core.errors import Conflict, NotAllowed
from core.i18n import N_
from core.imports import attendancebook, chunks, refusing
from core.imports.kinds import Applied, Effect, Finding, Progress, Scope
from core.imports.undoing import CHANGED, ELSEWHERE, GONE
from db.models import Enrolment, Lesson

ENROLMENT = "enrolment"
MOVED = N_(
    "De aanwezigheden zijn gewijzigd sinds dit overzicht. Bekijk het overzicht opnieuw en bevestig dan."
)
LOCKED = N_("Rij {row}: {why}")


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell: what stood there (empty: nothing) and what the sheet says."""

    lesson_id: int
    enrolment_id: int
    old: str
    new: str

    @property
    def key(self) -> tuple[int, int]:
        """The cell."""
        return self.lesson_id, self.enrolment_id


@dataclass(frozen=True, slots=True)
class AttendancePlan:
    """The cells that an accepted row writes; at least one."""

    cells: tuple[CellChange, ...]


def apply(
    session: Session, findings: Sequence[Finding], batch_id: int, scope: Scope, progress: Progress
) -> list[Effect]:
    """Write the cells under the lock of their lessons. Raises Conflict when one changed since it was checked."""
    plans = [(found.row, found.plan) for found in findings if isinstance(found.plan, AttendancePlan)]
    lessons = _hold(session, {cell.lesson_id for _, plan in plans for cell in plan.cells}, scope)
    sheet = attendancebook.sheet(session, scope.actor, sorted(lessons))
    effects = []
    for done, (row, plan) in enumerate(plans, start=1):
        written = [_write(sheet, lessons, cell) for cell in plan.cells]
        effects.append(Effect(row, ENROLMENT, plan.cells[0].enrolment_id, {"cells": written}))
        if done % 100 == 0 or done == len(plans):
            progress(done, len(plans))
    session.flush()
    return effects


def _hold(session: Session, lesson_ids: set[int], scope: Scope) -> dict[int, Lesson]:
    """The lessons under a lock, in one order, each on a campus where the actor may enter attendance."""
    found: dict[int, Lesson] = {}
    for part in chunks.of(sorted(lesson_ids)):
        found |= standing.own_lessons(session, scope.actor, Action.ENTER_ATTENDANCE, part)
    return found


def _write(sheet: Sheet, lessons: dict[int, Lesson], cell: CellChange) -> list[object]:
    lesson = lessons.get(cell.lesson_id)
    if (
        lesson is None
        or sheet.code(cell.key) != cell.old
        or sheet.standing.refusal(lesson, cell.enrolment_id)
    ):
        raise Conflict(MOVED)
    written = sheet.write(lesson, cell.enrolment_id, codes.parse(cell.new))
    return [cell.lesson_id, cell.enrolment_id, cell.old, written.version]


def undo(session: Session, rows: Sequence[Applied], batch_id: int, scope: Scope) -> None:
    """Every cell what it was; the history keeps both. Raises Conflict once one was changed or locked since."""
    wanted = [(row.row, _read(cell)) for row in rows for cell in _cells(row)]
    _check_reach(session, {enrolment_id for _, (_, enrolment_id, *_) in wanted}, scope)
    lessons = _hold(session, {lesson_id for _, (lesson_id, *_) in wanted}, scope)
    sheet = attendancebook.sheet(session, scope.actor, sorted(lessons))
    for row, (lesson_id, enrolment_id, _, version) in wanted:
        lesson = lessons.get(lesson_id)
        if lesson is None:
            raise Conflict(GONE, row=row)
        if sheet.version((lesson_id, enrolment_id)) != version:
            raise Conflict(CHANGED, row=row)
        refusal = sheet.standing.refusal(lesson, enrolment_id)
        if refusal is not None:
            raise Conflict(LOCKED, row=row, why=refusing.said(refusal, {}).value)
    for _, (lesson_id, enrolment_id, old, _) in reversed(wanted):
        sheet.write(lessons[lesson_id], enrolment_id, codes.parse(old))
    session.flush()


def _check_reach(session: Session, enrolment_ids: set[int], scope: Scope) -> None:
    places = chunks.rows(session, select(Enrolment.campus_id), Enrolment.id, sorted(enrolment_ids))
    allowed = scope.actor.campus_ids
    if allowed is not None and any(place not in allowed for (place,) in places):
        raise NotAllowed(ELSEWHERE)


def _cells(row: Applied) -> Sequence[object]:
    found = row.before.get("cells")
    assert isinstance(found, list)
    return found


def _read(cell: object) -> tuple[int, int, str, int]:
    assert isinstance(cell, list)
    lesson_id, enrolment_id, old, version = cell
    return int(lesson_id), int(enrolment_id), str(old), int(version)
