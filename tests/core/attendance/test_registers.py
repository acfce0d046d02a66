"""Registers as they are shown: whose they are, what is open, what is locked, and who may read a ground."""

from datetime import date

from sqlalchemy.orm import Session

from core.access.actors import Role
from core.attendance import commands, registers, standing
from db.models import Exemption
from tests import factories
from tests.core.attendance.conftest import Room, lesson, teacher_of

TODAY = factories.TODAY


def test_open_registers_come_oldest_first_and_a_teacher_sees_his_own_alone(
    session: Session, room: Room
) -> None:
    own, stranger = teacher_of(session, room.group), factories.actor(session, Role.TEACHER)
    lesson(session, room.group, date(2026, 12, 1))
    lesson(session, room.group, date(2026, 11, 2), state="cancelled", reason="holiday", given_minutes=0)
    for actor in (own, room.actor):
        found = registers.to_enter(session, actor=actor, today=TODAY)
        assert (found.count, [line.id for line in found.oldest]) == (2, [each.id for each in room.lessons])
    assert registers.to_enter(session, actor=stranger, today=TODAY) == registers.ToEnter(0, ())
    assert registers.lesson(session, actor=stranger, lesson_id=room.lessons[0].id) is None


def test_a_limited_account_sees_the_registers_of_its_campuses(session: Session, room: Room) -> None:
    here = factories.actor(session, campuses=[room.given.campus])
    there = factories.actor(session, campuses=[room.given.other])
    assert registers.to_enter(session, actor=here, today=TODAY).count == 2
    assert registers.to_enter(session, actor=there, today=TODAY).count == 0


def test_a_week_is_monday_to_sunday(session: Session, room: Room) -> None:
    sunday = lesson(session, room.group, date(2026, 11, 15))
    found = registers.week(session, actor=room.actor, group_id=room.group.id, day=date(2026, 11, 11))
    assert [line.id for line in found] == [room.lessons[0].id, sunday.id]


def test_a_grid_holds_people_by_name_cells_locks_and_grounds_only_for_who_may_see_them(
    session: Session, room: Room
) -> None:
    ops = [room.op("a-1", "GZ", who=1)]
    commands.save(session, actor=room.actor, today=TODAY, lesson_id=room.lessons[0].id, ops=ops)
    session.add(
        Exemption(
            enrolment_id=room.enrolments[2].id,
            first_on=date(2026, 11, 9),
            last_on=date(2026, 11, 9),
            noted_on=TODAY,
        )
    )
    session.flush()
    lines = registers.week(session, actor=room.actor, group_id=room.group.id, day=date(2026, 11, 9))
    found = registers.register(session, actor=room.actor, lessons=lines)
    assert [person.name for person in found.people] == ["Aerts Zoë", "Baert Zoë", "Claes Zoë"]
    key = room.lessons[0].id
    cells = [found.cells[key, each.id] for each in room.enrolments]
    assert [(cell.code, cell.version, cell.lock) for cell in cells] == [
        ("", 0, ""), ("GZ", 1, ""), ("", 0, standing.EXEMPT),
    ]  # fmt: skip
    assert found.open_cells(key) == 1
    manager = factories.actor(session, Role.MANAGER)
    seen = registers.register(session, actor=manager, lessons=lines)
    assert seen.cells[key, room.enrolments[1].id].code == "G"


def test_the_lessons_of_one_person_over_some_days_are_his_alone(session: Session, room: Room) -> None:
    second = room.enrolments[1]
    second.stopped_on, second.stop_kind = date(2026, 11, 16), "announced"
    session.flush()
    people = registers.students(session, actor=room.actor, group_id=room.group.id)
    assert [person.enrolment_id for person in people] == [each.id for each in room.enrolments]
    found = registers.of_person(
        session, actor=room.actor, enrolment_id=second.id, first_on=date(2026, 11, 1), last_on=TODAY
    )
    assert [line.id for line in found.lessons] == [room.lessons[0].id]
    assert list(found.cells) == [(room.lessons[0].id, second.id)]
    stranger = factories.actor(session, Role.TEACHER)
    assert registers.students(session, actor=stranger, group_id=room.group.id) == ()
    nothing = registers.of_person(
        session, actor=stranger, enrolment_id=second.id, first_on=date(2026, 11, 1), last_on=TODAY
    )
    assert nothing.lessons == ()
