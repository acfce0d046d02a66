"""Writing the accepted rows of a sheet of lessons group by group, and taking them back while nobody used them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.courses import commands as courses
from core.courses import locks
from core.courses.commands import Slot
from core.errors import Conflict, NotAllowed
from core.i18n import N_
from core.imports import chunks
from core.imports.kinds import Applied, Effect, Finding, Progress, Scope
from core.imports.undoing import CHANGED, ELSEWHERE, GONE
from db.models import AttendanceCell, AttendanceChange, Course, CourseGroup, Lesson, LessonSignature

LESSON = "lesson"
IN_USE = N_("Rij {row}: voor de les van {day} is intussen iets ingevuld. Deze invoer kan niet meer ongedaan.")
HANGING = (AttendanceCell, AttendanceChange, LessonSignature)


@dataclass(frozen=True, slots=True)
class LessonPlan:
    """The lesson that an accepted row brings."""

    group_id: int
    slot: Slot


def apply(
    session: Session, findings: Sequence[Finding], batch_id: int, scope: Scope, progress: Progress
) -> list[Effect]:
    """Write the lessons; gives what each row did. Raises InvalidInput when one does not fit any more."""
    plans = [(found.row, found.plan) for found in findings if isinstance(found.plan, LessonPlan)]
    groups: dict[int, list[tuple[int, Slot]]] = {}
    for row, plan in plans:
        groups.setdefault(plan.group_id, []).append((row, plan.slot))
    effects = []
    for group_id, listed in sorted(groups.items()):
        keys = courses.add_lessons(
            session, actor=scope.actor, today=scope.today, group_id=group_id, slots=[slot for _, slot in listed],
            import_batch_id=batch_id,
        )  # fmt: skip
        effects += [Effect(row, LESSON, key, {}) for (row, _), key in zip(listed, keys, strict=True)]
        progress(len(effects), len(plans))
    return effects


def undo(session: Session, rows: Sequence[Applied], batch_id: int, scope: Scope) -> None:
    """Remove the lessons. Raises Conflict once one was changed, entered or closed, InvalidInput under a paper."""
    wanted = {row.subject_id: row for row in rows}
    held = _hold(session, wanted, scope)
    for key, row in wanted.items():
        if key not in held:
            raise Conflict(GONE, row=row.row)
        if held[key].version != 1 or held[key].closed_on is not None or held[key].state != "planned":
            raise Conflict(CHANGED, row=row.row)
    for table in HANGING:
        statement, column = select(table.lesson_id), table.lesson_id
        for (key,) in chunks.rows(session, statement, column, sorted(wanted)):
            raise Conflict(IN_USE, row=wanted[key].row, day=held[key].held_on)
    moved = select(Lesson.moved_to_id)
    for (successor,) in chunks.rows(session, moved, Lesson.moved_to_id, sorted(wanted)):
        if successor is not None:
            raise Conflict(CHANGED, row=wanted[successor].row)
    days: dict[int, set[date]] = {}
    for lesson in held.values():
        days.setdefault(lesson.course_group_id, set()).add(lesson.held_on)
    for group_id, found in sorted(days.items()):
        locks.refuse_under_paper(session, group_id=group_id, days=found)
    for chunk in chunks.of(sorted(wanted)):
        session.execute(delete(Lesson).where(Lesson.id.in_(chunk)))
    session.expire_all()


def _hold(session: Session, wanted: dict[int, Applied], scope: Scope) -> dict[int, Lesson]:
    """The lessons under a lock. Raises NotAllowed for those of other campuses."""
    statement = (
        select(Lesson, Course.campus_id)
        .join(CourseGroup, CourseGroup.id == Lesson.course_group_id)
        .join(Course, Course.id == CourseGroup.course_id)
        .order_by(Lesson.id)
        .with_for_update(of=Lesson)
        .execution_options(populate_existing=True)
    )
    found: dict[int, Lesson] = {}
    allowed = scope.actor.campus_ids
    for lesson, campus_id in chunks.rows(session, statement, Lesson.id, sorted(wanted)):
        if allowed is not None and campus_id not in allowed:
            raise NotAllowed(ELSEWHERE)
        found[lesson.id] = lesson
    return found
