"""Registers as they are shown: my lessons not entered yet, the groups and weeks to choose from, the cells of a grid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access import permissions
from core.access.actors import Actor
from core.access.permissions import Action
from core.attendance import standing
from core.attendance.codes import Minutes
from core.attendance.listed import Line as Line
from core.attendance.listed import is_to_enter, lines
from core.attendance.standing import Standing
from db.models import AttendanceCell, Enrolment, GroupMembership, Learner, Lesson

SHOWN: Final = 5
MOST_COLUMNS: Final = 14
MOST_ROWS: Final = 120


@dataclass(frozen=True, slots=True)
class ToEnter:
    """The lessons whose register is still open although they were given: how many, and the oldest of them."""

    count: int
    oldest: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the grid."""

    enrolment_id: int
    name: str
    regime: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the grid: `lock` is '' when it may be typed in, else why not (a Dutch sentence and its values)."""

    code: str
    version: int
    present: int = 0
    justified: int = 0
    unjustified: int = 0
    lock: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Register:
    """Lessons beside each other, the people who sit in them, and the cell of each pair that exists."""

    lessons: tuple[Line, ...]
    people: tuple[Person, ...]
    cells: Mapping[tuple[int, int], Cell]

    def minutes(self, lesson_id: int) -> Minutes:
        """The minutes of all cells of that lesson together."""
        own = [cell for (key, _), cell in self.cells.items() if key == lesson_id]
        return Minutes(
            sum(cell.present for cell in own),
            sum(cell.justified for cell in own),
            sum(cell.unjustified for cell in own),
        )

    def open_cells(self, lesson_id: int) -> int:
        """How many cells of that lesson are empty and not exempt."""
        return sum(
            not cell.code and cell.lock != standing.EXEMPT
            for (key, _), cell in self.cells.items()
            if key == lesson_id
        )


def to_enter(session: Session, *, actor: Actor, today: date) -> ToEnter:
    """The open registers of given lessons, oldest first; a teacher's own, others those of their campuses."""
    wanted = lines(actor).where(*is_to_enter(today))
    count = session.scalar(select(func.count()).select_from(wanted.with_only_columns(Lesson.id).subquery()))
    rows = session.execute(wanted.order_by(Lesson.held_on, Lesson.starts_at, Lesson.id).limit(SHOWN))
    return ToEnter(count or 0, tuple(Line(*row) for row in rows))


def lesson(session: Session, *, actor: Actor, lesson_id: int) -> Line | None:
    """One lesson; None when it is gone or not the actor's."""
    row = session.execute(lines(actor).where(Lesson.id == lesson_id)).one_or_none()
    return Line(*row) if row is not None else None


def of_group(session: Session, *, actor: Actor, group_id: int) -> tuple[Line, ...]:
    """The lessons of a group that can be entered or were, newest first."""
    rows = session.execute(
        lines(actor)
        .where(Lesson.course_group_id == group_id, Lesson.state != "cancelled")
        .order_by(Lesson.held_on.desc(), Lesson.starts_at.desc(), Lesson.id)
    )
    return tuple(Line(*row) for row in rows)


def group_of(session: Session, *, actor: Actor, lesson_id: int) -> int | None:
    """The group of a lesson, for a link that names the lesson alone; None when the actor may not see it."""
    row = session.execute(lines(actor).where(Lesson.id == lesson_id)).first()
    return Line(*row).group_id if row is not None else None


def week(session: Session, *, actor: Actor, group_id: int, day: date) -> tuple[Line, ...]:
    """The lessons of a group in the week (Monday to Sunday) of that day."""
    monday = day - timedelta(days=day.isoweekday() - 1)
    rows = session.execute(
        lines(actor)
        .where(Lesson.course_group_id == group_id)
        .where(Lesson.held_on.between(monday, monday + timedelta(days=6)))
        .order_by(Lesson.held_on, Lesson.starts_at, Lesson.id)
        .limit(MOST_COLUMNS)
    )
    return tuple(Line(*row) for row in rows)


def students(session: Session, *, actor: Actor, group_id: int) -> tuple[Person, ...]:
    """Everybody who sits or sat in that group, by name; nobody when the group is not the actor's."""
    if session.scalar(lines(actor).where(Lesson.course_group_id == group_id).limit(1)) is None:
        return ()
    sat = select(GroupMembership.enrolment_id).where(GroupMembership.course_group_id == group_id)
    return _people(session, set(session.scalars(sat)))


def of_person(
    session: Session, *, actor: Actor, enrolment_id: int, first_on: date, last_on: date
) -> Register:
    """The lessons of one person over some days, the oldest first, as many as a page bears."""
    sat = select(GroupMembership.course_group_id).where(GroupMembership.enrolment_id == enrolment_id)
    rows = session.execute(
        lines(actor)
        .where(Lesson.course_group_id.in_(sat), Lesson.held_on.between(first_on, last_on))
        .order_by(Lesson.held_on, Lesson.starts_at, Lesson.id)
        .limit(MOST_ROWS)
    )
    found = register(session, actor=actor, lessons=[Line(*row) for row in rows])
    cells = {key: cell for key, cell in found.cells.items() if key[1] == enrolment_id}
    lessons = tuple(line for line in found.lessons if (line.id, enrolment_id) in cells)
    return Register(lessons, tuple(each for each in found.people if each.enrolment_id == enrolment_id), cells)


def register(session: Session, *, actor: Actor, lessons: Sequence[Line]) -> Register:
    """The cells of those lessons (as `lesson` or `week` gave them). Grounds are left out for who may not see them."""
    keys = [line.id for line in lessons]
    around = standing.of(session, keys)
    rows = {row.id: row for row in session.scalars(select(Lesson).where(Lesson.id.in_(keys)))}
    stored = {
        (cell.lesson_id, cell.enrolment_id): cell
        for cell in session.scalars(select(AttendanceCell).where(AttendanceCell.lesson_id.in_(keys)))
    }
    sees_grounds = permissions.allowed(actor, Action.SEE_GROUNDS)
    cells = {
        key: _cell(around, rows[key[0]], key, stored.get(key), sees_grounds=sees_grounds)
        for key in around.sitting
    }
    return Register(tuple(lessons), _people(session, {key[1] for key in cells}), cells)


def _cell(
    around: Standing, row: Lesson, key: tuple[int, int], stored: AttendanceCell | None, *, sees_grounds: bool
) -> Cell:
    refusal = around.refusal(row, key[1])
    lock = refusal.template if refusal is not None else ""
    values = refusal.params if refusal is not None else {}
    if stored is None:
        return Cell("", 0, lock=lock, values=values)
    code = stored.code if sees_grounds or not stored.code.startswith("G") else "G"
    return Cell(
        code, stored.version, stored.present, stored.justified, stored.unjustified, lock=lock, values=values
    )


def _people(session: Session, enrolment_ids: set[int]) -> tuple[Person, ...]:
    rows = session.execute(
        select(Enrolment.id, Learner.last_name, Learner.first_name, Enrolment.regime)
        .join(Learner, Learner.id == Enrolment.learner_id)
        .where(Enrolment.id.in_(enrolment_ids))
        .order_by(Learner.search_name, Enrolment.id)
    )
    return tuple(Person(row.id, f"{row.last_name} {row.first_name}", row.regime) for row in rows)
