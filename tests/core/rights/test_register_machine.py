"""Whatever is noted, in whatever order, and however many days pass: a task is open exactly as long as its reason holds,
a history never shrinks, and who may register is what an independent count of days says.

The oracle walks every day one by one and knows nothing of `needs`, `spans` or `tasks`.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from core import audit
from core.access import commands as access
from core.access.actors import Role, command_line
from core.errors import DomainError
from core.rights import commands, holders, queries
from core.rights.commands import Grant, Member
from db.models import Account, CounterRight, HistoryEvent, StaffMember
from tests import factories, machines
from tests.core.rights.conftest import REASON
from tests.factories import TODAY

DAY = timedelta(days=1)
HORIZON, CROWD = 420, 6
MAGDA = ("magda_employee", "magda_local_administrator")
PROFILES = (*MAGDA, "wse_loket")
PLACE = st.sampled_from((0, 0, 0, 1, 1, 2, 3, 4, 5, 6))
# Near each other, so that first and last days meet.
AGO, AHEAD = st.integers(0, 12), st.integers(-6, 12)


@dataclass
class Held:
    """A right as the oracle remembers it."""

    profile: str
    begin: date
    end: date | None
    revoked: date | None = None

    def on(self, day: date) -> bool:
        return (
            day >= self.begin
            and (self.end is None or day <= self.end)
            and (self.revoked is None or day < self.revoked)
        )


@dataclass
class Somebody:
    """A person as the oracle remembers him."""

    begin: date
    registers: bool
    is_local: bool
    end: date | None = None
    function: date | None = None
    closed: date | None = None
    held: dict[int, Held] = field(default_factory=dict)
    dropped: set[tuple[str, str, date]] = field(default_factory=set)

    def fits(self, profile: str) -> bool:
        if profile not in MAGDA:
            return True
        return self.registers and (profile == MAGDA[1]) is self.is_local


def days(first: date) -> Iterator[date]:
    return (first + number * DAY for number in range(HORIZON))


def reasons(person: Somebody, today: date) -> set[tuple[str, str, date]]:
    """Every reason for a task, found by looking at each day on its own."""
    found = set()
    for held in person.held.values():
        running = [day for day in days(today) if held.on(day)]
        if person.end is not None and any(day > person.end for day in running):
            found.add(("revoke_rights", "left", person.end))
        since = person.function or person.begin
        if not person.fits(held.profile) and any(day >= since for day in running):
            found.add(("revoke_rights", "function", since))
        if person.closed is not None and any(day >= person.closed for day in running):
            found.add(("revoke_rights", "account", person.closed))
    since = person.function or person.begin
    had = any(
        held.profile in MAGDA and person.fits(held.profile) and any(held.on(day) for day in days(max(since, held.begin)))
        for held in person.held.values()
    )  # fmt: skip
    is_there = (person.end is None or today <= person.end) and person.closed is None
    if person.registers and is_there and not had:
        found.add(("grant_rights", "new", since))
    return found


class Office(RuleBasedStateMachine):
    """A local administrator and a coordinator at work; refusals are part of life, differences are not."""

    session: Session

    def __init__(self) -> None:
        super().__init__()
        factories.organisation(self.session)
        self.today = TODAY
        self.boss = factories.actor(self.session, Role.ADMINISTRATOR)
        self.granter = factories.staff_member(
            self.session, "Joris", is_local_administrator=True, registers=False
        )
        self.session.flush()
        self.people: dict[int, Somebody] = {}
        self.told: Counter[tuple[str, int]] = Counter()
        for is_local, has_account in ((False, True), (True, False), (False, True)):
            self.add(90, True, is_local, has_account)
            self.grant(len(self.people) - 1, 0, 60, None)

    def teardown(self) -> None:
        assert audit.verify(self.session).findings == ()
        self.session.rollback()
        self.session.expunge_all()

    def attempt(self, command: object, **values: object) -> tuple[bool, object]:
        """One command in its own savepoint, as in life a transaction; whether it was done, and what it gave."""
        assert callable(command)
        with suppress(DomainError), self.session.begin_nested():
            return True, command(self.session, actor=self.boss, today=self.today, **values)
        self.session.expire_all()
        return False, None

    def person(self, place: int) -> tuple[StaffMember, Somebody]:
        key = sorted(self.people)[place % len(self.people)]
        return self.session.get_one(StaffMember, key, populate_existing=True), self.people[key]

    def right(self, place: int) -> tuple[CounterRight, Held] | None:
        """Some right; of leavers first, then what nobody took away yet, for there most can go wrong."""
        every = [
            (one.end is None, held.revoked is not None, key)
            for one in self.people.values()
            for key, held in one.held.items()
        ]
        if not every:
            return None
        key = sorted(every)[place % len(every)][2]
        held = next(one.held[key] for one in self.people.values() if key in one.held)
        return self.session.get_one(CounterRight, key, populate_existing=True), held

    @rule(ago=AHEAD, registers=st.booleans(), is_local=st.booleans(), has_account=st.booleans())
    def add(self, ago: int, registers: bool, is_local: bool, has_account: bool) -> None:
        if len(self.people) >= CROWD:
            return
        account_id = factories.account(self.session, Role.READER).id if has_account else None
        begin = self.today - ago * DAY
        member = Member(
            f"Iemand {len(self.people)}",
            "",
            f"{len(self.people)}@x.example",
            account_id,
            registers,
            is_local,
            begin,
        )
        done, key = self.attempt(commands.add_member, member=member)
        if done:
            assert isinstance(key, int)
            self.people[key] = Somebody(begin, registers, is_local)

    @rule(place=PLACE, which=st.integers(0, 5), ago=AHEAD, length=st.none() | st.integers(0, 15))
    def grant(self, place: int, which: int, ago: int, length: int | None) -> None:
        row, known = self.person(place)
        # Mostly one that fits and lies within the work; now and then one that must be refused.
        fitting = [each for each in PROFILES if known.fits(each)]
        profile = PROFILES[which % len(PROFILES)] if which == 5 else fitting[which % len(fitting)]
        begin = max(known.begin, self.today - ago * DAY)
        end = begin + length * DAY if length is not None else known.end
        wanted = Grant(profile, begin, end, REASON, self.granter.id)
        done, key = self.attempt(commands.grant, staff_member_id=row.id, version=row.version, right=wanted)
        if done:
            assert isinstance(key, int)
            assert known.fits(profile), "a profile that does not fit the function was granted"
            new = Held(profile, begin, end)
            for other in known.held.values():
                both = other.profile == profile and any(other.on(d) and new.on(d) for d in days(begin))
                assert not both, "two rights of the same profile on one day"
            known.held[key] = new

    @rule(place=PLACE, ahead=AHEAD)
    def revoke(self, place: int, ahead: int) -> None:
        if (found := self.right(place)) is None:
            return
        row, held = found
        day = self.today + ahead * DAY
        if self.attempt(commands.revoke, right_id=row.id, version=row.version, from_on=day, reason=REASON)[0]:
            held.revoked = day

    @rule(place=PLACE, ahead=st.none() | st.integers(0, 15))
    def change_end(self, place: int, ahead: int | None) -> None:
        if (found := self.right(place)) is None:
            return
        row, held = found
        day = self.today + ahead * DAY if ahead is not None else None
        if self.attempt(
            commands.change_end, right_id=row.id, version=row.version, ends_on=day, reason=REASON
        )[0]:
            held.end = day

    @rule(place=PLACE)
    def review(self, place: int) -> None:
        if (found := self.right(place)) is not None:
            self.attempt(commands.review, rights=[commands.Shown(found[0].id, found[0].version)])

    @rule(place=PLACE, ahead=AHEAD, stays=st.booleans())
    def leave(self, place: int, ahead: int, stays: bool) -> None:
        row, known = self.person(place)
        day = None if stays and known.end is not None else self.today + ahead * DAY
        done, _ = self.attempt(
            commands.leave, staff_member_id=row.id, version=row.version, ends_on=day, reason=REASON
        )
        if done:
            known.end = day

    @rule(
        place=PLACE, ahead=AHEAD, later=st.integers(0, 9), is_complete=st.booleans(), comes_back=st.booleans()
    )
    def depart(self, place: int, ahead: int, later: int, is_complete: bool, comes_back: bool) -> None:
        """What a departure is in an office: noted, days pass, rights are taken away, and some day somebody is back."""
        self.leave(place, ahead, False)
        self.a_task_is_open_exactly_as_long_as_a_reason_holds_that_was_not_dropped()
        self.pass_time(later)
        for number in range(8 if is_complete else 1):
            self.revoke(number, 0)
        if comes_back:
            self.rejoin(place, ahead)

    @rule(place=PLACE, ago=AHEAD)
    def rejoin(self, place: int, ago: int) -> None:
        gone = [at for at, key in enumerate(sorted(self.people)) if self.people[key].end is not None]
        row, known = self.person(gone[place % len(gone)] if gone else place)
        begin = (known.end or self.today) + (3 - ago % 5) * DAY
        done, key = self.attempt(
            commands.rejoin, staff_member_id=row.id, version=row.version, begins_on=begin
        )
        if done:
            assert isinstance(key, int)
            self.people[key] = Somebody(begin, known.registers, known.is_local)
            known.closed = None

    @rule(place=PLACE, ago=AGO, registers=st.booleans(), is_local=st.booleans())
    def change_function(self, place: int, ago: int, registers: bool, is_local: bool) -> None:
        row, known = self.person(place)
        day = self.today - ago * DAY
        member = Member(row.name, "anders", row.email, row.account_id, registers, is_local, row.begins_on)
        switched = (registers, is_local) != (known.registers, known.is_local)
        done, _ = self.attempt(
            commands.change_member,
            staff_member_id=row.id,
            version=row.version,
            member=member,
            function_on=day,
        )
        if done and switched:
            known.registers, known.is_local, known.function = registers, is_local, day

    @rule(place=PLACE, is_open=st.booleans())
    def account(self, place: int, is_open: bool) -> None:
        row, known = self.person(place)
        account = self.session.get(Account, row.account_id) if row.account_id is not None else None
        if account is None or account.is_active is is_open:
            return
        command = access.enable_user if is_open else access.disable_user
        command(self.session, actor=command_line("root"), today=self.today, account_id=account.id)
        known.closed = None if is_open else self.today

    @rule(place=PLACE)
    def drop(self, place: int) -> None:
        found = queries.open_tasks(self.session, today=self.today)
        if not found:
            return
        task = found[place % len(found)]
        if self.attempt(commands.drop_task, task_id=task.task_id, version=task.version, reason=REASON)[0]:
            assert task.staff_member_id is not None
            self.people[task.staff_member_id].dropped |= {(task.kind, *cause) for cause in task.causes}

    @rule(days=st.integers(1, 6))
    def pass_time(self, days: int) -> None:
        self.today += days * DAY

    @invariant()
    def a_task_is_open_exactly_as_long_as_a_reason_holds_that_was_not_dropped(self) -> None:
        shown = {
            (task.staff_member_id, task.kind) for task in queries.open_tasks(self.session, today=self.today)
        }
        expected = {
            (key, kind)
            for key, person in self.people.items()
            for kind, cause, since in reasons(person, self.today)
            if (kind, cause, since) not in person.dropped
        }
        assert shown == expected

    @invariant()
    def who_may_register_on_a_day_is_what_the_days_say(self) -> None:
        for ahead in (-1, 0, 1):
            day = self.today + ahead * DAY
            live = {holder.staff_member_id for holder in holders.holders(self.session, on=day)}
            expected = {
                key
                for key, person in self.people.items()
                if person.begin <= day and (person.end is None or day <= person.end)
                and any(held.profile in MAGDA and held.on(day) for held in person.held.values())
            }  # fmt: skip
            assert live & self.people.keys() == expected

    @invariant()
    def a_leaver_with_a_running_right_stands_on_top_and_is_never_a_quiet_line(self) -> None:
        rows = queries.register(self.session, today=self.today)
        left = {
            key
            for key, person in self.people.items()
            if person.end is not None and person.end < self.today
            and any(held.on(self.today) for held in person.held.values())
        }  # fmt: skip
        late = {row.staff_member_id for row in rows if row.state in ("overdue", "to_revoke")}
        assert left <= late
        assert {row.staff_member_id for row in rows[: len(late)]} == late

    @invariant()
    def a_history_never_shrinks(self) -> None:
        rows = self.session.execute(select(HistoryEvent.subject_kind, HistoryEvent.subject_id)).all()
        now = Counter((kind, key) for kind, key in rows)
        assert all(now[subject] >= count for subject, count in self.told.items())
        assert all(now["right", key] >= 1 for person in self.people.values() for key in person.held)
        self.told = now


@pytest.mark.slow
@pytest.mark.no_cover
def test_the_register_is_what_an_independent_count_of_days_says_after_any_sequence_of_acts(
    engine: Engine,
) -> None:
    with Session(engine.execution_options(app_writes=True), expire_on_commit=False) as session:

        class Here(Office):
            pass

        Here.session = session
        machines.run(Here, examples=60, steps=40)
