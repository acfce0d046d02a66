"""What everybody does with his own account: choose a password through a link, change it, choose a language."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from core import audit
from core.access import accounts, passwords, sessions
from core.access.actors import Actor
from core.access.permissions import Action, as_actor, require
from core.errors import InvalidInput, NotFound
from core.i18n import LANGUAGES, N_
from db.models import Account, OneTimeLink


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
    _renewed(session, account, actor=actor)
    return actor


def change_own_password(session: Session, *, actor: Actor, today: date, current: str, new: str) -> None:
    """Change one's own password; every session of the account ends, this one too."""
    require(session, actor, Action.OWN_ACCOUNT)
    account = accounts.held(session, actor.id)
    if not passwords.verify(account.password_hash, current):
        raise InvalidInput(N_("Je huidige wachtwoord klopt niet. Er is niets gewijzigd."), field="current")
    minimum = passwords.DEMO_MINIMUM if account.is_demo else passwords.MINIMUM
    passwords.check(new, username=account.username, display_name=account.display_name, minimum=minimum)
    account.password_hash = passwords.hashed(new)
    _renewed(session, account, actor=actor)


def choose_language(session: Session, *, actor: Actor, today: date, language: str) -> None:
    """Remember the language of the screen; rights and sessions stay as they are."""
    require(session, actor, Action.OWN_ACCOUNT)
    if language not in LANGUAGES:
        raise InvalidInput(N_("Die taal is er niet."), field="language")
    account = accounts.held(session, actor.id)
    account.language = language
    audit.record(
        session, actor=actor, action="account.language", subject_kind="account", subject_id=account.id,
        details={"language": language},
    )  # fmt: skip


def _renewed(session: Session, account: Account, *, actor: Actor) -> None:
    accounts.end_old_rights(session, account)
    audit.record(
        session, actor=actor, action="account.password", subject_kind="account", subject_id=account.id,
        details={"username": account.username},
    )  # fmt: skip
