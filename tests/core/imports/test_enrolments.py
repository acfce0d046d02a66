"""The sheet of enrolments: who enters which course, what follows from it, and how it is taken back."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import clock
from core.access.actors import Actor, Role
from core.enrolments import commands as enrolment_commands
from core.errors import Conflict, NotAllowed
from core.imports import commands, machine, queries, reading
from core.learners import vault
from db import search
from db.models import (
    AttendanceCell,
    Campus,
    Certificate,
    Course,
    CourseGroup,
    Deadline,
    Enrolment,
    GroupMembership,
    Learner,
    Participation,
    Trajectory,
)
from tests import attendance_factories, factories
from tests.core.imports import entering
from tests.core.imports.conftest import account, number, text, workbook
from tests.core.imports.entering import Enter, Sheet, outcome, undo

BORN = date(1990, 5, 6)
WOUT = {
    "Familienaam": "Peeters", "Voornaam": "Wout", "Rijksregisternr.": number(BORN), "Geboortedatum": "06/05/1990",
    "Code opleiding": "LAS-1", "Groep": "LAS-1-A", "Ingeschreven op": "07/09/2026", "Verlofstelsel": "BEV Brussel",
    "Werkgever": "Bakkerij Voorbeeld bv", "KBO-nummer": "0417.497.106", "Gestopt op": None,
}  # fmt: skip


def line(**changes: object) -> dict[str, object]:
    return WOUT | {key.replace("_", " "): value for key, value in changes.items()}


def other(**changes: object) -> dict[str, object]:
    born = date(1985, 3, 2)
    return line(Familienaam="Maes", Voornaam="Ines", Geboortedatum="02/03/1985", **changes) | {
        "Rijksregisternr.": number(born)
    }


@pytest.fixture
def course(provider: Session) -> Course:
    """LAS-1 in Gent, in trajectory T-001, with the groups LAS-1-A and LAS-1-B."""
    gent = provider.scalars(select(Campus).where(Campus.city == "Gent")).one()
    trajectory = provider.scalars(select(Trajectory).where(Trajectory.code == "T-001")).one()
    made = attendance_factories.course(provider, campus=gent, trajectory=trajectory, code="LAS-1")
    for code in ("LAS-1-A", "LAS-1-B"):
        attendance_factories.group(provider, course=made, code=code)
    return made


@pytest.fixture
def sheet(provider: Session, course: Course, actor: Actor, today: date) -> Sheet:
    return entering.looks(provider, actor, today, kind="enrolments")


@pytest.fixture
def enter(provider: Session, course: Course, actor: Actor, today: date) -> Enter:
    return entering.enters(provider, actor, today, kind="enrolments")


def counted(session: Session) -> tuple[int, ...]:
    return tuple(
        session.scalar(select(func.count()).select_from(table)) or 0
        for table in (Learner, Participation, Enrolment, GroupMembership, Certificate, Deadline)
    )


def test_a_row_makes_the_person_the_enrolment_the_participation_and_the_owed_papers(
    provider: Session, course: Course, enter: Enter
) -> None:
    result = enter(line(**{"E-mail": "wout@example.be"}))
    assert (result.preview.counts.new, result.preview.counts.late) == (1, 1)
    made = provider.scalars(select(Enrolment)).one()
    assert (made.regime, made.employer_name, made.employer_number, made.enrolled_on) == (
        "bev_brussels", "Bakkerij Voorbeeld bv", "0417497106", date(2026, 9, 7),
    )  # fmt: skip
    assert (made.import_batch_id, made.stopped_on) == (result.batch_id, None)
    person = provider.get_one(Learner, made.learner_id)
    assert person.insz_cipher is not None
    assert (vault.unseal(person.insz_cipher), person.email) == (number(BORN), "wout@example.be")
    participation = provider.scalars(select(Participation)).one()
    assert (participation.id, participation.trajectory_id) == (made.participation_id, course.trajectory_id)
    seat = provider.scalars(select(GroupMembership)).one()
    assert provider.get_one(CourseGroup, seat.course_group_id).code == "LAS-1-A"
    kinds = provider.scalars(select(Certificate.kind)).all()
    assert sorted(kinds) == ["assiduity"] * 3 + ["enrolment"]
    assert search.holds(provider)


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"Familienaam": None}, "missing_name", "Familienaam"),
        ({"Voornaam": "-"}, "missing_name", "Voornaam"),
        ({"Rijksregisternr.": "123"}, "bad_insz", "Rijksregisternr."),
        ({"Geboortedatum": "07/05/1990"}, "birth_date_mismatch", "Geboortedatum"),
        ({"Code opleiding": "X-9"}, "unknown_course", "Code opleiding"),
        ({"Code opleiding": None, "Groep": None}, "missing_course", "Code opleiding"),
        ({"Code opleiding": None, "Groep": "X-9"}, "unknown_course", "Groep"),
        ({"Groep": "LAS-2-A"}, "unknown_group", "Groep"),
        ({"Groep": None}, "missing_group", "Groep"),
        ({"Ingeschreven op": None}, "missing_day", "Ingeschreven op"),
        ({"Ingeschreven op": "31/09/2026"}, "bad_date", "Ingeschreven op"),
        ({"Ingeschreven op": "22/11/2026"}, "not_right", "Ingeschreven op"),
        ({"Gestopt op": "gisteren"}, "bad_date", "Gestopt op"),
        ({"Gestopt op": "06/09/2026"}, "not_right", "Gestopt op"),
        ({"Gestopt op": "22/11/2026"}, "not_right", "Gestopt op"),
        ({"Verlofstelsel": "BEV"}, "unknown_word", "Verlofstelsel"),
        ({"Verlofstelsel": None}, "missing_choice", "Verlofstelsel"),
        ({"KBO-nummer": "0417.497.107"}, "not_right", "KBO-nummer"),
        ({"Werkgever": "x" * 161}, "not_right", "Werkgever"),
    ],
)
def test_a_refused_row_names_its_reason_its_column_and_the_way_out(
    sheet: Sheet, changes: dict[str, object], reason: str, field: str
) -> None:
    [found] = sheet(line(**changes)).findings
    assert (found.status, found.reason, found.column) == ("rejected", reason, field)
    assert found.message.endswith(".")
    assert "{" not in found.message


@pytest.mark.parametrize(
    ("written", "regime"),
    [
        ("geen", ""), ("Geen educatief verlof", ""), ("bev brussel", "bev_brussels"),
        ("BEV (werkgever in Brussel)", "bev_brussels"), ("BEV-Vlaanderen", "bev_flanders"), ("VOV", "vov"),
        ("VOV (werkgever in Vlaanderen)", "vov"),
    ],
)  # fmt: skip
def test_a_regime_may_be_written_as_on_the_screen_or_short(
    provider: Session, enter: Enter, written: str, regime: str
) -> None:
    enter(line(Verlofstelsel=written))
    assert provider.scalars(select(Enrolment.regime)).one() == regime
    assert bool(provider.scalars(select(Certificate)).all()) is bool(regime)


def test_the_group_alone_tells_the_course_and_a_course_with_one_group_needs_none(
    provider: Session, course: Course, enter: Enter
) -> None:
    gent = provider.get_one(Campus, course.campus_id)
    single = attendance_factories.course(provider, campus=gent, code="EEN-1")
    attendance_factories.group(provider, course=single, code="EEN-1-A")
    result = enter(line(Code_opleiding=None, Groep="las-1-b"), line(Code_opleiding="EEN-1", Groep=None))
    assert outcome(result.preview) == [("accepted", None)] * 2
    codes = provider.scalars(
        select(CourseGroup.code).join(GroupMembership, GroupMembership.course_group_id == CourseGroup.id)
    )
    assert set(codes) == {"LAS-1-B", "EEN-1-A"}
    assert provider.scalar(select(func.count()).select_from(Learner)) == 1


def test_a_known_person_is_found_by_number_or_by_name_and_birth_date(
    provider: Session, enter: Enter, course: Course
) -> None:
    known = factories.learner(provider, last_name="Peeters", first_name="Wout", born_on=BORN)
    result = enter(line(**{"Rijksregisternr.": None}))
    assert (result.preview.findings[0].status, result.preview.findings[0].warnings) == (
        "accepted",
        ("no_insz",),
    )
    assert provider.scalars(select(Enrolment.learner_id)).one() == known.id
    participation = provider.scalars(select(Participation)).one()
    assert participation.learner_id == known.id


def test_a_running_participation_is_joined_and_not_made_again(
    provider: Session, actor: Actor, today: date, course: Course, enter: Enter
) -> None:
    known = factories.learner(provider, last_name="Peeters", first_name="Wout", born_on=BORN)
    running = Participation(
        learner_id=known.id,
        trajectory_id=course.trajectory_id,
        campus_id=course.campus_id,
        starts_on=date(2026, 9, 1),
    )
    provider.add(running)
    provider.flush()
    result = enter(line(**{"Rijksregisternr.": None}))
    assert provider.scalars(select(Enrolment.participation_id)).one() == running.id
    undo(provider, actor, today, result)
    assert provider.scalars(select(Participation.id)).all() == [running.id]
    assert provider.scalars(select(Learner.id)).all() == [known.id]


def test_the_same_sheet_twice_changes_nothing(provider: Session, enter: Enter, sheet: Sheet) -> None:
    rows = (line(), other(**{"Gestopt op": "01/10/2026"}))
    enter(*rows)
    before = counted(provider)
    again = enter(*rows)
    assert (again.batch_id, counted(provider)) == (None, before)
    assert outcome(again.preview) == [("unchanged", None)] * 2


def test_the_same_enrolment_twice_in_a_sheet_is_refused_once(sheet: Sheet) -> None:
    preview = sheet(line(), line(Voornaam="WOUT"), line(**{"Ingeschreven op": "10/09/2026"}))
    assert [found.reason for found in preview.findings] == [None, "duplicate_row", "not_right"]
    assert preview.findings[1].message.endswith("rij 2.")
    assert "al ingeschreven in LAS-1" in preview.findings[2].message


def test_somebody_who_stopped_may_come_back_later(provider: Session, enter: Enter) -> None:
    enter(line(**{"Gestopt op": "01/10/2026"}))
    stopped = provider.scalars(select(Enrolment)).one()
    assert (stopped.stopped_on, stopped.stop_kind) == (date(2026, 10, 1), "announced")
    result = enter(line(**{"Ingeschreven op": "15/09/2026"}), line(**{"Ingeschreven op": "02/11/2026"}))
    assert [found.reason for found in result.preview.findings] == ["not_right", None]
    assert provider.scalar(select(func.count()).select_from(Enrolment)) == 2


def test_an_enrolment_is_completed_and_never_overwritten(
    provider: Session, actor: Actor, today: date, enter: Enter, sheet: Sheet
) -> None:
    enter(line(Verlofstelsel="geen", Werkgever=None, **{"KBO-nummer": None}))
    filled = enter(line(**{"Gestopt op": "02/11/2026"}))
    assert [(change.label, change.old, change.new) for change in filled.preview.findings[0].changes] == [
        ("Verlofstelsel", "Geen educatief verlof", "BEV (werkgever in Brussel)"),
        ("Werkgever", "", "Bakkerij Voorbeeld bv"),
        ("Ondernemingsnummer werkgever", "", "0417497106"),
        ("Gestopt op", "", "02/11/2026"),
    ]
    done = provider.scalars(select(Enrolment)).one()
    assert (done.regime, done.stopped_on, done.version) == ("bev_brussels", date(2026, 11, 2), 3)
    assert provider.scalars(select(Certificate.kind)).all()
    for changes, field in (
        ({"Verlofstelsel": "VOV"}, "Verlofstelsel"), ({"Werkgever": "Ander"}, "Werkgever"),
        ({"Gestopt op": "03/11/2026"}, "Gestopt op"), ({"Groep": "LAS-1-B"}, "Groep"),
    ):  # fmt: skip
        [found] = sheet(line(**changes)).findings
        assert (found.reason, found.column) == ("stored_differs", field)
        assert "{" not in found.message
    undo(provider, actor, today, filled)
    back = provider.scalars(select(Enrolment)).one()
    assert (back.regime, back.employer_name, back.stopped_on) == ("", "", None)


def test_a_stop_before_a_lesson_that_was_attended_is_refused(
    provider: Session, course: Course, enter: Enter, sheet: Sheet
) -> None:
    enter(line())
    enrolment = provider.scalars(select(Enrolment)).one()
    group = provider.scalars(select(CourseGroup).where(CourseGroup.code == "LAS-1-A")).one()
    attend(provider, group, enrolment)
    [found] = sheet(line(**{"Gestopt op": "08/09/2026"})).findings
    assert found.reason == "not_right"
    assert "08/09/2026" in found.message
    assert sheet(line(**{"Gestopt op": "09/09/2026"})).findings[0].status == "accepted"


def attend(session: Session, group: CourseGroup, enrolment: Enrolment) -> None:
    lesson = attendance_factories.lesson(session, group=group)
    session.add(
        AttendanceCell(
            lesson_id=lesson.id,
            enrolment_id=enrolment.id,
            code="A",
            present=150,
            changed_at=clock.now(),
            changed_by="An",
        )
    )
    session.flush()


def test_an_undone_sheet_leaves_nothing_but_its_trace(
    provider: Session, actor: Actor, today: date, enter: Enter
) -> None:
    result = enter(line(), other(**{"Gestopt op": "01/10/2026"}))
    assert counted(provider)[:4] == (2, 2, 2, 2)
    undo(provider, actor, today, result)
    assert counted(provider) == (0,) * 6
    assert search.holds(provider)
    assert enter(line()).batch_id is not None


def test_what_was_changed_or_entered_since_is_not_taken_back(
    provider: Session, actor: Actor, today: date, enter: Enter
) -> None:
    result = enter(line(), other())
    first, second = provider.scalars(select(Enrolment).order_by(Enrolment.id))
    group = provider.scalars(select(CourseGroup).where(CourseGroup.code == "LAS-1-A")).one()
    attend(provider, group, second)
    with pytest.raises(Conflict, match="Rij 3: voor deze inschrijving"):
        undo(provider, actor, today, result)
    enrolment_commands.stop(
        provider,
        actor=actor,
        today=today,
        enrolment_id=first.id,
        version=1,
        kind="announced",
        announced_on=today,
    )
    with pytest.raises(Conflict, match="Rij 2: dit is intussen gewijzigd"):
        undo(provider, actor, today, result)


def test_somebody_enrolled_by_hand_keeps_his_file_when_the_sheet_that_brought_him_is_taken_back(
    provider: Session, actor: Actor, today: date, course: Course
) -> None:
    brought = commands.apply(
        provider, actor=actor, today=today, kind="learners", workbook=workbook(line()), mode="good_rows"
    )
    course.trajectory_id = None
    attendance_factories.enrolment(provider, course=course, learner=provider.scalars(select(Learner)).one())
    with pytest.raises(Conflict, match="intussen in gebruik"):
        undo(provider, actor, today, brought)


def test_a_limited_account_enrols_on_its_own_campus_and_nobody_it_may_not_know(
    provider: Session, course: Course, actor: Actor, today: date, enter: Enter
) -> None:
    kortrijk = provider.scalars(select(Campus).where(Campus.city == "Kortrijk")).one()
    there = attendance_factories.course(provider, campus=kortrijk, code="KOR-1")
    attendance_factories.group(provider, course=there, code="KOR-1-A")
    factories.participation(
        provider, learner=factories.learner(provider, last_name="Maes", first_name="Ines", born_on=date(1985, 3, 2)),
        trajectory=provider.get_one(Trajectory, course.trajectory_id), campus=kortrijk,
    )  # fmt: skip
    limited = account(provider, Role.COORDINATOR, frozenset({course.campus_id}))
    hidden = other() | {"Rijksregisternr.": None}
    book = workbook(line(), hidden, line(Code_opleiding="KOR-1", Groep=None))
    preview = machine.check(provider, actor=limited, today=today, kind="enrolments", workbook=book)
    assert [found.reason for found in preview.findings] == [None, "person_elsewhere", "campus_not_allowed"]
    elsewhere = enter(line(Code_opleiding="KOR-1", Groep=None))
    assert elsewhere.batch_id is not None
    with pytest.raises(NotAllowed):
        commands.undo(provider, actor=limited, today=today, batch_id=elsewhere.batch_id)
    seen = machine.check(
        provider,
        actor=limited,
        today=today,
        kind="enrolments",
        workbook=workbook(line(), line(Voornaam="Nele")),
    )
    assert [found.reason for found in seen.findings] == ["person_elsewhere", "person_elsewhere"]
    fresh = line(Voornaam="Nele", Geboortedatum="01/02/1991") | {"Rijksregisternr.": None}
    done = commands.apply(
        provider, actor=limited, today=today, kind="enrolments", workbook=workbook(fresh), mode="good_rows"
    )
    assert done.batch_id in {batch.id for batch in queries.batches(provider, actor=limited)}


def test_a_sheet_from_an_old_program_reads_the_same(
    provider: Session, course: Course, actor: Actor, today: date
) -> None:
    values = [str(value or "") for value in line(Voornaam="Zoë").values()]
    content = text([["Cursisten"], list(WOUT), values, ["Totaal", "1"]], encoding="cp1252")
    book = reading.read(content, file_name="cursisten.csv")
    preview = machine.check(provider, actor=actor, today=today, kind="enrolments", workbook=book)
    assert [(found.row, found.status, found.warnings) for found in preview.findings] == [(3, "accepted", ())]
