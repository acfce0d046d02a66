"""Leaving and coming back. "Rechten te verwijderen van medewerkers die de organisatie verlaten" (S0, step 1): a last
day of work asks for what still runs after it, in the same transaction.
"""

from datetime import date

from sqlalchemy.orm import Session

from core import audit, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.i18n import N_
from core.i18n.formats import date_text
from core.rights import administrator, checks, files, staff, tasks
from db.models import StaffMember

STAYS = N_("Bij {name} is geen vertrek genoteerd.")
NOT_GONE = N_(
    "{name} werkt hier nog tot en met {day}. Wijzig of schrap het vertrek in plaats van een terugkeer."
)


def leave(
    session: Session, *, actor: Actor, today: date, staff_member_id: int, version: int, ends_on: date | None,
    reason: str,
) -> None:  # fmt: skip
    """Note the last day of work, another one, or (None) that somebody stays after all. What still runs has to go."""
    require(session, actor, Action.MANAGE_RIGHTS)
    person = files.load_person(session, staff_member_id=staff_member_id, version=version)
    lengths.check_reason(reason)
    if ends_on is None and person.ends_on is None:
        raise InvalidInput(STAYS, name=person.name)
    first_on = max(person.begins_on, person.function_on or person.begins_on)
    if ends_on is not None:
        checks.not_too_far(ends_on, field="ends_on", today=today)
        if ends_on < first_on:
            raise InvalidInput(staff.ENDS_FIRST, field="ends_on", day=first_on)
    was, person.ends_on = person.ends_on, ends_on
    kind = "leaves" if ends_on is not None else "stays"
    files.tell_person(
        session, actor, person, kind, on=ends_on or today, text=reason.strip(), field="ends_on" if was else "",
        old=date_text(was) if was else "", new=date_text(ends_on) if was else "",
    )  # fmt: skip
    staff.follow(session, actor, person, today=today, outcome="stays")
    audit.record(
        session, actor=actor, action="staff.leave", subject_kind="staff_member", subject_id=person.id,
        details={"name": person.name, "ends_on": ends_on, "reason": reason.strip(), "on": today},
    )  # fmt: skip


def rejoin(
    session: Session, *, actor: Actor, today: date, staff_member_id: int, version: int, begins_on: date | None
) -> int:
    """Somebody who left works here again: a new stretch with rights of its own, the account goes along. Gives its key.

    The old stretch stays as it was, so that nobody held a right between the two.
    """
    require(session, actor, Action.MANAGE_RIGHTS)
    before = files.load_person(session, staff_member_id=staff_member_id, version=version)
    if begins_on is None:
        raise InvalidInput(staff.NO_BEGIN, field="begins_on")
    checks.not_too_far(begins_on, field="begins_on", today=today)
    if before.ends_on is None or begins_on <= before.ends_on:
        raise InvalidInput(NOT_GONE, field="begins_on", name=before.name, day=before.ends_on or today)
    checks.identity(session, files.texts_of(before), but=before.id)
    account_id, before.account_id = before.account_id, None
    session.flush()
    checks.account_open(files.hold_account(session, account_id))
    person = StaffMember(
        name=before.name, function=before.function, email=before.email, account_id=account_id,
        registers=before.registers, is_local_administrator=before.is_local_administrator, begins_on=begins_on,
    )  # fmt: skip
    session.add(person)
    session.flush()
    files.tell_person(session, actor, person, "rejoined", on=begins_on, text=person.function)
    for one in (before, person):
        tasks.settle(session, one, actor=actor, today=today, outcome="stays")
    administrator.settle(session, actor=actor, today=today)
    audit.record(
        session, actor=actor, action="staff.rejoin", subject_kind="staff_member", subject_id=person.id,
        details={"name": person.name, "from": begins_on, "replaces": before.id, "on": today},
    )  # fmt: skip
    return person.id
