"""Server sessions: opened by a single-use ticket, keyed by the hash of the cookie's token, ended by any
change of rights."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from core.access import permissions
from core.access.actors import Actor
from core.settings import settings
from db.models import Account, AppSession, LoginTicket, OneTimeLink

TICKET_LIFE = timedelta(seconds=60)
TOUCH_EVERY = timedelta(minutes=1)
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Live:
    """A session that is alive at this moment, with the person as the account stands now."""

    token_hash: str
    actor: Actor
    language: str
    last_seen_at: datetime
    is_practice: bool


def digest(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_token() -> str:
    """256 random bits, safe in a cookie and a path."""
    return secrets.token_urlsafe(32)


def issue_ticket(session: Session, *, account_id: int, now: datetime) -> str:
    """A single-use ticket of 60 seconds: it carries the checked password over to the route that sets the
    cookie."""
    ticket = new_token()
    session.add(LoginTicket(ticket_hash=digest(ticket), account_id=account_id, created_at=now))
    return ticket


def redeem(session: Session, *, ticket: str, now: datetime) -> tuple[str, Actor] | None:
    """Swap a ticket for a new session: its token and the person; None when it was used, is old or unknown."""
    key = digest(ticket)
    taken = session.execute(
        update(LoginTicket)
        .where(
            LoginTicket.ticket_hash == key,
            LoginTicket.used_at.is_(None),
            LoginTicket.created_at > now - TICKET_LIFE,
        )
        .values(used_at=now)
    )
    if rows(taken) != 1:
        return None
    account_id = session.scalars(select(LoginTicket.account_id).where(LoginTicket.ticket_hash == key)).one()
    account = session.get(Account, account_id)
    if account is None or not account.is_active:
        return None
    account.previous_visit_at, account.last_visit_at = account.last_visit_at, now
    token = new_token()
    session.add(
        AppSession(
            token_hash=digest(token), account_id=account.id, rights_version=account.rights_version,
            created_at=now, last_seen_at=now,
        )
    )  # fmt: skip
    _sweep(session, now)
    return token, permissions.as_actor(session, account)


def live(session: Session, *, token_hash: str, now: datetime) -> Live | None:
    """The session behind this hash if it is alive: not ended, not idle, not too old, and the rights
    unchanged."""
    chosen = settings()
    both = session.execute(
        select(AppSession, Account)
        .join(Account, Account.id == AppSession.account_id)
        .where(AppSession.token_hash == token_hash, AppSession.ended_at.is_(None))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if both is None:
        return None
    row, account = both
    if now - row.last_seen_at >= timedelta(minutes=chosen.idle_minutes):
        return None
    if now - row.created_at >= timedelta(hours=chosen.session_hours):
        return None
    if not account.is_active or account.rights_version != row.rights_version:
        return None
    actor = permissions.as_actor(session, account)
    return Live(token_hash, actor, account.language, row.last_seen_at, account.is_demo)


def is_due_for_touch(found: Live, *, now: datetime) -> bool:
    """Whether the last sign of life was more than a minute ago: writing at every click would be a waste."""
    return now - found.last_seen_at >= TOUCH_EVERY


def touch(session: Session, *, token_hash: str, now: datetime) -> None:
    """Note a sign of life."""
    session.execute(
        update(AppSession)
        .where(AppSession.token_hash == token_hash, AppSession.ended_at.is_(None))
        .values(last_seen_at=now)
    )


def end(session: Session, *, token_hash: str, now: datetime) -> bool:
    """End one session; whether it was still open."""
    done = session.execute(
        update(AppSession)
        .where(AppSession.token_hash == token_hash, AppSession.ended_at.is_(None))
        .values(ended_at=now)
    )
    return rows(done) == 1


def end_all(session: Session, *, account_id: int | None = None, now: datetime) -> int:
    """End every session of one account, or of everybody (after a restore, or in an emergency)."""
    statement = update(AppSession).where(AppSession.ended_at.is_(None)).values(ended_at=now)
    tickets = delete(LoginTicket)
    if account_id is not None:
        statement = statement.where(AppSession.account_id == account_id)
        tickets = tickets.where(LoginTicket.account_id == account_id)
    session.execute(tickets)
    return rows(session.execute(statement))


def rows(result: object) -> int:
    """How many rows a statement changed."""
    return result.rowcount if isinstance(result, CursorResult) else 0


def _sweep(session: Session, now: datetime) -> None:
    """Tickets, links and sessions that can never be used again do not stay."""
    session.execute(delete(LoginTicket).where(LoginTicket.created_at < now - timedelta(days=1)))
    session.execute(delete(OneTimeLink).where(OneTimeLink.expires_at < now - KEPT))
    session.execute(delete(AppSession).where(AppSession.created_at < now - KEPT))
