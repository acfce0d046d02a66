"""The gate as a function of the request: what is open, what asks for a session, and what it writes into the headers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from core import clock, settings
from core.access import gate, login, sessions
from core.access.gate import Door, Gate
from db.models import AppSession
from tests.core.access.people import account
from tests.core.web.client import finished

HOST = "localhost:8501"


@dataclass
class Behind:
    """What stands behind the gate: remembers what came through."""

    seen: list[Scope] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.seen.append(scope)
        await send({"type": "http.response.start", "status": 200, "headers": []})


def ask(
    path: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    kind: str = "http",
    client: str = "127.0.0.1",
    owner: str | None = None,
    held: int = 0,
) -> tuple[int, Behind]:
    """One request through the gate: the status (or close code) and what came through."""
    behind, sent = Behind(), []
    given = {"host": HOST, **(headers or {})}
    scope = {
        "type": kind, "path": path, "method": method, "client": (client, 5000), "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
    }  # fmt: skip

    async def receive() -> Message:
        return {"type": "websocket.connect" if kind == "websocket" else "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    finished(Gate(behind, ["proofs"], lambda _id: owner, lambda _hash: held)(scope, receive, send))
    first = sent[0]
    return int(first.get("status", first.get("code", 0))), behind


def came_through(behind: Behind) -> Headers:
    return Headers(scope=behind.seen[0])


@pytest.fixture
def token(session: Session) -> str:
    """The cookie's token of a live session."""
    made = account(session)
    ticket = sessions.issue_ticket(session, account_id=made.id, now=clock.now())
    opened = login.open_session(session, ticket=ticket, now=clock.now())
    session.commit()
    assert opened is not None
    return opened


def cookie(token: str) -> dict[str, str]:
    return {"cookie": f"a=b; {gate.cookie_name()}={token}; c=d"}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/proofs",
        "/static/js/x.js",
        "/assets/plain.css",
        "/_stcore/health",
        "/_stcore/host-config",
        "/health",
        "/verify/AB-12",
        "/welcome/x-_1",
    ],
)
def test_what_holds_no_data_is_open(path: str) -> None:
    assert ask(path)[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/nope", "/learners/1", "/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp", "/_stcore/agent/interact",
        "/_stcore/script-health-check", "/component/x/y.js", "/app/static/x", "/auth/login", "/auth/logout", "/oauth2callback",
        "/_stcore/stream", "/manifest.json", "/proofs/", "//proofs", "/login", "/_stcore/health/x", "/doc/1/../2", "/media/a/b",
        "/_stcore/unheard-of", "/verify", "/static/x/_stcore/metrics", "/static/index.html", "/static//evil.example", "/assets/../Home.py",
        "/doc/\u0661", "/doc/99999999999999999999", "/doc/1\n", "/_stcore/health\n", "/proofs\n",
    ],
)  # fmt: skip
def test_everything_that_is_not_named_is_closed(path: str) -> None:
    status, behind = ask(path)
    assert (status, behind.seen) == (404, [])


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/doc/1", "GET", 303), ("/download/x", "GET", 303), ("/media/abc.pdf", "GET", 401),
        ("/_stcore/bidi-components/x.js", "GET", 401), ("/_stcore/upload_file/s/f", "PUT", 401),
        ("/_stcore/upload_file/s/f", "DELETE", 401), ("/media/x", "POST", 404), ("/proofs", "POST", 404),
    ],
)  # fmt: skip
def test_without_a_session_the_rest_stays_shut(session: Session, path: str, method: str, status: int) -> None:
    found, behind = ask(path, method=method, headers={"origin": f"http://{HOST}"})
    assert (found, behind.seen) == (status, [])


def test_a_live_session_opens_a_document_and_its_hash_is_handed_on(token: str) -> None:
    status, behind = ask("/doc/1", headers=cookie(token))
    assert status == 200
    assert came_through(behind)[gate.SESSION] == sessions.digest(token)


@pytest.mark.slow
def test_a_database_that_is_busy_writing_stops_nobody_from_reading(session: Session, token: str) -> None:
    long_ago = clock.now() - timedelta(minutes=5)
    session.execute(update(AppSession).values(last_seen_at=long_ago))
    session.commit()
    session.execute(
        update(AppSession).values(last_seen_at=long_ago)
    )  # not committed: the row, or the file, is locked
    assert ask("/doc/1", headers=cookie(token))[0] == 200
    session.rollback()
    assert session.scalars(select(AppSession.last_seen_at)).one() == long_ago
    session.rollback()
    assert ask("/doc/1", headers=cookie(token))[0] == 200
    session.expire_all()
    assert session.scalars(select(AppSession.last_seen_at)).one() > long_ago


def test_another_cookie_opens_nothing(token: str) -> None:
    assert ask("/doc/1", headers=cookie(token + "x"))[0] == 303
    assert ask("/doc/1", headers=cookie(sessions.digest(token)))[0] == 303
    assert ask("/doc/1", headers={"cookie": 'x="unclosed'})[0] == 303


