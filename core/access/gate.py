"""The gate: every request and every socket passes here before Streamlit or a route sees it.

It is an allowlist: what is not named stays closed, so a route that an upgrade brings along is closed too.
The gate strips the headers only it may set, looks the cookie up in the database, and hands on the hash of
a live session. Streamlit compares that hash when somebody resumes a session, so a session id alone is
worth nothing.
"""

import logging
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import quote, urlsplit

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from core import clock
from core.access import addresses, sessions
from core.access.doors import RULES, SAFE, UPLOAD, Door
from core.settings import settings
from db import session as database

LOG = logging.getLogger("termijnwacht")
MARK: Final = secrets.token_urlsafe(32)
SESSION, GATE, CLIENT = "x-app-session", "x-app-gate", "x-app-client"
OURS: Final = (SESSION.encode(), GATE.encode(), CLIENT.encode())
ANONYMOUS: Final = "anonymous:"
SOCKET: Final = "/_stcore/stream"
MOST_UPLOADED: Final = 100 << 20  # per login: uploads stay in memory until their tab is gone


class Gate:
    """Pure ASGI, for http and websocket; `pages` are the known page names, `owner_of` tells whose an
    upload session is, `held_by` how many bytes of uploads a login holds already."""

    def __init__(
        self,
        app: ASGIApp,
        pages: Iterable[str],
        owner_of: Callable[[str], str | None],
        held_by: Callable[[str], int],
    ) -> None:
        self.app = app
        self.pages = frozenset({"/", *(f"/{page}" for page in pages)})
        self.owner_of, self.held_by = owner_of, held_by

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def door(self, path: str, method: str) -> Door:
        """What this request must show."""
        if path in self.pages:
            return Door.OPEN if method in SAFE else Door.CLOSED
        for rule in RULES:
            if rule.pattern.fullmatch(path):
                return rule.door if method in rule.methods else Door.CLOSED
        return Door.CLOSED

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, method = scope["path"], scope["method"]
        refused = await self._refusal(scope, self.door(path, method), path, method)
        if refused is not None:
            await refused(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _refusal(self, scope: Scope, door: Door, path: str, method: str) -> Response | None:
        if door is Door.CLOSED:
            return PlainTextResponse("Niet gevonden.", 404)
        headers = Headers(scope=scope)
        if method not in SAFE and not is_own_origin(headers):
            return PlainTextResponse("Geweigerd: deze aanvraag komt van een andere site.", 403)
        token_hash = None
        if door is Door.SESSION or path in {"/login", "/logout"}:
            token_hash = await run_in_threadpool(live_token, headers, activity=True)
        scope["headers"] = stamped(scope, token_hash or "")
        if door is not Door.SESSION:
            return None
        if token_hash is None:
            return to_login(path, method)
        upload = UPLOAD.fullmatch(path)
        if upload is not None and self.owner_of(upload["session"]) != token_hash:
            return PlainTextResponse("Niet gevonden.", 404)
        if upload is not None and method == "PUT" and self.held_by(token_hash) >= MOST_UPLOADED:
            return PlainTextResponse("Er staan te veel bestanden klaar. Herlaad de pagina.", 413)
        return None

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if scope["path"] != SOCKET or not is_own_origin(headers):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        token_hash = await run_in_threadpool(live_token, headers, activity=False)
        # Each socket without a login is somebody of its own: nobody can resume another's half-filled form.
        scope["headers"] = stamped(scope, token_hash or ANONYMOUS + secrets.token_hex(16))
        await self.app(scope, receive, send)


def cookie_name() -> str:
    """The prefix binds the cookie to this host; it needs https, or a browser on this very machine."""
    return "__Host-termijnwacht" if is_secure() else "termijnwacht"


def is_secure() -> bool:
    """Whether browsers take a Secure cookie from us: under https, and on localhost without it."""
    url = urlsplit(settings().public_url)
    return url.scheme != "http" or url.hostname in {"localhost", "127.0.0.1", "::1"}


def live_token(headers: Headers, *, activity: bool) -> str | None:
    """The hash of the cookie's token when its session is alive; None otherwise."""
    token = _cookie(headers.getlist("cookie"))
    if token is None:
        return None
    now = clock.now()
    with database.reading() as opened:
        found = sessions.live(opened, token_hash=sessions.digest(token), now=now)
    if found is None:
        return None
    if activity:
        note_life(found, now=now)
    return found.token_hash


def note_life(found: sessions.Live, *, now: datetime) -> None:
    """Write down a sign of life when one is due; a database that is busy stops nobody from reading."""
    if not sessions.is_due_for_touch(found, now=now):
        return
    try:
        with database.writing() as opened:
            sessions.touch(opened, token_hash=found.token_hash, now=now)
    except (OperationalError, PoolTimeout):
        LOG.warning("a sign of life was not noted: the database is busy")


def _cookie(values: list[str]) -> str | None:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load("; ".join(values))
    except CookieError:
        return None
    found = jar.get(cookie_name())
    return found.value if found is not None and found.value else None


def is_own_origin(headers: Headers) -> bool:
    """Whether the browser says that the request comes from our own page; without an Origin nobody is
    believed."""
    origin = headers.get("origin")
    if origin is None:
        return False
    given, public = urlsplit(origin), urlsplit(settings().public_url)
    if given.scheme not in {"http", "https"} or not given.netloc:
        return False
    if public.netloc and (given.scheme, given.netloc) == (public.scheme, public.netloc):
        return True
    if public.netloc and settings().is_production:
        return False
    return given.netloc == headers.get("host")


def to_login(path: str, method: str) -> Response:
    """Somebody who followed a link to a document gets the login form; everything else gets nothing."""
    if method in SAFE and path.startswith(("/doc/", "/evidence/", "/download/")):
        return RedirectResponse("/", 303)
    return PlainTextResponse("Meld je aan.", 401)


def stamped(scope: Scope, token_hash: str) -> list[tuple[bytes, bytes]]:
    """The request's headers without what only the gate may set, and with what the gate sets."""
    kept = [(name, value) for name, value in scope["headers"] if name.lower().replace(b"_", b"-") not in OURS]
    return [
        *kept,
        (SESSION.encode(), token_hash.encode()),
        (GATE.encode(), MARK.encode()),
        (CLIENT.encode(), quote(addresses.of_client(scope), safe=":.%").encode()),
    ]
