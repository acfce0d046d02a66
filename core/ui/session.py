"""Who sits behind this browser: looked up in the database at every run, fragment and callback, never
remembered.

The gate puts the hash of a live login into the socket's headers. Outside production the tests have a door
of their own: an Actor in `st.session_state["actor"]`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import streamlit as st

from core import clock
from core.access import gate, login, sessions
from core.access.actors import Actor
from core.settings import settings
from core.ui import configuration
from db.session import reading, writing

BOUND = "session.bound"
TEST_DOOR = "actor"
LANGUAGE = "session.language"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody signed in: the person as the account stands now, the session's key, and the language of the
    screen."""

    actor: Actor
    token_hash: str
    language: str
    is_practice: bool = False


def header(name: str) -> str:
    """A header of this browser's socket; empty outside a server."""
    value = st.context.headers.get(name)
    return value if isinstance(value, str) else ""


def is_behind_gate() -> bool:
    """Whether the socket passed our gate and Streamlit binds sessions to the login the gate gave."""
    if test_actor() is not None:
        return True
    if header(gate.GATE) != gate.MARK or not configuration.is_bound():
        return False
    return st.user.get(configuration.USER_KEY) == header(gate.SESSION)


def test_actor() -> Actor | None:
    """The actor a test put in place; always None in production."""
    if settings().is_production:
        return None
    given = st.session_state.get(TEST_DOOR)
    return given if isinstance(given, Actor) else None


_of_this_run: ContextVar[SignedIn | None] = ContextVar("_of_this_run", default=None)


@contextmanager
def one_run(found: SignedIn) -> Iterator[None]:
    """While the frame draws one run of the script for somebody it has just looked up, nobody looks again.

    Fragments and callbacks run outside the frame, so they ask the database; so does every act.
    """
    token = _of_this_run.set(found)
    try:
        yield
    finally:
        _of_this_run.reset(token)


def current(*, is_activity: bool = True) -> SignedIn | None:
    """The person of this session if it is alive at this moment; None when nobody is signed in any more."""
    known = _of_this_run.get()
    if known is not None:
        return known
    given = test_actor()
    if given is not None:
        return SignedIn(given, "", st.session_state.get(LANGUAGE, "nl"))
    token_hash = header(gate.SESSION)
    if not is_behind_gate() or not token_hash or token_hash.startswith(gate.ANONYMOUS):
        return None
    now = clock.now()
    with reading() as opened:
        found = sessions.live(opened, token_hash=token_hash, now=now)
    if found is None or st.session_state.setdefault(BOUND, token_hash) != token_hash:
        return None
    if is_activity:
        gate.note_life(found, now=now)
    return SignedIn(found.actor, token_hash, found.language, found.is_practice)


def forget() -> None:
    """Leave nothing of the person who was here in this tab's state; a half-filled login form stays."""
    if BOUND not in st.session_state:
        return
    for key in list(st.session_state):
        if key != TEST_DOOR:
            del st.session_state[key]


def require_signed_in() -> SignedIn:
    """The person of this session; without one the state is cleared, the login is drawn, and the script
    stops."""
    from core.ui.login import draw

    found = current()
    if found is None:
        forget()
        draw()
        st.stop()
    return found


def sign_out() -> None:
    """End the session on the server; the next run draws the login."""
    found = current()
    if found is not None and found.token_hash:
        with writing() as opened:
            login.close_session(opened, token_hash=found.token_hash, now=clock.now())
    forget()


def client_address() -> str:
    """The address of the browser as the gate saw it, for the limits on guessing only."""
    return header(gate.CLIENT) or "unknown"
