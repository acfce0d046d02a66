"""The page of proofs as a browser gets it: message to last delta and bytes over the socket, click to painted, memory.

The bare page (`bare_page.py`: the same fifty rows, a plain grid, the same repairs of latency) is asked in turn with the
product, by the same client, so that a busy machine slows both.
"""

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Page
from sqlalchemy import select

from core import clock
from core.access import sessions
from db import session
from db.models import Account
from tests.bench import dataset, measuring
from tests.bench.measuring import percentile
from tests.bench.socket_client import Client
from tests.e2e import server as servers
from tests.e2e.server import Server

COOKIE = "__Host-termijnwacht"
RERUNS, CLICKS, CLIENTS, EACH = 40, 21, 20, 6
# Click on the next page in this tab, wait until the line with the row numbers changed, and for two frames of painting.
CLICK = """
async () => {
  const painted = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const main = document.querySelector('[data-testid=stMain]');
  const line = () => (main.innerText.match(/[0-9. ]+ tot [0-9. ]+ van/) || [''])[0];
  const next = document.querySelector('[data-testid=stPagination] [aria-label*=ext], [data-testid=stPagination] button:last-of-type');
  const before = line(), started = performance.now();
  const changed = new Promise(done => new MutationObserver((_, seen) => {
    if (line() !== before) { seen.disconnect(); done(); }
  }).observe(main, {subtree: true, childList: true, characterData: true}));
  next.click();
  await changed;
  await painted();
  return performance.now() - started;
}
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Both servers on the same data, and the token of somebody signed in."""

    product: Server
    bare: Server
    token: str

    def client(self, *, is_bare: bool = False) -> Client:
        """A tab on the page of proofs, or on the bare page."""
        if is_bare:
            return Client(self.bare.url, "", {})
        return Client(self.product.url, "proofs", {"Cookie": f"{COOKIE}={self.token}"})


@contextmanager
def both(size: int) -> Iterator[Pair]:
    """Start both on a copy of the data set."""
    with tempfile.TemporaryDirectory(prefix="termijnwacht-bench-") as folder:
        url = dataset.copy_of(dataset.sqlite(size), Path(folder))
        serving = (sys.executable, "-m", "tests.bench.bare_server", "{port}")
        with (
            servers.running(
                Path(folder, "bare"), *serving, BENCH_DATABASE=url.removeprefix("sqlite:///")
            ) as bare,
            servers.running(Path(folder, "data"), DATABASE_URL=url, APP_ENV="test") as product,
        ):
            yield Pair(product, bare, signed_in(url))


def signed_in(url: str) -> str:
    """The token of a fresh session of the coordinator."""
    session.configure(url)
    with session.writing() as opened:
        account = opened.scalars(select(Account).where(Account.username == "coordinator")).one()
        ticket = sessions.issue_ticket(opened, account_id=account.id, now=clock.now())
        opened.flush()
        found = sessions.redeem(opened, ticket=ticket, now=clock.now())
    assert found is not None
    return found[0]


async def alone(pair: Pair) -> tuple[list[float], list[float], int]:
    """One tab on each, in turn: the milliseconds of every rerun, and the bytes of one of the product's."""
    mine, theirs = pair.client(), pair.client(is_bare=True)
    for client in (mine, theirs):
        await client.open()
        for _ in range(3):
            assert not (await client.rerun()).errors
    ours, bare = [], []
    size = 0
    for at in range(RERUNS):
        answer = await mine.rerun(2 + at % 50)
        assert not answer.errors, answer.errors
        ours.append(answer.ms)
        size = max(size, answer.size)
        bare.append((await theirs.rerun(2 + at % 50)).ms)
    await mine.close()
    await theirs.close()
    return ours, bare, size


async def turning(pair: Pair) -> list[float]:
    """One tab that turns the pages, as the click of a browser does: only the list is drawn again."""
    client = pair.client()
    await client.open()
    await client.rerun()
    found = []
    for at in range(RERUNS):
        answer = await client.rerun(2 + at % 50, whole=False)
        assert not answer.errors, answer.errors
        found.append(answer.ms)
    await client.close()
    return found


