"""The history of cells: who put which code when, who sees it, and putting an earlier value back."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.attendance import changes, commands
from core.attendance.changes import Change
from core.errors import Conflict, InvalidInput, NotFound
from tests import factories
from tests.core.attendance.conftest import Room, teacher_of
from tests.core.conftest import Refused

TODAY = date(2026, 11, 21)


def save(session: Session, room: Room, name: str, value: str, base: int) -> None:
    ops = [room.op(name, value, base=base)]
    commands.save(session, actor=room.actor, today=TODAY, lesson_id=room.lessons[0].id, ops=ops)
    session.flush()


@pytest.fixture
def history(session: Session, room: Room) -> list[Change]:
    """A cell that was present, then ill, then absent, then emptied."""
    for base, value in enumerate(("A", "GZ", "O", "")):
        save(session, room, f"h{base}", value, base)
    return list(changes.of_lesson(session, actor=room.actor, lesson_id=room.lessons[0].id))


def test_every_change_is_told_with_who_and_how_newest_first(room: Room, history: list[Change]) -> None:
    told = [(row.old_code, row.new_code, row.way, row.changed_by) for row in history]
    who = room.actor.display_name
    assert told == [
        ("O", "", "grid", who),
        ("GZ", "O", "grid", who),
        ("A", "GZ", "grid", who),
        ("", "A", "grid", who),
    ]
    assert {(row.name, row.held_on) for row in history} == {(history[0].name, date(2026, 11, 9))}


def test_a_ground_is_not_told_to_who_may_not_see_grounds(
    session: Session, room: Room, history: list[Change]
) -> None:
    reader = factories.actor(session, Role.READER)
    told = changes.of_lesson(session, actor=reader, lesson_id=room.lessons[0].id)
    assert [(row.old_code, row.new_code) for row in told] == [("O", ""), ("G", "O"), ("A", "G"), ("", "A")]


def test_a_teacher_sees_his_own_groups_and_a_limited_person_his_campuses(
    session: Session, room: Room, history: list[Change]
) -> None:
    key = room.lessons[0].id
    other = factories.actor(session, Role.TEACHER)
    assert not changes.of_lesson(session, actor=other, lesson_id=key)
    assert len(changes.of_lesson(session, actor=teacher_of(session, room.group), lesson_id=key)) == len(
        history
    )
    elsewhere = replace(room.actor, campus_ids=frozenset({room.given.other.id}))
    assert not changes.of_lesson(session, actor=elsewhere, lesson_id=key)


def test_the_history_of_a_person_goes_over_days(session: Session, room: Room, history: list[Change]) -> None:
    key = room.enrolments[0].id
    day = date(2026, 11, 9)
    found = changes.of_person(session, actor=room.actor, enrolment_id=key, first_on=day, last_on=day)
    assert list(found) == history
    later = date(2026, 11, 10)
    assert not changes.of_person(session, actor=room.actor, enrolment_id=key, first_on=later, last_on=TODAY)


def test_an_earlier_value_is_put_back_and_that_is_a_change_too(
    session: Session, room: Room, history: list[Change]
) -> None:
    back = commands.put_back(
        session, actor=room.actor, today=TODAY, change_id=history[1].id, latest_id=history[0].id
    )
    assert back == "GZ"
    session.flush()
    newest = changes.of_lesson(session, actor=room.actor, lesson_id=room.lessons[0].id)[0]
    assert (newest.old_code, newest.new_code, newest.way) == ("", "GZ", "undo")


def test_what_was_changed_meanwhile_is_a_conflict(
    session: Session, room: Room, history: list[Change], refused: Refused
) -> None:
    save(session, room, "later", "L15", 4)
    with refused(Conflict):
        commands.put_back(
            session, actor=room.actor, today=TODAY, change_id=history[1].id, latest_id=history[0].id
        )


def test_a_closed_lesson_holds_its_codes(
    session: Session, room: Room, history: list[Change], refused: Refused
) -> None:
    room.lessons[0].closed_on, room.lessons[0].closed_by = TODAY, "An"
    session.flush()
    with refused(InvalidInput, "afgesloten"):
        commands.put_back(
            session, actor=room.actor, today=TODAY, change_id=history[1].id, latest_id=history[0].id
        )


def test_a_value_that_stands_there_and_a_change_that_is_gone_are_refused(
    session: Session, room: Room, history: list[Change], refused: Refused
) -> None:
    save(session, room, "again", "O", 4)
    newest = changes.of_lesson(session, actor=room.actor, lesson_id=room.lessons[0].id)[0]
    with refused(InvalidInput):
        commands.put_back(
            session, actor=room.actor, today=TODAY, change_id=history[0].id, latest_id=newest.id
        )
    with refused(NotFound):
        commands.put_back(session, actor=room.actor, today=TODAY, change_id=99_999, latest_id=newest.id)
    stranger = factories.actor(session, Role.TEACHER)
    with refused(NotFound):
        commands.put_back(session, actor=stranger, today=TODAY, change_id=history[0].id, latest_id=newest.id)
