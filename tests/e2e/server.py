"""A real server in its own process, on its own data, and a real browser in front of it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

TOP = Path(__file__).parents[2]
PASSWORD = "oefenen-oefenen"
TODAY = "2026-11-21"
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
READY = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens, where its data are, what it prints."""

    url: str
    data: Path
    log: Path
    process: subprocess.Popen[bytes]


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def environment(data: Path, **further: str) -> dict[str, str]:
    """The environment of a development installation of its own, without that of the tests."""
    inherited = {
        name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}
    }
    inherited |= {"PYTHONPATH": str(TOP), "APP_ENV": "development", "APP_TODAY": TODAY}
    inherited |= {"DATA_DIR": str(data), "DEMO_PASSWORD": PASSWORD} | further
    return {name: value for name, value in inherited.items() if value}


@contextmanager
def running(data: Path, *command: str, **further: str) -> Iterator[Server]:
    """The served form (or another command with {port} in it), until it answers."""
    port = free_port()
    data.mkdir(parents=True, exist_ok=True)
    log = data / "server.log"
    words = command or (sys.executable, "-m", "core", "serve", "--port", "{port}")
    filled = [word.format(port=port) for word in words]
    with started(filled, TOP, environment(data, PORT=str(port), **further), log, port) as process:
        yield Server(f"http://localhost:{port}", data, log, process)


@contextmanager
def started(
    words: list[str], folder: Path, environment: dict[str, str], log: Path, port: int, *, patience: int = 60
) -> Iterator[subprocess.Popen[bytes]]:
    """A command in that folder, until it answers on that port; ended with all it started."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            words, cwd=folder, env=environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            _wait(f"http://localhost:{port}/_stcore/health", process, log, patience)
            yield process
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the server and what it started (make starts a shell that starts the server)."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            continue
        return


def _wait(url: str, process: subprocess.Popen[bytes], log: Path, patience: int) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        assert process.poll() is None, f"the server stopped:\n{log.read_text()[-3000:]}"
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"no answer within {patience} seconds:\n{log.read_text()[-3000:]}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's own browser, headless."""
    path = next(path for path in CHROMIUM if Path(path).exists())
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


def visit(page: Page, url: str) -> None:
    """Open an address and wait until the script has come to rest."""
    page.goto(url)
    settled(page)


def settled(page: Page) -> None:
    """Wait until the script that runs has come to rest."""
    page.wait_for_selector(READY, timeout=20_000)
    page.wait_for_timeout(250)
    page.wait_for_selector(READY, timeout=20_000)


def sign_in(page: Page, server: Server, name: str, *, path: str = "/") -> None:
    """Sign in through the form as a person does."""
    page.goto(server.url + path)
    page.get_by_label("Gebruikersnaam").fill(name)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_label("Gebruikersnaam")).to_have_count(0, timeout=20_000)
    settled(page)


def view(browser: Browser, *, width: int = 1440, height: int = 900, scheme: str = "light") -> BrowserContext:
    """A fresh browser window: no cookies, a size, a colour scheme."""
    return browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
