"""A Streamlit client without a browser: it sends a rerun and reads until the script has finished."""

from dataclasses import dataclass, field
from time import perf_counter

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.typing import Origin, Subprotocol

# What can be asked for: everything, the page (any click in it), or its list (its pages).
SCREEN, PAGE, LIST = "", "page", "list"


@dataclass(frozen=True, slots=True)
class Answer:
    """One rerun: milliseconds to the last message, bytes of all, and what went wrong in it."""

    ms: float
    size: int
    errors: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(slots=True)
class Client:
    """One browser tab; it keeps the page it is on."""

    url: str
    page: str
    headers: dict[str, str]
    socket: websockets.ClientConnection | None = None
    script: str = ""
    pager: str = ""
    parts: dict[str, str] = field(default_factory=dict)

    async def open(self) -> None:
        """Connect as a tab of this site does."""
        self.socket = await websockets.connect(
            self.url.replace("http", "ws", 1) + "/_stcore/stream", subprotocols=[Subprotocol("streamlit")], compression=None,
            max_size=None, additional_headers=self.headers, origin=Origin(self.url),
        )  # fmt: skip

    async def rerun(self, page_number: int | None = None, *, part: str = SCREEN) -> Answer:
        """Ask again, perhaps with another page number in the pager: the whole screen with its menu, or the part of it
        that a click asks for."""
        assert self.socket is not None
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self.script
        asked.rerun_script.page_name = "" if self.script else self.page
        asked.rerun_script.fragment_id = self.parts[part] if part else ""
        if page_number is not None and self.pager:
            widget = asked.rerun_script.widget_states.widgets.add()
            widget.id, widget.int_value = self.pager, page_number
        started = perf_counter()
        await self.socket.send(asked.SerializeToString())
        size = 0
        errors: list[str] = []
        texts: list[str] = []
        while True:
            data = await self.socket.recv()
            assert isinstance(data, bytes)
            size += len(data)
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "script_finished":
                return Answer((perf_counter() - started) * 1000, size, tuple(errors), tuple(texts))
            if kind == "new_session":
                self.script = message.new_session.page_script_hash
            if kind == "navigation":
                self.script = message.navigation.page_script_hash
            if kind == "delta":
                element = message.delta.new_element
                name = element.WhichOneof("type")
                if name == "pagination":
                    self.pager, self.parts[LIST] = element.pagination.id, message.delta.fragment_id
                if name in {"exception", "alert"}:
                    errors.append(str(getattr(element, name)))
                if name == "heading":
                    self.parts[PAGE] = message.delta.fragment_id
                texts.append(f"{name} {element.ByteSize()}")

    async def close(self) -> None:
        """Close the tab."""
        if self.socket is not None:
            await self.socket.close()
