"""The page of proofs as a browser gets it: message to last delta and bytes over the socket, click to painted, memory.

On SQLite and on PostgreSQL; the floor is the bare page of `bare_page.py` on the same database, asked in turn.
"""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from statistics import median

from tests.bench import databases, dataset, measuring, page_asking
from tests.bench.measuring import percentile
from tests.bench.page_asking import Pair, Times

SIZES = (dataset.SMALL, dataset.LARGE)
FEW, MANY = 8, 20
Rows = list[dict[str, object]]


@contextmanager
def sqlite() -> Iterator[list[str]]:
    """Copies of both sizes."""
    with tempfile.TemporaryDirectory(prefix="termijnwacht-bench-") as folder:
        found = []
        for size in SIZES:
            Path(folder, str(size)).mkdir()
            found.append(databases.copy_of(databases.sqlite(size), Path(folder, str(size))))
        yield found


@contextmanager
def postgresql() -> Iterator[list[str]]:
    """Copies of both sizes in one server."""
    with databases.postgresql() as server, ExitStack() as stack:
        yield [stack.enter_context(databases.copy_inside(server, size)) for size in SIZES]


def run() -> Rows:
    """The rerun at both sizes; everything else at a million; on both databases."""
    rows: Rows = []
    for database, copies in (("sqlite", sqlite), ("postgresql", postgresql)):
        with copies() as urls, ExitStack() as stack:
            pairs = [stack.enter_context(page_asking.pair(url)) for url in urls]
            small, large = asyncio.run(page_asking.alone(pairs))
            rows += _alone(database, dataset.SMALL, small) + _alone(database, dataset.LARGE, large)
            row = partial(
                measuring.row, size=dataset.LARGE, database=database, is_promised=database == "sqlite"
            )
            rows.append(
                row(
                    "growth of the page's rerun (p50), 10k rows (floor) to 1M", found=median(large.page),
                    floor=median(small.page), most_ratio=1.3, target="<= 1.3x",
                )
            )  # fmt: skip
            rows += _of_a_million(database, pairs[-1])
    return rows


def _alone(database: str, size: int, times: Times) -> Rows:
    row = partial(measuring.row, size=size, database=database, is_promised=database == "sqlite")
    ours, bare = times.ours, times.bare
    return [
        row("rerun of the queue page (a click in it), p50", found=median(times.page), floor=median(bare), most_ratio=2.0, target="<= 2x bare page"),
        row("rerun of the queue page (a click in it), p95", found=percentile(times.page, 0.95), floor=percentile(bare, 0.95)),
        row("the whole screen, menu and all, p50", found=median(ours), floor=median(bare), most_ratio=2.0, target="<= 2x bare page"),
        row("the whole screen, menu and all, p95", found=percentile(ours, 0.95), floor=percentile(bare, 0.95)),
        row("bytes of the whole screen", found=times.size / 1000, unit="kB", most=60.0, target="<= 60 kB"),
    ]  # fmt: skip


def _of_a_million(database: str, pair: Pair) -> Rows:
    row = partial(measuring.row, size=dataset.LARGE, database=database, is_promised=database == "sqlite")
    turned = asyncio.run(page_asking.turning(pair))
    clicks = page_asking.clicks(pair)
    few, many = (asyncio.run(page_asking.together(pair, count)) for count in (FEW, MANY))
    memory = page_asking.resident(pair.product.process.pid)
    late, late_bare = (percentile(times, 0.95) for times in (many.ours, many.bare))
    painted, painted_bare = (percentile(times, 0.95) for times in (clicks.ours, clicks.bare))
    per_second = len(many.ours) / many.seconds, len(many.bare) / many.bare_seconds
    return [
        row("the list alone (a page is turned), p50", found=median(turned)),
        row("click to painted, next page, p50", found=median(clicks.ours), floor=median(clicks.bare), most=100.0, target="<= 100 ms"),
        row("click to painted, next page, p95", found=painted, floor=painted_bare),
        row(f"{FEW} clients at once, p50", found=median(few.ours), floor=median(few.bare)),
        row(f"{MANY} clients at once, p50", found=median(many.ours), floor=median(many.bare)),
        row(f"{MANY} clients at once, p95", found=late, floor=late_bare),
        row(f"{MANY} clients at once, reruns per second", found=per_second[0], floor=per_second[1], unit="/s"),
        row("memory of the process after all this", found=memory, unit="MB", most=350.0, target="<= 350 MB"),
    ]  # fmt: skip


if __name__ == "__main__":
    for line in run():
        print(line)
