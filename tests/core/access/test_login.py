"""The lock-out and the ticket, on a real database."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import clock
from core.access import login, passwords
from db.models import Account, LoginAttempt
from db.session import writing
from tests.core.access.people import PASSWORD, account

NOW = clock.now()
HOME, MINUTE = "192.0.2.1", timedelta(minutes=1)


def attempt(
    session: Session, *, name: str, password: str, after: timedelta = timedelta(), address: str = HOME
) -> str | None:
    """One try as the screen makes it."""
    admission = login.admit(session, username=name, address=address, now=NOW + after)
    session.commit()
    if admission is None or not login.check(admission, password):
        return None
    ticket = login.conclude(session, admission=admission, password=password, now=NOW + after)
    session.commit()
    return ticket


def fail(
    session: Session,
    times: int,
    *,
    name: str = "an.verhulst",
    after: timedelta = timedelta(),
    address: str = HOME,
) -> None:
    """Wrong tries without the cost of hashing."""
    for _ in range(times):
        login.admit(session, username=name, address=address, now=NOW + after)
    session.commit()


def test_name_and_password_give_a_ticket(session: Session) -> None:
    account(session)
    assert attempt(session, name=" An.Verhulst ", password=PASSWORD)


@pytest.mark.parametrize("name", ["an.verhulst", "niemand"])
def test_a_wrong_password_and_an_unknown_name_give_the_same_nothing(session: Session, name: str) -> None:
    account(session)
    assert attempt(session, name=name, password="een ander wachtwoord") is None


def test_a_closed_account_gives_nothing_with_the_right_password(session: Session) -> None:
    account(session).is_active = False
    session.commit()
    assert attempt(session, name="an.verhulst", password=PASSWORD) is None


def test_five_failures_lock_even_for_the_right_password_and_it_opens_by_itself(session: Session) -> None:
    account(session)
    fail(session, 5)
    assert attempt(session, name="an.verhulst", password=PASSWORD, after=14 * MINUTE) is None
    assert attempt(session, name="an.verhulst", password=PASSWORD, after=16 * MINUTE)


def test_four_failures_do_not_lock_and_success_starts_the_count_anew(session: Session) -> None:
    account(session)
    fail(session, 4)
    assert attempt(session, name="an.verhulst", password=PASSWORD, after=MINUTE)
    fail(session, 4, after=2 * MINUTE)
    assert attempt(session, name="an.verhulst", password=PASSWORD, after=3 * MINUTE)


def test_the_wait_grows_to_an_hour_and_no_further(session: Session) -> None:
    account(session)
    moment = timedelta()
    for minutes in (15, 30, 60, 60, 60):
        fail(session, 5, after=moment)
        assert login.is_locked(
            session, key=login.name_hash("an.verhulst"), now=NOW + moment + (minutes - 1) * MINUTE
        )
        moment += (minutes + 1) * MINUTE
        assert not login.is_locked(session, key=login.name_hash("an.verhulst"), now=NOW + moment)


def test_a_refused_try_does_not_make_the_wait_longer(session: Session) -> None:
    account(session)
    fail(session, 5)
    fail(session, 20, after=10 * MINUTE)
    assert attempt(session, name="an.verhulst", password=PASSWORD, after=16 * MINUTE)


def test_an_unknown_name_is_locked_the_same_way(session: Session) -> None:
    fail(session, 5, name="niemand")
    assert login.admit(session, username="niemand", address=HOME, now=NOW) is None


def test_thirty_failures_lock_an_address_for_every_name(session: Session) -> None:
    account(session)
    for number in range(10):
        fail(session, 3, name=f"naam{number}")
    assert attempt(session, name="an.verhulst", password=PASSWORD, after=MINUTE) is None
    assert attempt(session, name="an.verhulst", password=PASSWORD, after=MINUTE, address="192.0.2.2")
    assert attempt(session, name="an.verhulst", password=PASSWORD, after=16 * MINUTE)


def test_the_typed_name_is_not_stored(session: Session) -> None:
    fail(session, 1, name="mijn geheime wachtwoord")
    stored = session.scalars(select(LoginAttempt.name_hash)).all()
    assert "geheime" not in str(stored)
    assert len(stored[0]) == 64


def test_fifty_tries_at_once_get_five_checks_and_no_more(session: Session) -> None:
    account(session)
    admitted: list[bool] = []

    def one() -> None:
        with writing() as opened:
            found = login.admit(opened, username="an.verhulst", address=HOME, now=NOW)
        admitted.append(found is not None)

    threads = [threading.Thread(target=one) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(admitted) == 5
    session.expire_all()
    assert session.scalar(select(func.count()).where(LoginAttempt.outcome == "failed")) == 5


def test_a_dated_hash_is_renewed_at_sign_in(session: Session) -> None:
    old = passwords.PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    made = account(session, password_hash=old)
    assert attempt(session, name="an.verhulst", password=PASSWORD)
    assert not passwords.is_dated(session.get_one(Account, made.id).password_hash or "")


def test_an_account_that_changes_between_check_and_ticket_stays_out(session: Session) -> None:
    made = account(session)
    admission = login.admit(session, username="an.verhulst", address=HOME, now=NOW)
    assert admission is not None
    made.is_active = False
    session.commit()
    assert login.conclude(session, admission=admission, password=PASSWORD, now=NOW) is None
