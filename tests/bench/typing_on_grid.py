"""Typing a register blind on the running product, and what became of every code in its database.

One round is one lesson per page, the pages typed on in turn, key by key. What disturbs it (a server that is killed, a
page that is reloaded) is a `Disturbance`: it is asked before every code and may take over that one.
"""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.e2e import classroom
from tests.e2e import server as servers

CODES = (*("A", "A", "O", "GZ", "L15", "A", "GV", "A", "A", "O30") * 2, "A", "A", "GK", "A", "O")
PEOPLE = ("docent", "coordinator", "registrar")
BOXES = "input[data-key]"
AFTER_A_KEY = 80
FIRST_LESSON = date(2026, 9, 7)
PATIENCE = 60.0
STORED = "select lesson_id, enrolment_id, code from attendance_cell where lesson_id in ({})"


@dataclass(slots=True)
class Site:
    """A server of its own that can be killed and started again on the same port and data; hence a class."""

    data: Path
    port: int = field(default_factory=servers.free_port)
    held: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        words = [sys.executable, "-m", "core", "serve", "--port", str(self.port)]
        environment = servers.environment(self.data, PORT=str(self.port))
        log = self.data / "server.log"
        self.process = self.held.enter_context(
            servers.started(words, servers.TOP, environment, log, self.port, patience=120)
        )

    def kill(self) -> None:
        """As a cut of the power does: nothing is finished, nothing is said."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def server(self) -> servers.Server:
        """The same, as the stories of tests/e2e name it."""
        assert self.process is not None
        return servers.Server(
            f"http://localhost:{self.port}", self.data, self.data / "server.log", self.process
        )


@contextlib.contextmanager
def site(folder: Path) -> Iterator[Site]:
    """A running server with practice data, ended with all it started."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Site(folder)
    with made.held:
        made.start()
        yield made


