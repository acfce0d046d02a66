"""The six practice accounts of an installation outside production, and their one password."""

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, clock
from core.access import passwords, sessions
from core.access.actors import Actor, Role
from core.errors import InvalidInput
from db.models import Account, StaffMember

ACCOUNTS = (
    ("coordinator", "An Verhulst", Role.COORDINATOR),
    ("registrar", "Bram Claes", Role.REGISTRAR),
    ("manager", "Mieke Wouters", Role.MANAGER),
    ("lezer", "Lien Peeters", Role.READER),
    ("docent", "Tom Aerts", Role.TEACHER),
    ("beheerder", "Joris De Wit", Role.ADMINISTRATOR),
)
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_password() -> str:
    """Four groups of four letters and digits that are easy to type over."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def ensure(session: Session, *, actor: Actor, fixed_password: str) -> str | None:
    """Make the missing accounts and fix their password if one is given; the password to print, if there is
    news."""
    if fixed_password and len(fixed_password) < passwords.DEMO_MINIMUM:
        raise InvalidInput(
            "DEMO_PASSWORD heeft minstens {minimum} tekens nodig.", minimum=passwords.DEMO_MINIMUM
        )
    existing = {
        account.username: account for account in session.scalars(select(Account).where(Account.is_demo))
    }
    if not existing and session.scalars(select(Account.id).limit(1)).first() is not None:
        return None
    missing = [entry for entry in ACCOUNTS if entry[0] not in existing]
    chosen = fixed_password or new_password()
    changed = False
    for account in existing.values():
        if fixed_password and not passwords.verify(account.password_hash, fixed_password):
            account.password_hash = passwords.hashed(fixed_password)
            account.rights_version += 1
            sessions.end_all(session, account_id=account.id, now=clock.now())
            changed = True
    if existing and not fixed_password:
        return None
    for username, display_name, role in missing:
        session.add(_account(username, display_name, role, chosen))
    _be_their_staff(session)
    if missing or changed:
        audit.record(
            session, actor=actor, action="account.demo", subject_kind="account", subject_id=None,
            details={"made": [entry[0] for entry in missing]},
        )  # fmt: skip
    return chosen


def _be_their_staff(session: Session) -> None:
    """The practice people hold rights as staff (core.demo.staff): each account belongs to who bears its name."""
    session.flush()
    people = session.scalars(select(StaffMember).where(StaffMember.account_id.is_(None))).all()
    for account in session.scalars(select(Account).where(Account.is_demo)):
        for person in people:
            if person.name == account.display_name:
                person.account_id = account.id


def _account(username: str, display_name: str, role: Role, password: str) -> Account:
    return Account(
        username=username, display_name=display_name, role=role.value, is_demo=True, created_at=clock.now(),
        password_hash=passwords.hashed(password),
    )  # fmt: skip
