"""What an administrator does with accounts, and what everybody does with his own.

Every change of role, campuses, password or state raises `rights_version`: sessions opened under the old
one are dead at their next run, callback, fragment, download or upload.
"""

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core import audit, clock
from core.access import login, passwords, sessions
from core.access.actors import Actor, Role
from core.access.permissions import Action, as_actor, require
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import LANGUAGES, N_
from db.models import Account, AccountCampus, Campus, LoginAttempt, OneTimeLink

LINK_LIFE = timedelta(hours=72)
USERNAME = re.compile(r"^[a-z0-9][a-z0-9._-]{1,79}$")


def add_user(
    session: Session,
    *,
    actor: Actor,
    today: date,
    username: str,
    display_name: str,
    role: Role,
    campus_ids: Collection[int] | None = None,
) -> str:
    """Make an account without a password and give the token of its one-time link; no campuses means all of
    them."""
    require(session, actor, Action.ADMINISTER)
    name = login.tidy_name(username)
    if not USERNAME.match(name):
        raise InvalidInput(
            N_("Kies een gebruikersnaam van kleine letters, cijfers, punten of streepjes."), field="username"
        )
    if session.scalar(select(func.count()).where(Account.username == name)):
        raise Conflict(N_("De gebruikersnaam {name} bestaat al. Kies een andere."), name=name)
    account = Account(
        username=name,
        display_name=display_name.strip() or name,
        role=role.value,
        all_campuses=campus_ids is None,
        created_at=clock.now(),
    )
    session.add(account)
    session.flush()
    _set_campuses(session, account, campus_ids)
    audit.record(
        session,
        actor=actor,
        action="account.add",
        subject_kind="account",
        subject_id=account.id,
        details={"username": name, "role": role.value, "campuses": sorted(campus_ids or ())},
    )
    return _new_link(session, account)


def disable_user(session: Session, *, actor: Actor, today: date, account_id: int) -> None:
    """Close an account: its sessions end at once, its history stays."""
    require(session, actor, Action.ADMINISTER)
    account = _account(session, account_id)
    _not_the_last(session, account)
    account.is_active = False
    _change(session, account, actor=actor, action="account.disable")


def enable_user(session: Session, *, actor: Actor, today: date, account_id: int) -> None:
    """Open a closed account again, with the password it had."""
    require(session, actor, Action.ADMINISTER)
    account = _account(session, account_id)
    account.is_active = True
    _change(session, account, actor=actor, action="account.enable")


def reset_user(session: Session, *, actor: Actor, today: date, account_id: int) -> str:
    """Take the password away, end the sessions and give the token of a new one-time link; a lock-out ends
    as well."""
    require(session, actor, Action.ADMINISTER)
    account = _account(session, account_id)
    account.password_hash = None
    session.execute(delete(LoginAttempt).where(LoginAttempt.name_hash == login.name_hash(account.username)))
    _change(session, account, actor=actor, action="account.reset")
    return _new_link(session, account)


def change_role(session: Session, *, actor: Actor, today: date, account_id: int, role: Role) -> None:
    """Give an account another role."""
    require(session, actor, Action.ADMINISTER)
    account = _account(session, account_id)
    if role is not Role.ADMINISTRATOR:
        _not_the_last(session, account)
    before, account.role = account.role, role.value
    _change(session, account, actor=actor, action="account.role", details={"from": before, "to": role.value})


def change_campuses(
    session: Session, *, actor: Actor, today: date, account_id: int, campus_ids: Collection[int] | None
) -> None:
    """Limit an account to some campuses, or to none of them in particular (None: all)."""
    require(session, actor, Action.ADMINISTER)
    account = _account(session, account_id)
    account.all_campuses = campus_ids is None
    _set_campuses(session, account, campus_ids)
    chosen: audit.Value = sorted(campus_ids) if campus_ids is not None else "all"
    _change(session, account, actor=actor, action="account.campuses", details={"campuses": chosen})


def end_sessions(session: Session, *, actor: Actor, today: date, account_id: int | None = None) -> int:
    """End the sessions of one account, or of everybody; how many there were."""
    require(session, actor, Action.ADMINISTER)
    ended = sessions.end_all(session, account_id=account_id, now=clock.now())
    audit.record(
        session, actor=actor, action="session.end_all", subject_kind="account", subject_id=account_id,
        details={"ended": ended},
    )  # fmt: skip
    return ended


