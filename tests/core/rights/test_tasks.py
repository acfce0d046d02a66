"""What has to happen to rights becomes a task by itself, dated by its cause, and is done by itself."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from core.access import commands as access
from core.access.actors import Role, command_line
from core.errors import Conflict, InvalidInput, NotFound
from core.provider_settings import commands as settings
from core.rights import commands, queries
from core.rights.profiles import MAGDA_LOCAL_ADMINISTRATOR
from db.models import Account, Task
from tests import factories
from tests.core.rights.conftest import BEGAN, REASON, Register
from tests.factories import TODAY

DAY = timedelta(days=1)
REVOKE, GRANT = "revoke_rights", "grant_rights"
ROOT = command_line("root")


def kinds(register: Register, person: object, *, today: date = TODAY) -> list[str]:
    return [task.kind for task in register.tasks(person, today=today)]  # type: ignore[arg-type]


def ended(register: Register, kind: str) -> list[tuple[str, str, date | None]]:
    """State, outcome and day of the tasks of a kind, in the order they came."""
    rows = register.session.scalars(select(Task).where(Task.kind == kind).order_by(Task.id))
    return [(row.state, row.outcome, row.done_on) for row in rows]


def choose(register: Register, key: str, value: str) -> None:
    settings.change(
        register.session, actor=register.boss, today=TODAY, key=key, value=value, source=REASON, version=0
    )


def test_a_newcomer_who_registers_asks_for_a_right_within_the_term_and_granting_is_its_end(
    register: Register,
) -> None:
    person = register.add(begins_on=TODAY)
    [task] = register.tasks(person)
    assert (task.kind, task.due_on, task.causes) == (GRANT, TODAY + 5 * DAY, (("new", TODAY),))
    assert register.row(person).state == "missing"
    register.grant(person, begins_on=TODAY)
    assert register.tasks(person) == []
    assert ended(register, GRANT) == [("done", "granted", TODAY)]


def test_who_does_not_register_or_only_gets_another_counter_asks_for_nothing_more_or_still(
    register: Register,
) -> None:
    assert kinds(register, register.add("Tim Bos", registers=False)) == []
    person = register.add()
    register.grant(person, "werkplekduaal")
    assert kinds(register, person) == [GRANT]


def test_a_leaver_with_a_live_right_must_lose_it_on_the_last_day_of_work(register: Register) -> None:
    person = register.add()
    right = register.grant(person)
    register.leave(person, on=date(2026, 12, 31))
    [task] = register.tasks(person)
    assert (task.kind, task.due_on) == (REVOKE, date(2026, 12, 31))
    assert task.causes == (("left", date(2026, 12, 31)),)
    assert register.row(person).state == "to_revoke"
    assert register.row(person, today=date(2027, 1, 1)).state == "overdue"
    register.revoke(right, on=date(2027, 1, 1))
    assert register.tasks(person) == []
    assert ended(register, REVOKE) == [("done", "revoked", TODAY)]


def test_the_last_right_to_go_closes_the_task_and_no_earlier_one_does(register: Register) -> None:
    person = register.add()
    rights = [register.grant(person, profile) for profile in ("magda_employee", "werkplekduaal", "wse_loket")]
    register.leave(person, on=TODAY)
    for right in rights:
        assert kinds(register, person) == [REVOKE]
        register.revoke(right, on=TODAY + DAY)
    assert kinds(register, person) == []


def test_a_revocation_after_the_last_day_of_work_is_too_long_and_leaves_the_task_open(
    register: Register,
) -> None:
    person = register.add()
    right = register.grant(person)
    register.leave(person, on=TODAY + 5 * DAY)
    register.revoke(right, on=TODAY + 10 * DAY)
    assert kinds(register, person) == [REVOKE]
    register.revoke(right, on=TODAY + 6 * DAY)
    assert kinds(register, person) == []


def test_a_right_that_ends_with_the_work_asks_for_nothing(register: Register) -> None:
    person = register.add()
    register.grant(person, ends_on=TODAY)
    register.leave(person, on=TODAY)
    assert kinds(register, person) == []


def test_moving_the_departure_moves_the_task_and_staying_ends_it(register: Register) -> None:
    person = register.add()
    register.grant(person)
    register.leave(person, on=date(2026, 12, 1))
    register.leave(person, on=date(2026, 12, 15))
    [task] = register.tasks(person)
    assert (task.due_on, task.version) == (date(2026, 12, 15), 2)
    register.leave(person, on=None)
    assert ended(register, REVOKE) == [("done", "stays", TODAY)]


def test_another_function_without_registering_asks_the_right_back_from_its_first_day(
    register: Register,
) -> None:
    person = register.add()
    register.grant(person)
    other = register.grant(person, "wse_loket")
    register.switch(person, on=TODAY - 3 * DAY, registers=False)
    [task] = register.tasks(person)
    assert (task.kind, task.due_on) == (REVOKE, TODAY - 3 * DAY)
    assert [right.is_too_long for right in register.row(person).rights if right.right_id == other.id] == [
        False
    ]
    register.switch(person, on=TODAY, registers=True)
    assert kinds(register, person) == [], "the right that still runs fits again"
    assert ended(register, REVOKE) == [("done", "function", TODAY)]


def test_who_becomes_local_administrator_needs_the_other_profile(register: Register) -> None:
    person = register.add()
    right = register.grant(person)
    register.switch(person, on=TODAY, administrator=True)
    assert sorted(kinds(register, person)) == [GRANT, REVOKE]
    register.revoke(right)
    register.grant(person, MAGDA_LOCAL_ADMINISTRATOR, begins_on=TODAY)
    assert kinds(register, person) == []


def test_closing_an_account_asks_the_rights_of_its_owner_back_in_the_same_transaction(
    register: Register,
) -> None:
    account = factories.account(register.session, Role.MANAGER)
    person = register.add(account_id=account.id)
    register.grant(person)
    access.disable_user(register.session, actor=ROOT, today=TODAY, account_id=account.id)
    [task] = register.tasks(person)
    assert (task.kind, task.causes, task.due_on) == (REVOKE, (("account", TODAY),), TODAY)
    access.enable_user(register.session, actor=ROOT, today=TODAY + DAY, account_id=account.id)
    assert ended(register, REVOKE) == [("done", "account_opened", TODAY + DAY)]


def test_a_newcomer_whose_account_closes_waits_for_no_right_any_more(register: Register) -> None:
    account = factories.account(register.session, Role.MANAGER)
    person = register.add(account_id=account.id)
    access.disable_user(register.session, actor=ROOT, today=TODAY, account_id=account.id)
    assert kinds(register, person) == []
    access.enable_user(register.session, actor=ROOT, today=TODAY, account_id=account.id)
    assert kinds(register, person) == [GRANT]


def test_an_account_without_a_member_of_staff_asks_for_nothing(register: Register) -> None:
    account = factories.account(register.session, Role.MANAGER)
    access.disable_user(register.session, actor=ROOT, today=TODAY, account_id=account.id)
    assert register.tasks() == []


def test_two_causes_make_one_task_with_the_first_date(register: Register) -> None:
    account = factories.account(register.session, Role.MANAGER)
    person = register.add(account_id=account.id)
    register.grant(person)
    register.leave(person, on=TODAY + 9 * DAY)
    access.disable_user(register.session, actor=ROOT, today=TODAY, account_id=account.id)
    [task] = register.tasks(person)
    assert task.due_on == TODAY
    assert [cause for cause, _ in task.causes] == ["account", "left"]
    access.enable_user(register.session, actor=ROOT, today=TODAY, account_id=account.id)
    assert [task.due_on for task in register.tasks(person)] == [TODAY + 9 * DAY]


def test_a_dropped_task_stays_away_for_its_cause_and_comes_back_for_another(register: Register) -> None:
    person = register.add()
    register.grant(person)
    register.leave(person, on=TODAY + 9 * DAY)
    [task] = register.tasks(person)
    drop(register, task.task_id, task.version)
    assert kinds(register, person) == []
    register.change_end(register.grant(person, "wse_loket", ends_on=TODAY + DAY), on=TODAY + 2 * DAY)
    assert kinds(register, person) == []
    register.leave(person, on=TODAY + 8 * DAY)
    assert kinds(register, person) == [REVOKE]


def test_a_leaver_whose_right_runs_is_never_a_quiet_line_even_when_the_task_was_dropped(
    register: Register,
) -> None:
    person = register.add()
    register.grant(person)
    register.leave(person, on=TODAY)
    [task] = register.tasks(person)
    drop(register, task.task_id, task.version)
    row = register.row(person, today=TODAY + DAY)
    assert (row.state, row.rights[0].is_too_long) == ("overdue", True)
    assert queries.register(register.session, today=TODAY + DAY)[0].staff_member_id == person.id


def drop(register: Register, task_id: int, version: int, reason: str = REASON) -> None:
    commands.drop_task(
        register.session, actor=register.boss, today=TODAY, task_id=task_id, version=version, reason=reason
    )


def test_dropping_asks_a_reason_the_shown_version_and_an_open_task(register: Register) -> None:
    person = register.add()
    [task] = register.tasks(person)
    with pytest.raises(InvalidInput, match="minstens tien tekens"):
        drop(register, task.task_id, task.version, "kort")
    with pytest.raises(Conflict):
        drop(register, task.task_id, task.version + 1)
    drop(register, task.task_id, task.version)
    for key in (task.task_id, 9_999):
        with pytest.raises(NotFound):
            drop(register, key, task.version + 1)
    stored = register.session.get_one(Task, task.task_id)
    assert (stored.state, stored.outcome, stored.note) == ("dropped", "dropped", REASON)


def test_what_time_alone_ended_is_no_task_any_more_and_the_next_act_closes_it(register: Register) -> None:
    person = register.add()
    register.grant(person, ends_on=TODAY + 30 * DAY)
    register.leave(person, on=TODAY + 10 * DAY)
    assert kinds(register, person) == [REVOKE]
    assert kinds(register, person, today=TODAY + 30 * DAY) == [REVOKE]
    assert kinds(register, person, today=TODAY + 31 * DAY) == []
    assert ended(register, REVOKE) == [("open", "", None)]
    register.leave(person, on=TODAY + 9 * DAY, today=TODAY + 31 * DAY)
    assert [state for state, *_ in ended(register, REVOKE)] == ["done"]


def test_each_task_has_its_own_term_and_a_changed_one_counts_from_the_next_task_on(
    register: Register,
) -> None:
    before = register.add("Els Maes", begins_on=TODAY)
    choose(register, "rights.grant_days", "12")
    choose(register, "rights.revoke_days", "3")
    after = register.add("Tim Bos", begins_on=TODAY)
    assert [task.due_on for task in register.tasks(before)] == [TODAY + 5 * DAY]
    assert [task.due_on for task in register.tasks(after)] == [TODAY + 12 * DAY]
    register.grant(after, begins_on=TODAY)
    register.leave(after, on=TODAY)
    assert [task.due_on for task in register.tasks(after)] == [TODAY + 3 * DAY]


def test_the_tasks_come_with_the_first_date_first(register: Register) -> None:
    late = register.add("Els Maes", begins_on=BEGAN)
    soon = register.add("Tim Bos", begins_on=TODAY)
    assert [task.staff_member_id for task in register.tasks()] == [late.id, soon.id]


def test_whoever_closes_an_account_by_the_command_line_leaves_the_same_task(register: Register) -> None:
    account = factories.account(register.session, Role.REGISTRAR)
    assert register.session.get_one(Account, account.id).is_active
    access.disable_user(register.session, actor=ROOT, today=TODAY, account_id=account.id)
    [task] = register.tasks()
    assert (task.kind, task.name) == (REVOKE, account.display_name)


@pytest.mark.parametrize(("ends_on", "asks"), [(TODAY - DAY, False), (TODAY, True)])
def test_the_first_day_of_another_function_is_the_first_day_without_the_right(
    register: Register, ends_on: date, asks: bool
) -> None:
    person = register.add()
    register.grant(person, ends_on=ends_on)
    register.switch(person, on=TODAY, registers=False)
    assert (kinds(register, person) == [REVOKE]) is asks
