"""The sheet of attendance: long or as a matrix, in codes or in words; filled, kept, replaced, refused, and taken back."""

from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.attendance import commands as attendance
from core.attendance import totals
from core.attendance.cells import Op
from core.errors import Conflict, InvalidInput, NotAllowed
from core.imports import (
    attendancecells,
    attendancefields,
    commands,
    headers,
    machine,
    mending,
    reading,
    sheets,
)
from core.imports.attendancecells import Head
from core.subject import records
from db.models import (
    AttendanceCell,
    AttendanceChange,
    Campus,
    Certificate,
    Course,
    CourseGroup,
    Enrolment,
    Learner,
    Lesson,
)
from tests import attendance_factories, factories
from tests.core.imports import entering
from tests.core.imports.conftest import account, number, text, workbook
from tests.core.imports.entering import Enter, Sheet, reasons, undo
from tests.core.imports.test_lessons import under_paper

BORN = date(1990, 5, 6)
DAYS = ("08/09/2026", "15/09/2026", "22/09/2026")


@pytest.fixture
def course(provider: Session) -> Course:
    """LAS-1 in Gent, group A with three lessons of 150 minutes; Wout Peeters and Ines Maes sit in it."""
    gent = provider.scalars(select(Campus).where(Campus.city == "Gent")).one()
    made = attendance_factories.course(provider, campus=gent, code="LAS-1")
    group = attendance_factories.group(provider, course=made, code="A")
    attendance_factories.lessons(provider, group=group, count=3)
    for last, first, born in (("Peeters", "Wout", BORN), ("Maes", "Ines", date(1985, 3, 2))):
        person = factories.learner(provider, last, first, number=number(born), born_on=born)
        attendance_factories.enrolment(provider, course=made, learner=person, group=group)
    return made


@pytest.fixture
def sheet(provider: Session, course: Course, actor: Actor, today: date) -> Sheet:
    return entering.looks(provider, actor, today, kind="attendance")


@pytest.fixture
def enter(provider: Session, course: Course, actor: Actor, today: date) -> Enter:
    return entering.enters(provider, actor, today, kind="attendance")


def long(day: object = DAYS[0], code: object = "A", **changes: object) -> dict[str, object]:
    return {"Naam": "Peeters", "Voornaam": "Wout", "Groep": "A", "Datum": day, "Aanwezigheid": code} | changes


def matrix(name: str, *codes: object, days: tuple[str, ...] = DAYS) -> dict[str, object]:
    return {"Naam": name, "Groep": "A", **dict(zip(days, codes, strict=False))}


def cells(session: Session) -> list[tuple[str, str, str]]:
    """Every cell there is: whose, which day, which code."""
    rows = session.execute(
        select(Learner.last_name, Lesson.held_on, AttendanceCell.code)
        .select_from(AttendanceCell)
        .join(Lesson, Lesson.id == AttendanceCell.lesson_id)
        .join(Enrolment, Enrolment.id == AttendanceCell.enrolment_id)
        .join(Learner, Learner.id == Enrolment.learner_id)
        .order_by(Learner.last_name, Lesson.held_on)
    )
    return [(name, f"{day:%d/%m}", code) for name, day, code in rows]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("A", "A"), ("a ", "A"), ("aanwezig", "A"), ("Afwezig", "O"), ("ziekte", "GZ"), ("ziek", "GZ"), ("te laat 15", "L15"),
        ("Te laat (15 min)", "L15"), ("15 minuten te laat", "L15"), ("laat 5", "L5"), ("afwezig 30", "O30"),
        ("ziekte 30 min", "GZ30"), ("Klein verlet", "GK"), ("uitzonderlijk weer", "GW"), ("G Z", "GZ"), ("l15", "L15"),
        ("staking openbaar vervoer", "GV"), ("ongewettigd", "O"), ("gz30", "GZ30"),
    ],
)  # fmt: skip
def test_a_code_may_be_written_in_letters_or_in_words(written: str, code: str) -> None:
    assert str(attendancecells.code_of(written, "code")) == code


