"""The sheet of staff and rights: each row accepted or refused for a reason it names, applied whole, and taken back."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access import commands as access
from core.access.actors import Actor, Role
from core.errors import Conflict, NotAllowed
from core.imports import commands, machine, mending
from core.rights import commands as rights
from core.rights import queries
from core.rights.profiles import MAGDA_EMPLOYEE, MAGDA_LOCAL_ADMINISTRATOR
from db.models import CounterRight, HistoryEvent, ImportBatch, StaffMember, Task
from tests import factories
from tests.core.imports import entering
from tests.core.imports.conftest import account, workbook
from tests.core.imports.entering import Enter, Sheet, outcome, undo

BOSS = {
    "Naam": "Joris De Wit", "Functie": "zaakvoerder, lokaal beheerder", "Profiel": "Registratie bewijzen BKT",
    "Begin": "01/02/2019", "Toegekend door": "Joris De Wit",
}  # fmt: skip
NELE = {
    "Naam": "Nele Peeters", "Functie": "administratief medewerker", "E-mail": "nele@x.example",
    "Profiel": "MAGDA OnlineRegistreer certificaten BKT", "Begin": "01/09/2025", "Einde": "31/08/2027",
    "Reden": "registreert bewijzen", "Toegekend door": "joris de wit",
}  # fmt: skip


@pytest.fixture
def sheet(session: Session, actor: Actor, today: date) -> Sheet:
    return entering.looks(session, actor, today, kind="staff", columns=BOSS | NELE)


@pytest.fixture
def enter(session: Session, actor: Actor, today: date) -> Enter:
    return entering.enters(session, actor, today, kind="staff", columns=BOSS | NELE)


def counted(session: Session) -> tuple[int, int, int]:
    return tuple(  # type: ignore[return-value]
        session.scalar(select(func.count()).select_from(table)) or 0
        for table in (StaffMember, CounterRight, Task)
    )


def person(session: Session, name: str) -> StaffMember:
    return session.scalars(select(StaffMember).where(StaffMember.name == name)).one()


def test_a_register_comes_in_at_once_with_the_administrator_of_the_sheet_as_who_granted(
    session: Session, enter: Enter
) -> None:
    result = enter(BOSS, NELE)
    assert outcome(result.preview) == [("accepted", None)] * 2
    boss, nele = person(session, "Joris De Wit"), person(session, "Nele Peeters")
    assert (boss.is_local_administrator, boss.registers, nele.is_local_administrator) == (True, True, False)
    [right] = session.scalars(select(CounterRight).where(CounterRight.staff_member_id == nele.id))
    assert (right.profile, right.granted_by, right.reason) == (
        MAGDA_EMPLOYEE,
        "Joris De Wit",
        "registreert bewijzen",
    )
    assert (nele.begins_on, right.begins_on, right.ends_on) == (
        date(2025, 9, 1), date(2025, 9, 1), date(2027, 8, 31),
    )  # fmt: skip
    assert session.scalar(select(HistoryEvent.kind).where(HistoryEvent.subject_id == right.id, HistoryEvent.subject_kind == "right")) == "imported"  # fmt: skip
    assert session.scalar(select(func.count()).select_from(Task)) == 0


@pytest.mark.parametrize(
    ("written", "profile"),
    [
        ("MAGDA OnlineRegistreer certificaten BKT", MAGDA_EMPLOYEE),
        ("MAGDA Online - Registreer certificaten BKT", MAGDA_EMPLOYEE),
        ("registreer certificaten bkt", MAGDA_EMPLOYEE),
        ("Werkplekduaal", "werkplekduaal"),
        ("WSE-loket", "wse_loket"),
    ],
)
def test_a_profile_may_be_written_by_either_of_its_names_or_a_short_one(
    session: Session, enter: Enter, written: str, profile: str
) -> None:
    enter(BOSS, NELE | {"Profiel": written})
    assert session.scalar(
        select(CounterRight.profile).where(CounterRight.staff_member_id == person(session, "Nele Peeters").id)
    ) == profile  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"Naam": ""}, "missing_name"),
        ({"Naam": "x" * 121}, "too_long"),
        ({"Reden": "nr " + factories.insz()}, "number_in_text"),
        ({"E-mail": "nele bij x"}, "bad_email"),
        ({"Begin": "31/02/2026"}, "bad_date"),
        ({"Begin": "01/09/25"}, "bad_date"),
        ({"Begin": ""}, "missing_begin"),
        ({"Begin": "01/09/2062", "Einde": ""}, "too_far"),
        ({"Einde": "01/08/2025"}, "end_first"),
        ({"Profiel": "beheerder"}, "unknown_profile"),
        ({"Profiel": "Registratie bewijzen BKT"}, "for_administrator"),
        ({"Functie": "lokaal beheerder"}, "for_employees"),
        ({"Registreert": "nee"}, "not_registering"),
        ({"Registreert": "misschien"}, "bad_yes_no"),
        ({"Gebruikersnaam": "niemand"}, "unknown_username"),
        ({"Toegekend door": "Iemand Anders"}, "unknown_administrator"),
        ({"In dienst sinds": "01/10/2025"}, "before_work"),
        ({"Uit dienst op": "30/06/2026"}, "after_work"),
        ({"Profiel": "", "Begin": "", "Einde": ""}, "missing_first_day"),
    ],
)
def test_a_bad_row_says_why_in_a_sentence_and_leaves_the_good_ones_alone(
    session: Session, sheet: Sheet, changes: dict[str, object], reason: str
) -> None:
    preview = sheet(BOSS, NELE | changes)
    assert outcome(preview) == [("accepted", None), ("rejected", reason)]
    refused = preview.findings[1]
    assert refused.message.endswith(".")
    assert "{" not in refused.message
    masked = mending.message(refused, lambda text, **values: text.format(**values) if values else text)
    assert factories.insz()[:6] not in masked
    assert counted(session) == (0, 0, 0), "a preview writes nothing"


def test_every_reason_of_the_kind_is_reached_here_or_in_the_tests_below() -> None:
    from core.imports import staff

    elsewhere = {"username_taken", "same_name", "overlap", "stored_differs", "duplicate_row"}
    here = {
        case[1]
        for mark in test_a_bad_row_says_why_in_a_sentence_and_leaves_the_good_ones_alone.pytestmark  # type: ignore[attr-defined]
        for case in mark.args[1]
    }
    assert here | elsewhere == set(staff.BY_CODE)


def test_the_same_right_twice_in_a_sheet_is_refused_and_another_profile_is_not(sheet: Sheet) -> None:
    preview = sheet(BOSS, NELE, NELE, NELE | {"Profiel": "wse_loket"})
    assert outcome(preview)[1:] == [
        ("accepted", None),
        ("rejected", "duplicate_row"),
        ("accepted", None),
    ]
    assert "rij 3" in preview.findings[2].message


def test_two_rights_of_one_profile_that_meet_are_refused_within_a_sheet_and_against_the_register(
    sheet: Sheet, enter: Enter
) -> None:
    later = NELE | {"Begin": "31/08/2027", "Einde": ""}
    assert outcome(sheet(BOSS, NELE, later))[2] == ("rejected", "overlap")
    enter(BOSS, NELE)
    assert outcome(sheet(later)) == [("rejected", "overlap")]
    assert outcome(sheet(NELE | {"Begin": "01/09/2027", "Einde": ""})) == [("accepted", None)]


def test_what_is_known_is_unchanged_and_another_end_is_told_apart(sheet: Sheet, enter: Enter) -> None:
    enter(BOSS, NELE)
    assert outcome(sheet(BOSS, NELE)) == [("unchanged", None)] * 2
    assert outcome(sheet(NELE | {"Einde": "31/12/2027"})) == [("rejected", "stored_differs")]


def test_a_known_person_gets_what_was_missing_and_the_new_word_for_the_function(
    session: Session, sheet: Sheet, enter: Enter
) -> None:
    login = account(session, Role.REGISTRAR)
    enter(BOSS, NELE | {"E-mail": ""})
    wanted = NELE | {"Functie": "coördinator", "Gebruikersnaam": login.name}
    [finding] = sheet(wanted).findings
    assert [(change.label, change.new) for change in finding.changes] == [
        ("Functie", "coördinator"), ("E-mail", "nele@x.example"), ("Gebruikersnaam", login.name),
    ]  # fmt: skip
    enter(wanted)
    nele = person(session, "Nele Peeters")
    assert (nele.function, nele.email, nele.account_id) == ("coördinator", "nele@x.example", login.id)


def test_an_account_of_somebody_else_or_a_namesake_with_another_address_is_refused(
    session: Session, sheet: Sheet, enter: Enter
) -> None:
    login = account(session, Role.REGISTRAR)
    enter(BOSS, NELE | {"Gebruikersnaam": login.name})
    assert outcome(sheet(BOSS | {"Gebruikersnaam": login.name})) == [("rejected", "username_taken")]
    factories.staff_member(session, "Nele Peeters", email="andere@x.example")
    assert outcome(sheet(NELE | {"E-mail": ""})) == [("rejected", "same_name")]
    assert outcome(sheet(NELE)) == [("unchanged", None)]


def test_two_namesakes_with_their_own_address_are_two_people(session: Session, enter: Enter) -> None:
    enter(BOSS, NELE, NELE | {"E-mail": "nele.peeters@x.example"})
    assert session.scalar(select(func.count()).where(StaffMember.name == "Nele Peeters")) == 2


def test_a_second_row_without_the_address_is_about_the_same_person(session: Session, enter: Enter) -> None:
    enter(BOSS, NELE, NELE | {"E-mail": "", "Profiel": "wse_loket"})
    assert session.scalar(select(func.count()).where(StaffMember.name == "Nele Peeters")) == 1


def test_a_newcomer_without_a_right_who_registers_gets_the_task_and_a_leaver_with_one_too(
    session: Session, enter: Enter, today: date
) -> None:
    newcomer = {"Naam": "Yusuf Aydin", "In dienst sinds": "16/11/2026", "Registreert": "ja"}
    enter(BOSS, NELE, newcomer)
    tasks = queries.open_tasks(session, today=today)
    assert [(task.kind, task.name, task.due_on) for task in tasks] == [
        ("grant_rights", "Yusuf Aydin", date(2026, 11, 21))
    ]


def test_who_granted_it_may_be_left_out_and_is_then_said_to_be_missing(
    session: Session, enter: Enter
) -> None:
    result = enter(NELE | {"Toegekend door": ""})
    assert result.preview.findings[0].warnings == ("granted_by_missing",)
    assert session.scalar(select(CounterRight.granted_by)) == ""


def test_the_whole_sheet_is_taken_back_and_the_histories_stay(
    session: Session, actor: Actor, today: date, enter: Enter
) -> None:
    result = enter(BOSS, NELE, {"Naam": "Yusuf Aydin", "In dienst sinds": "16/11/2026", "Registreert": "ja"})
    before = session.scalar(select(func.count()).select_from(HistoryEvent)) or 0
    undo(session, actor, today, result)
    assert counted(session) == (0, 0, 0)
    assert (session.scalar(select(func.count()).select_from(HistoryEvent)) or 0) > before
    assert session.get_one(ImportBatch, result.batch_id).state == "undone"
    assert outcome(enter(BOSS, NELE).preview) == [("accepted", None)] * 2


def test_taking_back_gives_a_known_person_the_old_values_and_the_tasks_follow(
    session: Session, actor: Actor, today: date, enter: Enter
) -> None:
    enter(BOSS)
    factories.staff_member(session, "Nele Peeters", function="onthaal", begins_on=date(2025, 9, 1))
    second = enter(NELE)
    assert queries.open_tasks(session, today=today) == []
    undo(session, actor, today, second)
    nele = person(session, "Nele Peeters")
    assert (nele.function, nele.email) == ("onthaal", "")
    assert session.scalar(select(func.count()).where(CounterRight.staff_member_id == nele.id)) == 0
    assert [task.kind for task in queries.open_tasks(session, today=today)] == ["grant_rights"]


def test_two_sheets_about_one_person_are_taken_back_the_last_first(
    session: Session, actor: Actor, today: date, enter: Enter
) -> None:
    first = enter(BOSS, NELE)
    second = enter(NELE | {"Profiel": "wse_loket"})
    with pytest.raises(Conflict, match="Rij 3"), session.begin_nested():
        commands.undo(session, actor=actor, today=today, batch_id=first.batch_id or 0)
    session.expire_all()
    undo(session, actor, today, second)
    undo(session, actor, today, first)
    assert counted(session) == (0, 0, 0)


@pytest.mark.parametrize("touch", ["revoked", "renamed", "entered", "granted", "dropped"])
def test_what_was_changed_or_used_since_is_not_taken_back(
    session: Session, actor: Actor, today: date, enter: Enter, touch: str
) -> None:
    result = enter(BOSS, NELE | ({"Profiel": ""} if touch == "dropped" else {}) | {"Registreert": "ja"})
    nele = person(session, "Nele Peeters")
    right = session.scalar(select(CounterRight).where(CounterRight.staff_member_id == nele.id))
    shown = {"session": session, "actor": actor, "today": today}
    if touch == "revoked" and right is not None:
        rights.revoke(session, actor=actor, today=today, right_id=right.id, version=1, from_on=today, reason="Niet meer nodig hier")  # fmt: skip
    elif touch == "renamed":
        nele.function = "onthaal"
    elif touch == "entered":
        given = factories.provider(session)
        [proof] = factories.earned(session, given)
        proof.entered_by_id, proof.entered_on = nele.id, today
    elif touch == "granted":
        wanted = rights.Grant("wse_loket", today, date(2027, 1, 1), "Dient dossiers in", person(session, "Joris De Wit").id)  # fmt: skip
        rights.grant(**shown, staff_member_id=nele.id, version=nele.version, right=wanted)  # type: ignore[arg-type]
    else:
        [task] = queries.open_tasks(session, today=today)
        rights.drop_task(**shown, task_id=task.task_id, version=1, reason="Registreert toch niet zelf")  # type: ignore[arg-type]
    session.flush()
    before = counted(session)
    with pytest.raises(Conflict, match="Rij 3"), session.begin_nested():
        commands.undo(session, actor=actor, today=today, batch_id=result.batch_id or 0)
    session.expire_all()
    assert counted(session) == before


def test_who_was_changed_between_preview_and_apply_stops_the_whole_sheet(
    session: Session, actor: Actor, today: date, sheet: Sheet, enter: Enter
) -> None:
    enter(BOSS, NELE)
    more = NELE | {"Profiel": "wse_loket"}
    shown = sheet(more).digest
    nele = person(session, "Nele Peeters")
    rights.leave(session, actor=actor, today=today, staff_member_id=nele.id, version=nele.version, ends_on=date(2026, 12, 31), reason="Gaat ergens anders werken")  # fmt: skip
    heads = list(BOSS | NELE)
    with pytest.raises(Conflict):
        commands.apply(
            session, actor=actor, today=today, kind="staff", workbook=workbook(more, header=heads), mode="good_rows",
            shown=shown,
        )  # fmt: skip


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.MANAGER, Role.READER])
def test_the_sheet_asks_for_the_right_to_keep_the_register(session: Session, today: date, role: Role) -> None:
    with pytest.raises(NotAllowed):
        machine.check(
            session, actor=account(session, role), today=today, kind="staff", workbook=workbook(BOSS)
        )


def test_who_is_limited_to_a_campus_may_bring_in_people_but_not_this_register(
    session: Session, actor: Actor, today: date, enter: Enter
) -> None:
    result = enter(BOSS)
    limited = account(session, Role.COORDINATOR, frozenset({factories.campus(session).id}))
    with pytest.raises(NotAllowed):
        machine.check(session, actor=limited, today=today, kind="staff", workbook=workbook(BOSS))
    with pytest.raises(NotAllowed):
        commands.undo(session, actor=limited, today=today, batch_id=result.batch_id or 0)


def test_a_closed_account_is_tied_to_nobody_by_a_sheet(session: Session, actor: Actor, sheet: Sheet, today: date) -> None:  # fmt: skip
    login = account(session, Role.READER)
    access.disable_user(session, actor=actor, today=today, account_id=login.id or 0)
    assert outcome(sheet(BOSS, NELE | {"Gebruikersnaam": login.name}))[1] == ("rejected", "unknown_username")


def test_who_comes_back_by_a_sheet_begins_a_new_stretch(
    session: Session, enter: Enter, actor: Actor, today: date
) -> None:
    enter(BOSS, NELE | {"Einde": "30/06/2026", "Uit dienst op": "30/06/2026"})
    back = NELE | {"In dienst sinds": "01/10/2026", "Begin": "01/10/2026"}
    assert outcome(enter(back).preview) == [("accepted", None)]
    rows = session.scalars(
        select(StaffMember).where(StaffMember.name == "Nele Peeters").order_by(StaffMember.id)
    )
    assert [(row.begins_on, row.ends_on) for row in rows] == [
        (date(2025, 9, 1), date(2026, 6, 30)), (date(2026, 10, 1), None),
    ]  # fmt: skip


def test_the_exported_register_comes_back_as_unchanged(
    session: Session, enter: Enter, actor: Actor, today: date
) -> None:
    from core.imports import reading

    enter(BOSS, NELE, NELE | {"Profiel": "wse_loket"})
    content = rights.export(session, actor=actor, today=today, language="nl")
    book = reading.read(content, file_name="register.xlsx")
    preview = machine.check(session, actor=actor, today=today, kind="staff", workbook=book)
    assert outcome(preview) == [("unchanged", None)] * 3
    assert MAGDA_LOCAL_ADMINISTRATOR in {right.profile for right in session.scalars(select(CounterRight))}
