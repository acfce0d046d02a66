"""A client that speaks ASGI to an application in this process, as a browser would over HTTP."""

import asyncio
import json
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import unquote, urlencode, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message

HOST = "localhost:8501"
T = TypeVar("T")


def finished(work: Coroutine[None, None, T]) -> T:
    """Run it in a thread of its own: a browser of another test may keep a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status_code: int
    headers: MutableHeaders
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    def json(self) -> object:
        return json.loads(self.content)


@dataclass(slots=True)
class Client:
    """Keeps the headers it sends with every request; follows no redirects."""

    app: ASGIApp
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, address: str) -> Answer:
        return finished(self._ask("GET", address, b"", {}))

    def post(
        self, address: str, data: dict[str, str] | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        form = {"content-type": "application/x-www-form-urlencoded", **(headers or {})}
        return finished(self._ask("POST", address, urlencode(data or {}).encode(), form))

    def send(self, address: str, body: bytes, headers: dict[str, str]) -> Answer:
        """A POST of those bytes."""
        return finished(self._ask("POST", address, body, headers))

    async def _ask(self, method: str, address: str, body: bytes, headers: dict[str, str]) -> Answer:
        parts = urlsplit(address)
        sent: list[Message] = []
        given = {"host": HOST, "content-length": str(len(body)), **self.headers, **headers}
        scope = {
            "type": "http", "http_version": "1.1", "method": method, "path": unquote(parts.path), "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(), "scheme": "http", "root_path": "", "client": ("127.0.0.1", 5000),
            "server": ("localhost", 8501), "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
        }  # fmt: skip

        waiting = iter([True])

        async def receive() -> Message:
            if not next(waiting, False):
                await asyncio.Event().wait()
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        content = b"".join(message.get("body", b"") for message in sent[1:])
        return Answer(sent[0]["status"], MutableHeaders(raw=list(sent[0]["headers"])), content)
