"""A change of the legal representative in KBO asks to look at the local administrator (S0, step 1)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from core.errors import Conflict, InvalidInput, NotFound
from core.rights import commands, queries
from db.models import Organisation, Task
from tests.core.rights.conftest import REASON, Register
from tests.factories import TODAY

DAY = timedelta(days=1)


def note(register: Register, name: str, seen_on: date | None = TODAY, *, version: int | None = None) -> bool:
    shown = queries.administration(register.session, today=TODAY).version
    return commands.note_legal_representative(
        register.session, actor=register.boss, today=TODAY, name=name, seen_on=seen_on,
        version=shown if version is None else version,
    )  # fmt: skip


def test_whom_the_register_knows_as_local_administrator_asks_for_nothing(register: Register) -> None:
    assert not note(register, "joris de wit")
    found = queries.administration(register.session, today=TODAY)
    assert [name for _, name in found.administrators] == ["Joris De Wit"]
    assert (found.legal_representative, found.seen_on) == ("joris de wit", TODAY)
    assert register.tasks() == []


def test_somebody_else_opens_one_task_with_its_own_term_which_follows_the_newest_name(
    register: Register,
) -> None:
    note(register, "Joris De Wit")
    assert note(register, "Ann Baas", TODAY - 2 * DAY)
    [task] = register.tasks()
    assert (task.kind, task.name, task.was) == ("check_administrator", "Ann Baas", "Joris De Wit")
    assert task.due_on == TODAY + 8 * DAY
    assert note(register, "Els Baas", TODAY)
    [task] = register.tasks()
    assert (task.name, task.was, task.due_on) == ("Els Baas", "Joris De Wit", TODAY + 10 * DAY)


def test_the_same_name_seen_again_opens_nothing_anew(register: Register) -> None:
    note(register, "Ann Baas")
    [task] = register.tasks()
    confirm(register, task.task_id, task.version)
    assert not note(register, "ANN BAAS")
    assert register.tasks() == []


def test_making_that_person_local_administrator_is_the_end_of_the_task(register: Register) -> None:
    note(register, "Ann Baas")
    register.add("Ann Baas", is_local_administrator=True, registers=False)
    assert register.tasks() == []
    task = register.session.scalars(select(Task)).one()
    assert (task.state, task.outcome) == ("done", "administrator")


def test_so_is_the_function_of_somebody_who_was_there_already(register: Register) -> None:
    person = register.add("Ann Baas", registers=False)
    note(register, "Ann Baas")
    register.switch(person, on=TODAY, administrator=True)
    assert register.tasks() == []


def confirm(register: Register, task_id: int, version: int, text: str = REASON) -> None:
    commands.confirm_administrator(
        register.session, actor=register.boss, today=TODAY, task_id=task_id, version=version, note=text
    )


def test_looking_is_noted_with_what_was_found(register: Register) -> None:
    note(register, "Ann Baas")
    [task] = register.tasks()
    with pytest.raises(InvalidInput, match="tien tekens"):
        confirm(register, task.task_id, task.version, "ok")
    with pytest.raises(Conflict):
        confirm(register, task.task_id, task.version + 1)
    confirm(register, task.task_id, task.version)
    stored = register.session.get_one(Task, task.task_id)
    assert (stored.outcome, stored.note) == ("checked", REASON)
    with pytest.raises(NotFound):
        confirm(register, task.task_id, stored.version)


def test_a_task_about_rights_is_not_confirmed_by_looking(register: Register) -> None:
    [task] = register.tasks(register.add())
    with pytest.raises(NotFound):
        confirm(register, task.task_id, task.version)


@pytest.mark.parametrize(
    ("name", "seen_on", "sentence"),
    [(" ", TODAY, "Vul de naam"), ("Ann Baas", None, "welke dag"), ("Ann Baas", TODAY + DAY, "toekomst"), ("x" * 121, TODAY, "te lang")],
)  # fmt: skip
def test_what_says_nothing_is_refused(
    register: Register, name: str, seen_on: date | None, sentence: str
) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        note(register, name, seen_on)


def test_a_newer_state_is_not_overwritten(register: Register) -> None:
    shown = register.session.get_one(Organisation, 1).version
    note(register, "Ann Baas")
    with pytest.raises(Conflict) as error:
        note(register, "Els Baas", version=shown)
    assert error.value.stored == {"legal_representative": "Ann Baas"}
