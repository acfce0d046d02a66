from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from core import clock
from core.access import commands, login, permissions, sessions
from core.access.actors import Actor, Role
from db.models import Account, AppSession
from tests.core.access.people import PASSWORD, account, actor

NOW = clock.now()
NEW = "zeven groene bomen waaien"


def signed_in(session: Session, made: Account) -> str:
    """The hash of a fresh session's token."""
    ticket = sessions.issue_ticket(session, account_id=made.id, now=NOW)
    token = login.open_session(session, ticket=ticket, now=NOW)
    session.commit()
    assert token is not None
    return sessions.digest(token)


def is_alive(session: Session, token_hash: str, after: timedelta = timedelta()) -> bool:
    return sessions.live(session, token_hash=token_hash, now=NOW + after) is not None


def test_a_ticket_works_once(session: Session) -> None:
    made = account(session)
    ticket = sessions.issue_ticket(session, account_id=made.id, now=NOW)
    assert sessions.redeem(session, ticket=ticket, now=NOW) is not None
    assert sessions.redeem(session, ticket=ticket, now=NOW) is None


def test_a_ticket_lives_sixty_seconds(session: Session) -> None:
    made = account(session)
    ticket = sessions.issue_ticket(session, account_id=made.id, now=NOW)
    assert sessions.redeem(session, ticket=ticket, now=NOW + timedelta(seconds=60)) is None


def test_an_unknown_ticket_opens_nothing(session: Session) -> None:
    assert login.open_session(session, ticket="verzonnen", now=NOW) is None


def test_neither_token_nor_ticket_is_stored(session: Session) -> None:
    made = account(session)
    ticket = sessions.issue_ticket(session, account_id=made.id, now=NOW)
    opened = sessions.redeem(session, ticket=ticket, now=NOW)
    assert opened is not None
    assert session.get(AppSession, opened[0]) is None
    assert session.get(AppSession, sessions.digest(opened[0])) is not None


def test_a_session_ends_after_thirty_idle_minutes_and_a_sign_of_life_moves_that(session: Session) -> None:
    token_hash = signed_in(session, account(session))
    assert is_alive(session, token_hash, timedelta(minutes=29))
    assert not is_alive(session, token_hash, timedelta(minutes=30))
    sessions.touch(session, token_hash=token_hash, now=NOW + timedelta(minutes=20))
    session.commit()
    assert is_alive(session, token_hash, timedelta(minutes=49))


def test_a_session_ends_after_twelve_hours_however_busy(session: Session) -> None:
    token_hash = signed_in(session, account(session))
    sessions.touch(session, token_hash=token_hash, now=NOW + timedelta(hours=11, minutes=50))
    session.commit()
    assert is_alive(session, token_hash, timedelta(hours=11, minutes=59))
    assert not is_alive(session, token_hash, timedelta(hours=12))


def test_signs_of_life_are_written_once_a_minute(session: Session) -> None:
    found = sessions.live(session, token_hash=signed_in(session, account(session)), now=NOW)
    assert found is not None
    assert not sessions.is_due_for_touch(found, now=NOW + timedelta(seconds=59))
    assert sessions.is_due_for_touch(found, now=NOW + timedelta(seconds=60))


def _disable(session: Session, admin: Actor, made: Account) -> None:
    commands.disable_user(session, actor=admin, today=NOW.date(), account_id=made.id)


def _role(session: Session, admin: Actor, made: Account) -> None:
    commands.change_role(session, actor=admin, today=NOW.date(), account_id=made.id, role=Role.READER)


def _campuses(session: Session, admin: Actor, made: Account) -> None:
    commands.change_campuses(session, actor=admin, today=NOW.date(), account_id=made.id, campus_ids=[])


def _reset(session: Session, admin: Actor, made: Account) -> None:
    commands.reset_user(session, actor=admin, today=NOW.date(), account_id=made.id)


def _password(session: Session, admin: Actor, made: Account) -> None:
    own = permissions.as_actor(session, made)
    commands.change_own_password(session, actor=own, today=NOW.date(), current=PASSWORD, new=NEW)


def _kill(session: Session, admin: Actor, made: Account) -> None:
    commands.end_sessions(session, actor=admin, today=NOW.date(), account_id=made.id)


@pytest.mark.parametrize(
    "change", [_disable, _role, _campuses, _reset, _password, _kill], ids=lambda each: each.__name__
)
def test_every_change_of_rights_ends_the_sessions(session: Session, change) -> None:  # type: ignore[no-untyped-def]
    admin = actor(session, "beheer", role=Role.ADMINISTRATOR)
    made = account(session)
    token_hash = signed_in(session, made)
    other = signed_in(session, session.get_one(Account, admin.id))
    change(session, admin, made)
    session.commit()
    assert not is_alive(session, token_hash)
    assert is_alive(session, other)


def test_a_raised_rights_version_alone_is_enough(session: Session) -> None:
    made = account(session)
    token_hash = signed_in(session, made)
    made.rights_version += 1
    session.commit()
    assert not is_alive(session, token_hash)


def test_signing_out_ends_the_session_on_the_server(session: Session) -> None:
    token_hash = signed_in(session, account(session))
    login.close_session(session, token_hash=token_hash, now=NOW)
    session.commit()
    assert not is_alive(session, token_hash)


def test_everybody_can_be_put_out_at_once(session: Session, today: date) -> None:
    admin = actor(session, "beheer", role=Role.ADMINISTRATOR)
    hashes = [signed_in(session, account(session, f"naam{number}")) for number in range(3)]
    underway = sessions.issue_ticket(session, account_id=account(session, "onderweg").id, now=NOW)
    assert commands.end_sessions(session, actor=admin, today=today) == 3
    session.commit()
    assert not any(is_alive(session, token_hash) for token_hash in hashes)
    assert sessions.redeem(session, ticket=underway, now=NOW) is None


def test_the_visit_before_this_one_is_kept(session: Session) -> None:
    made = account(session)
    signed_in(session, made)
    assert made.previous_visit_at is None
    signed_in(session, made)
    assert made.previous_visit_at == NOW
