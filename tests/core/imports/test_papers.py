"""The sheet of papers of before Termijnwacht: which paper a row is about, what is refused, and how it is taken back."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import clock
from core.access.actors import Actor, Role
from core.certificates import checking, owed
from core.certificates import commands as certificates
from core.deadlines import terms
from core.errors import Conflict, NotAllowed
from core.i18n import Translator
from core.imports import commands, headers, machine, mending, queries, reading, sheets
from core.subject import traces
from db.models import (
    AuditEntry,
    Campus,
    Certificate,
    Course,
    CourseGroup,
    Deadline,
    Document,
    Enrolment,
    ImportBatch,
    Learner,
    SecondSession,
)
from tests import attendance_factories as making
from tests import factories
from tests.core.imports import entering
from tests.core.imports.conftest import account, number, text, workbook
from tests.core.imports.entering import Enter, Sheet, reasons, undo

BORN = date(1990, 5, 6)
WINTER = {
    "Familienaam": "Peeters", "Voornaam": "Wout", "Rijksregisternr.": None, "Geboortedatum": "06/05/1990",
    "Code opleiding": "LAS-1", "Papier": "Getuigschrift van nauwgezetheid", "Periode van": "01/10/2025",
    "Schooljaar": None, "Nummer": "2025/017", "Uitgereikt op": "05/01/2026", "Afgeleverd op": "07/01/2026",
    "Hoe afgeleverd": "met de post", "Afgeleverd door": "Balie",
}  # fmt: skip
START: dict[str, object] = {
    "Papier": "inschrijving", "Periode van": None, "Nummer": "2025/001", "Uitgereikt op": "15/09/2025",
    "Afgeleverd op": "16/09/2025",
}  # fmt: skip


def line(**changes: object) -> dict[str, object]:
    return WINTER | {key.replace("_", " "): value for key, value in changes.items()}


def start(**changes: object) -> dict[str, object]:
    return line(**(START | changes))


@pytest.fixture
def course(provider: Session) -> Course:
    """LAS-1 in Gent, of the school year that is over, with one group."""
    gent = provider.scalars(select(Campus).where(Campus.city == "Gent")).one()
    made = making.course(
        provider, campus=gent, code="LAS-1", years={2025: 4000}, starts_on=date(2025, 9, 8), ends_on=date(2026, 6, 26)
    )  # fmt: skip
    making.group(provider, course=made, code="A")
    return made


def enrol(session: Session, course: Course, **values: object) -> Enrolment:
    """Wout Peeters in the group; settled."""
    group = session.scalars(select(CourseGroup).where(CourseGroup.course_id == course.id)).one()
    learner = factories.learner(session, "Peeters", "Wout", born_on=BORN)
    made = making.enrolment(session, course=course, learner=learner, group=group, **values)
    settle(session, made)
    return made


def settle(session: Session, enrolment: Enrolment) -> None:
    owed.settle(session, enrolment_ids=[enrolment.id], terms=terms.load(session))


@pytest.fixture
def enrolment(provider: Session, course: Course) -> Enrolment:
    return enrol(provider, course)


@pytest.fixture
def sheet(provider: Session, course: Course, actor: Actor, today: date) -> Sheet:
    return entering.looks(provider, actor, today, kind="papers")


@pytest.fixture
def enter(provider: Session, course: Course, actor: Actor, today: date) -> Enter:
    return entering.enters(provider, actor, today, kind="papers")


def paper(session: Session, kind: str, period: int = 0) -> Certificate:
    return session.scalars(
        select(Certificate).where(Certificate.kind == kind, Certificate.period_number == period)
    ).one()


def states(session: Session) -> list[tuple[object, ...]]:
    """Every paper with its term, as far as noting an old one touches them."""
    return [
        tuple(row)
        for row in session.execute(
            select(
                Certificate.id, Certificate.kind, Certificate.state, Certificate.earlier_number,
                Certificate.delivered_on, Certificate.late_reason, Certificate.import_batch_id, Certificate.from_on,
                Deadline.state, Deadline.met_on, Deadline.due_on, Deadline.stage,
            )
            .outerjoin(Deadline, (Deadline.subject_kind == "certificate") & (Deadline.subject_id == Certificate.id))
            .order_by(Certificate.id)
        )
    ]  # fmt: skip


def test_rows_close_the_terms_of_what_was_delivered_by_hand(
    provider: Session, enrolment: Enrolment, enter: Enter
) -> None:
    result = enter(line(), start())
    winter, first = paper(provider, "assiduity", 1), paper(provider, "enrolment")
    assert (winter.state, winter.earlier_number, winter.delivered_on, winter.delivery_way, winter.delivered_by) == (
        "issued", "2025/017", date(2026, 1, 7), "post", "Balie",
    )  # fmt: skip
    assert (first.earlier_number, first.issued_on) == ("2025/001", date(2025, 9, 15))
    assert winter.import_batch_id == result.batch_id
    found = {row[1]: row[8] for row in states(provider) if row[3]}
    assert found == {"assiduity": "met", "enrolment": "met"}
    assert not list(checking.differences(provider, terms=terms.load(provider)))
    acts = provider.scalars(select(AuditEntry.action)).all()
    assert acts.count("certificate.note_earlier") == 2


def test_the_preview_says_what_is_late_already_and_what_deserves_a_second_look(
    provider: Session, enrolment: Enrolment, sheet: Sheet
) -> None:
    preview = sheet(
        line(Nummer=None), start(Afgeleverd_op="20/11/2025"), line(**{
            "Periode van": "01/02/2026", "Uitgereikt op": "20/04/2026", "Afgeleverd op": None, "Hoe afgeleverd": None,
            "Afgeleverd door": None,
        }),
    )  # fmt: skip
    in_time, late, open_one = preview.findings
    assert reasons(preview) == [None, None, None]
    assert (in_time.is_late, in_time.warnings) == (False, ("paper_without_number",))
    assert (late.is_late, late.warnings) == (True, ("late_without_reason",))
    assert open_one.is_late
    assert preview.counts.late == 2
    assert [found.changes[0].new for found in preview.findings[:2]] == [
        "08/09/2025 - 31/12/2025",
        "2025-2026",
    ]
    [with_reason] = sheet(start(Afgeleverd_op="20/11/2025", Reden_te_laat="Over het hoofd gezien")).findings
    assert (with_reason.is_late, with_reason.warnings) == (True, ())


def test_a_late_one_keeps_its_reason_and_what_was_done_about_it(
    provider: Session, enrolment: Enrolment, enter: Enter
) -> None:
    enter(
        start(Afgeleverd_op="20/11/2025", Reden_te_laat="over het hoofd gezien", Actie="Werkgever gebeld"),
        line(Afgeleverd_op="20/03/2026"),
    )
    first, winter = paper(provider, "enrolment"), paper(provider, "assiduity", 1)
    assert (first.late_reason, first.late_action) == ("forgotten", "Werkgever gebeld")
    assert winter.late_reason == "import_history"
    assert {row[8] for row in states(provider) if row[3]} == {"met_late"}


@pytest.mark.parametrize(
    ("changes", "period"),
    [
        ({"Periode van": "08/09/2025", "Periode tot en met": "31/12/2025"}, 1),
        ({"Periode van": "31/12/2025"}, 1),
        ({"Periode van": None, "Periode tot en met": "15/12/2025", "Schooljaar": "2025/26"}, 1),
        ({"Periode van": "15/02/2026", "Uitgereikt op": "20/04/2026", "Afgeleverd op": "21/04/2026"}, 2),
    ],
)
def test_a_period_is_named_by_its_days_or_by_any_day_in_it(
    provider: Session, enrolment: Enrolment, enter: Enter, changes: dict[str, object], period: int
) -> None:
    enter(line() | changes)
    assert paper(provider, "assiduity", period).earlier_number == "2025/017"


@pytest.mark.parametrize(
    ("year", "reason"),
    [("2025-2026", None), (2025, None), ("2025/26", None), ("2024-2025", "no_such_period"), ("25-26", "bad_school_year"),
     ("2025-2027", "bad_school_year")],
)  # fmt: skip
def test_a_paper_without_a_period_is_named_by_its_school_year(
    enrolment: Enrolment, sheet: Sheet, year: object, reason: str | None
) -> None:
    assert reasons(sheet(start(Schooljaar=year))) == [reason]


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"Familienaam": None}, "missing_name", "Familienaam"),
        ({"Geboortedatum": "31/02/1990"}, "bad_birth_date", "Geboortedatum"),
        ({"Voornaam": "Jef"}, "unknown_person", "Familienaam"),
        ({"Code opleiding": "X"}, "unknown_course", "Code opleiding"),
        ({"Code opleiding": None}, "missing_course", "Code opleiding"),
        ({"Papier": "diploma"}, "unknown_word", "Papier"),
        ({"Papier": None}, "missing_choice", "Papier"),
        ({"Papier": "tweede zittijd, mededeling"}, "not_owed", "Papier"),
        ({"Papier": "attest VOV"}, "not_owed", "Papier"),
        ({"Periode van": "01/10/2026"}, "no_such_period", "Periode van"),
        ({"Periode van": "01/10/2025", "Periode tot en met": "01/03/2026"}, "no_such_period", "Periode van"),
        ({"Periode van": None}, "missing_period", "Periode van"),
        ({"Uitgereikt op": None}, "missing_day", "Uitgereikt op"),
        ({"Uitgereikt op": "31/09/2026"}, "bad_date", "Uitgereikt op"),
        ({"Uitgereikt op": "31/12/2025"}, "not_right", "Uitgereikt op"),
        ({"Uitgereikt op": "22/11/2026"}, "not_right", "Uitgereikt op"),
        ({"Afgeleverd op": "22/11/2026"}, "not_right", "Afgeleverd op"),
        ({"Afgeleverd op": "04/01/2026"}, "not_right", "Afgeleverd op"),
        ({"Afgeleverd op": None}, "not_right", "Afgeleverd op"),
        ({"Hoe afgeleverd": None}, "missing_choice", "Hoe afgeleverd"),
        ({"Hoe afgeleverd": "duif"}, "unknown_word", "Hoe afgeleverd"),
        ({"Nummer": "x" * 41}, "not_right", "Nummer"),
        ({"Nummer": number(BORN)}, "not_right", "Nummer"),
        ({"Nummer": "2026/№14"}, "not_right", "Nummer"),
        ({"Afgeleverd door": number(BORN)}, "not_right", "Afgeleverd door"),
        ({"Reden te laat": "zomaar"}, "unknown_word", "Reden te laat"),
        ({"Ingeschreven op": "09/09/2025"}, "not_enrolled_then", "Ingeschreven op"),
    ],
)  # fmt: skip
def test_a_refused_row_names_its_reason_its_column_and_the_way_out(
    enrolment: Enrolment, sheet: Sheet, changes: dict[str, object], reason: str, field: str
) -> None:
    full = line(**{"Periode tot en met": None, "Reden te laat": None, "Ingeschreven op": None})
    [found] = sheet(full | changes).findings
    assert (found.status, found.reason, found.column) == ("rejected", reason, field)
    assert found.message.endswith(".")
    assert "{" not in found.message
    assert number(BORN) not in found.message


def test_a_paper_before_the_day_after_the_period_is_refused_in_the_words_of_the_law(
    enrolment: Enrolment, sheet: Sheet
) -> None:
    [found] = sheet(line(Uitgereikt_op="31/12/2025")).findings
    assert "mag pas de dag daarna opgemaakt worden" in found.message
    assert "31/12/2025" in found.message


def test_without_leave_or_enrolment_nothing_is_owed(provider: Session, course: Course, sheet: Sheet) -> None:
    person = factories.learner(provider, "Peeters", "Wout", born_on=BORN)
    assert reasons(sheet(line())) == ["not_enrolled"]
    settle(provider, making.enrolment(provider, course=course, learner=person, regime=""))
    assert reasons(sheet(line())) == ["no_leave"]


def test_after_a_stop_no_paper_of_a_later_period_is_taken(
    provider: Session, course: Course, sheet: Sheet
) -> None:
    enrol(provider, course, stopped_on=date(2025, 11, 3), stop_kind="announced")
    spring = line(Periode_van="01/02/2026", Uitgereikt_op="20/04/2026", Afgeleverd_op="21/04/2026")
    assert reasons(sheet(line(), spring)) == [None, "no_such_period"]


def test_who_enrolled_twice_is_told_apart_by_the_day_of_enrolment(
    provider: Session, course: Course, sheet: Sheet
) -> None:
    first = enrol(provider, course, stopped_on=date(2025, 10, 6), stop_kind="announced")
    again = making.enrolment(
        provider, course=course, learner=provider.get_one(Learner, first.learner_id),
        enrolled_on=date(2025, 11, 3),
    )  # fmt: skip
    settle(provider, again)
    assert reasons(sheet(line())) == ["more_enrolments"]
    assert reasons(sheet(line(Ingeschreven_op="03/11/2025"))) == [None]


def test_a_vov_attest_and_the_papers_of_the_second_session_are_taken_too(
    provider: Session, course: Course, sheet: Sheet
) -> None:
    made = enrol(provider, course)
    provider.add(SecondSession(
        enrolment_id=made.id, took_part=True, exam_days=["2026-08-28"], known_on=date(2026, 6, 26)
    ))  # fmt: skip
    provider.flush()
    settle(provider, made)
    course.second_session_from_on, course.second_session_to_on = date(2026, 8, 24), date(2026, 8, 31)
    rows = [
        start(Papier="Tweede zittijd, mededeling", Uitgereikt_op="29/06/2026", Afgeleverd_op="29/06/2026", Nummer="1"),
        start(Papier="Tweede zittijd, deelname", Uitgereikt_op="01/09/2026", Afgeleverd_op="01/09/2026", Nummer="2"),
    ]  # fmt: skip
    assert reasons(sheet(*rows)) == [None, None]
    made.regime = "vov"
    settle(provider, made)
    vov = start(Papier="Inschrijvingsattest Vlaams opleidingsverlof")
    assert reasons(sheet(vov, start())) == [None, "not_owed"]


def test_a_paper_that_is_issued_here_is_refused_with_its_number(
    provider: Session, enrolment: Enrolment, sheet: Sheet
) -> None:
    row = paper(provider, "assiduity", 1)
    document = Document(
        kind="cert_assiduity", year=2026, sequence=1, number="N2026-000001", subject_kind="certificate",
        subject_id=row.id, learner_id=row.learner_id, campus_id=row.campus_id, issued_on=date(2026, 1, 6),
        issued_at=clock.now(), issued_by="An", template_version="1", verify_code="x", content={}, pdf=b"x",
        sha256="0" * 64,
    )  # fmt: skip
    provider.add(document)
    provider.flush()
    row.state, row.issued_on, row.document_id = "issued", date(2026, 1, 6), document.id
    provider.flush()
    [found] = sheet(line()).findings
    assert (found.reason, "N2026-000001" in found.message) == ("issued_here", True)
    # While it is corrected too: what replaces it is a paper of ours.
    row.state, row.issued_on = "due", None
    provider.flush()
    assert reasons(sheet(line())) == ["issued_here"]


def test_two_rows_about_one_paper_are_refused_and_what_was_corrected_since_is_known(
    provider: Session, enrolment: Enrolment, sheet: Sheet, enter: Enter
) -> None:
    preview = sheet(line(), line(Periode_van="15/11/2025", Nummer="2025/018"))
    assert reasons(preview) == [None, "duplicate_row"]
    assert "rij 2" in preview.findings[1].message
    enter(line())
    row = paper(provider, "assiduity", 1)
    assert reasons(sheet(line(), line())) == [None, "duplicate_row"]
    certificates.open_correction(
        provider, actor=factories.actor(provider, Role.COORDINATOR), today=date(2026, 11, 21), certificate_id=row.id,
        version=row.version, reason="De uren van november waren fout", takes_responsibility=True,
    )  # fmt: skip
    assert sheet(line()).findings[0].status == "unchanged"


def test_the_same_sheet_twice_changes_nothing_and_another_value_is_refused(
    enrolment: Enrolment, enter: Enter, sheet: Sheet
) -> None:
    enter(line(), start(Nummer=None))
    assert enter(line(), start(Nummer=None)).batch_id is None
    assert [found.status for found in sheet(line(Nummer=None), start(Nummer=None)).findings] == [
        "unchanged",
        "unchanged",
    ]
    for changes, field in (
        ({"Nummer": "2025/018"}, "Nummer"), ({"Uitgereikt op": "06/01/2026"}, "Uitgereikt op"),
        ({"Afgeleverd op": "08/01/2026"}, "Afgeleverd op"), ({"Afgeleverd door": "An"}, "Afgeleverd door"),
    ):  # fmt: skip
        [found] = sheet(line() | changes).findings
        assert (found.reason, found.column) == ("stored_differs", field)
        assert "{" not in found.message


def test_open_hours_under_the_paper_are_pointed_at_before_they_are_locked(
    provider: Session, enrolment: Enrolment, sheet: Sheet
) -> None:
    group = provider.scalars(select(CourseGroup)).one()
    making.lesson(provider, group=group, held_on=date(2025, 9, 9))
    assert sheet(line()).findings[0].warnings == ("hours_not_entered",)


def test_an_undone_sheet_owes_again_what_was_owed_before(
    provider: Session, enrolment: Enrolment, actor: Actor, today: date, enter: Enter
) -> None:
    before = states(provider)
    result = enter(line(), start(Afgeleverd_op="20/11/2025"))
    assert states(provider) != before
    undo(provider, actor, today, result)
    assert states(provider) == before
    assert provider.get_one(ImportBatch, result.batch_id).state == "undone"
    assert not list(checking.differences(provider, terms=terms.load(provider)))
    assert enter(line()).batch_id is not None


def test_what_was_corrected_since_is_not_taken_back(
    provider: Session, enrolment: Enrolment, actor: Actor, today: date, enter: Enter
) -> None:
    result = enter(line(), start())
    row = paper(provider, "assiduity", 1)
    certificates.open_correction(
        provider, actor=actor, today=today, certificate_id=row.id, version=row.version,
        reason="De uren van november waren fout", takes_responsibility=True,
    )  # fmt: skip
    with pytest.raises(Conflict, match="Rij 2: dit is intussen gewijzigd"):
        undo(provider, actor, today, result)


def test_an_enrolment_of_a_sheet_with_an_old_paper_is_not_taken_back_before_that_paper(
    provider: Session, course: Course, actor: Actor, today: date, enter: Enter
) -> None:
    enrolled = commands.apply(
        provider, actor=actor, today=today, kind="enrolments", mode="good_rows", workbook=workbook({
            "Familienaam": "Peeters", "Voornaam": "Wout", "Rijksregisternr.": number(BORN),
            "Code opleiding": "LAS-1", "Ingeschreven op": "08/09/2025", "Verlofstelsel": "BEV Brussel",
        }),
    )  # fmt: skip
    provider.expire_all()
    noted = enter(line())
    with pytest.raises(Conflict, match="al iets ingevuld of uitgereikt"):
        undo(provider, actor, today, enrolled)
    undo(provider, actor, today, noted)
    undo(provider, actor, today, enrolled)
    assert provider.scalar(select(func.count()).select_from(Certificate)) == 0


def test_a_limited_account_brings_old_papers_of_its_own_campus_only(
    provider: Session, enrolment: Enrolment, today: date, enter: Enter
) -> None:
    kortrijk = provider.scalars(select(Campus).where(Campus.city == "Kortrijk")).one()
    gent = provider.scalars(select(Campus).where(Campus.city == "Gent")).one()
    limited = account(provider, Role.COORDINATOR, frozenset({kortrijk.id}))
    preview = machine.check(provider, actor=limited, today=today, kind="papers", workbook=workbook(line()))
    assert reasons(preview) == ["campus_not_allowed"]
    done = enter(line())
    assert done.batch_id is not None
    assert queries.batches(provider, actor=limited) == []
    with pytest.raises(NotAllowed):
        commands.undo(provider, actor=limited, today=today, batch_id=done.batch_id)
    own = account_at(provider, gent)
    assert [row.id for row in queries.batches(provider, actor=own)] == [done.batch_id]
    reading_only = account(provider, Role.READER, None)
    with pytest.raises(NotAllowed):
        machine.check(provider, actor=reading_only, today=today, kind="papers", workbook=workbook(line()))


def account_at(session: Session, campus: Campus) -> Actor:
    return factories.actor(session, Role.COORDINATOR, campuses=[campus])


def test_a_person_who_is_only_known_elsewhere_is_not_shown(
    provider: Session, course: Course, today: date
) -> None:
    kortrijk = provider.scalars(select(Campus).where(Campus.city == "Kortrijk")).one()
    away = making.course(provider, campus=kortrijk, code="KOR-1")
    making.enrolment(
        provider, course=away, learner=factories.learner(provider, "Peeters", "Wout", born_on=BORN)
    )
    limited = account(provider, Role.COORDINATOR, frozenset({course.campus_id}))
    preview = machine.check(provider, actor=limited, today=today, kind="papers", workbook=workbook(line()))
    assert reasons(preview) == ["person_elsewhere"]


def test_a_sheet_from_an_old_program_and_our_own_empty_sheet_are_understood(
    provider: Session, enrolment: Enrolment, actor: Actor, today: date
) -> None:
    rows = [list(WINTER), [str(value or "") for value in WINTER.values()]]
    old = reading.read(text(rows, encoding="cp1252"), file_name="papieren.csv")
    preview = machine.check(provider, actor=actor, today=today, kind="papers", workbook=old)
    assert reasons(preview) == [None]
    [shown] = mending.lines(preview)
    assert (shown.name, shown.trajectory) == ("Peeters, Wout", "LAS-1")
    kind = sheets.kind_named("papers")
    empty = reading.read(mending.template(kind, t=Translator("nl")), file_name="leeg-blad-papers.xlsx")
    layout = machine.layout(provider, kind=kind, workbook=empty)
    layout.require_complete()
    assert set(layout.headers_by_field()) == {field.name for field in kind.fields}
    assert list(headers.rows(layout)) == []


def test_who_is_erased_leaves_no_row_of_the_sheet_behind(
    provider: Session, enrolment: Enrolment, enter: Enter
) -> None:
    enter(line(), start())
    people = traces.People(frozenset(), enrolments=frozenset({enrolment.id}))
    assert len(traces.import_rows(provider, people)) == 2
