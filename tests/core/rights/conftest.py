"""A provider with a local administrator, a coordinator who keeps the register, and its commands in one line each."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.rights import commands, queries
from core.rights.commands import Grant, Member
from core.rights.profiles import MAGDA_EMPLOYEE
from core.rights.rows import StaffRow, TaskRow
from db.models import CounterRight, HistoryEvent, StaffMember
from tests import factories
from tests.factories import TODAY

REASON = "Een reden die lang genoeg is"
BEGAN = date(2024, 1, 8)


@dataclass(frozen=True, slots=True)
class Register:
    """The register of one provider, with the day on which somebody acts."""

    session: Session
    boss: Actor
    administrator: StaffMember

    def add(self, name: str = "Nele Peeters", *, today: date = TODAY, **values: object) -> StaffMember:
        """Somebody new, who registers unless told otherwise."""
        chosen: dict[str, object] = {
            "function": "administratief medewerker", "email": "", "account_id": None, "registers": True,
            "is_local_administrator": False, "begins_on": BEGAN,
        }  # fmt: skip
        member = Member(name, **(chosen | values))  # type: ignore[arg-type]
        key = commands.add_member(self.session, actor=self.boss, today=today, member=member)
        return self.session.get_one(StaffMember, key)

    def grant(
        self, person: StaffMember, profile: str = MAGDA_EMPLOYEE, *, begins_on: date | None = BEGAN,
        ends_on: date | None = None, by: StaffMember | None = None, today: date = TODAY, reason: str = REASON,
    ) -> CounterRight:  # fmt: skip
        """A right by the form's command."""
        right = Grant(profile, begins_on, ends_on, reason, (by or self.administrator).id)
        key = commands.grant(
            self.session, actor=self.boss, today=today, staff_member_id=person.id, version=person.version, right=right
        )  # fmt: skip
        return self.session.get_one(CounterRight, key)

    def revoke(self, right: CounterRight, *, on: date | None = TODAY, today: date = TODAY) -> int:
        return commands.revoke(
            self.session, actor=self.boss, today=today, right_id=right.id, version=right.version, from_on=on, reason=REASON
        )  # fmt: skip

    def change_end(self, right: CounterRight, *, on: date | None, today: date = TODAY) -> None:
        commands.change_end(
            self.session, actor=self.boss, today=today, right_id=right.id, version=right.version, ends_on=on, reason=REASON
        )  # fmt: skip

    def leave(self, person: StaffMember, *, on: date | None, today: date = TODAY) -> None:
        commands.leave(
            self.session, actor=self.boss, today=today, staff_member_id=person.id, version=person.version, ends_on=on,
            reason=REASON,
        )  # fmt: skip

    def switch(
        self, person: StaffMember, *, on: date | None, registers: bool | None = None, administrator: bool | None = None,
        today: date = TODAY,
    ) -> None:  # fmt: skip
        """Another function from a day on."""
        member = Member(
            person.name, person.function, person.email, person.account_id,
            person.registers if registers is None else registers,
            person.is_local_administrator if administrator is None else administrator, person.begins_on,
        )  # fmt: skip
        commands.change_member(
            self.session, actor=self.boss, today=today, staff_member_id=person.id, version=person.version, member=member,
            function_on=on,
        )  # fmt: skip

    def tasks(self, person: StaffMember | None = None, *, today: date = TODAY) -> list[TaskRow]:
        """The open tasks, of one person when named."""
        found = queries.open_tasks(self.session, today=today)
        return [row for row in found if person is None or row.staff_member_id == person.id]

    def row(self, person: StaffMember, *, today: date = TODAY) -> StaffRow:
        """How somebody stands in the list."""
        found = queries.register(self.session, today=today)
        return next(row for row in found if row.staff_member_id == person.id)

    def history(self, right: CounterRight) -> list[str]:
        """What happened to a right, in order."""
        statement = select(HistoryEvent.kind).where(
            HistoryEvent.subject_kind == "right", HistoryEvent.subject_id == right.id
        )
        return list(self.session.scalars(statement.order_by(HistoryEvent.id)))


@pytest.fixture
def register(session: Session) -> Register:
    """A provider whose local administrator works there since 2019."""
    factories.organisation(session)
    administrator = factories.staff_member(
        session, "Joris De Wit", function="zaakvoerder", is_local_administrator=True, registers=False
    )
    return Register(session, factories.actor(session, Role.ADMINISTRATOR), administrator)
