"""A colleague enrols or enters attendance while a sheet writes the same: nobody is enrolled twice and no cell is lost.

On PostgreSQL alone (conftest): on SQLite a writer waits before it reads anything.
"""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import Engine, select

import db.session
from core.attendance import commands as attendance
from core.attendance.cells import Op
from core.courses import commands as courses
from core.courses.commands import Slot
from core.enrolments import commands as enrolments
from core.enrolments.commands import Leave
from core.errors import Conflict, DomainError
from core.imports import commands
from core.imports.reading import Workbook
from db.models import AttendanceCell, AttendanceChange, Enrolment, Learner, Lesson
from tests import attendance_factories, factories
from tests.core.imports.conftest import workbook
from tests.core.imports.test_two_at_once import BEFORE, meanwhile
from tests.factories import TODAY, Provider


@dataclass(frozen=True, slots=True)
class Room:
    """A course with one group and one lesson; Wout Peeters sits in it, Ines Maes not yet."""

    office: Provider
    course_id: int
    group_id: int
    lesson_id: int
    wout: int
    ines: int


@pytest.fixture
def room(engine: Engine) -> Room:
    with db.session.writing() as session:
        office = factories.provider(session)
        course = attendance_factories.course(session, campus=office.campus, code="LAS-1")
        group = attendance_factories.group(session, course=course, code="A")
        lesson = attendance_factories.lesson(session, group=group)
        wout = factories.learner(session, "Peeters", "Wout", born_on=date(1990, 5, 6))
        ines = factories.learner(session, "Maes", "Ines", number="", born_on=date(1985, 3, 2))
        seat = attendance_factories.enrolment(session, course=course, learner=wout, group=group)
        return Room(office, course.id, group.id, lesson.id, seat.id, ines.id)


CELL = {"Naam": "Peeters", "Voornaam": "Wout", "Groep": "A", "08/09/2026": "A"}
INES = {
    "Naam": "Maes", "Voornaam": "Ines", "Geboortedatum": "02/03/1985", "Groep": "A", "Ingeschreven op": "07/09/2026",
    "Verlofstelsel": "geen",
}  # fmt: skip


def applied(room: Room, kind: str, sheet: Workbook) -> int | None:
    with db.session.writing() as session:
        return commands.apply(
            session, actor=room.office.coordinator, today=TODAY, kind=kind, workbook=sheet, mode="good_rows"
        ).batch_id


def saved(room: Room) -> str:
    op = Op("op-1", room.lesson_id, room.wout, 0, "O")
    with db.session.writing() as session:
        [result] = attendance.save(
            session, actor=room.office.coordinator, today=TODAY, lesson_id=room.lesson_id, ops=[op]
        )
        return result.status


def codes() -> tuple[list[str], int]:
    with db.session.reading() as session:
        return list(session.scalars(select(AttendanceCell.code))), len(
            session.scalars(select(AttendanceChange.id)).all()
        )


def test_the_same_enrolments_sent_twice_at_once_are_entered_once(engine: Engine, room: Room) -> None:
    sheet = workbook(INES)
    with meanwhile(
        engine, at="insert into enrolment", when=BEFORE, act=lambda: applied(room, "enrolments", sheet)
    ) as ended:
        assert applied(room, "enrolments", sheet) is not None
    assert ended == [None]
    with db.session.reading() as session:
        assert len(session.scalars(select(Enrolment.id)).all()) == 2


def test_somebody_whom_a_sheet_enrols_is_not_enrolled_by_hand_at_the_same_time(
    engine: Engine, room: Room
) -> None:
    def by_hand() -> int:
        with db.session.writing() as session:
            return enrolments.enrol(
                session, actor=room.office.coordinator, today=TODAY, course_id=room.course_id, learner_id=room.ines,
                course_group_id=room.group_id, enrolled_on=date(2026, 9, 7), leave=Leave(),
            )  # fmt: skip

    with meanwhile(engine, at="insert into enrolment", when=BEFORE, act=by_hand) as ended:
        assert applied(room, "enrolments", workbook(INES)) is not None
    assert isinstance(ended[0], DomainError)
    with db.session.reading() as session:
        assert len(session.scalars(select(Learner.id)).all()) == 2
        assert len(session.scalars(select(Enrolment.id)).all()) == 2


def test_a_cell_that_a_colleague_leaves_while_a_sheet_writes_it_is_a_conflict_for_him(
    engine: Engine, room: Room
) -> None:
    with meanwhile(engine, at="insert into attendance_cell", when=BEFORE, act=lambda: saved(room)) as ended:
        assert applied(room, "attendance", workbook(CELL)) is not None
    assert ended == ["conflict"]
    assert codes() == (["A"], 1)


def test_a_cell_that_a_colleague_left_after_the_check_is_not_written_over(engine: Engine, room: Room) -> None:
    with (
        meanwhile(engine, at="order by lesson.id for update", when=BEFORE, act=lambda: saved(room)) as ended,
        pytest.raises(Conflict, match="sinds dit overzicht"),
    ):
        applied(room, "attendance", workbook(CELL))
    assert ended == ["saved"]
    assert codes() == (["O"], 1)


def test_a_lesson_added_by_hand_while_a_sheet_brings_it_is_refused_once(engine: Engine, room: Room) -> None:
    slot = Slot(None, date(2026, 9, 15), 18 * 60, 21 * 60, 150)

    def by_hand() -> int:
        with db.session.writing() as session:
            return courses.add_lesson(
                session, actor=room.office.coordinator, today=TODAY, group_id=room.group_id, slot=slot
            )

    sheet = workbook({"Groep": "A", "Datum": "15/09/2026", "Van": "18.00", "Tot": "21.00", "Lesminuten": 150})
    with meanwhile(engine, at="insert into lesson", when=BEFORE, act=by_hand) as ended:
        assert applied(room, "lessons", sheet) is not None
    assert isinstance(ended[0], DomainError)
    with db.session.reading() as session:
        assert len(session.scalars(select(Lesson.id)).all()) == 2
