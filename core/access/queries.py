"""What the administration page and the command line show of the accounts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import clock
from core.access import login, sessions
from core.access.actors import Role
from core.errors import NotFound
from core.i18n import N_
from db.models import Account, AccountCampus, AppSession, Campus, OneTimeLink


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account in the list: who, in which role, for which campuses, and how it stands."""

    id: int
    username: str
    display_name: str
    role: Role
    campuses: tuple[str, ...]
    campus_ids: tuple[int, ...]
    all_campuses: bool
    is_active: bool
    is_demo: bool
    has_password: bool
    open_sessions: int
    is_locked: bool
    last_visit_at: datetime | None


def accounts(session: Session, *, today: date) -> list[AccountRow]:
    """All accounts, by name; `today` is not used yet, every query takes it."""
    now = clock.now()
    campuses: dict[int, list[tuple[int, str]]] = defaultdict(list)
    limited = select(AccountCampus.account_id, Campus.id, Campus.name).join(
        Campus, Campus.id == AccountCampus.campus_id
    )
    for account_id, campus_id, name in session.execute(limited.order_by(Campus.name)):
        campuses[account_id].append((campus_id, name))
    alive = select(AppSession.account_id, func.count()).where(AppSession.ended_at.is_(None))
    opened = {key: count for key, count in session.execute(alive.group_by(AppSession.account_id))}  # noqa: C416
    return [
        AccountRow(
            account.id, account.username, account.display_name, Role(account.role),
            tuple(name for _, name in campuses[account.id]), tuple(key for key, _ in campuses[account.id]),
            account.all_campuses, account.is_active, account.is_demo, account.password_hash is not None,
            opened.get(account.id, 0),
            login.is_locked(session, key=login.name_hash(account.username), now=now), account.last_visit_at,
        )
        for account in session.scalars(select(Account).order_by(Account.username))
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Invited:
    """The account behind a one-time link that still works."""

    account_id: int
    username: str
    display_name: str
    language: str


def invited(session: Session, *, token: str, now: datetime) -> Invited | None:
    """Who a one-time link is for; None when it was used, is too old, or never existed."""
    link = session.get(OneTimeLink, sessions.digest(token))
    if link is None or link.used_at is not None or link.expires_at <= now:
        return None
    account = session.get(Account, link.account_id)
    if account is None or not account.is_active:
        return None
    return Invited(account.id, account.username, account.display_name, account.language)


def account_id(session: Session, *, username: str) -> int | None:
    """The key of an account by its user name."""
    return session.scalars(
        select(Account.id).where(Account.username == login.tidy_name(username))
    ).one_or_none()


def campus_id(session: Session, *, name: str) -> int:
    """The key of a campus by its name. Raises NotFound."""
    found = session.scalars(select(Campus.id).where(Campus.name == name)).one_or_none()
    if found is None:
        raise NotFound(N_("Er is geen campus {name}. Kijk de schrijfwijze na."), name=name)
    return found