async def together(pair: Pair, *, is_bare: bool) -> list[float]:
    """Twenty tabs that each ask again as soon as they have an answer."""
    clients = [pair.client(is_bare=is_bare) for _ in range(CLIENTS)]
    for client in clients:
        await client.open()
        await client.rerun()

    async def one(client: Client) -> list[float]:
        return [(await client.rerun(2 + at)).ms for at in range(EACH)]

    found = await asyncio.gather(*(one(client) for client in clients))
    for client in clients:
        await client.close()
    return [ms for times in found for ms in times]


def clicks(pair: Pair) -> tuple[list[float], list[float]]:
    """Click to painted in a real browser, on both pages in turn."""
    with servers.chromium() as browser, servers.view(browser) as window, servers.view(browser) as other:
        window.add_cookies(
            [
                {
                    "name": COOKIE,
                    "value": pair.token,
                    "url": pair.product.url.replace("http:", "https:"),
                    "secure": True,
                }
            ]
        )
        mine, theirs = window.new_page(), other.new_page()
        servers.visit(mine, f"{pair.product.url}/proofs")
        servers.visit(theirs, pair.bare.url)
        ours, bare = [], []
        for at in range(CLICKS + 2):
            for page, times in ((mine, ours), (theirs, bare)):
                spent = _click(page)
                if at > 1:
                    times.append(spent)
        return ours, bare


def _click(page: Page) -> float:
    page.bring_to_front()
    spent = float(page.evaluate(CLICK))
    page.wait_for_selector(servers.READY)
    page.wait_for_timeout(150)
    return spent


def resident(process: int) -> float:
    """The megabytes a process holds in memory."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1000


def run() -> list[dict[str, object]]:
    """The rerun at both sizes; everything else at a million."""
    rows: list[dict[str, object]] = []
    reruns = {}
    for size in (dataset.SMALL, dataset.LARGE):
        with both(size) as pair:
            ours, bare, length = asyncio.run(alone(pair))
            reruns[size] = median(ours)
            rows += [
                _row(size, "rerun of the queue page, p50", median(ours), median(bare), most_ratio=2.0, target="<= 2x bare page"),
                _row(size, "rerun of the queue page, p95", percentile(ours, 0.95), percentile(bare, 0.95)),
                _row(size, "bytes of a rerun", length / 1000, unit="kB", most=60.0, target="<= 60 kB"),
            ]  # fmt: skip
            if size == dataset.LARGE:
                rows += _of_a_million(pair)
    small, large = reruns[dataset.SMALL], reruns[dataset.LARGE]
    growth = _row(
        dataset.LARGE, "growth of the rerun, 10k to 1M", large, small, most_ratio=1.3, target="<= 1.3x"
    )
    return [*rows, growth]


def _of_a_million(pair: Pair) -> list[dict[str, object]]:
    turned = asyncio.run(turning(pair))
    ours, bare = clicks(pair)
    many, many_bare = (asyncio.run(together(pair, is_bare=is_bare)) for is_bare in (False, True))
    memory = resident(pair.product.process.pid)
    size = dataset.LARGE
    return [
        _row(size, "the list alone (a page is turned), p50", median(turned)),
        _row(
            size,
            "click to painted, next page, p50",
            median(ours),
            median(bare),
            most=100.0,
            target="<= 100 ms",
        ),
        _row(size, "click to painted, next page, p95", percentile(ours, 0.95), percentile(bare, 0.95)),
        _row(size, f"{CLIENTS} clients at once, p50", median(many), median(many_bare)),
        _row(size, f"{CLIENTS} clients at once, p95", percentile(many, 0.95), percentile(many_bare, 0.95)),
        _row(size, "memory of the process after all this", memory, unit="MB", most=350.0, target="<= 350 MB"),
    ]


def _row(
    size: int, name: str, found: float, floor: float | None = None, *, unit: str = "ms", target: str = "",
    most: float | None = None, most_ratio: float | None = None,
) -> dict[str, object]:  # fmt: skip
    return measuring.row(
        name, size=size, database="sqlite", found=found, floor=floor, target=target, most=most,
        most_ratio=most_ratio, unit=unit,
    )  # fmt: skip


if __name__ == "__main__":
    for line in run():
        print(line)
