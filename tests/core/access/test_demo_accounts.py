import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import demo_accounts, passwords
from core.access.actors import command_line
from core.errors import InvalidInput
from db.models import Account
from tests.core.access.people import account

CLI = command_line("tester")


def ensure(session: Session, fixed: str = "") -> str | None:
    return demo_accounts.ensure(session, actor=CLI, fixed_password=fixed)


def test_six_accounts_are_made_and_their_password_is_told_once(session: Session) -> None:
    password = ensure(session)
    made = session.scalars(select(Account)).all()
    assert {row.username for row in made} == {
        "coordinator",
        "registrar",
        "manager",
        "lezer",
        "docent",
        "beheerder",
    }
    assert password is not None
    assert all(passwords.verify(row.password_hash, password) for row in made)
    assert ensure(session) is None


def test_a_fixed_password_holds_at_every_start_and_ends_sessions_only_when_it_changes(
    session: Session,
) -> None:
    ensure(session)
    assert ensure(session, "vastgezet-1") == "vastgezet-1"
    versions = {row.username: row.rights_version for row in session.scalars(select(Account))}
    assert ensure(session, "vastgezet-1") == "vastgezet-1"
    assert versions == {row.username: row.rights_version for row in session.scalars(select(Account))}
    assert passwords.verify(session.scalars(select(Account.password_hash)).first(), "vastgezet-1")


def test_a_short_fixed_password_is_refused(session: Session) -> None:
    with pytest.raises(InvalidInput):
        ensure(session, "kort")


def test_an_installation_with_real_accounts_gets_no_practice_accounts(session: Session) -> None:
    account(session)
    assert ensure(session) is None
    assert session.scalars(select(Account.username)).all() == ["an.verhulst"]
