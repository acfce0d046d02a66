"""Accounts for the tests of the gate."""

from functools import lru_cache

from sqlalchemy.orm import Session

from core import clock
from core.access import passwords, permissions
from core.access.actors import Actor, Role
from db.models import Account

PASSWORD = "vier blauwe paarden rusten"


@lru_cache(maxsize=1)
def stored() -> str:
    """The hash of PASSWORD, made once."""
    return passwords.hashed(PASSWORD)


def account(
    session: Session,
    username: str = "an.verhulst",
    *,
    role: Role = Role.COORDINATOR,
    all_campuses: bool = True,
    password_hash: str | None = "",
) -> Account:
    """One account, committed."""
    made = Account(
        username=username,
        display_name=username.title(),
        role=role.value,
        created_at=clock.now(),
        all_campuses=all_campuses,
        password_hash=stored() if password_hash == "" else password_hash,
    )
    session.add(made)
    session.commit()
    return made


def actor(session: Session, username: str = "an.verhulst", *, role: Role = Role.COORDINATOR) -> Actor:
    """The actor of a fresh account."""
    return permissions.as_actor(session, account(session, username, role=role))