@pytest.mark.parametrize(
    "written", ["x", "1", 15, "te laat", "gewettigd", "griep", "A30", "te laat 0", "GX", "te laat 5 of 10"]
)
def test_what_is_no_code_is_never_guessed(written: reading.Value) -> None:
    found = attendancecells.code_of(written, "code")
    assert isinstance(found, attendancecells.Refused)
    assert found.code == "not_right"


@pytest.mark.parametrize(
    ("header", "head"),
    [
        ("08/09/2026", Head(9, 8, 2026)), (date(2026, 9, 8), Head(9, 8, 2026)), ("di 8/9/2026", Head(9, 8, 2026)),
        ("8/9", Head(9, 8)), ("dinsdag 8-9", Head(9, 8)), ("les 8/9/2026", Head(9, 8, 2026)), ("2026-09-08", Head(9, 8, 2026)),
        ("08/09/2026 18.00", Head(9, 8, 2026, 1080)), ("8/9 18u30", Head(9, 8, None, 1110)),
        ("8/9/2026\n18:00-21:00", Head(9, 8, 2026, 1080)), ("08/09/2026 18:00", Head(9, 8, 2026, 1080)),
        ("29/2", Head(2, 29)), ("31/2", None), ("8/13", None), ("Opmerking", None), (8.9, None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_a_header_is_a_lesson_when_it_is_a_day(header: reading.Value, head: Head | None) -> None:
    assert attendancecells.head_of(header) == head


def test_rows_fill_empty_cells_with_their_minutes_and_history(provider: Session, enter: Enter) -> None:
    result = enter(
        long(), long(DAYS[1], "te laat 15"), long(date(2026, 9, 22), "ziekte", **{"Voornaam": "WOUT"})
    )
    assert result.preview.cells == {"filled": 3, "replaced": 0, "kept": 0, "same": 0}
    assert result.preview.counts.new == 3
    assert cells(provider) == [
        ("Peeters", "08/09", "A"),
        ("Peeters", "15/09", "L15"),
        ("Peeters", "22/09", "GZ"),
    ]
    late = provider.scalars(select(AttendanceCell).where(AttendanceCell.code == "L15")).one()
    assert (late.present, late.justified, late.unjustified) == (135, 0, 15)
    changes = provider.execute(
        select(AttendanceChange.way, AttendanceChange.old_code, AttendanceChange.new_code)
    ).all()
    assert [tuple(change) for change in changes] == [
        ("import", "", "A"),
        ("import", "", "L15"),
        ("import", "", "GZ"),
    ]


def test_a_line_per_person_with_the_lessons_as_columns_fills_them_all(
    provider: Session, enter: Enter
) -> None:
    result = enter(
        matrix("Wout Peeters", "A", "afwezig", "te laat 15"), matrix("Maes, Ines", "A", None, "GK")
    )
    assert reasons(result.preview) == [None, None]
    assert result.preview.cells["filled"] == 5
    assert cells(provider) == [
        ("Maes", "08/09", "A"), ("Maes", "22/09", "GK"),
        ("Peeters", "08/09", "A"), ("Peeters", "15/09", "O"), ("Peeters", "22/09", "L15"),
    ]  # fmt: skip
    enrolment = provider.scalars(select(Enrolment).order_by(Enrolment.id)).first()
    assert enrolment is not None
    for lesson in provider.scalars(select(Lesson)):
        lesson.closed_on = date(2026, 10, 1)
    provider.flush()
    found = totals.of_one(
        provider, enrolment_id=enrolment.id, first_on=date(2026, 9, 1), last_on=date(2026, 9, 30)
    )
    assert (found.present, found.unjustified, found.given) == (285, 165, 450)


def test_a_long_sheet_and_a_matrix_of_the_same_lessons_agree(enter: Enter, sheet: Sheet) -> None:
    enter(matrix("Wout Peeters", "A", "O", "L15"))
    again = sheet(long(), long(DAYS[1], "O"), long(DAYS[2], "l 15"))
    assert [found.status for found in again.findings] == ["unchanged"] * 3
    assert (
        sheet(matrix("Peeters Wout", "A", "O", "L15", days=("8/9", "di 15/09", "22/9/2026"))).cells["same"]
        == 3
    )


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"Naam": None, "Voornaam": None}, "missing_name", "Naam"),
        ({"Naam": "Onbekend"}, "unknown_learner", "Naam"),
        ({"Groep": "Z"}, "unknown_course", "Groep"),
        ({"Datum": "09/09/2026"}, "no_lesson", "Datum"),
        ({"Datum": "31/09/2026"}, "bad_date", "Datum"),
        ({"Datum": None}, "missing_day", "Datum"),
        ({"Aanwezigheid": None}, "missing_code", "Aanwezigheid"),
        ({"Aanwezigheid": None, "Datum": None}, "nothing_to_read", "Datum"),
        ({"Aanwezigheid": "griep"}, "not_right", "Aanwezigheid"),
        ({"Aanwezigheid": "L151"}, "not_right", "Aanwezigheid"),
        ({"Uur": "laat"}, "bad_hour", "Uur"),
        ({"Uur": "19.00"}, "no_lesson", "Datum"),
        ({"INSZ": "123"}, "bad_insz", "INSZ"),
        ({"Geboortedatum": "31/02/1990"}, "bad_birth_date", "Geboortedatum"),
        ({"Geboortedatum": "07/05/1990"}, "unknown_learner", "Naam"),
    ],
)
def test_a_refused_row_names_its_reason_its_column_and_the_way_out(
    sheet: Sheet, changes: dict[str, object], reason: str, field: str
) -> None:
    [found] = sheet(long(Uur=None, INSZ=None, Geboortedatum=None) | changes).findings
    assert (found.status, found.reason, found.column) == ("rejected", reason, field)
    assert found.message.endswith(".")
    assert "{" not in found.message


