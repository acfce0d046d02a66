"""Starting the server: our settings, our checks, warm imports, and a socket without Nagle's delay.

`python -m core serve` and `streamlit run Home.py` come to the same: the second passes through `lifespan`.
"""

import asyncio
import contextlib
import gc
import importlib
import os
import pkgutil
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.concurrency import run_in_threadpool
from streamlit.starlette import App

import core.ui
from core import startup
from core.errors import DomainError
from core.settings import UnsafeSettings, settings
from core.ui import configuration

HEAVY = (
    "pandas", "altair", "fpdf", "fontTools.ttLib", "segno", "argon2", "cryptography.fernet", "babel.dates",
    "streamlit_authenticator", "streamlit.elements.vega_charts", "pyarrow.pandas_compat", "core.web.routes",
    *(f"core.ui.{found.name}" for found in pkgutil.iter_modules(core.ui.__path__) if found.name != "frame"),
)  # fmt: skip

TIDY_SECONDS = 60.0


@asynccontextmanager
async def lifespan(_app: App) -> AsyncIterator[None]:
    """Before the first request: refuse unsafe settings, prepare the database, and take the delays out."""
    try:
        configuration.require()
        await run_in_threadpool(startup.prepare)
    except (UnsafeSettings, DomainError) as error:
        startup.say(f"Termijnwacht start niet: {error}")
        raise
    await run_in_threadpool(warm)
    configuration.remember_theme()
    configuration.send_at_once()
    if configuration.is_started_by_streamlit():
        announce(configuration.address(), configuration.port())
    tidying = asyncio.create_task(tidy())
    try:
        yield
    finally:
        tidying.cancel()


async def tidy() -> None:
    """Collect once a minute what Streamlit would collect after every click (runner.postScriptGC is off)."""
    while True:
        await asyncio.sleep(TIDY_SECONDS)
        await run_in_threadpool(gc.collect)


def warm() -> None:
    """Load what pages need, then take it all out of the garbage collector's sight: 50 ms less per click."""
    for name in HEAVY:
        if importlib.util.find_spec(name.partition(".")[0]) is not None:
            with contextlib.suppress(ModuleNotFoundError):
                importlib.import_module(name)
    no_delay()
    gc.collect()
    gc.freeze()


def no_delay() -> None:
    """Switch Nagle off on every listening socket: accepted ones inherit it (Streamlit binds its socket
    without)."""
    for found in [thing for thing in gc.get_objects() if isinstance(thing, socket.socket)]:
        if found.fileno() >= 0 and found.type == socket.SOCK_STREAM and found.family != socket.AF_UNIX:
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def bind(address: str, port: int) -> socket.socket:
    """A listening socket that asyncio recognises as TCP, so that it switches Nagle off on each connection."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name != "nt":
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((address, port))
    made.listen(1024)
    made.setblocking(False)
    return made


def serve(port: int | None = None) -> int:
    """Run until stopped; 2 when it could not start."""
    if str(configuration.ROOT) not in sys.path:
        sys.path.insert(0, str(configuration.ROOT))
    wanted = port
    try:
        chosen = settings()
        wanted = chosen.port if port is None else port
        configuration.apply()
        configuration.require()
        startup.prepare()
        listening = bind(chosen.listen_address, wanted)
    except (UnsafeSettings, DomainError) as error:
        startup.say(f"Termijnwacht start niet: {error}")
        return 2
    except OSError as error:
        startup.say(f"Poort {wanted} is niet vrij ({error.strerror}). Kies een andere met --port.")
        return 2
    return _run(listening)


def announce(host: str, port: int) -> None:
    """Tell the person at the terminal where to look."""
    shown = "localhost" if configuration.is_local(host) or host in {"0.0.0.0", "::"} else host
    startup.say(f"Termijnwacht staat klaar op {settings().public_url or f'http://{shown}:{port}'}")


def _run(listening: socket.socket) -> int:
    host, port = listening.getsockname()[:2]
    server = uvicorn.Server(
        uvicorn.Config(
            "Home:app",
            host=host,
            port=port,
            ws="websockets-sansio",
            ws_ping_interval=20,
            ws_ping_timeout=20,
            ws_max_size=16 * 1024 * 1024,
            ws_per_message_deflate=False,
            access_log=False,
            log_level="warning",
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=5,
        )
    )
    announce(host, port)
    server.run(sockets=[listening])
    return 0 if server.started else 2
