"""The sheet of courses and groups: accepted, refused, completed, applied whole, brought again, and taken back."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.courses import commands as course_commands
from core.courses.commands import GroupFields
from core.errors import Conflict, NotAllowed
from core.imports import commands, headers, machine, mending, queries, reading, sheets
from db.models import Campus, Course, CourseGroup, CourseYear, Enrolment, GroupTeacher, ImportBatch
from tests import attendance_factories, factories
from tests.core.imports import entering
from tests.core.imports.conftest import account, text, workbook
from tests.core.imports.entering import Enter, Sheet, outcome, undo

WELD = {
    "Code opleiding": "LAS-1", "Naam opleiding": "Lasser, avond", "Lesplaats": "Gent", "Eerste dag": "07/09/2026",
    "Laatste dag": "25/06/2027", "Organisatie": "schooljaar", "Lestijd": 50, "Vak a (lestijden)": 80,
    "Categorie": "Beroepsopleiding (art. 109 § 1)", "Erkenning": "erkenningscommissie", "Erkenningsnummer": "EC-1",
    "Groepen": "LAS-1-A; LAS-1-B = Groep B",
}  # fmt: skip


def course_row(**changes: object) -> dict[str, object]:
    return WELD | {key.replace("_", " "): value for key, value in changes.items()}


@pytest.fixture
def sheet(provider: Session, actor: Actor, today: date) -> Sheet:
    return entering.looks(provider, actor, today, kind="courses")


@pytest.fixture
def enter(provider: Session, actor: Actor, today: date) -> Enter:
    return entering.enters(provider, actor, today, kind="courses")


def course(session: Session, code: str = "LAS-1") -> Course:
    return session.scalars(select(Course).where(Course.code == code)).one()


def groups(session: Session) -> dict[str, str]:
    return {
        group.code: group.name for group in session.scalars(select(CourseGroup).order_by(CourseGroup.code))
    }


def test_a_row_makes_a_course_with_its_box_a_and_its_groups(provider: Session, enter: Enter) -> None:
    tom = factories.staff_member(provider, name="Tom Aerts")
    result = enter(
        course_row(
            **{
                "Leraar": "Aerts, Tom",
                "ODB-nummer": "ODB-7",
                "Studiepunten": "4,5",
                "Erkend op": "14/03/2022",
            }
        )
    )
    made = course(provider)
    assert (made.name, made.organisation, made.lesson_unit, made.category) == (
        "Lasser, avond", "school_year", 50, "vocational",
    )  # fmt: skip
    assert (made.recognition_kind, made.recognition_number, made.recognised_on) == (
        "commission", "EC-1", date(2022, 3, 14),
    )  # fmt: skip
    assert (made.odb_number, made.credits_hundredths, made.import_batch_id) == ("ODB-7", 450, result.batch_id)
    [year] = provider.scalars(select(CourseYear))
    assert (year.school_year, year.planned_minutes) == (2026, 4000)
    assert groups(provider) == {"LAS-1-A": "LAS-1-A", "LAS-1-B": "Groep B"}
    assert set(provider.scalars(select(GroupTeacher.staff_member_id))) == {tom.id}


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"Code_opleiding": None}, "missing_text", "Code opleiding"),
        ({"Naam_opleiding": " "}, "missing_text", "Naam opleiding"),
        ({"Eerste_dag": "31/02/2026"}, "bad_date", "Eerste dag"),
        ({"Eerste_dag": "07/09/26"}, "bad_date", "Eerste dag"),
        ({"Eerste_dag": None}, "not_right", "Eerste dag"),
        ({"Laatste_dag": "01/09/2026"}, "not_right", "Laatste dag"),
        ({"Eerste_dag": "07/09/1984"}, "not_right", "Eerste dag"),
        ({"Organisatie": "soms"}, "unknown_word", "Organisatie"),
        ({"Organisatie": None}, "missing_choice", "Organisatie"),
        ({"Lestijd": None}, "missing_choice", "Lestijd"),
        ({"Lestijd": 45}, "unknown_word", "Lestijd"),
        ({"Categorie": "hobby"}, "unknown_word", "Categorie"),
        ({"Vak a (lestijden)": "veel"}, "bad_amount", "Vak a (lestijden)"),
        ({"Vak a (lestijden)": "80,33"}, "whole_minutes", "Vak a (lestijden)"),
        ({"Vak a (lestijden)": "2026-2028: 80"}, "bad_amount", "Vak a (lestijden)"),
        ({"Vak a (lestijden)": "2028-2029: 80"}, "not_right", "Vak a (lestijden)"),
        ({"Vak a (minuten)": 4000}, "two_amounts", "Vak a (minuten)"),
        ({"Credits": "0"}, "not_right", "Credits"),
        ({"Credits": "1,234"}, "bad_amount", "Credits"),
        ({"Lesplaats": "Brugge"}, "unknown_campus", "Lesplaats"),
        ({"Lesplaats": None}, "missing_campus", "Lesplaats"),
        ({"Traject": "T-999"}, "unknown_trajectory", "Traject"),
        ({"Leraar": "Niemand Bekend"}, "unknown_teacher", "Leraar"),
        ({"Mentoropleiding": "misschien"}, "bad_yes_no", "Mentoropleiding"),
        ({"Tweede zittijd van": "23/08/2027"}, "not_right", "Tweede zittijd van"),
        ({"Groepen": "x" * 41}, "not_right", "Groepen"),
        ({"Naam_opleiding": "x" * 201}, "not_right", "Naam opleiding"),
    ],
)  # fmt: skip
def test_a_refused_row_names_its_reason_its_column_and_the_way_out(
    sheet: Sheet, changes: dict[str, object], reason: str, field: str
) -> None:
    [found] = sheet(course_row(**changes)).findings
    assert (found.status, found.reason, found.column) == ("rejected", reason, field)
    assert found.message.endswith(".")
    assert "{" not in found.message


def test_box_a_may_stand_per_school_year_and_in_minutes(provider: Session, enter: Enter) -> None:
    late = {"Eerste dag": "01/03/2027", "Laatste dag": "28/02/2028"}
    enter(
        course_row(**{"Vak a (lestijden)": "2026-2027: 40,5; 2027-28 = 60"} | late),
        course_row(
            Code_opleiding="LAS-2",
            Groepen=None,
            **{"Vak a (lestijden)": None, "Vak a (minuten)": 3000} | late,
        ),
    )
    found = provider.scalars(select(CourseYear).order_by(CourseYear.course_id, CourseYear.school_year))
    assert [(year.school_year, year.planned_minutes) for year in found] == [
        (2026, 2025), (2027, 3000), (2026, 3000),
    ]  # fmt: skip


def test_a_row_per_group_is_one_course_and_contradicting_rows_are_refused(
    provider: Session, enter: Enter
) -> None:
    result = enter(
        course_row(Groepen="A"),
        course_row(Groepen="B"),
        course_row(Groepen="B"),
        course_row(Groepen="C", Naam_opleiding="Anders"),
        course_row(Code_opleiding="LAS-2", Groepen="A"),
    )
    assert [found.reason for found in result.preview.findings] == [
        None, None, "duplicate_row", "rows_differ", "group_taken",
    ]  # fmt: skip
    assert groups(provider) == {"A": "A", "B": "B"}
    assert provider.scalar(select(func.count()).select_from(Course)) == 1


def test_the_same_sheet_twice_changes_nothing(provider: Session, enter: Enter, sheet: Sheet) -> None:
    enter(WELD)
    assert outcome(sheet(WELD)) == [("unchanged", None)]
    assert enter(WELD).batch_id is None
    assert outcome(sheet(course_row(Code_opleiding=" las-1 "))) == [("unchanged", None)]


def test_what_is_empty_is_filled_and_what_is_known_is_never_overwritten(
    provider: Session, actor: Actor, today: date, enter: Enter, sheet: Sheet
) -> None:
    enter(course_row(**{"Erkenning": None, "Erkenningsnummer": None, "Vak a (lestijden)": None}))
    filled = enter(course_row(Traject="T-001", Groepen="LAS-1-C"))
    assert {(change.label, change.old, change.new) for change in filled.preview.findings[0].changes} == {
        ("Erkenning", "", "Erkenningscommissie"), ("Erkenningsnummer", "", "EC-1"), ("Traject", "", "T-001"),
        ("Vak a in minuten", "", "2026-2027: 4000"), ("Groepen", "", "LAS-1-C"),
    }  # fmt: skip
    assert (course(provider).recognition_number, course(provider).version) == ("EC-1", 2)
    assert set(groups(provider)) == {"LAS-1-A", "LAS-1-B", "LAS-1-C"}
    [refused] = sheet(course_row(Erkenningsnummer="EC-2")).findings
    assert refused.reason == "stored_differs"
    assert refused.message.startswith(
        "Kolom “Erkenningsnummer”: deze opleiding bestaat al met EC-1, het blad zegt EC-2."
    )
    twice = sheet(course_row(Erkenningsnummer=None), course_row(Erkenningsnummer="EC-2")).findings
    assert [found.reason for found in twice] == [None, "stored_differs"]
    assert sheet(course_row(Lesplaats="Kortrijk")).findings[0].message.count("Campus") == 2
    undo(provider, actor, today, filled)
    back = course(provider)
    assert (back.recognition_kind, back.recognition_number, back.trajectory_id) == ("", "", None)
    assert provider.scalar(select(func.count()).select_from(CourseYear)) == 0
    assert set(groups(provider)) == {"LAS-1-A", "LAS-1-B"}


def test_an_undone_sheet_leaves_nothing_but_its_trace(
    provider: Session, actor: Actor, today: date, enter: Enter
) -> None:
    result = enter(course_row(Groepen="A"), course_row(Groepen="B"))
    undo(provider, actor, today, result)
    for table in (Course, CourseGroup, CourseYear):
        assert provider.scalar(select(func.count()).select_from(table)) == 0
    assert provider.get_one(ImportBatch, result.batch_id).state == "undone"
    assert enter(WELD).batch_id is not None


def test_what_was_changed_or_used_since_is_not_taken_back(
    provider: Session, actor: Actor, today: date, enter: Enter
) -> None:
    result = enter(WELD)
    group = provider.scalars(select(CourseGroup).where(CourseGroup.code == "LAS-1-A")).one()
    attendance_factories.lesson(provider, group=group)
    with pytest.raises(Conflict, match="Rij 2: opleiding LAS-1 heeft"):
        undo(provider, actor, today, result)
    other = enter(course_row(Code_opleiding="LAS-2", Groepen="Z"))
    fresh = provider.scalars(select(CourseGroup).where(CourseGroup.code == "Z")).one()
    course_commands.change_group(
        provider, actor=actor, today=today, group_id=fresh.id, version=1, fields=GroupFields("Z", "Anders")
    )
    with pytest.raises(Conflict, match="Rij 2: dit is intussen gewijzigd"):
        undo(provider, actor, today, other)
    third = enter(course_row(Code_opleiding="LAS-3", Groepen=None))
    added = course(provider, "LAS-3")
    course_commands.add_group(
        provider, actor=actor, today=today, course_id=added.id, fields=GroupFields("L3", "Erbij")
    )
    with pytest.raises(Conflict, match="LAS-3"):
        undo(provider, actor, today, third)
    assert provider.scalar(select(func.count()).select_from(Enrolment)) == 0


def test_a_limited_account_brings_courses_to_its_own_campus_only(
    provider: Session, actor: Actor, today: date, enter: Enter
) -> None:
    gent = provider.scalars(select(Campus.id).where(Campus.city == "Gent")).one()
    limited = account(provider, Role.COORDINATOR, frozenset({gent}))
    elsewhere = enter(course_row(Code_opleiding="KOR-1", Lesplaats="Kortrijk", Groepen="K"))
    book = workbook(
        course_row(Lesplaats=None), course_row(Code_opleiding="LAS-2", Lesplaats="Kortrijk", Groepen=None),
        course_row(Code_opleiding="KOR-1", Lesplaats=None, Groepen="K2"),
    )  # fmt: skip
    preview = machine.check(provider, actor=limited, today=today, kind="courses", workbook=book)
    assert [found.reason for found in preview.findings] == [None, "campus_not_allowed", "campus_not_allowed"]
    assert elsewhere.batch_id is not None
    assert queries.batches(provider, actor=limited) == []
    with pytest.raises(NotAllowed):
        commands.undo(provider, actor=limited, today=today, batch_id=elsewhere.batch_id)
    here = enter(WELD)
    assert [batch.id for batch in queries.batches(provider, actor=limited)] == [here.batch_id]
    with pytest.raises(NotAllowed):
        machine.check(
            provider, actor=account(provider, Role.REGISTRAR), today=today, kind="courses", workbook=book
        )


def test_a_sheet_from_an_old_program_reads_the_same(provider: Session, actor: Actor, today: date) -> None:
    rows = [list(WELD), [str(value) for value in WELD.values()]]
    content = text([["Aanbod 2026-2027"], [], *rows, ["Totaal", "1"]], encoding="cp1252")
    book = reading.read(content, file_name="aanbod.csv")
    preview = machine.check(provider, actor=actor, today=today, kind="courses", workbook=book)
    assert [(found.row, found.status, found.reason) for found in preview.findings] == [(4, "accepted", None)]
    [line] = mending.lines(preview)
    assert (line.name, line.trajectory) == ("Lasser, avond", "LAS-1")


def test_the_empty_sheet_is_understood_without_mapping() -> None:
    kind = sheets.kind_named("courses")
    book = reading.read(
        mending.template(kind, t=lambda text, **values: text.format(**values)), file_name="leeg.xlsx"
    )
    assert [cell for row in book.sheets[0].rows for cell in row].count("Code opleiding") == 1
    assert set(headers.find(book, kind=kind, remembered={}, given={}).fields) == {
        field.name for field in kind.fields
    }
