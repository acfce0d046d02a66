"""How the page of proofs is asked: over the socket by one tab or many, and by clicks in a real browser.

The bare page (`bare_page.py`: the same fifty rows, a plain grid, the same repairs of latency) is asked in turn with the
product, by the same client, so that a busy machine slows both.
"""

import asyncio
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Page
from sqlalchemy import select

from core import clock
from core.access import sessions
from db import session
from db.models import Account
from tests.bench.measuring import chosen
from tests.bench.socket_client import LIST, PAGE, Answer, Client
from tests.e2e import server as servers
from tests.e2e.server import Server

COOKIE = "__Host-termijnwacht"
RERUNS, CLICKS, ROUNDS, EACH = chosen("RERUNS", 40), chosen("CLICKS", 21), chosen("ROUNDS", 3), 6
# Ten thousand proofs have fourteen open pages.
FEW_PAGES = 12
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


@dataclass(slots=True)
class Times:
    """Milliseconds of every answer, of the product and of the bare page."""

    ours: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    size: int = 0
    seconds: float = 0.0
    bare_seconds: float = 0.0

    def note(self, screen: Answer, page: Answer, bare: Answer) -> None:
        """One round of the three."""
        self.ours.append(screen.ms)
        self.page.append(page.ms)
        self.bare.append(bare.ms)
        self.size = max(self.size, screen.size)


@contextmanager
def pair(url: str) -> Iterator[Pair]:
    """Start both on this database, which the product may write to."""
    bare_url = url.removeprefix("sqlite:///").replace("+psycopg", "")
    serving = (sys.executable, "-m", "tests.bench.bare_server", "{port}")
    with (
        tempfile.TemporaryDirectory(prefix="termijnwacht-bench-") as folder,
        servers.running(Path(folder, "bare"), *serving, BENCH_DATABASE=bare_url) as bare,
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
    session.engine().dispose()
    assert found is not None
    return found[0]


async def opened(pair: Pair, count: int, *, is_bare: bool = False) -> list[Client]:
    """So many tabs that have drawn the page."""
    clients = [pair.client(is_bare=is_bare) for _ in range(count)]
    for client in clients:
        await client.open()
        assert not (await client.rerun()).errors
    return clients


async def closed(clients: Sequence[Client]) -> None:
    """Close these tabs."""
    for client in clients:
        await client.close()


async def alone(pairs: Sequence[Pair]) -> list[Times]:
    """One tab on each of all these servers, in turn: the whole screen, the page in it, and the bare page."""
    found = [Times() for _ in pairs]
    mine = [(await opened(pair, 1))[0] for pair in pairs]
    bare = [(await opened(pair, 1, is_bare=True))[0] for pair in pairs]
    for at in range(-3, RERUNS):
        for times, ours, theirs in zip(found, mine, bare, strict=True):
            screen = await ours.rerun(2 + at % FEW_PAGES)
            floor = await theirs.rerun(2 + at % FEW_PAGES)
            page = await ours.rerun(2 + at % FEW_PAGES, part=PAGE)
            assert not screen.errors + floor.errors + page.errors, (screen, floor, page)
            if at >= 0:
                times.note(screen, page, floor)
    await closed([*mine, *bare])
    return found


async def turning(pair: Pair) -> list[float]:
    """One tab that turns the pages, as the click of a browser does: only the list is drawn again."""
    (client,) = await opened(pair, 1)
    found = []
    for at in range(RERUNS):
        answer = await client.rerun(2 + at % 50, part=LIST)
        assert not answer.errors, answer.errors
        found.append(answer.ms)
    await client.close()
    return found


async def together(pair: Pair, count: int) -> Times:
    """So many tabs that each ask again as soon as they have an answer; a round on one server, then one on the other."""
    mine, theirs = await opened(pair, count), await opened(pair, count, is_bare=True)
    found = Times()
    for _ in range(ROUNDS):
        started = perf_counter()
        found.ours += await _round(mine)
        between = perf_counter()
        found.bare += await _round(theirs)
        found.seconds += between - started
        found.bare_seconds += perf_counter() - between
    await closed([*mine, *theirs])
    return found


async def _round(clients: Sequence[Client]) -> list[float]:
    async def one(client: Client) -> list[float]:
        return [(await client.rerun(2 + at)).ms for at in range(EACH)]

    return [ms for times in await asyncio.gather(*map(one, clients)) for ms in times]


def clicks(pair: Pair) -> Times:
    """Click to painted in a real browser, on both pages in turn."""
    url = pair.product.url.replace("http:", "https:")
    with servers.chromium() as browser, servers.view(browser) as window, servers.view(browser) as other:
        window.add_cookies([{"name": COOKIE, "value": pair.token, "url": url, "secure": True}])
        mine, theirs = window.new_page(), other.new_page()
        servers.visit(mine, f"{pair.product.url}/proofs")
        servers.visit(theirs, pair.bare.url)
        found = Times()
        for at in range(CLICKS + 2):
            for page, times in ((mine, found.ours), (theirs, found.bare)):
                spent = _click(page)
                if at > 1:
                    times.append(spent)
        return found


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