@pytest.mark.parametrize(
    "name", ["X-App-Session", "x-app-session", "X_App_Session", "X-App-Gate", "X-App-Client"]
)
def test_a_client_cannot_send_what_only_the_gate_may_set(token: str, name: str) -> None:
    forged = {name: sessions.digest(token), "origin": f"http://{HOST}"}
    status, behind = ask("/_stcore/stream", headers=forged, kind="websocket")
    assert status == 200
    headers = came_through(behind)
    assert headers.getlist(gate.SESSION) == [headers[gate.SESSION]]
    assert headers[gate.SESSION].startswith(gate.ANONYMOUS)
    assert headers.getlist(gate.GATE) == [gate.MARK]
    assert headers.getlist(gate.CLIENT) == ["127.0.0.1"]
    assert sessions.digest(token) not in headers.values()


def test_sockets_without_a_login_are_each_somebody_else() -> None:
    def one() -> str:
        return came_through(ask(gate.SOCKET, headers={"origin": f"http://{HOST}"}, kind="websocket")[1])[
            gate.SESSION
        ]

    assert one() != one()


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "http://evil.example",
        "null",
        "http://localhost:9999",
        "file://",
        "https://localhost:8501.evil.example",
    ],
)
def test_a_socket_from_another_origin_or_from_none_is_closed(token: str, origin: str | None) -> None:
    headers = cookie(token) | ({"origin": origin} if origin else {})
    status, behind = ask(gate.SOCKET, headers=headers, kind="websocket")
    assert (status, behind.seen) == (1008, [])


def test_only_one_socket_path_exists(token: str) -> None:
    headers = cookie(token) | {"origin": f"http://{HOST}"}
    assert ask("/_stcore/other", headers=headers, kind="websocket")[0] == 1008


def test_a_post_from_another_origin_is_refused(session: Session) -> None:
    assert ask("/login", method="POST", headers={"origin": "http://evil.example"})[0] == 403
    assert ask("/login", method="POST")[0] == 403
    assert ask("/login", method="POST", headers={"origin": f"http://{HOST}"})[0] == 200


def test_behind_a_public_address_only_that_origin_counts_in_production(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://termijnwacht.example")
    monkeypatch.setenv("APP_ENV", "production")
    monkeypatch.delenv("APP_TODAY")
    settings.forget()
    assert gate.is_own_origin(Headers({"origin": "https://termijnwacht.example", "host": "inside:8501"}))
    assert not gate.is_own_origin(Headers({"origin": "http://termijnwacht.example", "host": "inside:8501"}))
    assert not gate.is_own_origin(Headers({"origin": "http://inside:8501", "host": "inside:8501"}))
    assert gate.cookie_name() == "__Host-termijnwacht"
    monkeypatch.undo()
    settings.forget()


def test_plain_http_on_another_host_gets_a_cookie_that_browsers_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "http://server.example:8501")
    settings.forget()
    assert (gate.cookie_name(), gate.is_secure()) == ("termijnwacht", False)
    monkeypatch.undo()
    settings.forget()


def test_an_upload_goes_only_to_ones_own_session(token: str) -> None:
    headers = cookie(token) | {"origin": f"http://{HOST}"}
    own, another = sessions.digest(token), sessions.digest("somebody")
    path = "/_stcore/upload_file/abc/def"
    assert ask(path, method="PUT", headers=headers, owner=own)[0] == 200
    assert ask(path, method="PUT", headers=headers, owner=another)[0] == 404
    assert ask(path, method="PUT", headers=headers, owner=None)[0] == 404
    assert ask(path, method="DELETE", headers=headers, owner=another)[0] == 404


def test_a_login_cannot_fill_the_memory_with_uploads(token: str) -> None:
    headers = cookie(token) | {"origin": f"http://{HOST}"}
    path, own = "/_stcore/upload_file/abc/def", sessions.digest(token)
    assert ask(path, method="PUT", headers=headers, owner=own, held=gate.MOST_UPLOADED)[0] == 413
    assert ask(path, method="DELETE", headers=headers, owner=own, held=gate.MOST_UPLOADED)[0] == 200


def test_the_address_of_the_browser_comes_from_named_proxies_only(monkeypatch: pytest.MonkeyPatch) -> None:
    forwarded = {"x-forwarded-for": "6.6.6.6, 203.0.113.9, 10.0.0.7", "origin": f"http://{HOST}"}

    def seen(client: str) -> str:
        return came_through(ask(gate.SOCKET, headers=forwarded, kind="websocket", client=client)[1])[
            gate.CLIENT
        ]

    assert seen("10.0.0.5") == "10.0.0.5"
    monkeypatch.setenv("TRUSTED_PROXIES", "10.0.0.0/24")
    settings.forget()
    assert seen("10.0.0.5") == "203.0.113.9"
    assert seen("198.51.100.1") == "198.51.100.1"
    monkeypatch.undo()
    settings.forget()


def test_the_rules_name_no_method_that_changes_things_without_a_reason() -> None:
    changing = {rule.pattern.pattern for rule in gate.RULES if rule.methods - gate.SAFE}
    assert len(changing) == 4
    assert Gate(Behind(), [], lambda _id: None, lambda _hash: 0).door("/proofs", "GET") is Door.CLOSED
