"""The sheet of lessons: hours read in many ways, overlaps and locks as on the screen, applied whole and taken back."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import clock
from core.access.actors import Actor, Role
from core.courses import commands as courses
from core.errors import Conflict, InvalidInput, NotAllowed
from core.imports import commands, machine, mending, plaincells, queries, reading
from db.models import (
    AttendanceCell,
    AuditEntry,
    Campus,
    Certificate,
    ClosingDay,
    Course,
    CourseGroup,
    Document,
    ImportBatch,
    Lesson,
)
from tests import attendance_factories, factories
from tests.core.imports import entering
from tests.core.imports.conftest import account, text, workbook
from tests.core.imports.entering import Enter, Sheet, reasons, undo

EVENING = {
    "Opleiding": "LAS-1", "Groep": "A", "Datum": "08/09/2026", "Van": "18.00", "Tot": "21.00", "Lesminuten": 150,
    "Soort": "contactles", "Lesgever": "Tom Aerts",
}  # fmt: skip


def line(**changes: object) -> dict[str, object]:
    return EVENING | changes


@pytest.fixture
def course(provider: Session) -> Course:
    """LAS-1 in Gent with group A, and Tom Aerts in the register."""
    gent = provider.scalars(select(Campus).where(Campus.city == "Gent")).one()
    made = attendance_factories.course(provider, campus=gent, code="LAS-1")
    attendance_factories.group(provider, course=made, code="A")
    factories.staff_member(provider, name="Tom Aerts")
    return made


@pytest.fixture
def group(provider: Session, course: Course) -> CourseGroup:
    return provider.scalars(select(CourseGroup).where(CourseGroup.code == "A")).one()


@pytest.fixture
def sheet(provider: Session, course: Course, actor: Actor, today: date) -> Sheet:
    return entering.looks(provider, actor, today, kind="lessons")


@pytest.fixture
def enter(provider: Session, course: Course, actor: Actor, today: date) -> Enter:
    return entering.enters(provider, actor, today, kind="lessons")


def test_rows_make_the_lessons_of_a_group_in_one_act(provider: Session, enter: Enter) -> None:
    result = enter(line(), line(Datum="10/09/2026", Soort="stage", Lesgever=None, Online="ja"))
    one, other = provider.scalars(select(Lesson).order_by(Lesson.held_on))
    assert (one.held_on, one.weekday, one.starts_at, one.ends_at, one.minutes, one.given_minutes) == (
        date(2026, 9, 8), 2, 1080, 1260, 150, 150,
    )  # fmt: skip
    assert (one.kind, other.kind, other.is_online, one.import_batch_id) == (
        "contact",
        "placement",
        True,
        result.batch_id,
    )
    assert one.teacher_id is not None
    acts = provider.scalars(select(AuditEntry.action)).all()
    assert acts.count("lesson.add_many") == 1


@pytest.mark.parametrize(
    ("written", "minute"),
    [
        ("18.00", 1080), ("18:30", 1110), ("18u30", 1110), ("18 u", 1080), ("18u", 1080), ("9.05", 545), (18.0, 1080),
        (0.75, 1080), ("18:00:00", 1080), ("18h15", 1095), ("24.00", 1440), ("18.3", None), (18.3, None), ("25.00", None),
        ("18.75", None), ("avond", None), (None, None), (True, None), ("24.01", None),
    ],
)  # fmt: skip
def test_an_hour_is_read_as_it_is_typed_and_never_guessed(written: reading.Value, minute: int | None) -> None:
    assert plaincells.minute_of(written) == minute


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"Opleiding": "X"}, "unknown_course", "Opleiding"),
        ({"Groep": "Z"}, "unknown_group", "Groep"),
        ({"Opleiding": None, "Groep": None}, "missing_course", "Opleiding"),
        ({"Datum": None}, "missing_day", "Datum"),
        ({"Datum": "31/09/2026"}, "bad_date", "Datum"),
        ({"Datum": "01/09/2026"}, "not_right", "Datum"),
        ({"Van": None}, "missing_hour", "Van"),
        ({"Tot": None}, "missing_hour", "Tot"),
        ({"Tot": "laat"}, "bad_hour", "Tot"),
        ({"Tot": "17.00"}, "not_right", "Tot"),
        ({"Lesminuten": 181}, "not_right", "Lesminuten"),
        ({"Lesminuten": "2,5"}, "bad_minutes", "Lesminuten"),
        ({"Soort": "uitstap"}, "unknown_word", "Soort"),
        ({"Online": "soms"}, "bad_yes_no", "Online"),
        ({"Lesgever": "Niemand"}, "unknown_teacher", "Lesgever"),
    ],
)
def test_a_refused_row_names_its_reason_its_column_and_the_way_out(
    sheet: Sheet, changes: dict[str, object], reason: str, field: str
) -> None:
    [found] = sheet(line(Online=None) | changes).findings
    assert (found.status, found.reason, found.column) == ("rejected", reason, field)
    assert found.message.endswith(".")
    assert "{" not in found.message


def test_without_minutes_the_timetable_says_how_long_the_lesson_is(
    provider: Session, group: CourseGroup, enter: Enter
) -> None:
    attendance_factories.slot(provider, group=group)
    enter(line(Lesminuten=None), line(Lesminuten=None, Datum="09/09/2026"))
    assert provider.scalars(select(Lesson.minutes).order_by(Lesson.held_on)).all() == [150, 180]


def test_two_lessons_at_once_are_refused_whether_stored_or_in_the_sheet(
    provider: Session, group: CourseGroup, sheet: Sheet
) -> None:
    attendance_factories.lesson(provider, group=group)
    preview = sheet(
        line(Van="20.30", Tot="22.00", Lesminuten=90),
        line(Datum="09/09/2026"),
        line(Datum="09/09/2026"),
        line(Datum="09/09/2026", Van="19.00", Tot="20.00", Lesminuten=60),
        line(Datum="09/09/2026", Van="21.00", Tot="22.00", Lesminuten=60),
    )
    assert reasons(preview) == ["not_right", None, "duplicate_row", "rows_overlap", None]
    assert "samenvalt" in preview.findings[0].message


def test_the_same_sheet_twice_changes_nothing_and_another_value_is_refused(
    provider: Session, enter: Enter, sheet: Sheet
) -> None:
    enter(line())
    assert enter(line()).batch_id is None
    assert sheet(line(Lesgever=None, Lesminuten=None, Soort=None)).findings[0].status == "unchanged"
    for changes, field in (
        ({"Tot": "20.00", "Lesminuten": None}, "Tot"), ({"Lesminuten": 140}, "Lesminuten"),
        ({"Soort": "stage"}, "Soort"), ({"Online": "ja"}, "Online"),
    ):  # fmt: skip
        [found] = sheet(line(**changes)).findings
        assert (found.reason, found.column) == ("stored_differs", field)
        assert "{" not in found.message


def test_a_lesson_that_was_cancelled_here_is_not_brought_back_by_a_sheet(
    provider: Session, actor: Actor, today: date, enter: Enter, sheet: Sheet
) -> None:
    enter(line())
    lesson = provider.scalars(select(Lesson)).one()
    courses.cancel_lesson(
        provider, actor=actor, today=today, lesson_id=lesson.id, version=1, reason="unforeseen"
    )
    assert reasons(sheet(line(), line(Van="17.00", Tot="19.00", Lesminuten=100))) == ["was_cancelled", None]


def test_a_lesson_on_a_holiday_or_closing_day_is_pointed_at(
    provider: Session, course: Course, sheet: Sheet
) -> None:
    provider.add(ClosingDay(first_on=date(2026, 11, 2), last_on=date(2026, 11, 6), reason="herfstvakantie"))
    provider.flush()
    days = ("11/11/2026", "03/11/2026", "10/11/2026")
    found = [each.warnings for each in sheet(*(line(Datum=day) for day in days)).findings]
    assert found == [("on_closed_day",), ("on_closed_day",), ()]
    course.skips_holidays = False
    provider.flush()
    assert sheet(line(Datum="11/11/2026")).findings[0].warnings == ()


def under_paper(session: Session, course: Course, group: CourseGroup) -> None:
    """Somebody in the group holds an issued paper of assiduity over September."""
    enrolment = attendance_factories.enrolment(
        session, course=course, learner=factories.learner(session), group=group
    )
    document = Document(
        kind="cert_assiduity", year=2026, sequence=1, number="N2026-1", subject_kind="certificate", subject_id=1,
        learner_id=enrolment.learner_id, campus_id=course.campus_id, issued_on=date(2026, 10, 1), issued_at=clock.now(),
        issued_by="An", template_version="1", verify_code="x", content={}, pdf=b"x", sha256="0" * 64,
    )  # fmt: skip
    session.add(document)
    session.flush()
    session.add(
        Certificate(
            enrolment_id=enrolment.id, course_id=course.id, learner_id=enrolment.learner_id, campus_id=course.campus_id,
            kind="assiduity", school_year=2026, period_number=1, from_on=date(2026, 9, 7), to_on=date(2026, 9, 30),
            state="issued", document_id=document.id, issued_on=date(2026, 10, 1),
        )
    )  # fmt: skip
    session.flush()


def test_no_lesson_comes_into_a_period_with_an_issued_paper_or_leaves_it(
    provider: Session,
    course: Course,
    group: CourseGroup,
    actor: Actor,
    today: date,
    enter: Enter,
    sheet: Sheet,
) -> None:
    result = enter(line())
    under_paper(provider, course, group)
    preview = sheet(line(Datum="10/09/2026"), line(Datum="15/09/2026"), line(Datum="06/10/2026"))
    assert reasons(preview) == ["not_right", "not_right", None]
    assert "nauwgezetheid is uitgereikt" in preview.findings[0].message
    with pytest.raises(InvalidInput, match="nauwgezetheid is uitgereikt"):
        undo(provider, actor, today, result)


def test_an_undone_sheet_leaves_nothing_but_its_trace(
    provider: Session, actor: Actor, today: date, enter: Enter
) -> None:
    result = enter(line(), line(Datum="15/09/2026"))
    undo(provider, actor, today, result)
    assert provider.scalar(select(func.count()).select_from(Lesson)) == 0
    assert provider.get_one(ImportBatch, result.batch_id).state == "undone"
    assert enter(line()).batch_id is not None


def test_what_was_changed_entered_or_closed_since_is_not_taken_back(
    provider: Session, course: Course, group: CourseGroup, actor: Actor, today: date, enter: Enter
) -> None:
    first = enter(line())
    lesson = provider.scalars(select(Lesson)).one()
    enrolment = attendance_factories.enrolment(
        provider, course=course, learner=factories.learner(provider), group=group
    )
    provider.add(
        AttendanceCell(
            lesson_id=lesson.id,
            enrolment_id=enrolment.id,
            code="A",
            present=150,
            changed_at=clock.now(),
            changed_by="An",
        )
    )
    provider.flush()
    with pytest.raises(Conflict, match="Rij 2: voor de les van 08/09/2026"):
        undo(provider, actor, today, first)
    second = enter(line(), line(Datum="15/09/2026"))
    moved = provider.scalars(select(Lesson).where(Lesson.held_on == date(2026, 9, 15))).one()
    courses.shorten_lesson(
        provider, actor=actor, today=today, lesson_id=moved.id, version=1, given_minutes=100
    )
    with pytest.raises(Conflict, match="Rij 3: dit is intussen gewijzigd"):
        undo(provider, actor, today, second)


def test_a_limited_account_brings_lessons_to_its_own_campus_only(
    provider: Session, course: Course, today: date, enter: Enter
) -> None:
    kortrijk = provider.scalars(select(Campus).where(Campus.city == "Kortrijk")).one()
    limited = account(provider, Role.COORDINATOR, frozenset({kortrijk.id}))
    preview = machine.check(provider, actor=limited, today=today, kind="lessons", workbook=workbook(line()))
    assert reasons(preview) == ["campus_not_allowed"]
    done = enter(line())
    assert done.batch_id is not None
    assert queries.batches(provider, actor=limited) == []
    with pytest.raises(NotAllowed):
        commands.undo(provider, actor=limited, today=today, batch_id=done.batch_id)
    here = account(provider, Role.MANAGER, None)
    with pytest.raises(NotAllowed):
        machine.check(provider, actor=here, today=today, kind="lessons", workbook=workbook(line()))


def test_a_sheet_from_an_old_program_and_one_with_real_hours_read_the_same(
    provider: Session, course: Course, actor: Actor, today: date
) -> None:
    rows = [list(EVENING), [str(value) for value in EVENING.values()]]
    old = reading.read(text(rows, encoding="cp1252"), file_name="lessen.csv")
    new = workbook(line(Van=18 / 24, Tot=21 / 24, Datum=date(2026, 9, 8)))
    for book in (old, new):
        preview = machine.check(provider, actor=actor, today=today, kind="lessons", workbook=book)
        assert reasons(preview) == [None]
    [shown] = mending.lines(preview)
    assert shown.trajectory == "LAS-1"
    assert shown.name.startswith("08/09/2026")