def set_password(session: Session, *, token: str, password: str, now: datetime) -> Actor:
    """Choose a password through a one-time link; the link is used up with it."""
    link = session.get(OneTimeLink, sessions.digest(token), with_for_update=True)
    account = session.get(Account, link.account_id) if link is not None else None
    if (
        link is None
        or account is None
        or link.used_at is not None
        or link.expires_at <= now
        or not account.is_active
    ):
        raise NotFound(N_("Deze link werkt niet meer. Vraag je beheerder om een nieuwe."))
    passwords.check(password, username=account.username, display_name=account.display_name)
    account.password_hash = passwords.hashed(password)
    link.used_at = now
    actor = as_actor(session, account)
    _change(session, account, actor=actor, action="account.password")
    return actor


def change_own_password(session: Session, *, actor: Actor, today: date, current: str, new: str) -> None:
    """Change one's own password; every session of the account ends, this one too."""
    require(session, actor, Action.OWN_ACCOUNT)
    account = _account(session, actor.id)
    if not passwords.verify(account.password_hash, current):
        raise InvalidInput(N_("Je huidige wachtwoord klopt niet. Er is niets gewijzigd."), field="current")
    minimum = passwords.DEMO_MINIMUM if account.is_demo else passwords.MINIMUM
    passwords.check(new, username=account.username, display_name=account.display_name, minimum=minimum)
    account.password_hash = passwords.hashed(new)
    _change(session, account, actor=actor, action="account.password")


def choose_language(session: Session, *, actor: Actor, today: date, language: str) -> None:
    """Remember the language of the screen; rights and sessions stay as they are."""
    require(session, actor, Action.OWN_ACCOUNT)
    if language not in LANGUAGES:
        raise InvalidInput(N_("Die taal is er niet."), field="language")
    account = _account(session, actor.id)
    account.language = language
    audit.record(
        session, actor=actor, action="account.language", subject_kind="account", subject_id=account.id,
        details={"language": language},
    )  # fmt: skip


def _account(session: Session, account_id: int | None) -> Account:
    found = session.get(Account, account_id, with_for_update=True) if account_id is not None else None
    if found is None:
        raise NotFound(N_("Die gebruiker bestaat niet (meer). Kijk de lijst na."))
    return found


def _not_the_last(session: Session, account: Account) -> None:
    """Somebody must be able to let the others in."""
    others = session.scalar(
        select(func.count()).where(
            Account.role == Role.ADMINISTRATOR.value, Account.is_active, Account.id != account.id
        )
    )
    if account.role == Role.ADMINISTRATOR.value and account.is_active and not others:
        raise Conflict(N_("Dit is de laatste beheerder. Maak eerst een andere gebruiker beheerder."))


def _set_campuses(session: Session, account: Account, campus_ids: Collection[int] | None) -> None:
    session.execute(delete(AccountCampus).where(AccountCampus.account_id == account.id))
    for campus_id in sorted(set(campus_ids or ())):
        if session.get(Campus, campus_id) is None:
            raise NotFound(N_("Die campus bestaat niet (meer). Kijk de lijst na."))
        session.add(AccountCampus(account_id=account.id, campus_id=campus_id))


def _change(
    session: Session,
    account: Account,
    *,
    actor: Actor,
    action: str,
    details: dict[str, audit.Value] | None = None,
) -> None:
    account.rights_version += 1
    sessions.end_all(session, account_id=account.id, now=clock.now())
    audit.record(
        session, actor=actor, action=action, subject_kind="account", subject_id=account.id,
        details={"username": account.username, **(details or {})},
    )  # fmt: skip


def _new_link(session: Session, account: Account) -> str:
    token = sessions.new_token()
    session.execute(delete(OneTimeLink).where(OneTimeLink.account_id == account.id))
    session.add(
        OneTimeLink(
            token_hash=sessions.digest(token), account_id=account.id, expires_at=clock.now() + LINK_LIFE
        )
    )
    return token
