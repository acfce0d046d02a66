"""Serves `bare_page.py` with the repairs of latency that belong to a tuned page: no Nagle, nothing old for the
collector, no full collection after a run. What the product does beyond that (its event loop, its sending at once, its
theme worked out once) counts for the product."""

import os
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
    # Not the settings and the theme of the product, which stand in the folder it was started from.
    os.chdir(Path(__file__).parent)
    config.get_config_options(force_reparse=True)
    for name, value in (
        ("browser.gatherUsageStats", False),
        ("runner.postScriptGC", False),
        ("server.fileWatcherType", "none"),
        ("server.trustedUserHeaders", {}),
    ):
        config.set_option(name, value)
    server = uvicorn.Server(
        uvicorn.Config(
            app, loop="asyncio", ws="websockets-sansio", ws_per_message_deflate=False, log_level="warning"
        )
    )
    server.run(sockets=[serve.bind("127.0.0.1", int(sys.argv[1]))])
