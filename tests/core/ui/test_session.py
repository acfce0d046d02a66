"""The person behind a socket, as the gate's headers tell: Streamlit's handshake is set by hand, everything else is real."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from streamlit.runtime import context
from streamlit.testing.v1 import AppTest

from core import clock
from core.access import gate, login, sessions
from core.ui import configuration
from db.models import Account, AppSession
from tests.core.access.people import account

Opened = Callable[..., AppTest]


def script() -> None:
    import streamlit as st

    from core.ui import session

    if st.session_state.get("leave"):
        session.sign_out()
    st.session_state["kept"] = "van wie hier was" if session.current() else st.session_state.get("kept")
    found = session.require_signed_in()
    st.write(found.actor.name, session.client_address())


@pytest.fixture
def socket(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens a page over a socket with these headers; `bound` is what Streamlit made of them."""
    configuration.apply()

    def opened(token_hash: str, *, mark: str = gate.MARK, bound: str | None = None) -> AppTest:
        headers = [(gate.SESSION, token_hash), (gate.GATE, mark), (gate.CLIENT, "192.0.2.7")]
        client = SimpleNamespace(headers=headers, cookies={}, remote_ip="192.0.2.7")
        monkeypatch.setattr(context, "_get_client_context", lambda: client)
        at = AppTest.from_function(script, default_timeout=20)
        at.user[configuration.USER_KEY] = token_hash if bound is None else bound
        return at.run()

    return opened


@pytest.fixture
def token_hash(session: Session) -> str:
    made = account(session)
    ticket = sessions.issue_ticket(session, account_id=made.id, now=clock.now())
    token = login.open_session(session, ticket=ticket, now=clock.now())
    session.commit()
    assert token is not None
    return sessions.digest(token)


def seen(at: AppTest) -> str:
    return " ".join(element.value for element in at.markdown)


def is_form(at: AppTest) -> bool:
    return [field.label for field in at.text_input] == ["Gebruikersnaam", "Wachtwoord"]


def test_a_live_session_is_recognised_at_every_run(socket: Opened, token_hash: str) -> None:
    at = socket(token_hash)
    assert seen(at) == "an.verhulst 192.0.2.7"
    assert seen(at.run()) == "an.verhulst 192.0.2.7"


@pytest.mark.parametrize("given", ["", "anonymous:x", "0" * 64])
def test_a_stranger_gets_the_form(session: Session, socket: Opened, given: str) -> None:
    assert is_form(socket(given))


def test_a_wrong_mark_or_a_binding_that_is_not_ours_gets_the_form(socket: Opened, token_hash: str) -> None:
    assert is_form(socket(token_hash, mark="x"))
    assert is_form(socket(token_hash, bound="0" * 64))


def test_who_lost_a_right_gets_the_form_and_leaves_nothing_behind(
    session: Session, socket: Opened, token_hash: str
) -> None:
    at = socket(token_hash)
    assert at.session_state["kept"] == "van wie hier was"
    session.execute(update(Account).values(rights_version=2))
    session.commit()
    at.run()
    assert is_form(at)
    assert "kept" not in at.session_state


def test_the_state_of_one_person_never_meets_another(
    session: Session, socket: Opened, token_hash: str
) -> None:
    at = socket(token_hash)
    at.session_state["session.bound"] = "0" * 64
    assert is_form(at.run())


def test_a_run_is_a_sign_of_life(session: Session, socket: Opened, token_hash: str) -> None:
    before = clock.now() - timedelta(minutes=20)
    session.execute(update(AppSession).values(last_seen_at=before))
    session.commit()
    socket(token_hash)
    session.expire_all()
    assert session.get_one(AppSession, token_hash).last_seen_at > before


def test_signing_out_ends_it_on_the_server(session: Session, socket: Opened, token_hash: str) -> None:
    at = socket(token_hash)
    at.session_state["leave"] = True
    assert is_form(at.run())
    session.expire_all()
    assert session.get_one(AppSession, token_hash).ended_at is not None
