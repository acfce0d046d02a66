"""The yearly review, the first-use check list and the export."""

import io
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from core.access.actors import Role
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.imports import reading
from core.provider_settings import commands as settings
from core.rights import commands, queries
from core.rights.commands import Shown
from core.rights.first_use import STEPS
from db.models import AuditEntry, CounterRight
from tests import factories
from tests.core.rights.conftest import REASON, Register
from tests.factories import TODAY

DAY = timedelta(days=1)


def review(register: Register, *rights: CounterRight, today: date = TODAY) -> int:
    return commands.review(
        register.session, actor=register.boss, today=today, rights=[Shown(r.id, r.version) for r in rights]
    )


def test_a_right_is_due_a_year_after_its_begin_and_a_year_after_each_review(register: Register) -> None:
    person = register.add()
    right = register.grant(person, begins_on=date(2025, 11, 22))
    assert register.row(person).due_for_review(TODAY) == ()
    assert len(register.row(person).due_for_review(TODAY + DAY)) == 1
    assert review(register, right, today=TODAY + DAY) == 1
    assert (right.reviewed_on, right.reviewed_by) == (TODAY + DAY, register.boss.display_name)
    assert register.history(right) == ["granted", "reviewed"]
    assert register.row(person).rights[0].review_on == date(2027, 11, 22)


def test_the_length_of_a_review_is_a_choice_of_the_provider(register: Register) -> None:
    settings.change(
        register.session, actor=register.boss, today=TODAY, key="rights.review_months", value="3", source=REASON, version=0
    )  # fmt: skip
    person = register.add()
    register.grant(person, begins_on=date(2026, 8, 21))
    assert len(register.row(person).due_for_review(TODAY)) == 1


def test_all_that_is_shown_is_confirmed_at_once_or_nothing(register: Register) -> None:
    rights = [register.grant(register.add(name)) for name in ("Els Maes", "Tim Bos", "Ann Vos")]
    register.revoke(rights[2])
    with pytest.raises(InvalidInput, match="recht van Ann Vos loopt vandaag niet"), register.session.begin_nested():  # fmt: skip
        review(register, *rights)
    register.session.expire_all()
    assert [right.reviewed_on for right in rights] == [None, None, None]
    assert review(register, *rights[:2]) == 2
    entry = register.session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
    assert entry is not None
    assert (entry.action, entry.subject_id) == ("right.review", None)


def test_a_review_of_nothing_or_of_what_changed_is_refused(register: Register) -> None:
    with pytest.raises(InvalidInput, match="minstens één"):
        review(register)
    right = register.grant(register.add())
    stale = Shown(right.id, right.version)
    register.change_end(right, on=date(2027, 1, 1))
    with pytest.raises(Conflict):
        commands.review(register.session, actor=register.boss, today=TODAY, rights=[stale])


def test_a_right_that_must_go_is_not_up_for_review(register: Register) -> None:
    person = register.add()
    register.grant(person)
    assert len(register.row(person).due_for_review(TODAY)) == 1
    register.leave(person, on=TODAY)
    assert register.row(person).due_for_review(TODAY) == ()


def test_each_step_of_the_first_use_is_ticked_by_name_and_can_be_opened_again(register: Register) -> None:
    def do(command: object, code: str) -> None:
        assert callable(command)
        command(register.session, actor=register.boss, today=TODAY, code=code)

    for step in STEPS:
        do(commands.tick_step, step.code)
    done = queries.steps(register.session)
    assert set(done) == {step.code for step in STEPS}
    assert {(row.done_on, row.done_by) for row in done.values()} == {(TODAY, register.boss.display_name)}
    with pytest.raises(Conflict):
        do(commands.tick_step, "help")
    do(commands.untick_step, "help")
    assert "help" not in queries.steps(register.session)
    with pytest.raises(Conflict):
        do(commands.untick_step, "help")
    for command in (commands.tick_step, commands.untick_step):
        with pytest.raises(NotFound):
            do(command, "iets anders")


def test_the_check_list_says_what_the_source_says() -> None:
    said = " ".join(f"{step.name} {step.text}" for step in STEPS)
    for words in ("wettelijke vertegenwoordiger", "KBO", "basisregistratiestappen", "Digitaal Vlaanderen", "1700", "telefonisch", "mail", "chat"):  # fmt: skip
        assert words in said


def test_the_export_holds_every_right_and_whoever_holds_none(register: Register) -> None:
    person = register.add("=Nele Peeters")
    register.revoke(register.grant(person, ends_on=date(2027, 6, 30)))
    register.grant(person, "wse_loket")
    content = commands.export(register.session, actor=register.boss, today=TODAY, language="nl")
    [sheet] = reading.read(content, file_name="register.xlsx").sheets
    heads = [str(cell) for cell in sheet.rows[3]]
    rows = [dict(zip(heads, cells, strict=False)) for cells in sheet.rows[4:]]
    held = {str(row["Profiel"]): row for row in rows if row["Naam"] == "=Nele Peeters"}
    magda = held["MAGDA Online - Registreer certificaten BKT"]
    assert magda["Naam in de bron"] == "MAGDA OnlineRegistreer certificaten BKT"
    assert (magda["Begin"], magda["Ingetrokken vanaf"]) == (date(2024, 1, 8), TODAY)
    assert held["WSE-loket"]["Toegekend door"] == "Joris De Wit"
    assert [row["Naam"] for row in rows].count("Joris De Wit") == 1
    assert io.BytesIO(content).read(2) == b"PK"


@pytest.mark.parametrize("role", Role)
def test_the_export_is_for_who_sees_the_registration_and_may_export(register: Register, role: Role) -> None:
    actor = factories.actor(register.session, role)
    if role in (Role.READER, Role.TEACHER):
        with pytest.raises(NotAllowed):
            commands.export(register.session, actor=actor, today=TODAY, language="nl")
    else:
        assert commands.export(register.session, actor=actor, today=TODAY, language="en")
