"""Filling at once: only what is empty and may be written."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.attendance import commands, filling
from core.attendance.filling import Filled
from core.errors import InvalidInput, NotFound
from db.models import AttendanceCell
from tests import factories
from tests.core.attendance.conftest import Room, lesson
from tests.core.conftest import Refused

TODAY = factories.TODAY


def codes(session: Session, room: Room, number: int) -> dict[int, str]:
    rows = session.scalars(select(AttendanceCell).where(AttendanceCell.lesson_id == room.lessons[number].id))
    return {row.enrolment_id: row.code for row in rows}


def put(session: Session, room: Room, number: int, *texts: str) -> None:
    ops = [room.op(f"{number}-{who}", text, who=who, lesson=number) for who, text in enumerate(texts) if text]
    commands.save(session, actor=room.actor, today=TODAY, lesson_id=room.lessons[number].id, ops=ops)


def test_a_copy_fills_only_what_is_empty(session: Session, room: Room, refused: Refused) -> None:
    put(session, room, 0, "A", "GZ", "L15")
    put(session, room, 1, "O")

    def copy() -> Filled:
        return commands.copy_from_lesson(
            session, actor=room.actor, today=TODAY, lesson_id=room.lessons[1].id, source_id=room.lessons[0].id
        )

    assert copy() == Filled(2, 1)
    assert list(codes(session, room, 1).values()) == ["O", "GZ", "L15"]
    with refused(InvalidInput, "geen lege cel"):
        copy()


def test_a_copy_leaves_out_what_does_not_fit_the_shorter_lesson(session: Session, room: Room) -> None:
    put(session, room, 0, "A", "L90")
    room.lessons[1].given_minutes = 50
    session.flush()
    done = commands.copy_from_lesson(
        session, actor=room.actor, today=TODAY, lesson_id=room.lessons[1].id, source_id=room.lessons[0].id
    )
    assert done == Filled(1, 2)


def test_a_copy_comes_from_another_lesson_of_the_same_group(
    session: Session, room: Room, refused: Refused
) -> None:
    other = type(room.group)(code="G-9", name="Groep 9", campus_id=room.given.campus.id)
    session.add(other)
    session.flush()
    foreign = lesson(session, other, date(2026, 11, 9))
    for source_id, error in [
        (foreign.id, InvalidInput),
        (room.lessons[0].id, InvalidInput),
        (2**40, NotFound),
    ]:
        with refused(error):
            commands.copy_from_lesson(
                session, actor=room.actor, today=TODAY, lesson_id=room.lessons[0].id, source_id=source_id
            )


def test_an_absence_over_days_fills_every_empty_lesson_in_them(session: Session, room: Room) -> None:
    put(session, room, 0, "A")
    done = commands.fill_absence(
        session, actor=room.actor, today=TODAY, enrolment_id=room.enrolments[0].id,
        first_on=date(2026, 11, 1), last_on=date(2026, 11, 30), code="gz",
    )  # fmt: skip
    assert done == Filled(1, 1)
    assert codes(session, room, 1) == {room.enrolments[0].id: "GZ"}


def test_an_absence_is_an_absence_in_days_that_follow_each_other(
    session: Session, room: Room, refused: Refused
) -> None:
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    for begin, end, code in [
        (first, last, "A"),
        (first, last, "L5"),
        (last, first, "O"),
        (first, date(2028, 1, 1), "O"),
    ]:
        with refused(InvalidInput):
            commands.fill_absence(
                session, actor=room.actor, today=TODAY, enrolment_id=room.enrolments[0].id,
                first_on=begin, last_on=end, code=code,
            )  # fmt: skip


def test_what_would_be_filled_is_said_before_and_is_what_is_filled(session: Session, room: Room) -> None:
    save = [room.op("een", "A"), room.op("twee", "L10", who=1)]
    commands.save(session, actor=room.actor, today=TODAY, lesson_id=room.lessons[0].id, ops=save)
    session.flush()
    copied = {"lesson_id": room.lessons[1].id, "source_id": room.lessons[0].id}
    would = filling.copy_would_fill(session, actor=room.actor, today=TODAY, **copied)
    assert would == Filled(2, 1)
    assert commands.copy_from_lesson(session, actor=room.actor, today=TODAY, **copied) == would
    days = {
        "enrolment_id": room.enrolments[2].id, "first_on": date(2026, 11, 9), "last_on": date(2026, 11, 16),
    }  # fmt: skip
    asked = filling.absence_would_fill(session, actor=room.actor, today=TODAY, **days)
    assert asked == Filled(2, 0)
    assert commands.fill_absence(session, actor=room.actor, today=TODAY, code="GZ", **days) == asked
    turned = days | {"last_on": date(2026, 11, 1)}
    assert filling.absence_would_fill(session, actor=room.actor, today=TODAY, **turned) == Filled(0, 0)
    stranger = factories.actor(session, Role.TEACHER)
    assert filling.copy_would_fill(session, actor=stranger, today=TODAY, **copied) == Filled(0, 0)
