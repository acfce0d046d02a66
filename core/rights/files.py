"""Somebody's file as every change takes it: under a lock, still as it was shown, with the rights in it.

Everybody takes the account first, then the member of staff, then the right: nobody waits in a circle.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.errors import Conflict, NotFound
from core.history import events
from core.i18n import N_
from core.i18n.formats import date_text
from core.rights.spans import Span
from db.models import Account, CounterRight, StaffMember

# Rows that point here by a foreign key need not wait.
LOCK = {"key_share": True}
RIGHT, STAFF = "right", "staff_member"
GONE = N_("Deze medewerker bestaat niet (meer). Laad de lijst opnieuw.")
RIGHT_GONE = N_("Dit recht bestaat niet (meer). Laad de lijst opnieuw.")
CHANGED = N_("Iemand anders wijzigde deze medewerker intussen. Kijk beide waarden na en bewaar opnieuw.")
RIGHT_CHANGED = N_("Iemand anders wijzigde dit recht intussen. Kijk beide waarden na en probeer opnieuw.")


def load_person(
    session: Session, *, staff_member_id: int, version: int, shown: Mapping[str, str] | None = None
) -> StaffMember:
    """The member of staff under a lock, as shown, the account held still. Raises NotFound, Conflict."""
    hold_account(
        session, session.scalar(select(StaffMember.account_id).where(StaffMember.id == staff_member_id))
    )
    found = session.get(StaffMember, staff_member_id, with_for_update=LOCK, populate_existing=True)
    if found is None:
        raise NotFound(GONE)
    if found.version != version:
        raise Conflict(CHANGED, shown=dict(shown or {}), stored=stored_values(found))
    found.version += 1
    return found


def load_right(session: Session, *, right_id: int, version: int) -> tuple[StaffMember, CounterRight]:
    """A right with its holder, both under a lock, the right as shown. Raises NotFound, Conflict."""
    holder_id = session.scalar(select(CounterRight.staff_member_id).where(CounterRight.id == right_id))
    if holder_id is None:
        raise NotFound(RIGHT_GONE)
    hold_account(session, session.scalar(select(StaffMember.account_id).where(StaffMember.id == holder_id)))
    person = session.get_one(StaffMember, holder_id, with_for_update=LOCK, populate_existing=True)
    found = session.get_one(CounterRight, right_id, with_for_update=LOCK, populate_existing=True)
    if found.version != version:
        raise Conflict(RIGHT_CHANGED, stored=right_values(found))
    person.version += 1
    found.version += 1
    return person, found


def hold_account(session: Session, account_id: int | None) -> Account | None:
    """The account as it is, until the end: whoever closes it now waits, and then sees what was done here."""
    if account_id is None:
        return None
    return session.get(Account, account_id, with_for_update={"read": True}, populate_existing=True)


def rights_of(session: Session, staff_member_id: int) -> Sequence[CounterRight]:
    """Everything this person ever held, in the order it began."""
    session.flush()
    return session.scalars(
        select(CounterRight)
        .where(CounterRight.staff_member_id == staff_member_id)
        .order_by(CounterRight.begins_on, CounterRight.id)
        .execution_options(populate_existing=True)
    ).all()


def span_of(right: CounterRight) -> Span:
    """A right as days."""
    return Span(right.profile, right.begins_on, right.ends_on, right.revoked_on)


def stored_values(person: StaffMember) -> dict[str, str]:
    """What another user may have changed, as text, for the conflict on the screen."""
    return {
        "name": person.name, "function": person.function, "email": person.email,
        "begins_on": date_text(person.begins_on), "ends_on": date_text(person.ends_on),
    }  # fmt: skip


def texts_of(person: StaffMember) -> dict[str, str]:
    """Who somebody is, in words."""
    return {"name": person.name, "function": person.function, "email": person.email}


def right_values(right: CounterRight) -> dict[str, str]:
    """The same of a right."""
    return {
        "begins_on": date_text(right.begins_on), "ends_on": date_text(right.ends_on),
        "revoked_on": date_text(right.revoked_on),
    }  # fmt: skip


def tell(
    session: Session, actor: Actor, right: CounterRight, kind: str, *, on: date, text: str = "",
    field: str = "", old: str = "", new: str = "",
) -> None:  # fmt: skip
    """One line in the history of a right."""
    events.add(
        session, actor, subject_kind=RIGHT, subject_id=right.id, kind=kind, happened_on=on, text=text, field=field,
        old_value=old, new_value=new,
    )  # fmt: skip


def tell_person(
    session: Session, actor: Actor, person: StaffMember, kind: str, *, on: date, text: str = "",
    field: str = "", old: str = "", new: str = "",
) -> None:  # fmt: skip
    """One line in the history of a member of staff."""
    events.add(
        session, actor, subject_kind=STAFF, subject_id=person.id, kind=kind, happened_on=on, text=text, field=field,
        old_value=old, new_value=new,
    )  # fmt: skip