@contextlib.contextmanager
def burning() -> Iterator[None]:
    """A process per core that computes without end."""
    busy = [sys.executable, "-c", "while True: pass"]
    processes = [subprocess.Popen(busy) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


@dataclass(slots=True)
class Seat:
    """A page, the lesson that is typed on it, and when each code was left."""

    page: Page
    lesson_id: int = 0
    left: dict[int, float] = field(default_factory=dict)


@dataclass(slots=True)
class Round:
    """One round: its pages, its server, and how far it is."""

    site: Site
    seats: Sequence[Seat]
    threads: list[threading.Thread] = field(default_factory=list)


# Asked before each code; true when it typed the code itself.
Disturbance = Callable[[Round, int], bool]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one register came to. `times`: seconds from leaving a cell until another connection reads it; `after`: from
    the last key until all were read."""

    lost: int
    wrong: int
    is_said: bool
    times: tuple[float, ...]
    after: float

    @property
    def is_complete(self) -> bool:
        """Every code is in the database, and the page says so."""
        return not self.lost and not self.wrong and self.is_said


def seated(browser: Browser, stack: contextlib.ExitStack, site: Site, count: int) -> list[Seat]:
    """That many windows, each of somebody who signed in."""
    seats = []
    for name in PEOPLE[:count]:
        page = stack.enter_context(servers.view(browser)).new_page()
        servers.sign_in(page, site.server(), name, path="/attendance")
        seats.append(Seat(page))
    return seats


def played(site: Site, seats: Sequence[Seat], lessons: Sequence[int], disturb: Disturbance) -> list[Outcome]:
    """Open a lesson per page, type all codes on each, and compare with the database."""
    for seat, lesson_id in zip(seats, lessons, strict=True):
        seat.lesson_id, seat.left = lesson_id, {}
        seat.page.goto(f"{site.server().url}/attendance?part=lessons&lesson={lesson_id}")
        ready(seat.page)
        at(seat, 0)
    going = Round(site, seats)
    with Watch(site, lessons) as watch:
        for number in range(len(CODES)):
            if not disturb(going, number):
                type_code(seats, number)
        last = max(moment for seat in seats for moment in seat.left.values())
        watch.wait(lambda: all(_is_whole(watch, site, seat) for seat in seats))
        for thread in going.threads:
            thread.join(60)
    return [_outcome(site, seat, watch, last) for seat in seats]


def ready(page: Page) -> None:
    """The grid stands there with a box for everybody."""
    expect(page.locator(BOXES)).to_have_count(len(CODES), timeout=60_000)


def at(seat: Seat, number: int) -> None:
    """Put the focus in a cell, as somebody who begins does."""
    seat.page.locator(BOXES).nth(number).click(timeout=60_000)


def type_code(seats: Sequence[Seat], number: int) -> None:
    """One code and Enter on every page, without looking where the focus is."""
    for key in CODES[number]:
        press(seats, key)
    for seat in seats:
        seat.left[number] = time.monotonic()
        seat.page.keyboard.press("Enter")
    rest(seats)


def press(seats: Sequence[Seat], key: str) -> None:
    """One key on every page."""
    for seat in seats:
        seat.page.keyboard.press(key)
    rest(seats)


def rest(seats: Sequence[Seat]) -> None:
    """What somebody who types fast leaves between two keys."""
    seats[0].page.wait_for_timeout(AFTER_A_KEY)


class Watch:
    """Reads the cells of the round over a connection of its own and keeps when each code was first seen."""

    def __init__(self, site: Site, lessons: Sequence[int]) -> None:
        self.file = classroom.address(site.server()).removeprefix("sqlite:///")
        self.sql = STORED.format(",".join(map(str, lessons)))
        self.seen: dict[tuple[int, int, str], float] = {}
        self.now: dict[tuple[int, int], str] = {}
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> "Watch":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_over.set()
        self.thread.join()

    def _read(self) -> None:
        with contextlib.closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as raw:
            while not self.is_over.wait(0.004):
                rows = raw.execute(self.sql).fetchall()
                moment = time.monotonic()
                self.now = {(lesson, enrolment): code for lesson, enrolment, code in rows}
                for lesson, enrolment, code in rows:
                    self.seen.setdefault((lesson, enrolment, code), moment)

    def wait(self, is_done: Callable[[], bool]) -> None:
        """Until it is, or nobody would wait any longer."""
        until = time.monotonic() + PATIENCE
        while not is_done() and time.monotonic() < until:
            time.sleep(0.02)


def _keys(seat: Seat) -> list[int]:
    """The enrolments of the rows, from the page."""
    cells = seat.page.locator(BOXES).evaluate_all("boxes => boxes.map(box => box.dataset.key)")
    return [int(cell.split(":")[1]) for cell in cells]


def _is_whole(watch: Watch, site: Site, seat: Seat) -> bool:
    own = [code for (lesson, _), code in watch.now.items() if lesson == seat.lesson_id and code]
    return len(own) == len(CODES) and sorted(own) == sorted(CODES)


def _outcome(site: Site, seat: Seat, watch: Watch, last: float) -> Outcome:
    stored = classroom.codes(site.server(), seat.lesson_id)
    assert len(stored) == len(CODES), "the group is not what was furnished"
    lost = sum(not code for code in stored)
    wrong = sum(bool(code) and code != wanted for code, wanted in zip(stored, CODES, strict=True))
    try:
        expect(seat.page.get_by_role("status").filter(has_text="Alles bewaard")).to_be_visible(timeout=20_000)
        is_said = True
    except AssertionError:
        is_said = False
    moments = {
        number: watch.seen.get((seat.lesson_id, key, CODES[number])) for number, key in enumerate(_keys(seat))
    }
    times = tuple(
        moment - seat.left[number]
        for number, moment in moments.items()
        if moment is not None and number in seat.left
    )
    found = [moment for moment in moments.values() if moment is not None]
    return Outcome(lost, wrong, is_said, times, max([0.0, *(moment - last for moment in found)]))
