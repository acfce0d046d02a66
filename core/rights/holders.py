"""Who holds a live right to register on a day: the lock on every act that says a proof stands in LED (S0, step 1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.errors import InvalidInput, NotAllowed
from core.i18n import N_
from core.rights.profiles import REGISTERING
from db.models import CounterRight, StaffMember

NO_RIGHT_OF_OWN = N_(
    "Jij hebt op {day} geen lopend recht om bewijzen te registreren in MAGDA Online. "
    "Laat je lokaal beheerder het toekennen en noteer het bij Registratie, onderdeel Rechten."
)
NO_RIGHT_THEN = N_(
    "{name} had op {day} geen lopend recht om bewijzen te registreren. "
    "Kies wie het bewijs echt invoerde, of noteer het recht bij Registratie, onderdeel Rechten."
)
WHO = N_("Noteer wie het bewijs in LED heeft ingevoerd.")


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a live right."""

    staff_member_id: int
    name: str
    account_id: int | None


def is_live(on: date) -> ColumnElement[bool]:
    """A right on a day: begun, not past its last day, not revoked by then; nor has its holder left."""
    return and_(
        CounterRight.begins_on <= on,
        or_(CounterRight.ends_on.is_(None), CounterRight.ends_on >= on),
        or_(CounterRight.revoked_on.is_(None), CounterRight.revoked_on > on),
        StaffMember.begins_on <= on,
        or_(StaffMember.ends_on.is_(None), StaffMember.ends_on >= on),
    )


def _live(on: date) -> Select[StaffMember]:
    return (
        select(StaffMember)
        .join(CounterRight, CounterRight.staff_member_id == StaffMember.id)
        .where(CounterRight.profile.in_(REGISTERING), is_live(on))
    )


def holders(session: Session, *, on: date) -> Sequence[Holder]:
    """Everybody who may register on that day, by name."""
    people = session.scalars(_live(on).order_by(StaffMember.name, StaffMember.id)).unique()
    return [Holder(person.id, person.name, person.account_id) for person in people]


def holders_between(session: Session, *, first_on: date, last_on: date) -> Sequence[Holder]:
    """Everybody who might have entered something on one of these days, by name: live on any of them."""
    right, person = CounterRight, StaffMember
    met = (
        select(person)
        .join(right, right.staff_member_id == person.id)
        .where(
            right.profile.in_(REGISTERING),
            right.begins_on <= last_on,
            or_(right.ends_on.is_(None), right.ends_on >= first_on),
            or_(right.revoked_on.is_(None), right.revoked_on > first_on),
            or_(right.revoked_on.is_(None), right.revoked_on > right.begins_on),
            person.begins_on <= last_on,
            or_(person.ends_on.is_(None), person.ends_on >= first_on),
        )
    )
    people = session.scalars(met.order_by(person.name, person.id)).unique()
    return [Holder(each.id, each.name, each.account_id) for each in people]


def require_own(session: Session, actor: Actor, *, today: date) -> None:
    """Whoever marks a proof as registered holds a live right at this moment. Raises NotAllowed.

    Read under a lock, so that a revocation of this very second comes before the act or after it, never in between.
    The command line has no person behind it and is asked for its right by the system it runs on.
    """
    if actor.is_system:
        return
    own = _live(today).where(StaffMember.account_id == actor.id).with_for_update(read=True)
    if session.scalars(own.execution_options(populate_existing=True)).first() is None:
        raise NotAllowed(NO_RIGHT_OF_OWN, day=today)


def who_entered(session: Session, *, staff_member_id: int | None, on: date) -> Holder:
    """The person who entered a proof in the tool, whose right was live on that day. Raises InvalidInput."""
    person = session.get(StaffMember, staff_member_id) if staff_member_id is not None else None
    if person is None:
        raise InvalidInput(WHO, field="entered_by")
    held = _live(on).where(StaffMember.id == person.id).with_for_update(read=True)
    if session.scalars(held.execution_options(populate_existing=True)).first() is None:
        raise InvalidInput(NO_RIGHT_THEN, field="entered_by", name=person.name, day=on)
    return Holder(person.id, person.name, person.account_id)


def own_staff_member(session: Session, *, actor: Actor) -> int | None:
    """The member of staff behind an account: who is proposed as the one who entered."""
    return (
        session.scalar(select(StaffMember.id).where(StaffMember.account_id == actor.id)) if actor.id else None
    )
