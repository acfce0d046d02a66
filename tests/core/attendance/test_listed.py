"""Which lesson comes after one that was closed: the next of its group, then what that group still owes, then any other."""

from datetime import date

from sqlalchemy.orm import Session

from core.attendance import listed, registers
from core.attendance.listed import Line
from tests import attendance_factories, factories
from tests.core.attendance.conftest import Room, lesson, teacher_of

TODAY = factories.TODAY


def shown(session: Session, room: Room, lesson_id: int) -> Line:
    found = registers.lesson(session, actor=room.actor, lesson_id=lesson_id)
    assert found is not None
    return found


def test_the_next_open_lesson_of_the_group_comes_first_then_its_oldest(session: Session, room: Room) -> None:
    first, second = room.lessons
    evening = lesson(session, room.group, second.held_on, starts_at=1080, ends_at=1190)
    lesson(session, room.group, date(2026, 12, 1))

    def after(lesson_id: int) -> int | None:
        found = listed.next_to_enter(
            session, actor=room.actor, today=TODAY, line=shown(session, room, lesson_id)
        )
        return found.id if found is not None else None

    assert after(first.id) == second.id
    assert after(second.id) == evening.id, "two lessons of one day follow each other"
    assert after(evening.id) == first.id, (
        "what was passed over is not forgotten; what is to come is not yet given"
    )
    first.closed_on = second.closed_on = evening.closed_on = TODAY
    session.flush()
    assert after(evening.id) is None


def test_then_comes_another_group_but_never_one_that_is_not_yours(session: Session, room: Room) -> None:
    teacher = teacher_of(session, room.group)
    course = attendance_factories.course(session, campus=room.given.campus)
    group = attendance_factories.group(session, course=course)
    other = attendance_factories.lesson(session, group=group, held_on=date(2026, 11, 3))
    for each in room.lessons:
        each.closed_on = TODAY
    session.flush()
    line = shown(session, room, room.lessons[1].id)
    found = listed.next_to_enter(session, actor=room.actor, today=TODAY, line=line)
    assert found is not None
    assert found.id == other.id
    assert listed.next_to_enter(session, actor=teacher, today=TODAY, line=line) is None
