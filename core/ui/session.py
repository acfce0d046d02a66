"""Who sits behind this browser: looked up in the database at every run, fragment and callback, never
remembered.

The gate puts the hash of a live login into the socket's headers. Outside production the tests have a door
of their own: an Actor in `st.session_state["actor"]`.
"""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

import streamlit as st
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from core import clock
from core.access import gate, login, sessions
from core.access.actors import Actor
from core.settings import settings
from core.ui import configuration
from db.session import reading, writing

LOG = logging.getLogger("termijnwacht")
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


def is_behind_gate() -> bool:
    """Whether the socket passed our gate and Streamlit binds sessions to the login the gate gave."""
    if test_actor() is not None:
        return True
    return _login_of_socket() is not None


def _login_of_socket() -> str | None:
    """What the gate wrote on this socket (a login or an anonymous mark); None when it did not pass our gate."""
    headers = st.context.headers
    if headers.get(gate.GATE) != gate.MARK or not configuration.is_bound():
        return None
    found = headers.get(gate.SESSION) or ""
    return found if st.user.get(configuration.USER_KEY) == found else None


def test_actor() -> Actor | None:
    """The actor a test put in place; always None in production."""
    if settings().is_production:
        return None
    given = st.session_state.get(TEST_DOOR)
    return given if isinstance(given, Actor) else None


@dataclass(slots=True)
class _Run:
    """One run of the script or of a fragment: who asked, and the one transaction its questions share."""

    signed: SignedIn | None = None
    reader: Session | None = None
    opened: ExitStack = field(default_factory=ExitStack)


_this_run: ContextVar[_Run | None] = ContextVar("_this_run", default=None)


@contextmanager
def one_run(*, is_activity: bool = True) -> Iterator[SignedIn | None]:
    """One run of the script or of a fragment: the person is looked up once, and what is read is read from one moment.

    A part inside a run belongs to it. Callbacks run before it, so they ask the database; so does every act.
    """
    running = _this_run.get()
    if running is not None:
        yield running.signed
        return
    run = _Run()
    token = _this_run.set(run)
    try:
        run.signed = _look_up(is_activity=is_activity)
        yield run.signed
    finally:
        _this_run.reset(token)
        _close(run)


@contextmanager
def reader() -> Iterator[Session]:
    """A session to read with: that of this run, or one for this question alone."""
    run = _this_run.get()
    if run is None:
        with reading() as alone:
            yield alone
        return
    if run.reader is None:
        run.reader = run.opened.enter_context(reading())
    try:
        yield run.reader
    except BaseException:
        let_go()
        raise


def let_go() -> None:
    """Before an act, and after trouble: what this run reads from now on, it reads from a later moment."""
    run = _this_run.get()
    if run is not None:
        _close(run)


def _close(run: _Run) -> None:
    """What was read stays good, also when the database ended the transaction first (a restart, its idle limit)."""
    run.reader = None
    try:
        run.opened.close()
    except OperationalError:
        LOG.warning("the database ended a reading transaction before its run did")


@contextmanager
def writer() -> Iterator[Session]:
    """The transaction of an act. Nobody waits for a second connection with one in hand: a busy pool would lock
    itself."""
    let_go()
    with writing() as opened:
        yield opened


def current(*, is_activity: bool = True) -> SignedIn | None:
    """The person of this session if it is alive at this moment; None when nobody is signed in any more."""
    run = _this_run.get()
    return _look_up(is_activity=is_activity) if run is None else run.signed


def _look_up(*, is_activity: bool) -> SignedIn | None:
    given = test_actor()
    if given is not None:
        return SignedIn(given, "", st.session_state.get(LANGUAGE, "nl"))
    token_hash = _login_of_socket()
    if not token_hash or token_hash.startswith(gate.ANONYMOUS):
        return None
    now = clock.now()
    with reader() as opened:
        found = sessions.live(opened, token_hash=token_hash, now=now)
    if found is None or st.session_state.setdefault(BOUND, token_hash) != token_hash:
        return None
    if is_activity and sessions.is_due_for_touch(found, now=now):
        let_go()
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
        with writer() as opened:
            login.close_session(opened, token_hash=found.token_hash, now=clock.now())
    forget()


def client_address() -> str:
    """The address of the browser as the gate saw it, for the limits on guessing only."""
    return st.context.headers.get(gate.CLIENT) or "unknown"
