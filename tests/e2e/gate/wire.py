"""A socket that speaks Streamlit's own messages: what a forger can send, and every byte that comes back."""

import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

COOKIE = "__Host-termijnwacht"


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


BROWSER = urllib.request.build_opener(_Stay)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and body of one request."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(
    address: str, *, method: str = "GET", data: bytes | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    """One request without following redirects."""
    request = urllib.request.Request(address, data=data, method=method, headers=dict(headers or {}))
    try:
        with BROWSER.open(request, timeout=10) as answer:
            return Answer(answer.status, dict(answer.headers), answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, dict(error.headers), error.read())


def cookie_for(address: str, ticket: str) -> str:
    """Hand a ticket over, as the login page does, and keep the cookie's value."""
    form = urlencode({"ticket": ticket, "next": "/"}).encode()
    answer = ask(f"{address}/login", method="POST", data=form, headers={"Origin": address})
    assert answer.status == 303
    return answer.headers["set-cookie"].split(";")[0].split("=", 1)[1]


@dataclass(slots=True)
class Wire:
    """One open socket: it keeps what it learned, hence a class."""

    connection: ClientConnection
    session_id: str = ""
    page_hash: str = ""
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)

    def run(self, *, page: str = "", query: str = "", press: str = "") -> str:
        """One run of the script; gives every text that came back. `press` is the label of a button seen before."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        if not page:
            message.rerun_script.page_script_hash = self.page_hash
        if press:
            widget_id, fragment = self.buttons[press]
            message.rerun_script.fragment_id = fragment
            widget = message.rerun_script.widget_states.widgets.add()
            widget.id, widget.trigger_value = widget_id, True
        self.connection.send(message.SerializeToString())
        return self._until_finished()

    def _until_finished(self) -> str:
        received: list[str] = []
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(self.connection.recv(timeout=10))
            received.append(str(answer))
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                self.session_id = answer.new_session.initialize.session_id or self.session_id
                self.page_hash = answer.new_session.page_script_hash
            elif kind == "navigation":
                # The page that was asked for; what a click asks again, also when that run starts another.
                self.page_hash = answer.navigation.page_script_hash
            elif kind == "delta" and answer.delta.new_element.WhichOneof("type") == "button":
                button = answer.delta.new_element.button
                self.buttons[button.label] = (button.id, answer.delta.fragment_id)
            elif kind == "script_finished" and answer.script_finished != 2:  # 2: stopped early to run again
                return "\n".join(received)

    def close(self) -> None:
        self.connection.close()


def opened(
    socket: str,
    *,
    cookie: str = "",
    resume: str = "",
    headers: Mapping[str, str] | None = None,
    origin: str = "",
) -> Wire:
    """Open a socket, with a login's cookie or without, perhaps with somebody else's session id."""
    given = dict(headers or {})
    if cookie:
        given["Cookie"] = f"{COOKIE}={cookie}"
    protocols = ["streamlit", "x", resume] if resume else ["streamlit"]
    own = socket.replace("ws", "http", 1).removesuffix("/_stcore/stream")
    connection = connect(
        socket,
        origin=origin or own,
        subprotocols=protocols,
        additional_headers=given,
        max_size=None,
        compression=None,
        legacy=True,
    )  # type: ignore[arg-type]
    return Wire(connection)
