"""What the commands on accounts share: the account under a lock, its reach, its campuses, its one-time link.

Nobody widens what he may see himself: who is limited to some campuses gives nobody a wider limit, and leaves
accounts that reach further than his own alone (a new link for one of those would be a way in).
"""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core import clock
from core.access import sessions
from core.access.actors import Actor, Role
from core.access.permissions import Action, as_actor, require
from core.errors import Conflict, NotAllowed, NotFound
from core.i18n import N_
from db.models import Account, AccountCampus, Campus, OneTimeLink

LINK_LIFE = timedelta(hours=72)
FURTHER = N_(
    "Dit account reikt verder dan de campussen waarvoor jij rechten hebt. "
    "Vraag het aan een beheerder van alle campussen."
)
WIDER = N_(
    "Je kan niemand meer campussen geven dan je er zelf hebt. Kies uit je eigen campussen, "
    "of vraag het aan een beheerder van alle campussen."
)
EVERYBODY = N_(
    "Ieders sessies beëindigen kan enkel een beheerder van alle campussen. Beëindig de sessies van één gebruiker, "
    "of vraag het aan een beheerder van alle campussen."
)
# Keys do not change here: rows that only point to an account (of the log, of an act) need not wait.
LOCK = {"key_share": True}


def held(session: Session, account_id: int | None) -> Account:
    """The account under a lock. Raises NotFound."""
    found = session.get(Account, account_id, with_for_update=LOCK) if account_id is not None else None
    if found is None:
        raise NotFound(N_("Die gebruiker bestaat niet (meer). Kijk de lijst na."))
    return found


def held_within_reach(session: Session, actor: Actor, account_id: int) -> Account:
    """The same for an account that sees no more campuses than the actor. Raises NotAllowed.

    Two administrators who close each other would each still count the other: all active ones are locked first,
    in one order, and whoever had to wait must still have his right.
    """
    active = select(Account.id).where(Account.role == Role.ADMINISTRATOR.value, Account.is_active)
    session.execute(active.order_by(Account.id).with_for_update(key_share=True)).all()
    require(session, actor, Action.ADMINISTER)
    found = held(session, account_id)
    if is_wider(as_actor(session, found).campus_ids, than=actor.campus_ids):
        raise NotAllowed(FURTHER)
    return found


def check_of_all_campuses(actor: Actor) -> None:
    """Raise NotAllowed for who is limited: ending everybody's sessions touches every campus."""
    if actor.campus_ids is not None:
        raise NotAllowed(EVERYBODY)


def check_limit(actor: Actor, campus_ids: Collection[int] | None) -> None:
    """Raise NotAllowed for a limit that is wider than the actor's own."""
    if is_wider(campus_ids, than=actor.campus_ids):
        raise NotAllowed(WIDER)


def is_wider(campus_ids: Collection[int] | None, *, than: Collection[int] | None) -> bool:
    """Whether a limit leaves more than another one does; None is no limit."""
    if than is None:
        return False
    return campus_ids is None or not set(campus_ids) <= set(than)


def not_the_last(session: Session, account: Account) -> None:
    """Somebody must be able to let the others in, on every campus. Raises Conflict."""
    if account.role != Role.ADMINISTRATOR.value or not account.is_active:
        return
    others = select(func.count()).where(
        Account.role == Role.ADMINISTRATOR.value, Account.is_active, Account.id != account.id
    )
    if not session.scalar(others):
        raise Conflict(N_("Dit is de laatste beheerder. Maak eerst een andere gebruiker beheerder."))
    not_the_last_of_all_campuses(session, account)


def not_the_last_of_all_campuses(session: Session, account: Account) -> None:
    """Who is limited cannot give a wider limit: one who can must remain. Raises Conflict."""
    if account.role != Role.ADMINISTRATOR.value or not account.is_active or not account.all_campuses:
        return
    others = select(func.count()).where(
        Account.role == Role.ADMINISTRATOR.value,
        Account.is_active,
        Account.all_campuses,
        Account.id != account.id,
    )
    if not session.scalar(others):
        raise Conflict(
            N_(
                "Dit is de laatste beheerder van alle campussen. Geef eerst een andere beheerder alle campussen."
            )
        )


def set_campuses(session: Session, account: Account, campus_ids: Collection[int] | None) -> None:
    """Limit the account to these campuses; None lifts the limit. Raises NotFound."""
    account.all_campuses = campus_ids is None
    session.execute(delete(AccountCampus).where(AccountCampus.account_id == account.id))
    for campus_id in sorted(set(campus_ids or ())):
        if session.get(Campus, campus_id) is None:
            raise NotFound(N_("Die campus bestaat niet (meer). Kijk de lijst na."))
        session.add(AccountCampus(account_id=account.id, campus_id=campus_id))


def end_old_rights(session: Session, account: Account) -> None:
    """Sessions opened under the old rights are dead at their next run, callback, fragment, download or upload."""
    account.rights_version += 1
    sessions.end_all(session, account_id=account.id, now=clock.now())


def new_link(session: Session, account: Account) -> str:
    """The token of a one-time link; an older link of the account stops working."""
    token = sessions.new_token()
    session.execute(delete(OneTimeLink).where(OneTimeLink.account_id == account.id))
    session.add(
        OneTimeLink(
            token_hash=sessions.digest(token), account_id=account.id, expires_at=clock.now() + LINK_LIFE
        )
    )
    return token
