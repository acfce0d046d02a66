"""What an administrator does with accounts, and (in own_account) what everybody does with his own.

Every change of role, campuses, password or state raises `rights_version`: sessions opened under the old
one are dead at their next run, callback, fragment, download or upload.
"""

import re
from collections.abc import Collection
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core import audit, clock
from core.access import accounts, login, sessions
from core.access.actors import Actor, Role
from core.access.own_account import change_own_password, choose_language, set_password
from core.access.permissions import Action, require
from core.errors import Conflict, InvalidInput
from core.i18n import N_
from core.rights import tasks as rights_tasks
from db.models import Account, LoginAttempt

USERNAME = re.compile(r"^[a-z0-9][a-z0-9._-]{1,79}$")
__all__ = [
    "add_user", "change_campuses", "change_own_password", "change_role", "choose_language", "disable_user",
    "enable_user", "end_sessions", "reset_user", "set_password",
]  # fmt: skip


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
    accounts.check_limit(actor, campus_ids)
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
        created_at=clock.now(),
    )
    session.add(account)
    session.flush()
    accounts.set_campuses(session, account, campus_ids)
    audit.record(
        session,
        actor=actor,
        action="account.add",
        subject_kind="account",
        subject_id=account.id,
        details={"username": name, "role": role.value, "campuses": sorted(campus_ids or ())},
    )
    return accounts.new_link(session, account)


def disable_user(session: Session, *, actor: Actor, today: date, account_id: int) -> None:
    """Close an account: its sessions end at once, its history stays. A right in a counter that its owner still holds
    becomes the task "rechten intrekken"."""
    require(session, actor, Action.ADMINISTER)
    account = accounts.held_within_reach(session, actor, account_id)
    accounts.not_the_last(session, account)
    account.is_active = False
    rights_tasks.account_changed(session, account_id=account.id, actor=actor, today=today, closed_on=today)
    _change(session, account, actor=actor, action="account.disable")


def enable_user(session: Session, *, actor: Actor, today: date, account_id: int) -> None:
    """Open a closed account again, with the password it had."""
    require(session, actor, Action.ADMINISTER)
    account = accounts.held_within_reach(session, actor, account_id)
    account.is_active = True
    rights_tasks.account_changed(session, account_id=account.id, actor=actor, today=today)
    _change(session, account, actor=actor, action="account.enable")


def reset_user(session: Session, *, actor: Actor, today: date, account_id: int) -> str:
    """Take the password away, end the sessions and give the token of a new one-time link; a lock-out ends
    as well."""
    require(session, actor, Action.ADMINISTER)
    account = accounts.held_within_reach(session, actor, account_id)
    account.password_hash = None
    session.execute(delete(LoginAttempt).where(LoginAttempt.name_hash == login.name_hash(account.username)))
    _change(session, account, actor=actor, action="account.reset")
    return accounts.new_link(session, account)


def change_role(session: Session, *, actor: Actor, today: date, account_id: int, role: Role) -> None:
    """Give an account another role."""
    require(session, actor, Action.ADMINISTER)
    account = accounts.held_within_reach(session, actor, account_id)
    if role is not Role.ADMINISTRATOR:
        accounts.not_the_last(session, account)
    before, account.role = account.role, role.value
    _change(session, account, actor=actor, action="account.role", details={"from": before, "to": role.value})


def change_campuses(
    session: Session, *, actor: Actor, today: date, account_id: int, campus_ids: Collection[int] | None
) -> None:
    """Limit an account to some campuses, or to none of them in particular (None: all); never wider than the actor."""
    require(session, actor, Action.ADMINISTER)
    account = accounts.held_within_reach(session, actor, account_id)
    accounts.check_limit(actor, campus_ids)
    if campus_ids is not None:
        accounts.not_the_last_of_all_campuses(session, account)
    accounts.set_campuses(session, account, campus_ids)
    chosen: audit.Value = sorted(campus_ids) if campus_ids is not None else "all"
    _change(session, account, actor=actor, action="account.campuses", details={"campuses": chosen})


def end_sessions(session: Session, *, actor: Actor, today: date, account_id: int | None = None) -> int:
    """End the sessions of one account that reaches no further than the actor, or of everybody; how many there
    were."""
    require(session, actor, Action.ADMINISTER)
    if account_id is None:
        accounts.check_of_all_campuses(actor)
    else:
        accounts.held_within_reach(session, actor, account_id)
    ended = sessions.end_all(session, account_id=account_id, now=clock.now())
    audit.record(
        session, actor=actor, action="session.end_all", subject_kind="account", subject_id=account_id,
        details={"ended": ended},
    )  # fmt: skip
    return ended


def _change(
    session: Session,
    account: Account,
    *,
    actor: Actor,
    action: str,
    details: dict[str, audit.Value] | None = None,
) -> None:
    accounts.end_old_rights(session, account)
    audit.record(
        session, actor=actor, action=action, subject_kind="account", subject_id=account.id,
        details={"username": account.username, **(details or {})},
    )  # fmt: skip
