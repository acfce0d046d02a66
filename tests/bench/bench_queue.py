"""The queue's page with its count, the search for a name and the due dates, each against the leanest way there is.

The floor runs in the same round as the product: the same rows by plain SQL through the bare driver, and for dates a
gather from a ready table of days.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import numpy as np
import psycopg

from core.access.actors import Actor, Role
from core.proofs import queries
from core.proofs.filters import Filters, Status, Step
from core.rules import vectorised
from db import session
from tests.bench import databases, dataset, measuring
from tests.bench.measuring import Promise

READER = Actor(1, "meter", "Meter", Role.COORDINATOR, None)
OPEN = "rule_id = 'led_registration' and state = 'open'"
ROWS = """
select p.id, p.version, d.state, d.hold, d.due_on, l.last_name, l.first_name, p.kind, p.title, t.name, c.name,
  coalesce(x.number, p.external_number), p.state, p.issued_on, p.delivered_on, p.registered_on, p.entered_on,
  p.led_cancelled_on
from deadline d join proof p on p.id = d.subject_id join learner l on l.id = p.learner_id
  join trajectory t on t.id = p.trajectory_id join campus c on c.id = p.campus_id
  left join document x on x.id = p.document_id
where d.id in (%s) order by d.due_on, d.id"""
DONE = "rule_id = 'led_registration' and state in ('met', 'met_late')"
COUNT = "select count(*) from deadline where %s"
FORWARD = "select id from deadline where %s order by due_on, id limit 50 offset %d"
BACKWARD = "select id from deadline where %s order by due_on desc, id desc limit %d offset %d"
FOUND = f"select due_on, id from deadline where {OPEN} and learner_id in (%s)"
MATCH = {
    "sqlite": "select rowid from learner_search where learner_search match '\"%s\"'",
    "postgresql": "select id from learner where search_name like '%%%s%%'",
}
# Each filter of the page alone, and its condition in the leanest words there are.
FILTERS: Mapping[str, tuple[Filters, str]] = {
    "late": (Filters(status=Status.LATE), f"{OPEN} and due_on < '2026-11-21'"),
    "this week": (
        Filters(status=Status.SOON),
        f"{OPEN} and due_on between '2026-11-21' and '2026-11-22' and hold = ''",
    ),
    "on schedule": (Filters(status=Status.PLAN), f"{OPEN} and due_on > '2026-11-22' and hold = ''"),
    "blocked": (Filters(status=Status.HOLD), f"{OPEN} and due_on >= '2026-11-21' and hold <> ''"),
    "one campus": (Filters(campus_id=2), f"{OPEN} and campus_id = 2"),
    "one trajectory": (Filters(trajectory_id=3), f"{OPEN} and trajectory_id = 3"),
    "one kind": (Filters(kind="professional"), f"{OPEN} and kind = 'professional'"),
    "to issue": (Filters(step=Step.ISSUE), f"{OPEN} and stage = 'to_issue'"),
    "to deliver": (Filters(step=Step.DELIVER), f"{OPEN} and stage = 'issued'"),
    "to register": (Filters(step=Step.REGISTER), f"{OPEN} and stage in ('issued', 'delivered')"),
    "one problem": (Filters(hold="waiting_for_insz"), f"{OPEN} and hold = 'waiting_for_insz'"),
    "one day": (Filters(due_on=date(2026, 12, 1)), f"{OPEN} and due_on = '2026-12-01'"),
    "registered": (Filters(status=Status.DONE), DONE),
    "registered, to deliver": (
        Filters(status=Status.DONE, step=Step.DELIVER),
        f"{DONE} and stage = 'issued'",
    ),
    "registered, one campus": (Filters(status=Status.DONE, campus_id=2), f"{DONE} and campus_id = 2"),
    "registered, one trajectory": (
        Filters(status=Status.DONE, trajectory_id=3),
        f"{DONE} and trajectory_id = 3",
    ),
}
Ask = Callable[[str], Sequence[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Place:
    """One database of one size, with the bare driver beside the product."""

    database: str
    size: int
    ask: Ask

    def floor(self, page: int, condition: str = OPEN) -> object:
        """The count and the rows of one page, from the nearer end."""
        total = int(str(self.ask(COUNT % condition)[0][0]))
        skipped = (page - 1) * 50
        left = total - skipped
        keys = (
            FORWARD % (condition, skipped)
            if skipped <= total // 2
            else BACKWARD % (condition, min(50, left), max(0, left - 50))
        )
        return self.ask(ROWS % f"select id from ({keys}) k")

    def floor_of_search(self, name: str) -> object:
        """All keys by the index of names, then the rows of the first page."""
        found = sorted(self.ask(FOUND % (MATCH[self.database] % name)))
        return self.ask(ROWS % (",".join(str(key) for _, key in found[:50]) or "null"))


def _asked(driver: sqlite3.Connection | psycopg.Connection, sql: str) -> Sequence[tuple[Any, ...]]:
    if isinstance(driver, sqlite3.Connection):
        return driver.execute(sql).fetchall()
    return driver.execute(sql.encode()).fetchall()


def product(filters: Filters = Filters(), page: int = 1) -> queries.QueuePage:  # noqa: B008 - frozen
    """What the page of proofs asks."""
    with session.reading() as opened:
        return queries.queue(opened, actor=READER, today=dataset.TODAY, filters=filters, page=page)


def counts() -> queries.Counts:
    """The five numbers beside the signs."""
    with session.reading() as opened:
        return queries.counts(opened, actor=READER, today=dataset.TODAY)


def run() -> list[dict[str, object]]:
    """SQLite at both sizes, PostgreSQL at both sizes, and the due dates."""
    rows: list[dict[str, object]] = []
    pages: dict[tuple[str, int], float] = {}
    for size in (dataset.SMALL, dataset.LARGE):
        url = databases.sqlite(size)
        session.configure(url)
        bare = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        for pragma in session.PRAGMAS:
            bare.execute(f"pragma {pragma}")
        place = Place("sqlite", size, partial(_asked, bare))
        rows += _queue(place, pages)
    with databases.postgresql() as server:
        for size in (dataset.SMALL, dataset.LARGE):
            url = databases.inside(server, size)
            session.configure(url)
            with psycopg.connect(databases.plain(url), autocommit=True) as raw:
                raw.prepare_threshold = 0
                rows += _queue(Place("postgresql", size, partial(_asked, raw)), pages)  # fmt: skip
            session.engine().dispose()
    for database in ("sqlite", "postgresql"):
        small, large = pages[database, dataset.SMALL], pages[database, dataset.LARGE]
        rows.append(measuring.row("growth of the page with its count, 10k to 1M", size=dataset.LARGE, database=database, found=large, floor=small))  # fmt: skip
    return [*rows, *_dates()]


def _queue(place: Place, pages: dict[tuple[str, int], float]) -> list[dict[str, object]]:
    row = partial(measuring.row, size=place.size, database=place.database)
    promised = place.database == "sqlite" and place.size == dataset.LARGE
    total = product().total
    last = -(-total // 50)
    rows = []
    for name, page in (("first", 1), ("middle", (last + 1) // 2), ("last", last)):
        assert product(page=page).rows
        found = measuring.interleaved(
            {"floor": partial(place.floor, page), "product": partial(product, page=page)}
        )  # fmt: skip
        pages[place.database, place.size] = found["product"]
        limits: Promise = {"most": 4.0, "most_ratio": 2.0, "target": "<= 2x, <= 4 ms"} if promised else {}
        rows.append(row(f"open queue, {name} page with count", found=found["product"], floor=found["floor"], **limits))  # fmt: skip
    for name in (dataset.WANTED, dataset.WANTED[1:6]):
        found = measuring.interleaved(
            {"floor": partial(place.floor_of_search, name), "product": partial(product, Filters(search=name))}
        )  # fmt: skip
        limits = {"most_ratio": 1.5, "target": "<= 1.5x"} if promised else {}
        title = f"search “{name}” ({product(Filters(search=name)).total} rows)"
        rows.append(row(title, found=found["product"], floor=found["floor"], **limits))
    rows.append(row("the five counts", found=measuring.interleaved({"counts": counts})["counts"]))
    return rows + (_filters(place) if place.size == dataset.LARGE else [])


def _filters(place: Place) -> list[dict[str, object]]:
    """The first and the last page of each filter alone."""
    row = partial(measuring.row, size=place.size, database=place.database)
    rows = []
    for name, (filters, condition) in FILTERS.items():
        last = -(-product(filters).total // 50)
        for title, page in (("first", 1), ("last", last)):
            # What was registered begins with the newest: there the leanest SQL counts its pages from the other end.
            same = last + 1 - page if filters.status is Status.DONE else page
            asked: dict[str, Callable[[], object]] = {
                "floor": partial(place.floor, same, condition),
                "product": partial(product, filters, page),
            }
            found = measuring.interleaved(asked, rounds=9)
            # The count of everything ever registered reads as many rows as there are: no promise but the floor beside it.
            limits: Promise = {} if filters.status is Status.DONE else {"most": 15.0, "target": "<= 15 ms"}
            rows.append(
                row(
                    f"{name}, {title} page with count", found=found["product"], floor=found["floor"], **limits
                )
            )
    return rows


def _dates() -> list[dict[str, object]]:
    dice = np.random.default_rng(dataset.SEED)
    days = np.datetime64("2024-01-01") + dice.integers(0, 1096, dataset.LARGE).astype("timedelta64[D]")
    every = np.arange(np.datetime64("2024-01-01"), np.datetime64("2027-01-01"))
    ready = vectorised.evaluate_many("led_registration", {"completed_on": every}).due_on
    first = int(every.view(np.int64)[0])
    found = measuring.interleaved(
        {
            "floor": lambda: ready[days.view(np.int64) - first],
            "product": lambda: vectorised.evaluate_many("led_registration", {"completed_on": days}).due_on,
        }
    )
    return [
        measuring.row(
            f"due dates of a million rows ({1e6 / found['product'] / 1000:,.0f} million/s)", size=dataset.LARGE, database="",
            found=found["product"], floor=found["floor"], most_ratio=2.0, target="<= 2x day table",
        )
    ]  # fmt: skip


if __name__ == "__main__":
    for line in run():
        print(line)
