"""The people of the register: new, corrected, in another function, leaving and back again."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from core.access import commands as access
from core.access.actors import Role, command_line
from core.errors import Conflict, InvalidInput
from core.rights import commands, holders
from core.rights.commands import Member
from db.models import AuditEntry, HistoryEvent, StaffMember
from tests import factories
from tests.core.rights.conftest import BEGAN, Register
from tests.factories import TODAY

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": "  "}, "Vul de naam"),
        ({"name": "x" * 121}, "te lang"),
        ({"email": "geen adres"}, "geen e-mailadres"),
        ({"begins_on": None}, "eerste werkdag"),
        ({"begins_on": date(2062, 1, 1)}, "meer dan een jaar vooruit"),
        ({"account_id": 9_999}, "account bestaat niet"),
    ],
)
def test_what_cannot_be_a_member_of_staff_is_refused(
    register: Register, values: dict[str, object], sentence: str
) -> None:
    before = register.session.scalar(select(func.count()).select_from(AuditEntry))
    with pytest.raises(InvalidInput, match=sentence), register.session.begin_nested():
        register.add(**values)  # type: ignore[arg-type]
    assert register.session.scalar(select(func.count()).select_from(AuditEntry)) == before


def test_an_account_stands_for_one_person_and_a_closed_one_for_nobody_new(register: Register) -> None:
    taken = factories.account(register.session, Role.REGISTRAR)
    with pytest.raises(InvalidInput, match=f"hoort al bij {taken.display_name}"):
        register.add(account_id=taken.id)
    closed = factories.account(register.session, Role.READER)
    access.disable_user(register.session, actor=command_line("root"), today=TODAY, account_id=closed.id)
    with pytest.raises(InvalidInput, match="is gesloten"):
        register.add(account_id=closed.id)
    free = factories.account(register.session, Role.READER)
    assert register.add(account_id=free.id).account_id == free.id


def test_a_namesake_needs_another_address(register: Register) -> None:
    register.add("Élise  Maes", email="elise@x.example")
    with pytest.raises(InvalidInput, match="staat al in het register"):
        register.add("elise maes", email="ELISE@x.example")
    assert register.add("Elise Maes", email="elise.maes@x.example").id


def change(register: Register, person: StaffMember, *, version: int | None = None, **values: object) -> None:
    chosen: dict[str, object] = {
        "name": person.name, "function": person.function, "email": person.email, "account_id": person.account_id,
        "registers": person.registers, "is_local_administrator": person.is_local_administrator,
        "begins_on": person.begins_on,
    }  # fmt: skip
    commands.change_member(
        register.session, actor=register.boss, today=TODAY, staff_member_id=person.id, version=version or person.version,
        member=Member(**(chosen | values)),  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_correction_keeps_the_old_words_in_the_history(register: Register) -> None:
    person = register.add()
    change(register, person, name="Nele Peeters-Bos", function="directeur")
    told = register.session.execute(
        select(HistoryEvent.field, HistoryEvent.old_value, HistoryEvent.new_value)
        .where(HistoryEvent.subject_kind == "staff_member", HistoryEvent.kind == "changed")
        .order_by(HistoryEvent.id)
    ).all()
    assert [tuple(row) for row in told] == [
        ("name", "Nele Peeters", "Nele Peeters-Bos"), ("function", "administratief medewerker", "directeur"),
    ]  # fmt: skip


def test_both_values_are_shown_when_two_people_correct_the_same_person(register: Register) -> None:
    person = register.add()
    change(register, person, function="directeur")
    with pytest.raises(Conflict) as error:
        change(register, person, version=1, function="onthaal")
    assert (error.value.shown["function"], error.value.stored["function"]) == ("onthaal", "directeur")


def test_another_function_needs_its_first_day_between_the_last_one_and_today(register: Register) -> None:
    person = register.add()
    with pytest.raises(InvalidInput, match="sinds wanneer Nele Peeters"):
        register.switch(person, on=None, registers=False)
    register.session.refresh(person)
    for day in (BEGAN - DAY, TODAY + DAY):
        with pytest.raises(InvalidInput, match="tussen 08/01/2024 en 21/11/2026"):
            register.switch(person, on=day, registers=False)
        register.session.refresh(person)
    register.switch(person, on=TODAY, registers=False)
    assert (person.registers, person.function_on) == (False, TODAY)


def test_the_first_day_of_work_never_passes_a_right_a_function_or_the_last_day(register: Register) -> None:
    person = register.add()
    register.grant(person, begins_on=date(2024, 2, 1))
    change(register, person, begins_on=date(2024, 2, 1))
    with pytest.raises(InvalidInput, match="heeft al een recht vanaf 01/02/2024"):
        change(register, person, begins_on=date(2024, 2, 2))
    register.session.refresh(person)
    register.leave(person, on=date(2024, 3, 1))
    with pytest.raises(InvalidInput, match="vóór de eerste werkdag"):
        change(register, person, begins_on=date(2024, 3, 2))


def test_a_departure_lies_within_the_work_and_at_most_a_year_ahead(register: Register) -> None:
    person = register.add()
    for day, sentence in (
        (BEGAN - DAY, "vóór de eerste werkdag"), (date(2028, 1, 1), "jaar vooruit"), (None, "geen vertrek"),
    ):  # fmt: skip
        with pytest.raises(InvalidInput, match=sentence):
            register.leave(person, on=day)
        register.session.refresh(person)


def rejoin(register: Register, person: StaffMember, day: date | None) -> StaffMember:
    key = commands.rejoin(
        register.session, actor=register.boss, today=TODAY, staff_member_id=person.id, version=person.version,
        begins_on=day,
    )  # fmt: skip
    return register.session.get_one(StaffMember, key)


def test_who_comes_back_begins_a_new_stretch_and_held_nothing_in_between(register: Register) -> None:
    account = factories.account(register.session, Role.MANAGER)
    person = register.add(account_id=account.id)
    right = register.grant(person)
    register.leave(person, on=date(2026, 6, 30))
    back = rejoin(register, person, date(2026, 10, 1))
    assert (back.name, back.account_id, person.account_id) == (person.name, account.id, None)
    assert [task.kind for task in register.tasks(back)] == ["grant_rights"]
    assert [task.kind for task in register.tasks(person)] == ["revoke_rights"]
    register.revoke(right)
    register.grant(back, begins_on=date(2026, 10, 1))
    live = {
        day: [holder.staff_member_id for holder in holders.holders(register.session, on=day)]
        for day in (date(2026, 6, 30), date(2026, 8, 1), date(2026, 10, 1))
    }
    own = {day: set(keys) & {person.id, back.id} for day, keys in live.items()}
    assert own == {date(2026, 6, 30): {person.id}, date(2026, 8, 1): set(), date(2026, 10, 1): {back.id}}


def test_a_return_comes_after_the_departure(register: Register) -> None:
    person = register.add()
    with pytest.raises(InvalidInput, match="werkt hier nog"):
        rejoin(register, person, TODAY)
    register.session.refresh(person)
    register.leave(person, on=date(2026, 6, 30))
    with pytest.raises(InvalidInput, match="tot en met 30/06/2026"):
        rejoin(register, person, date(2026, 6, 30))
    register.session.refresh(person)
    with pytest.raises(InvalidInput, match="eerste werkdag"):
        rejoin(register, person, None)
