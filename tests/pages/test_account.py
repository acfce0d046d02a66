"""My account: another language at once, another password only with the old one."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

import db.session
from core.access import login, passwords
from core.access.actors import Actor
from db.models import Account
from tests import factories
from tests.pages.conftest import Opened, open_page

OLD, NEW = "een zin die ik wel onthoud", "een andere zin die ik onthoud"


@pytest.fixture
def actor(engine: Engine, session: Session) -> Actor:
    """Somebody with a password."""
    made = factories.actor(session)
    session.get_one(Account, made.id).password_hash = passwords.hashed(OLD)
    session.commit()
    return made


def typed(opened: Opened, current: str, new: str, again: str) -> None:
    for place, value in zip(opened.at.text_input, (current, new, again), strict=True):
        place.set_value(value)
    opened.button("Wachtwoord wijzigen")


def changed(actor: Actor) -> bool:
    with db.session.reading() as session:
        return passwords.verify(session.get_one(Account, actor.id).password_hash, NEW)


def test_a_wrong_current_password_changes_nothing(actor: Actor) -> None:
    opened = open_page("account", actor)
    typed(opened, "fout", NEW, NEW)
    assert opened.at.error
    assert not changed(actor)


def test_guessing_the_current_password_is_bounded_as_signing_in_is(actor: Actor) -> None:
    opened = open_page("account", actor)
    for number in range(login.PER_ACCOUNT):
        typed(opened, f"fout {number}", NEW, NEW)
    typed(opened, OLD, NEW, NEW)
    assert "klopt niet" in opened.at.error[0].value
    assert not changed(actor)


def test_two_unequal_new_passwords_change_nothing(actor: Actor) -> None:
    opened = open_page("account", actor)
    typed(opened, OLD, NEW, NEW + "!")
    assert "niet gelijk" in opened.at.error[0].value
    assert not changed(actor)


def test_the_right_one_changes_it(actor: Actor) -> None:
    opened = open_page("account", actor)
    typed(opened, OLD, NEW, NEW)
    assert changed(actor)


def test_the_language_is_kept_with_the_account(actor: Actor) -> None:
    opened = open_page("account", actor)
    opened.at.selectbox[0].set_value("en")
    opened.button("Taal bewaren")
    with db.session.reading() as session:
        assert session.get_one(Account, actor.id).language == "en"
