"""The people who work here, with or without an account: new, corrected, in another function.

Another function takes rights away ("medewerkers die ... van functie veranderen", S0, step 1); the tasks follow in the
same transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.i18n import N_
from core.i18n.formats import date_text
from core.learners import names
from core.rights import administrator, checks, files, tasks
from db.models import StaffMember

NO_BEGIN = N_("Vul de eerste werkdag in.")
NO_SWITCH = N_("Vul in sinds wanneer {name} deze functie heeft: vanaf die dag passen andere rechten.")
SWITCH_OUTSIDE = N_("Een andere functie begint tussen {first} en {last}. Kijk de datum na.")
ENDS_FIRST = N_("De laatste werkdag ligt vóór de eerste werkdag of vóór het begin van de functie ({day}).")
RIGHT_BEFORE = N_("{name} heeft al een recht vanaf {day}. De eerste werkdag kan niet later liggen.")


@dataclass(frozen=True, slots=True)
class Member:
    """What the form of a member of staff edits; `registers` says that registering is part of the function."""

    name: str
    function: str
    email: str
    account_id: int | None
    registers: bool
    is_local_administrator: bool
    begins_on: date | None

    def tidied(self) -> dict[str, str]:
        """The texts as they are kept."""
        return {
            "name": names.tidy(self.name), "function": names.tidy(self.function), "email": self.email.strip(),
        }  # fmt: skip


def add(session: Session, *, actor: Actor, today: date, member: Member) -> int:
    """Somebody new in the register; who registers gets the task "rechten toekennen"."""
    require(session, actor, Action.MANAGE_RIGHTS)
    texts = member.tidied()
    checks.identity(session, texts)
    begins_on = _first_day(member, today)
    if member.account_id is not None:
        checks.account_free(session, files.hold_account(session, member.account_id))
    person = StaffMember(
        **texts, account_id=member.account_id, registers=member.registers,
        is_local_administrator=member.is_local_administrator, begins_on=begins_on,
    )  # fmt: skip
    session.add(person)
    session.flush()
    files.tell_person(session, actor, person, "added", on=begins_on, text=person.function)
    follow(session, actor, person, today=today, outcome="not_needed")
    audit.record(
        session, actor=actor, action="staff.add", subject_kind="staff_member", subject_id=person.id,
        details={"name": person.name, "function": person.function, "from": begins_on, "on": today},
    )  # fmt: skip
    return person.id


def change(
    session: Session, *, actor: Actor, today: date, staff_member_id: int, version: int, member: Member,
    function_on: date | None = None,
) -> None:  # fmt: skip
    """Correct somebody's data, or note another function: `function_on` is its first day, asked when what he may hold
    changes with it."""
    require(session, actor, Action.MANAGE_RIGHTS)
    texts = member.tidied()
    if member.account_id is not None:
        files.hold_account(session, member.account_id)
    person = files.load_person(
        session, staff_member_id=staff_member_id, version=version, shown=texts | _shown_days(member)
    )
    checks.identity(session, texts, but=person.id)
    begins_on = _first_day(member, today)
    _check_first_day(session, person, begins_on)
    if member.account_id is not None and member.account_id != person.account_id:
        checks.account_free(session, files.hold_account(session, member.account_id), but=person.id)
    switched = (member.registers, member.is_local_administrator) != (
        person.registers, person.is_local_administrator,
    )  # fmt: skip
    changed = [name for name, value in texts.items() if getattr(person, name) != value]
    _tell_changes(session, actor, person, texts, on=function_on if switched and function_on else today)
    person.begins_on = begins_on
    if switched:
        person.function_on = _switch_day(person, function_on, today=today)
        person.registers, person.is_local_administrator = member.registers, member.is_local_administrator
        text = member.function or person.function
        files.tell_person(session, actor, person, "function", on=person.function_on, text=text)
    for name, value in texts.items():
        setattr(person, name, value)
    person.account_id = member.account_id
    follow(session, actor, person, today=today, outcome="function")
    audit.record(
        session, actor=actor, action="staff.change", subject_kind="staff_member", subject_id=person.id,
        details={"name": person.name, "fields": changed, "switched": switched, "on": today},
    )  # fmt: skip


def _first_day(member: Member, today: date) -> date:
    if member.begins_on is None:
        raise InvalidInput(NO_BEGIN, field="begins_on")
    checks.not_too_far(member.begins_on, field="begins_on", today=today)
    return member.begins_on


def _check_first_day(session: Session, person: StaffMember, begins_on: date) -> None:
    last = min((day for day in (person.ends_on, person.function_on) if day is not None), default=date.max)
    if begins_on > last:
        raise InvalidInput(ENDS_FIRST, field="begins_on", day=last)
    first = next(iter(files.rights_of(session, person.id)), None)
    if first is not None and first.begins_on < begins_on:
        raise InvalidInput(RIGHT_BEFORE, field="begins_on", name=person.name, day=first.begins_on)


def _switch_day(person: StaffMember, function_on: date | None, *, today: date) -> date:
    if function_on is None:
        raise InvalidInput(NO_SWITCH, field="function_on", name=person.name)
    first = max(person.begins_on, person.function_on or person.begins_on)
    last = min(today, person.ends_on or today)
    if not first <= function_on <= last:
        raise InvalidInput(SWITCH_OUTSIDE, field="function_on", first=first, last=last)
    return function_on


def _tell_changes(
    session: Session, actor: Actor, person: StaffMember, texts: Mapping[str, str], *, on: date
) -> None:
    for name, value in texts.items():
        if (old := getattr(person, name)) != value:
            files.tell_person(session, actor, person, "changed", on=on, field=name, old=old, new=value)


def _shown_days(member: Member) -> dict[str, str]:
    return {"begins_on": date_text(member.begins_on)}


def follow(session: Session, actor: Actor, person: StaffMember, *, today: date, outcome: str) -> None:
    """The tasks of a person, and that of the local administrator, as the file is now."""
    tasks.settle(session, person, actor=actor, today=today, outcome=outcome)
    administrator.settle(session, actor=actor, today=today)