def test_namesakes_are_never_guessed_between(provider: Session, course: Course, sheet: Sheet) -> None:
    group = provider.scalars(select(CourseGroup)).one()
    other = factories.learner(provider, "Peeters", "Wout", number="", born_on=date(1999, 1, 1))
    attendance_factories.enrolment(provider, course=course, learner=other, group=group)
    preview = sheet(
        long(), long(INSZ=number(BORN)), long(Geboortedatum="01/01/1999"), long(Geboortedatum="06/05/1990"),
    )  # fmt: skip
    assert reasons(preview) == ["same_name", None, None, "duplicate_row"]


def test_two_lessons_on_a_day_are_told_apart_by_their_hour(
    provider: Session, course: Course, sheet: Sheet
) -> None:
    group = provider.scalars(select(CourseGroup)).one()
    attendance_factories.lesson(provider, group=group, starts_at=9 * 60, ends_at=12 * 60)
    preview = sheet(long(), long(Uur="9.00"), long(Uur="18.00"))
    assert reasons(preview) == ["several_lessons", None, None]
    book = sheet(
        matrix(
            "Wout Peeters", "A", "O", days=(datetime(2026, 9, 8, 9, 0).strftime("%d/%m/%Y %H:%M"), "8/9 18u")
        )
    )
    assert book.cells["filled"] == 2


def test_a_cell_that_says_something_else_is_shown_with_both_values_and_kept_or_replaced(
    provider: Session, actor: Actor, today: date, enter: Enter, sheet: Sheet
) -> None:
    enter(long())
    [kept] = sheet(long(code="O")).findings
    assert (kept.status, kept.reason) == ("rejected", "cell_differs")
    assert "08/09/2026 18.00 staat er A, het blad zegt O" in kept.message
    mixed = sheet(matrix("Wout Peeters", "O", "A"))
    [found] = mixed.findings
    assert (found.status, found.warnings, mixed.cells["kept"], mixed.cells["filled"]) == (
        "accepted",
        ("kept_cells",),
        1,
        1,
    )
    assert [(change.old, change.new) for change in found.changes] == [("A", "A (O)"), ("", "A")]
    enter(matrix("Wout Peeters", "O", "A"))
    assert cells(provider) == [("Peeters", "08/09", "A"), ("Peeters", "15/09", "A")]
    result = enter(matrix("Wout Peeters", "O", "A"), replaces=True)
    assert result.preview.cells == {"filled": 0, "replaced": 1, "kept": 0, "same": 1}
    assert (result.preview.counts.new, result.preview.counts.changed) == (0, 1)
    assert cells(provider) == [("Peeters", "08/09", "O"), ("Peeters", "15/09", "A")]
    undo(provider, actor, today, result)
    assert cells(provider) == [("Peeters", "08/09", "A"), ("Peeters", "15/09", "A")]


