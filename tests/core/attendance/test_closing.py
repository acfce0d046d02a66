"""The register of a lesson: what it takes to close it, to open it again, and the tick of the signed list."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.attendance import commands
from core.errors import Conflict, InvalidInput, NotFound
from db.models import AttendanceCell, AuditEntry, Exemption
from tests import factories
from tests.core.attendance.conftest import Room
from tests.core.conftest import Refused

TODAY = factories.TODAY


def fill(session: Session, room: Room, *codes: str) -> None:
    ops = [room.op(f"a-{who}", code, who=who) for who, code in enumerate(codes)]
    commands.save(session, actor=room.actor, today=TODAY, lesson_id=room.lessons[0].id, ops=ops)


def close(session: Session, room: Room, *, version: int = 1, today: date = TODAY) -> int:
    return commands.close_lesson(
        session, actor=room.actor, today=today, lesson_id=room.lessons[0].id, version=version
    )


def test_a_register_closes_when_every_cell_is_filled(session: Session, room: Room, refused: Refused) -> None:
    fill(session, room, "A", "O")
    with refused(InvalidInput, "Nog 1 cel is leeg"):
        close(session, room)
    fill(session, room, "A", "O", "GV")
    assert close(session, room) == 3
    first = room.lessons[0]
    assert (first.closed_on, first.closed_by, first.version) == (TODAY, room.actor.display_name, 2)
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
    assert last is not None
    assert last.action == "lesson.close"


def test_an_exempt_person_needs_no_code(session: Session, room: Room) -> None:
    fill(session, room, "A", "A")
    session.add(
        Exemption(
            enrolment_id=room.enrolments[2].id,
            first_on=date(2026, 11, 9),
            last_on=date(2026, 11, 9),
            noted_on=TODAY,
        )
    )
    session.flush()
    assert close(session, room) == 2


def test_closing_works_the_minutes_out_again_after_the_lesson_became_shorter(
    session: Session, room: Room, refused: Refused
) -> None:
    fill(session, room, "A", "O", "L90")
    room.lessons[0].given_minutes = 60
    session.flush()
    with refused(InvalidInput, "L90"):
        close(session, room)
    room.lessons[0].given_minutes = 95
    session.flush()
    close(session, room)
    cells = session.scalars(select(AttendanceCell).order_by(AttendanceCell.enrolment_id)).all()
    assert [(each.present, each.unjustified) for each in cells] == [(95, 0), (0, 95), (5, 90)]


def test_a_lesson_that_is_not_given_yet_was_changed_or_is_closed_does_not_close(
    session: Session, room: Room, refused: Refused
) -> None:
    fill(session, room, "A", "A", "A")
    with refused(InvalidInput, "nog niet gegeven"):
        close(session, room, today=date(2026, 11, 8))
    with refused(Conflict):
        close(session, room, version=7)
    close(session, room)
    with refused(InvalidInput, "al afgesloten"):
        close(session, room, version=2)


def test_a_lesson_without_people_or_not_held_does_not_close(
    session: Session, room: Room, refused: Refused
) -> None:
    first = room.lessons[0]
    first.state, first.reason, first.given_minutes = "cancelled", "holiday", 0
    session.flush()
    with refused(InvalidInput, "ging niet door"):
        close(session, room)
    first.state, first.reason, first.given_minutes = "planned", "", 100
    for each in room.enrolments:
        each.enrolled_on = date(2026, 11, 20)
    session.flush()
    with refused(InvalidInput, "niemand"):
        close(session, room)


def test_a_closed_register_opens_again_and_takes_codes(
    session: Session, room: Room, refused: Refused
) -> None:
    fill(session, room, "A", "A", "A")
    lesson_id = room.lessons[0].id
    with refused(InvalidInput, "al open"):
        commands.reopen_lesson(session, actor=room.actor, today=TODAY, lesson_id=lesson_id, version=1)
    close(session, room)
    commands.reopen_lesson(session, actor=room.actor, today=TODAY, lesson_id=lesson_id, version=2)
    assert room.lessons[0].closed_on is None
    [result] = commands.save(
        session, actor=room.actor, today=TODAY, lesson_id=lesson_id, ops=[room.op("b-1", "O", base=1)]
    )
    assert result.status == "saved"


def test_the_list_is_ticked_in_from_the_day_of_the_lesson_and_not_later_than_today(
    session: Session, room: Room, refused: Refused
) -> None:
    def note(received_on: date | None, version: int) -> None:
        commands.note_list_received(
            session, actor=room.actor, today=TODAY, lesson_id=room.lessons[0].id, version=version,
            received_on=received_on,
        )  # fmt: skip

    with refused(InvalidInput, "voor de les"):
        note(date(2026, 11, 8), 1)
    with refused(InvalidInput, "tot en met vandaag"):
        note(date(2026, 11, 22), 1)
    note(date(2026, 11, 10), 1)
    assert room.lessons[0].list_received_by == room.actor.display_name
    note(None, 2)
    assert (room.lessons[0].list_received_on, room.lessons[0].list_received_by) == (None, "")


def test_a_lesson_of_another_teacher_does_not_exist(session: Session, room: Room, refused: Refused) -> None:
    stranger = factories.actor(session, Role.TEACHER)
    session.commit()
    with refused(NotFound):
        commands.close_lesson(session, actor=stranger, today=TODAY, lesson_id=room.lessons[0].id, version=1)
