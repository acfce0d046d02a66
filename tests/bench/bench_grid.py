"""The grid typed blind while things go wrong: how many of 25 codes are not in the database afterwards, and how soon they are.

`make bench BENCH=grid RUNS=20`: each disturbance on one page of a machine left alone, then on three pages at once while
every core computes something else (`PAGES=3` asks for those alone, `ONLY=offline` for the rows with that word). A lost or wrong cell is a defect: it belongs in tests/e2e/test_attendance_grid.py.
"""

import os
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import ExitStack, nullcontext
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from tests.bench import typing_on_grid as typing
from tests.bench.measuring import chosen, percentile
from tests.bench.typing_on_grid import CODES, Disturbance, Outcome, Round, Seat
from tests.e2e import classroom, test_attendance_grid
from tests.e2e import server as servers

RUNS = chosen("RUNS", 4)
PAGES = tuple(map(int, os.environ.get("PAGES", "1,3").split(",")))
ONLY = os.environ.get("ONLY", "")
KILLED_AFTER, AWAY = 2.0, 5.0
RELOADED_AT = 13
OFFLINE = range(8, 18)


def nothing(_round: Round, _number: int) -> bool:
    """Nothing goes wrong."""
    return False


def rerun(going: Round, number: int) -> bool:
    """The whole page runs again each second."""
    for seat in going.seats:
        if number == 0:
            seat.page.evaluate(test_attendance_grid.AGAIN)
        elif number == len(CODES) - 1:
            # Under load a run may take longer than its second; none at all would measure nothing.
            assert seat.page.evaluate("window.runs") >= 2, "the page did not run again"
    return False


def kill(going: Round, number: int) -> bool:
    """The server is killed two seconds in and started again five seconds later."""

    def later() -> None:
        time.sleep(KILLED_AFTER)
        going.site.kill()
        time.sleep(AWAY)
        going.site.start()

    if number == 0:
        going.threads.append(threading.Thread(target=later))
        going.threads[0].start()
    return False


def reload(going: Round, number: int) -> bool:
    """The page is loaded again between two codes."""
    if number == RELOADED_AT:
        for seat in going.seats:
            _reload(seat, number)
    return False


def reload_inside(going: Round, number: int) -> bool:
    """The page is loaded again with a code typed and not left: it is saved, and the next cell is where one goes on."""
    if number != RELOADED_AT:
        return False
    for key in CODES[number]:
        typing.press(going.seats, key)
    for seat in going.seats:
        _reload(seat, number + 1)
    return True


def offline(going: Round, number: int) -> bool:
    """The browser has no network for ten codes."""
    if number in {OFFLINE.start, OFFLINE.stop}:
        for seat in going.seats:
            seat.page.context.set_offline(number == OFFLINE.start)
    return False


DISTURBANCES: Mapping[str, Disturbance] = {
    "plain": nothing,
    "full rerun each second": rerun,
    f"server killed {KILLED_AFTER:g} s in, started again {AWAY:g} s later": kill,
    f"page reloaded after {RELOADED_AT} codes": reload,
    "page reloaded inside a code": reload_inside,
    f"browser offline for {len(OFFLINE)} codes": offline,
}


def run() -> list[dict[str, object]]:
    """One row per disturbance, first alone, then under load; each row is also said when it is known."""
    rows: list[dict[str, object]] = []
    with servers.chromium() as browser, tempfile.TemporaryDirectory(prefix="termijnwacht-grid-") as folder:
        for pages in PAGES:
            for name, disturb in DISTURBANCES.items():
                if ONLY not in name:
                    continue
                row = _row(name, pages, _rounds(browser, Path(folder, f"{len(rows)}"), pages, disturb))
                print(*row.values(), sep=" | ", file=sys.stderr, flush=True)
                rows.append(row)
    return rows


def _reload(seat: Seat, number: int) -> None:
    seat.page.reload()
    typing.ready(seat.page)
    typing.at(seat, number)


def _rounds(browser: Browser, folder: Path, pages: int, disturb: Disturbance) -> list[Outcome]:
    count = -(-RUNS // pages)
    load = typing.burning() if pages > 1 else nullcontext()
    found: list[Outcome] = []
    with typing.site(folder) as site, ExitStack() as windows, load:
        lessons = classroom.furnish(site.server(), lessons=count * pages, first_on=typing.FIRST_LESSON)
        seats = typing.seated(browser, windows, site, pages)
        for number in range(count):
            found += typing.played(site, seats, lessons[number * pages : (number + 1) * pages], disturb)
    return found


def _row(name: str, pages: int, found: list[Outcome]) -> dict[str, object]:
    times = [moment * 1000 for outcome in found for moment in outcome.times]
    after = [outcome.after * 1000 for outcome in found]
    return {
        "25 codes": name,
        "pages": "1" if pages == 1 else f"{pages}, all cores busy",
        "complete": f"{sum(outcome.is_complete for outcome in found)}/{len(found)}",
        "lost": sum(outcome.lost for outcome in found),
        "wrong": sum(outcome.wrong for outcome in found),
        "left to row, p50 / p95": f"{median(times):.0f} / {percentile(times, 0.95):,.0f} ms",
        "after the last key, p50 / most": f"{median(after):.0f} / {max(after):,.0f} ms",
    }


if __name__ == "__main__":
    for line in run():
        print(line)