def test_closed_cancelled_exempt_and_issued_lessons_are_refused_with_the_sentence_of_the_grid(
    provider: Session, course: Course, actor: Actor, today: date, sheet: Sheet
) -> None:
    first, second, third = provider.scalars(select(Lesson).order_by(Lesson.held_on))
    first.closed_on = date(2026, 9, 9)
    second.state, second.reason, second.given_minutes = "cancelled", "unforeseen", 0
    third.state, third.reason = "credited", "closure"
    provider.flush()
    found = sheet(long(), long(DAYS[1]), long(DAYS[2])).findings
    assert [each.reason for each in found] == ["not_right"] * 3
    assert "afgesloten" in found[0].message
    assert "ging niet door" in found[1].message
    assert "telt als gewettigd" in found[2].message


def test_a_lesson_under_an_issued_paper_is_refused(
    provider: Session, course: Course, sheet: Sheet, actor: Actor, today: date, enter: Enter
) -> None:
    result = enter(matrix("Wout Peeters", "A"))
    group = provider.scalars(select(CourseGroup)).one()
    under_paper(provider, course, group)
    enrolment = provider.scalars(select(Enrolment).order_by(Enrolment.id)).first()
    assert enrolment is not None
    paper = provider.scalars(select(Certificate)).one()
    paper.enrolment_id = enrolment.id
    provider.flush()
    found = sheet(long(DAYS[1])).findings[0]
    assert found.reason == "not_right"
    assert "N2026-1 is uitgereikt" in found.message
    with pytest.raises(Conflict, match="Rij 2: Getuigschrift N2026-1"):
        undo(provider, actor, today, result)


def test_the_same_sheet_twice_changes_nothing(provider: Session, enter: Enter) -> None:
    enter(matrix("Wout Peeters", "A", "O"))
    again = enter(matrix("Wout Peeters", "A", "O"))
    assert (again.batch_id, again.preview.cells["same"]) == (None, 2)
    assert len(provider.scalars(select(AttendanceChange)).all()) == 2


def test_the_same_cell_twice_in_a_sheet_is_refused_once_and_a_refused_row_does_not_count(
    sheet: Sheet,
) -> None:
    assert reasons(sheet(long(), long(code="O"))) == [None, "duplicate_row"]
    assert reasons(sheet(long(code="L151"), long(code="O"))) == ["not_right", None]
    assert reasons(sheet(matrix("Wout Peeters", "A", "O", days=(DAYS[0], "8/9")))) == ["duplicate_row"]


def test_an_undone_sheet_empties_its_cells_and_a_cell_changed_since_is_not_taken_back(
    provider: Session, actor: Actor, today: date, enter: Enter
) -> None:
    first = enter(long())
    undo(provider, actor, today, first)
    assert cells(provider) == [("Peeters", "08/09", "")]
    cell = provider.scalars(select(AttendanceCell)).one()
    assert (cell.present, cell.justified, cell.unjustified) == (0, 0, 0)
    assert len(provider.scalars(select(AttendanceChange)).all()) == 2
    second = enter(long(), long(DAYS[1]))
    lesson = provider.scalars(select(Lesson).order_by(Lesson.held_on)).first()
    assert lesson is not None
    op = Op("op-1", lesson.id, cell.enrolment_id, 3, "O")
    [saved] = attendance.save(provider, actor=actor, today=today, lesson_id=lesson.id, ops=[op])
    assert saved.status == "saved"
    with pytest.raises(Conflict, match="Rij 2: dit is intussen gewijzigd"):
        undo(provider, actor, today, second)


