"""The sheet of a group: what stands in it, what never does, and that the import reads it again as it was meant."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.attendance import commands, fill_sheet
from core.errors import InvalidInput, NotAllowed, NotFound
from core.imports import commands as imports
from core.imports import machine, reading
from db.models import AttendanceCell, AuditEntry, Exemption, Learner
from tests import factories
from tests.core.attendance.conftest import Room, enrolment, lesson, teacher_of

TODAY = factories.TODAY
DAYS = {"first_on": date(2026, 11, 1), "last_on": date(2026, 11, 30)}


def made(session: Session, room: Room, **values: object) -> bytes:
    chosen = {"actor": room.actor, "today": TODAY, "group_id": room.group.id, **DAYS, **values}
    return commands.make_sheet(session, **chosen)  # type: ignore[arg-type]


def rows(content: bytes) -> list[list[object]]:
    """The rows under the titles, the heads first."""
    [sheet] = reading.read(content, file_name="blad.xlsx").sheets
    width = len(sheet.rows[3])
    return [[*row, *[None] * (width - len(row))] for row in sheet.rows[3:]]


def test_people_stand_down_lessons_across_with_what_is_entered_and_strokes_where_nothing_is_asked(
    session: Session, room: Room
) -> None:
    stopped = room.enrolments[2]
    stopped.stopped_on, stopped.stop_kind = date(2026, 11, 12), "announced"
    freed = Exemption(
        enrolment_id=room.enrolments[1].id,
        first_on=date(2026, 11, 16),
        last_on=date(2026, 11, 16),
        noted_on=TODAY,
    )
    session.add(freed)
    lesson(session, room.group, date(2026, 11, 23), state="cancelled", reason="holiday", given_minutes=0)
    session.flush()
    ops = [room.op("1", "A"), room.op("2", "GZ", who=1)]
    commands.save(session, actor=room.actor, today=TODAY, lesson_id=room.lessons[0].id, ops=ops)
    found = rows(made(session, room))
    assert found == [
        [*fill_sheet.HEADS, "09/11/2026 9.00", "16/11/2026 9.00"],
        ["Aerts", "Zoë", None, "O-1", "G-1", "A", None],
        ["Baert", "Zoë", None, "O-1", "G-1", "-", "-"],
        ["Claes", "Zoë", None, "O-1", "G-1", None, "-"],
    ]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "attendance.sheet")).one()
    assert (entry.subject_kind, entry.subject_id) == ("course_group", room.group.id)


def test_what_is_filled_in_is_read_again_by_the_import_and_the_rest_stays(
    session: Session, room: Room
) -> None:
    twin = enrolment(session, room.course, room.group, "Aerts")
    for row, born in ((room.enrolments[0], date(1990, 1, 2)), (twin, date(1991, 3, 4))):
        session.get_one(Learner, row.learner_id).born_on = born
    session.flush()
    ops = [room.op("1", "A"), room.op("2", "GZ", who=1)]
    commands.save(session, actor=room.actor, today=TODAY, lesson_id=room.lessons[0].id, ops=ops)
    session.commit()
    content = made(session, room)
    read = reading.read(content, file_name="blad.xlsx")
    heads, *people = rows(content)
    assert [bool(row[2]) for row in people] == [True, True, False, False], (
        "two of one name have their birth dates"
    )
    for row, code in zip(people, ("A", "O", "L15", "GV"), strict=True):
        row[6] = row[6] or code
    filled = reading.Sheet("Termijnwacht", [*read.sheets[0].rows[:3], heads, *people])  # type: ignore[list-item]
    workbook = reading.Workbook(read.file_name, read.sha256, (filled,))
    imports.apply(
        session, actor=room.actor, today=TODAY, kind="attendance", workbook=workbook, mode="all_or_nothing"
    )
    codes = {
        (cell.lesson_id, cell.enrolment_id): cell.code
        for cell in session.scalars(select(AttendanceCell))
        if cell.code
    }
    first, second = (one.id for one in room.lessons)
    one, two, three = (row.id for row in room.enrolments)
    assert codes == {
        (first, one): "A", (first, two): "GZ", (second, one): "A", (second, twin.id): "O", (second, two): "L15",
        (second, three): "GV",
    }  # fmt: skip


def test_a_row_in_which_nothing_is_asked_or_filled_in_is_read_again_as_it_is_and_holds_up_no_other(
    session: Session, room: Room
) -> None:
    session.add(
        Exemption(
            enrolment_id=room.enrolments[1].id, first_on=DAYS["first_on"], last_on=DAYS["last_on"], noted_on=TODAY
        )
    )  # fmt: skip
    session.commit()
    read = reading.read(made(session, room), file_name="blad.xlsx")
    asked = {"actor": room.actor, "today": TODAY, "kind": "attendance"}
    untouched = machine.check(session, workbook=read, **asked)  # type: ignore[arg-type]
    assert [found.status for found in untouched.findings] == ["unchanged"] * 3, "nothing was filled in yet"
    heads, *people = rows(made(session, room))
    people[0][5] = "A"
    filled = reading.Sheet("Termijnwacht", [*read.sheets[0].rows[:3], heads, *people])  # type: ignore[list-item]
    workbook = reading.Workbook(read.file_name, read.sha256, (filled,))
    imports.apply(session, workbook=workbook, mode="all_or_nothing", **asked)  # type: ignore[arg-type]
    cells = session.scalars(select(AttendanceCell)).all()
    assert [(cell.enrolment_id, cell.code) for cell in cells] == [(room.enrolments[0].id, "A")]


def test_a_national_number_and_a_ground_never_stand_in_it_and_a_formula_is_text(
    session: Session, room: Room
) -> None:
    session.get_one(Learner, room.enrolments[0].learner_id).first_name = "=cmd|'/c calc'!A1"
    ops = [room.op(str(who), "GZ", who=who) for who in range(3)]
    commands.save(session, actor=room.actor, today=TODAY, lesson_id=room.lessons[0].id, ops=ops)
    found = rows(made(session, room))
    assert found[1][1] == "=cmd|'/c calc'!A1"
    assert not [cell for row in found[1:] for cell in row if str(cell).startswith("G") and cell != "G-1"]
    with ZipFile(BytesIO(made(session, room))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_days_without_lessons_too_many_lessons_and_days_the_wrong_way_round_are_refused_with_a_way_out(
    session: Session, room: Room
) -> None:
    with pytest.raises(InvalidInput, match="vóór de eerste"):
        made(session, room, first_on=date(2026, 12, 1), last_on=date(2026, 11, 1))
    for nothing in ({"first_on": date(2026, 12, 1), "last_on": date(2026, 12, 2)}, {"group_id": 999_999}):
        with pytest.raises(InvalidInput, match="geen les met cursisten"):
            made(session, room, **nothing)
    for at in range(fill_sheet.MOST):
        lesson(session, room.group, date(2026, 11, 2), starts_at=at, ends_at=at + 110)
    with pytest.raises(InvalidInput, match="92 lessen; een blad heeft er hoogstens 90"):
        made(session, room)


def test_who_may_not_enter_or_may_not_read_it_in_again_gets_none_and_nobody_that_of_another_campus(
    session: Session, room: Room
) -> None:
    assert rows(made(session, room, actor=factories.actor(session, campuses=[room.given.campus])))
    own = teacher_of(session, room.group)
    for actor in (own, *(factories.actor(session, role) for role in (Role.REGISTRAR, Role.MANAGER))):
        with pytest.raises(NotAllowed):
            made(session, room, actor=actor)
    with pytest.raises(NotFound):
        made(session, room, actor=factories.actor(session, campuses=[room.given.other]))
