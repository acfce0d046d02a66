"""Writing one cell: the code, the minutes that follow from it, what it was before. Used by every way in."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock
from core.access.actors import Actor
from core.attendance import codes
from core.attendance.codes import Code, Minutes
from core.attendance.standing import Standing
from db.models import AttendanceCell, AttendanceChange, Lesson

WAYS: Final = frozenset({"grid", "form", "copy", "absence"})
Key = tuple[int, int]


@dataclass(slots=True)
class Sheet:
    """The cells of some lessons in one transaction; it remembers what it wrote, hence a class."""

    session: Session
    actor: Actor
    standing: Standing
    way: str
    cells: dict[Key, AttendanceCell]

    def code(self, key: Key) -> str:
        """What is stored there; empty when nothing is."""
        cell = self.cells.get(key)
        return cell.code if cell is not None else ""

    def version(self, key: Key) -> int:
        """How often that cell was written; 0 when never."""
        cell = self.cells.get(key)
        return cell.version if cell is not None else 0

    def minutes(self, lesson: Lesson, enrolment_id: int, code: Code | None) -> Minutes:
        """The minutes of a code in that lesson. Raises InvalidInput when it says more than was given."""
        backed = code is not None and (lesson.id, enrolment_id, code.ground) in self.standing.backed
        return codes.divide(code, given=lesson.given_minutes, is_backed=backed)

    def write(self, lesson: Lesson, enrolment_id: int, code: Code | None) -> AttendanceCell:
        """Put a code in a cell. Raises InvalidInput; the caller asked whether the cell may be written."""
        amounts = self.minutes(lesson, enrolment_id, code)
        key, text, now = (lesson.id, enrolment_id), str(code) if code is not None else "", clock.now()
        before, cell = self.code(key), self.cells.get(key)
        if cell is None:
            cell = AttendanceCell(lesson_id=lesson.id, enrolment_id=enrolment_id, version=0)
            self.session.add(cell)
            self.cells[key] = cell
        cell.code, cell.version = text, cell.version + 1
        cell.changed_at, cell.changed_by = now, self.actor.display_name
        put(cell, amounts)
        self.session.add(
            AttendanceChange(
                lesson_id=lesson.id, enrolment_id=enrolment_id, old_code=before, new_code=text, way=self.way,
                changed_at=now, changed_by=self.actor.display_name,
            )
        )  # fmt: skip
        return cell


def put(cell: AttendanceCell, amounts: Minutes) -> None:
    """The minutes of a cell."""
    cell.present, cell.justified, cell.unjustified = amounts.present, amounts.justified, amounts.unjustified


def sheet(
    session: Session, *, actor: Actor, standing: Standing, lesson_ids: list[int], way: str = ""
) -> Sheet:
    """The stored cells of those lessons; their lessons are locked already, so nobody else writes them."""
    rows = session.scalars(
        select(AttendanceCell)
        .where(AttendanceCell.lesson_id.in_(lesson_ids))
        .execution_options(populate_existing=True)
    )
    return Sheet(session, actor, standing, way, {(row.lesson_id, row.enrolment_id): row for row in rows})
