"""Serves `bare_page.py` with the same repairs of latency as the product: no Nagle, nothing old for the collector."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from streamlit import config
from streamlit.starlette import App

from core.web import serve


@asynccontextmanager
async def lifespan(_app: App) -> AsyncIterator[None]:
    """The same warm start."""
    serve.warm()
    yield


app = App(Path(__file__).parent / "bare_page.py", lifespan=lifespan)

if __name__ == "__main__":
    for name, value in (
        ("browser.gatherUsageStats", False),
        ("server.fileWatcherType", "none"),
        ("server.trustedUserHeaders", {}),
    ):
        config.set_option(name, value)
    server = uvicorn.Server(
        uvicorn.Config(app, ws="websockets-sansio", ws_per_message_deflate=False, log_level="warning")
    )
    server.run(sockets=[serve.bind("127.0.0.1", int(sys.argv[1]))])
