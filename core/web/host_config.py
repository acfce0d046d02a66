"""Streamlit's `/_stcore/host-config`, with its error dialogs off.

Its "Connection error" dialog takes the focus while somebody types: what is typed goes into the dialog and is lost. Our
own strip says that there is no connection and leaves the focus where it is. The other keys stay as Streamlit has them.
"""

import json

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATH = "/_stcore/host-config"
BLOCKED = "blockErrorDialogs"


class HostConfig:
    """Rewrites that one answer; everything else passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return

        begun: list[Message] = []
        body = bytearray()

        async def rewriting(message: Message) -> None:
            if message["type"] == "http.response.start":
                begun.append(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                await _send(begun[0], bytes(body), send)

        await self.app(scope, receive, rewriting)


async def _send(begun: Message, body: bytes, send: Send) -> None:
    if begun["status"] == 200:
        body = json.dumps(json.loads(body) | {BLOCKED: True}).encode()
        MutableHeaders(raw=begun["headers"])["content-length"] = str(len(body))
    await send(begun)
    await send({"type": "http.response.body", "body": body})
