"""Signing in: the lock-out is counted before any hashing, and every refusal looks the same.

`admit` counts the attempt and decides in one transaction; between it and `conclude` stands the hashing,
outside any transaction. Source: OWASP ASVS 5.0, 6.3.1; NIST SP 800-63B, rate limiting.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from core import audit, settings
from core.access import passwords, permissions, sessions
from db.models import Account, LoginAttempt

PER_ACCOUNT = 5
PER_ADDRESS = 30
WINDOW = timedelta(minutes=15)
LONGEST = timedelta(hours=1)
MEMORY = timedelta(hours=24)
FAILED, PASSED, REFUSED = "failed", "passed", "refused"
LOCK = 5962  # any number: one lock for all attempts, held for a few statements


@dataclass(frozen=True, slots=True)
class Admission:
    """An attempt that may be checked: its row, the account it would open, and the hash to check against."""

    attempt_id: int
    account_id: int | None
    password_hash: str | None


def tidy_name(username: str) -> str:
    """User names are written small and without spaces around them."""
    return username.strip().casefold()[:80]


def name_hash(username: str) -> str:
    """A keyed hash of the typed name, because people type their password there."""
    return hmac.new(
        settings.keys().index, b"login:" + tidy_name(username).encode(), hashlib.sha256
    ).hexdigest()


def admit(session: Session, *, username: str, address: str, now: datetime) -> Admission | None:
    """Count this attempt as failed and say whether it may be checked at all; None while locked."""
    _one_at_a_time(session)
    key = name_hash(username)
    refused = is_locked(session, key=key, now=now) or _address_is_full(session, address=address, now=now)
    attempt = LoginAttempt(
        name_hash=key, address=address[:64], attempted_at=now, outcome=REFUSED if refused else FAILED
    )
    session.add(attempt)
    session.flush()
    session.execute(delete(LoginAttempt).where(LoginAttempt.attempted_at < now - 2 * MEMORY))
    if refused:
        return None
    account = session.scalars(select(Account).where(Account.username == tidy_name(username))).one_or_none()
    if account is None or not account.is_active:
        return Admission(attempt.id, None, None)
    return Admission(attempt.id, account.id, account.password_hash)


def is_locked(session: Session, *, key: str, now: datetime) -> bool:
    """After every five failures in a row: wait 15 minutes, then 30, then an hour each time; it opens by
    itself."""
    last_pass = session.scalar(
        select(func.max(LoginAttempt.attempted_at)).where(
            LoginAttempt.name_hash == key, LoginAttempt.outcome == PASSED
        )
    )
    since = max(now - MEMORY, last_pass) if last_pass is not None else now - MEMORY
    failures = list(
        session.scalars(
            select(LoginAttempt.attempted_at)
            .where(
                LoginAttempt.name_hash == key,
                LoginAttempt.outcome == FAILED,
                LoginAttempt.attempted_at > since,
            )
            .order_by(LoginAttempt.attempted_at)
        )
    )
    if not failures or len(failures) % PER_ACCOUNT != 0:
        return False
    rounds = len(failures) // PER_ACCOUNT
    return now < failures[-1] + (LONGEST if rounds > 2 else WINDOW * rounds)


def _address_is_full(session: Session, *, address: str, now: datetime) -> bool:
    found = session.scalar(
        select(func.count()).where(
            LoginAttempt.address == address[:64],
            LoginAttempt.outcome == FAILED,
            LoginAttempt.attempted_at > now - WINDOW,
        )
    )
    return (found or 0) >= PER_ADDRESS


def check(admission: Admission | None, password: str) -> bool:
    """Whether the password fits. A locked name costs the same work and never passes."""
    return passwords.verify(admission.password_hash if admission is not None else None, password)


def conclude(session: Session, *, admission: Admission, password: str, now: datetime) -> str | None:
    """Turn a checked password into a ticket; None when the account was closed meanwhile."""
    account = session.get(Account, admission.account_id, with_for_update=True)
    if account is None or not account.is_active or account.password_hash != admission.password_hash:
        return None
    passed(session, admission=admission)
    if account.password_hash and passwords.is_dated(account.password_hash):
        account.password_hash = passwords.hashed(password)
    return sessions.issue_ticket(session, account_id=account.id, now=now)


def passed(session: Session, *, admission: Admission) -> None:
    """Note that this attempt was no failure after all."""
    attempt = session.get(LoginAttempt, admission.attempt_id)
    if attempt is not None:
        attempt.outcome = PASSED


def open_session(session: Session, *, ticket: str, now: datetime) -> str | None:
    """Swap the ticket for the cookie's token, and write down who came in."""
    found = sessions.redeem(session, ticket=ticket, now=now)
    if found is None:
        return None
    token, actor = found
    audit.record(session, actor=actor, action="session.open", subject_kind="account", subject_id=actor.id)
    return token


def close_session(session: Session, *, token_hash: str, now: datetime) -> None:
    """Sign out: the session ends on the server, whatever becomes of the cookie."""
    found = sessions.live(session, token_hash=token_hash, now=now)
    if sessions.end(session, token_hash=token_hash, now=now) and found is not None:
        actor = permissions.current_actor(session, found.actor.id) or found.actor
        audit.record(
            session, actor=actor, action="session.close", subject_kind="account", subject_id=actor.id
        )


def _one_at_a_time(session: Session) -> None:
    """SQLite's writers already stand in line; PostgreSQL's get in line here."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
