"""Granting, prolonging and taking away: what is refused and in which words, and that a refusal writes nothing."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from core.access import commands as access
from core.access.actors import Role, command_line
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.rights import commands
from core.rights.profiles import MAGDA_EMPLOYEE, MAGDA_LOCAL_ADMINISTRATOR
from db.models import AuditEntry, CounterRight, HistoryEvent, Task
from tests import factories
from tests.core.rights.conftest import BEGAN, REASON, Register
from tests.factories import TODAY

DAY = timedelta(days=1)


def written(register: Register) -> tuple[int, ...]:
    """How many rights, events, tasks and entries there are."""
    return tuple(
        register.session.scalar(select(func.count()).select_from(table)) or 0
        for table in (CounterRight, HistoryEvent, Task, AuditEntry)
    )


def test_a_grant_keeps_all_that_was_said_and_opens_its_history(register: Register) -> None:
    person = register.add()
    right = register.grant(person, ends_on=date(2027, 6, 30))
    assert (right.begins_on, right.ends_on) == (BEGAN, date(2027, 6, 30))
    assert (right.reason, right.granted_by) == (REASON, "Joris De Wit")
    assert register.history(right) == ["granted"]


@pytest.mark.parametrize("registers", [True, False])
@pytest.mark.parametrize("is_local", [True, False])
@pytest.mark.parametrize("profile", [MAGDA_EMPLOYEE, MAGDA_LOCAL_ADMINISTRATOR, "werkplekduaal", "wse_loket"])
def test_a_profile_is_granted_to_whose_function_it_fits_and_else_the_sentence_says_which_does(
    register: Register, profile: str, is_local: bool, registers: bool
) -> None:
    person = register.add(registers=registers, is_local_administrator=is_local)
    is_magda = profile in (MAGDA_EMPLOYEE, MAGDA_LOCAL_ADMINISTRATOR)
    fits = not is_magda or (registers and (profile == MAGDA_LOCAL_ADMINISTRATOR) == is_local)
    if fits:
        assert register.grant(person, profile).profile == profile
        return
    before = written(register)
    expected = "hoort niet bij de functie" if not registers else ("is voor medewerkers" if is_local else "alleen voor de lokaal beheerder")  # fmt: skip
    with pytest.raises(InvalidInput, match=expected), register.session.begin_nested():
        register.grant(person, profile)
    assert written(register) == before


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"begins_on": None}, "Vul de begindatum in"),
        ({"begins_on": BEGAN - DAY}, "werkt hier pas vanaf 08/01/2024"),
        ({"begins_on": date(2062, 1, 1)}, "meer dan een jaar vooruit"),
        ({"ends_on": BEGAN - DAY}, "vóór de begindatum"),
        ({"reason": "te kort"}, "minstens tien tekens"),
        ({"reason": f"nummer {factories.insz()} gekregen"}, "geen rijksregisternummer"),
        ({"profile": "beheerder van alles"}, "Kies een profiel"),
    ],
)
def test_what_does_not_hold_is_refused_and_nothing_is_written(
    register: Register, values: dict[str, object], sentence: str
) -> None:
    person = register.add()
    before = written(register)
    with pytest.raises(InvalidInput, match=sentence), register.session.begin_nested():
        register.grant(person, **values)  # type: ignore[arg-type]
    assert written(register) == before


def test_a_right_ends_with_the_work_at_the_latest(register: Register) -> None:
    person = register.add()
    register.leave(person, on=date(2026, 12, 31))
    for end in (None, date(2027, 1, 1)):
        with pytest.raises(InvalidInput, match="laatste werkdag van Nele Peeters is 31/12/2026"):
            register.grant(person, ends_on=end)
    assert register.grant(person, ends_on=date(2026, 12, 31)).ends_on == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("begin", "end", "meets"),
    [
        (date(2026, 1, 1), None, True),
        (date(2025, 6, 1), date(2025, 12, 31), True),  # its last day is the other's first
        (date(2025, 6, 1), date(2025, 12, 30), False),
        (date(2026, 6, 30), None, True),  # its first day is the other's last
        (date(2026, 7, 1), None, False),
    ],
)
def test_two_rights_of_the_same_profile_never_overlap(
    register: Register, begin: date, end: date | None, meets: bool
) -> None:
    person = register.add()
    register.grant(person, begins_on=date(2025, 12, 31), ends_on=date(2026, 6, 30))
    if meets:
        with pytest.raises(InvalidInput, match="al van 31/12/2025 tot en met 30/06/2026"):
            register.grant(person, begins_on=begin, ends_on=end)
    else:
        register.grant(person, begins_on=begin, ends_on=end)
    register.grant(person, "werkplekduaal", begins_on=begin, ends_on=end)  # another profile may


def test_after_a_revocation_the_same_profile_can_be_granted_again(register: Register) -> None:
    person = register.add()
    first = register.grant(person)
    with pytest.raises(InvalidInput, match="zonder einddatum"):
        register.grant(person, begins_on=TODAY)
    register.revoke(first)
    assert register.grant(person, begins_on=TODAY).id != first.id


def test_only_a_local_administrator_of_that_day_grants(register: Register) -> None:
    person, colleague = register.add(), register.add("Els Maes")
    with pytest.raises(InvalidInput, match="Kies de lokaal beheerder"):
        register.grant(person, by=colleague)
    new = register.add("Ann Boss", is_local_administrator=True, registers=False, begins_on=date(2026, 1, 5))
    with pytest.raises(InvalidInput, match="Ann Boss werkte hier op 08/01/2024 niet"):
        register.grant(person, by=new)
    assert register.grant(person, by=new, begins_on=date(2026, 1, 5)).granted_by == "Ann Boss"


def test_who_has_a_closed_account_gets_no_right_until_it_is_open_or_untied(register: Register) -> None:
    account = factories.account(register.session, Role.MANAGER)
    person = register.add(account_id=account.id)
    access.disable_user(register.session, actor=command_line("root"), today=TODAY, account_id=account.id)
    with pytest.raises(InvalidInput, match=f"account {account.username} is gesloten"):
        register.grant(person)
    access.enable_user(register.session, actor=command_line("root"), today=TODAY, account_id=account.id)
    register.grant(person)


def test_a_right_is_revoked_from_a_day_on_with_its_reason_in_the_history(register: Register) -> None:
    right = register.grant(register.add())
    assert register.revoke(right, on=TODAY - DAY) == 0
    assert (right.revoked_on, right.revoked_by) == (TODAY - DAY, register.boss.display_name)
    assert register.history(right) == ["granted", "revoked"]


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (None, "Vul de eerste dag zonder recht in"),
        (BEGAN - DAY, "begint pas op 08/01/2024"),
        (date(2027, 7, 1), "eindigt zelf op 30/06/2027"),
        (date(2062, 1, 1), "meer dan een jaar vooruit"),
    ],
)
def test_a_day_on_which_nothing_can_be_revoked_is_refused(
    register: Register, on: date | None, sentence: str
) -> None:
    right = register.grant(register.add(), ends_on=date(2027, 6, 30))
    before = written(register)
    with pytest.raises(InvalidInput, match=sentence), register.session.begin_nested():
        register.revoke(right, on=on)
    assert written(register) == before


def test_what_is_revoked_stays_so_but_a_revocation_to_come_may_come_sooner(register: Register) -> None:
    right = register.grant(register.add())
    register.revoke(right, on=TODAY + 30 * DAY)
    for later in (TODAY + 30 * DAY, TODAY + 31 * DAY):
        with pytest.raises(InvalidInput, match="al ingetrokken"):
            register.revoke(right, on=later)
        register.session.refresh(right)
    register.revoke(right, on=TODAY)
    with pytest.raises(InvalidInput, match="al ingetrokken vanaf 21/11/2026"):
        register.revoke(right, on=TODAY - DAY)


def test_revoking_says_how_many_proofs_were_entered_since_that_day(register: Register) -> None:
    given = factories.Provider(
        factories.campus(register.session), factories.campus(register.session, "Kortrijk"),
        (offered := factories.qualification(register.session)), factories.trajectory(register.session, of=offered),
        register.boss, 0,
    )  # fmt: skip
    person = register.add()
    right = register.grant(person)
    for day in (date(2026, 11, 10), date(2026, 11, 12)):
        [proof] = factories.earned(register.session, given)
        proof.entered_by_id, proof.entered_on = person.id, day
    register.session.flush()
    assert register.revoke(right, on=date(2026, 11, 11)) == 1


def test_an_end_can_be_moved_both_ways_or_taken_off_while_the_right_runs(register: Register) -> None:
    right = register.grant(register.add(), ends_on=date(2026, 12, 31))
    register.change_end(right, on=date(2027, 6, 30))
    register.change_end(right, on=TODAY)
    register.change_end(right, on=None)
    assert right.ends_on is None
    assert register.history(right) == ["granted", "end_changed", "end_changed", "end_changed"]


def test_an_end_in_the_past_or_of_a_right_that_is_over_is_refused(register: Register) -> None:
    person = register.add()
    right = register.grant(person, ends_on=date(2026, 12, 31))
    with pytest.raises(InvalidInput, match="20/11/2026 is voorbij"):
        register.change_end(right, on=TODAY - DAY)
    register.session.refresh(right)
    with pytest.raises(InvalidInput, match="voorbij sinds 01/01/2027"):
        register.change_end(right, on=None, today=date(2027, 1, 1))
    register.session.refresh(right)
    register.revoke(right)
    with pytest.raises(InvalidInput, match="al ingetrokken"):
        register.change_end(right, on=None)


def test_prolonging_asks_what_granting_asks_and_shortening_does_not(register: Register) -> None:
    person = register.add()
    right = register.grant(person, ends_on=date(2026, 12, 31))
    register.grant(person, begins_on=date(2027, 2, 1))
    with pytest.raises(InvalidInput, match="al sinds 01/02/2027"):
        register.change_end(right, on=date(2027, 2, 1))
    register.session.refresh(right)
    register.switch(person, on=TODAY, registers=False)
    with pytest.raises(InvalidInput, match="hoort niet bij de functie"):
        register.change_end(right, on=date(2027, 1, 31))
    register.session.refresh(right)
    register.change_end(right, on=TODAY)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(register: Register) -> None:
    person = register.add()
    right = register.grant(person)
    stale = right.version
    register.change_end(right, on=date(2027, 6, 30))
    with pytest.raises(Conflict) as error:
        commands.revoke(
            register.session, actor=register.boss, today=TODAY, right_id=right.id, version=stale, from_on=TODAY, reason=REASON
        )  # fmt: skip
    assert error.value.stored["ends_on"] == "30/06/2027"
    with pytest.raises(Conflict):
        commands.grant(
            register.session, actor=register.boss, today=TODAY, staff_member_id=person.id, version=1,
            right=commands.Grant("wse_loket", TODAY, None, REASON, register.administrator.id),
        )  # fmt: skip


def test_what_is_not_there_is_not_found(register: Register) -> None:
    for command, values in (
        (commands.revoke, {"right_id": 9_999, "from_on": TODAY}),
        (commands.change_end, {"right_id": 9_999, "ends_on": None}),
        (commands.leave, {"staff_member_id": 9_999, "ends_on": TODAY}),
    ):
        with pytest.raises(NotFound):
            command(register.session, actor=register.boss, today=TODAY, version=1, reason=REASON, **values)


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.MANAGER, Role.READER])
def test_who_may_not_keep_the_register_grants_nothing(register: Register, role: Role) -> None:
    person, stranger = register.add(), factories.actor(register.session, role)
    with pytest.raises(NotAllowed):
        commands.grant(
            register.session, actor=stranger, today=TODAY, staff_member_id=person.id, version=person.version,
            right=commands.Grant(MAGDA_EMPLOYEE, TODAY, None, REASON, register.administrator.id),
        )  # fmt: skip


def test_the_register_is_of_all_campuses_so_nobody_with_some_of_them_keeps_it(register: Register) -> None:
    limited = factories.actor(
        register.session, Role.COORDINATOR, campuses=[factories.campus(register.session)]
    )
    with pytest.raises(NotAllowed):
        commands.tick_step(register.session, actor=limited, today=TODAY, code="help")