def test_a_sheet_is_not_written_over_what_was_entered_since_it_was_shown(
    provider: Session, course: Course, actor: Actor, today: date
) -> None:
    book = workbook(matrix("Wout Peeters", "A"))
    shown = machine.check(provider, actor=actor, today=today, kind="attendance", workbook=book)
    lesson = provider.scalars(select(Lesson).order_by(Lesson.held_on)).first()
    enrolment = provider.scalars(select(Enrolment).order_by(Enrolment.id)).first()
    assert lesson is not None
    assert enrolment is not None
    op = Op("op-1", lesson.id, enrolment.id, 0, "O")
    attendance.save(provider, actor=actor, today=today, lesson_id=lesson.id, ops=[op])
    with pytest.raises(Conflict, match="sinds dit overzicht"):
        commands.apply(
            provider,
            actor=actor,
            today=today,
            kind="attendance",
            workbook=book,
            mode="good_rows",
            shown=shown.digest,
        )
    with pytest.raises(InvalidInput):
        commands.apply(
            provider, actor=actor, today=today, kind="attendance", workbook=book, mode="all_or_nothing"
        )


def test_a_limited_account_enters_on_its_own_campus_only(
    provider: Session, course: Course, today: date, enter: Enter
) -> None:
    kortrijk = provider.scalars(select(Campus).where(Campus.city == "Kortrijk")).one()
    limited = account(provider, Role.COORDINATOR, frozenset({kortrijk.id}))
    named = {key: value for key, value in long().items() if key != "Groep"}
    preview = machine.check(
        provider, actor=limited, today=today, kind="attendance", workbook=workbook(named, header=list(named))
    )
    assert reasons(preview) == ["unknown_learner"]
    by_group = machine.check(
        provider, actor=limited, today=today, kind="attendance", workbook=workbook(long())
    )
    assert reasons(by_group) == ["campus_not_allowed"]
    done = enter(long())
    assert done.batch_id is not None
    with pytest.raises(NotAllowed):
        commands.undo(provider, actor=limited, today=today, batch_id=done.batch_id)


def test_a_sheet_from_an_old_program_reads_the_same(
    provider: Session, course: Course, actor: Actor, today: date
) -> None:
    content = text(
        [["Aanwezigheden september"], ["Groep", "A"], [], ["Naam", "Voornaam", "Groep", "di 8/9", "di 15/9", "Opmerking"],
         ["Peeters", "Wout", "A", "aanwezig", "te laat 15", "écht"], ["Totaal", "", "", "1", "1", ""]],
        encoding="cp1252",
    )  # fmt: skip
    book = reading.read(content, file_name="september.csv")
    preview = machine.check(provider, actor=actor, today=today, kind="attendance", workbook=book)
    assert [(found.row, found.status) for found in preview.findings] == [(5, "accepted")]
    assert preview.cells["filled"] == 2
    [shown] = mending.lines(preview)
    assert (shown.name, shown.trajectory) == ("Peeters, Wout", "A")


def test_a_refused_line_names_the_column_of_the_lesson_and_goes_back_to_be_mended(sheet: Sheet) -> None:
    preview = sheet(matrix("Wout Peeters", "A", "zot"))
    [found] = preview.findings
    assert (found.column, found.reason) == (DAYS[1], "not_right")
    [shown] = mending.lines(preview)
    assert shown.value == "zot"
    back = reading.read(
        mending.refused(preview, t=lambda text, **values: text.format(**values)), file_name="terug.xlsx"
    )
    kind = sheets.kind_named("attendance")
    layout = headers.find(back, kind=kind, remembered={}, given={}, more=kind.more)
    assert sum(name.startswith("@") for name in layout.fields) == 2


def test_every_word_of_a_list_is_a_code_of_the_grid() -> None:
    for word, code in attendancefields.WORDS.items():
        if code in {"G", "L"}:
            continue
        assert str(attendancecells.code_of(word, "code")) == code


def test_the_rows_that_named_somebody_are_in_his_own_file(
    provider: Session, course: Course, enter: Enter
) -> None:
    enter(long(), matrix("Maes Ines", "A"))
    wout = provider.scalars(select(Learner.id).where(Learner.last_name == "Peeters")).one()
    found = records.of_person(provider, wout, with_national_number=False)
    assert [(row["row"], row["subject_kind"]) for row in found.tables["import_row"]] == [(2, "enrolment")]
