"""The forecast and the what-if over 69 thousand open proofs of a million, and a rule really changed, each beside its floor.

The floor of a read is the same grouping by plain SQL through the bare driver; that of the plan, a gather of so many days.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np
import psycopg

from core.access.actors import Actor, Role, command_line
from core.deadlines import commands, projection, queries, terms
from core.deadlines.stored import LED_REGISTRATION
from core.forecast import queries as forecast
from core.forecast import what_if
from core.forecast.plan import plan
from db import session
from tests.bench import databases, dataset, measuring

READER = Actor(1, "meter", "Meter", Role.COORDINATOR, None)
OPEN = "rule_id = 'led_registration' and state = 'open'"
WORK = f"select due_on, hold <> '', count(*) from deadline where {OPEN} group by due_on, hold <> ''"
ALIKE = f"select starts_on, due_on, count(*) from deadline where {OPEN} group by starts_on, due_on"
PACE = (
    "select count(*) from deadline where rule_id = 'led_registration' and state in ('met', 'met_late') "
    "and met_on between '2026-09-26' and '2026-11-20'"
)
WRITE = "update deadline set due_on = %s, target_on = %s, rolled_on = %s where id = %s"
OTHER: Mapping[str, str] = {"term": "40 working_day", "roll": "next_working_day"}
Ask = Callable[[str], Sequence[Sequence[object]]]


def run() -> list[dict[str, object]]:
    """The reads on both databases at the larger size, the plan alone, and the change on a copy of each."""
    rows = _plan()
    url = databases.sqlite(dataset.LARGE)
    session.configure(url)
    bare = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    for pragma in session.PRAGMAS:
        bare.execute(f"pragma {pragma}")
    rows += _reads("sqlite", lambda sql: bare.execute(sql).fetchall())
    bare.close()
    with tempfile.TemporaryDirectory() as folder:
        copied = databases.copy_of(url, Path(folder))
        rows += _change("sqlite", copied, partial(_bare_sqlite, copied))
    with databases.postgresql() as server:
        session.configure(databases.inside(server, dataset.LARGE))
        plain = databases.plain(databases.inside(server, dataset.LARGE))
        with psycopg.connect(plain, autocommit=True) as raw:
            rows += _reads("postgresql", lambda sql: raw.execute(sql).fetchall())
        session.engine().dispose()
        with databases.copy_inside(server, dataset.LARGE) as copied:
            rows += _change("postgresql", copied, partial(_bare_postgresql, copied))
    return rows


def _plan() -> list[dict[str, object]]:
    dice = np.random.default_rng(dataset.SEED)
    count = int(dataset.LARGE * dataset.OPEN_SHARE)
    days = np.datetime64(dataset.TODAY, "D") + np.sort(dice.integers(-30, 62, count)).astype("timedelta64[D]")
    table = np.arange(np.datetime64("2026-01-01"), np.datetime64("2030-01-01"))
    at = np.arange(count) // 100
    found = measuring.interleaved(
        {
            "floor": lambda: (table[at], table[at] > days),
            "product": lambda: plan(days, today=dataset.TODAY, per_day=Fraction(2345, 10), counts_today=True),
        }
    )
    return [
        measuring.row(
            "plan of all open proofs, with the smallest pace", size=count, database="", found=found["product"],
            floor=found["floor"], most=50.0, target="<= 50 ms",
        )
    ]  # fmt: skip


def _reads(database: str, ask: Ask) -> list[dict[str, object]]:
    def workload() -> object:
        with session.reading() as opened:
            return forecast.workload(opened, actor=READER, today=dataset.TODAY)

    def pace() -> object:
        with session.reading() as opened:
            return forecast.pace(opened, actor=READER, today=dataset.TODAY, weeks=8)

    def preview() -> object:
        with session.reading() as opened:
            return what_if.preview(
                opened, actor=READER, today=dataset.TODAY, rule_id=LED_REGISTRATION, chosen=OTHER
            )

    rows = []
    # The pace also asks the calendar which of these days were working days.
    for name, product, floor, most in (
        ("open proofs by due date", workload, WORK, 2.0),
        ("registered in eight weeks", pace, PACE, None),
        ("what-if over all open terms", preview, ALIKE, 1.5),
    ):
        found = measuring.interleaved({"floor": partial(ask, floor), "product": product}, rounds=9)
        rows.append(
            measuring.row(
                name, size=dataset.LARGE, database=database, found=found["product"], floor=found["floor"],
                most_ratio=most, target=f"<= {most:g}x" if most else "",
            )
        )  # fmt: skip
    return rows


@contextmanager
def _timed(spent: list[float]) -> Iterator[None]:
    started = perf_counter()
    yield
    spent.append((perf_counter() - started) * 1000)


def _bare_sqlite(url: str) -> None:
    """The same rows written by their keys in one statement each, and taken back."""
    bare = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    for pragma in session.PRAGMAS:
        bare.execute(f"pragma {pragma}")
    bare.execute("begin immediate")
    rows = bare.execute(f"select due_on, id from deadline where {OPEN} order by due_on, id").fetchall()
    bare.executemany(
        WRITE % ("?", "?", "?", "?"), [_earlier(date.fromisoformat(on), key) for on, key in rows]
    )
    bare.execute("rollback")
    bare.close()


def _bare_postgresql(url: str) -> None:
    with psycopg.connect(databases.plain(url)) as raw:
        rows = raw.execute(f"select due_on, id from deadline where {OPEN} order by due_on, id").fetchall()
        raw.cursor().executemany(WRITE % ("%s", "%s", "%s", "%s"), [_earlier(on, key) for on, key in rows])
        raw.rollback()


def _earlier(on: date, key: int) -> tuple[date, date, date, int]:
    moved = on - timedelta(days=5)
    return moved, moved, moved, key


def _change(database: str, url: str, floor: Callable[[], None]) -> list[dict[str, object]]:
    """A rule changed for a million terms, of which those that are open move; then the check of every one of them."""
    session.configure(url)
    spent: list[float] = []
    bare: list[float] = []
    moved = 0
    for values in (OTHER, {"term": "", "roll": ""}, OTHER):
        with _timed(spent), session.writing() as opened:
            done = commands.change_rule(
                opened, actor=command_line("meting"), today=dataset.TODAY, rule_id=LED_REGISTRATION, values=values,
                source="Meting van de duur", version=queries.version(opened, rule_id=LED_REGISTRATION),
            )  # fmt: skip
        moved = done.moved
        with _timed(bare):
            floor()
    with session.reading() as opened:
        assert moved
        assert next(projection.differences(opened, terms=terms.load(opened)), None) is None
    session.engine().dispose()
    return [
        measuring.row(
            f"a rule changed: {moved:,} open terms moved", size=dataset.LARGE, database=database, found=sorted(spent)[1],
            floor=sorted(bare)[1], most_ratio=2.0, target="<= 2x",
        )
    ]  # fmt: skip


if __name__ == "__main__":
    for line in run():
        print(line)
