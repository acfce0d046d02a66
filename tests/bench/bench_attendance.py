"""Five million attendance cells over 200 thousand learners on SQLite: opening a grid, saving a cell, pasting, a year at once.

`CELLS=100000 make bench BENCH=attendance` measures a smaller one. The database is made once per run in a temporary folder. The
floor of a read is the same rows by plain SQL through the bare driver; that of a save, the same writes in one bare
transaction with the same pragmas; that of the year, reading the columns of all cells into arrays.
"""

import contextlib
import itertools
import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.middleware import Middleware

import db.migrate
from core import clock, settings
from core.access import gate, sessions
from core.access.actors import Actor, Role
from core.access.permissions import as_actor
from core.attendance import recomputing, registers, standing, totals
from core.attendance.registers import Line
from core.certificates import queries as papers
from core.i18n import Translator
from core.i18n.formats import Formats
from core.ui import attendance_grid
from core.ui.page import Context
from core.web.headers import SecurityHeaders
from core.web.routes import ROUTES
from db import session
from db.models import Account, Lesson
from tests.bench import attendance_dataset as dataset
from tests.bench import databases, measuring
from tests.bench.attendance_dataset import CELLS, TODAY
from tests.core.web.client import HOST, Client

ROUNDS, SAVES, SAMPLE = 21, 60, 2000
OWN = {"origin": f"http://{HOST}", "content-type": "application/json", "sec-fetch-site": "same-origin"}
ROWS = {
    "seats": """select l.id, e.id, p.last_name, p.first_name, e.regime, c.code, c.version, c.present, c.justified, c.unjustified
from lesson l join group_membership m on m.course_group_id = l.course_group_id join enrolment e on e.id = m.enrolment_id
join learner p on p.id = e.learner_id left join attendance_cell c on c.lesson_id = l.id and c.enrolment_id = e.id
where l.id in ({}) order by p.search_name""",
    "open": "select id, course_group_id, held_on from lesson where closed_on is null and state = 'planned' and held_on <= '{}' "
    "order by held_on, starts_at, id limit 5",
    "papers": """select c.id, l.last_name, l.first_name, d.due_on from deadline d join certificate c on c.id = d.subject_id
join learner l on l.id = c.learner_id where d.subject_kind = 'certificate' and d.state = 'open' order by d.due_on, d.id limit 50""",
    "cells": "select lesson_id, enrolment_id, present, justified, unjustified, code <> '' from attendance_cell",
}  # fmt: skip
CELL = "insert or replace into attendance_cell values (?, ?, 'A', 150, 0, 0, 1, '2026-11-21', 'meter')"
CHANGE = "insert into attendance_change (lesson_id, enrolment_id, old_code, new_code, way, changed_at, changed_by) values (?, ?, '', 'A', 'grid', '2026-11-21', 'meter')"
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Place:
    """The big database: the product on it, the bare driver beside it, somebody who may enter, and a signed-in client."""

    bare: sqlite3.Connection
    actor: Actor
    client: Client
    size: int

    def row(self, name: str, **values: object) -> Row:
        """A line of the table."""
        return measuring.row(name, size=self.size, database="sqlite", **values)  # type: ignore[arg-type]


def run() -> list[Row]:
    """Everything on one database, which is made first."""
    with (
        tempfile.TemporaryDirectory(prefix="termijnwacht-attendance-") as folder,
        contextlib.ExitStack() as stack,
    ):
        file = Path(folder, "bench.db")
        db.migrate.upgrade(f"sqlite:///{file}")
        databases.load_sqlite(file, dataset.tables(CELLS))
        place = _place(file, stack)
        return [*_grids(place), *_lists(place), *_saves(place), *_year(place)]


def _place(file: Path, stack: contextlib.ExitStack) -> Place:
    session.configure(f"sqlite:///{file}")
    stack.callback(session.engine().dispose)
    bare = stack.enter_context(contextlib.closing(sqlite3.connect(file, isolation_level=None)))
    for pragma in session.PRAGMAS:
        bare.execute(f"pragma {pragma}")
    client, actor = _signed_in()
    return Place(bare, actor, client, CELLS)


def _signed_in() -> tuple[Client, Actor]:
    """A coordinator at the real routes behind the real gate, as Home.py puts them together."""
    settings.forget()
    app = Starlette(
        routes=list(ROUTES),
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(gate.Gate, pages=["overview"], owner_of=lambda _id: None, held_by=lambda _hash: 0),
        ],
    )
    with session.writing() as opened:
        meter = Account(
            username="meter", display_name="Meter", role=Role.COORDINATOR.value, created_at=clock.now(), all_campuses=True,
            password_hash="",
        )  # fmt: skip
        opened.add(meter)
        opened.flush()
        ticket = sessions.issue_ticket(opened, account_id=meter.id, now=clock.now())
        actor = as_actor(opened, meter)
    client = Client(app)
    answer = client.post("/login", data={"ticket": ticket, "next": "/"}, headers={"origin": OWN["origin"]})
    token = answer.headers["set-cookie"].split(";")[0].split("=", 1)[1]
    client.headers["cookie"] = f"{gate.cookie_name()}={token}"
    return client, actor


# --- opening ---------------------------------------------------------------------------------------------------------


def _opened(place: Place, lesson_id: int, *, is_week: bool) -> object:
    """All that the server does when the page shows a group: the list of what is open, groups, lessons, cells, their JSON."""
    ask = partial(_asked, actor=place.actor)
    ask(registers.to_enter, today=TODAY)
    ask(registers.groups, today=TODAY)
    line = ask(registers.lesson, lesson_id=lesson_id)
    assert isinstance(line, Line)
    ask(registers.of_group, group_id=line.group_id)
    lines = ask(registers.week, group_id=line.group_id, day=line.held_on) if is_week else (line,)
    found = ask(registers.register, lessons=lines)
    assert isinstance(found, registers.Register)
    return json.dumps(attendance_grid.data(_context(place), found, name=f"lesson-{lesson_id}"))


def _asked(query: Callable[..., object], **values: object) -> object:
    with session.reading() as opened:
        return query(opened, **values)


def _context(place: Place) -> Context:
    """What a page draws with; nothing is drawn here."""
    t = Translator("nl")
    return Context(place.actor, TODAY, t, Formats("nl"), "", None, None)  # type: ignore[arg-type]


def _grids(place: Place) -> list[Row]:
    dice = random.Random(7)
    size = dataset.size_of(CELLS)
    some = itertools.cycle([dice.randrange(1, size.lessons + 1) for _ in range(50)])
    floor = lambda: place.bare.execute(ROWS["seats"].format(next(some))).fetchall()  # noqa: E731
    rows = []
    for name, is_week in (
        ("a group's grid opens, one lesson", False),
        ("a group's grid opens, the lessons of a week", True),
    ):
        found = measuring.interleaved(
            {"floor": floor, "product": lambda is_week=is_week: _opened(place, next(some), is_week=is_week)},
            rounds=ROUNDS,
        )
        rows.append(
            place.row(name, found=found["product"], floor=found["floor"], most=150.0, target="<= 150 ms")
        )
    parts = {
        "to_enter": lambda: _asked(registers.to_enter, actor=place.actor, today=TODAY),
        "groups": lambda: _asked(registers.groups, actor=place.actor, today=TODAY),
    }
    for name, median in measuring.interleaved(parts, rounds=ROUNDS).items():
        rows.append(place.row(f"of which: {name}", found=median))
    return rows


# --- lists -----------------------------------------------------------------------------------------------------------


def _lists(place: Place) -> list[Row]:
    dice = random.Random(8)
    size = dataset.size_of(CELLS)
    people = itertools.cycle([dice.randrange(1, size.people + 1) for _ in range(50)])

    def learner() -> object:
        return _asked(
            registers.of_person,
            actor=place.actor,
            enrolment_id=next(people),
            first_on=date(2026, 9, 1),
            last_on=TODAY,
        )

    def queue(page: int = 1) -> object:
        return _asked(papers.queue, actor=place.actor, page=page)

    things = {
        "lessons not entered": (lambda: _asked(registers.to_enter, actor=place.actor, today=TODAY), ROWS["open"].format(TODAY)),
        "one learner over a term": (learner, None),
        "the queue of papers, first page with count": (queue, ROWS["papers"]),
        "the queue of papers, page 100": (lambda: queue(100), None),
    }  # fmt: skip
    rows = []
    for name, (product, floor) in things.items():
        asked: dict[str, Callable[[], object]] = {"product": product}
        if floor is not None:
            asked["floor"] = lambda floor=floor: place.bare.execute(floor).fetchall()  # type: ignore[misc]
        found = measuring.interleaved(asked, rounds=ROUNDS)
        rows.append(place.row(name, found=found["product"], floor=found.get("floor")))
    return rows


# --- saving ----------------------------------------------------------------------------------------------------------


def _open_lessons() -> list[int]:
    with session.reading() as opened:
        return list(opened.scalars(select(Lesson.id).where(Lesson.closed_on.is_(None)).order_by(Lesson.id)))


def _sent(place: Place, lesson_id: int, keys: Sequence[tuple[int, int]], value: str, base: int) -> float:
    """One request over the route; milliseconds until its answer, which names every cell as saved."""
    ops = [
        {"op": f"b-{lesson}-{key}-{base}", "cell": f"{lesson}:{key}", "base": base, "value": value}
        for lesson, key in keys
    ]
    body = json.dumps({"user": place.actor.id, "lesson": lesson_id, "ops": ops}).encode()
    started = time.perf_counter()
    answer = place.client.send("/attendance/cells", body, OWN)
    spent = (time.perf_counter() - started) * 1000
    results = answer.json()
    assert isinstance(results, dict)
    assert {result["status"] for result in results["results"]} == {"saved"}, answer.text
    return spent


def _written(place: Place, keys: Sequence[tuple[int, int]]) -> float:
    """The same rows in one bare transaction, committed: milliseconds."""
    started = time.perf_counter()
    place.bare.execute("begin immediate")
    place.bare.executemany(CELL, keys)
    place.bare.executemany(CHANGE, keys)
    place.bare.execute("commit")
    return (time.perf_counter() - started) * 1000


def _seats(lesson_id: int) -> list[tuple[int, int]]:
    """The cells of that lesson that can be written."""
    with session.reading() as opened:
        found = standing.of(opened, [lesson_id])
        return sorted(found.sitting - found.exempt)


def _saves(place: Place) -> list[Row]:
    """Cells that are typed, and 200 that are pasted over and over; the floor writes cells of its own."""
    seats = (key for lesson_id in _open_lessons() for key in _seats(lesson_id))
    typed, pasted, own = (list(itertools.islice(seats, count)) for count in (SAVES, 200, 200))
    single: list[float] = []
    floor: list[float] = []
    for key, other in zip(typed, own, strict=False):
        floor.append(_written(place, [other]))
        single.append(_sent(place, key[0], [key], "A", 0))
    many: list[float] = []
    bare: list[float] = []
    for round_ in range(9):
        bare.append(_written(place, own))
        many.append(_sent(place, pasted[0][0], pasted, "AO"[round_ % 2], round_))
    p50, p95 = measuring.percentile(single, 0.5), measuring.percentile(single, 0.95)
    below = measuring.percentile(floor, 0.5)
    return [
        place.row("a cell left is in the database, p50", found=p50, floor=below, most=50.0, target="<= 50 ms"),
        place.row("a cell left is in the database, p95", found=p95, floor=measuring.percentile(floor, 0.95)),
        place.row(
            "200 pasted cells are in the database", found=measuring.percentile(many, 0.5),
            floor=measuring.percentile(bare, 0.5), most=150.0, target="<= 150 ms",
        ),
    ]  # fmt: skip


# --- a whole year ----------------------------------------------------------------------------------------------------


def _year(place: Place) -> list[Row]:
    """Every period of everybody, twice; then a sample beside the single form. Seconds of this process, and on the clock."""
    first, last = date(2025, 9, 1), date(2027, 8, 31)
    busy: list[float] = []
    clocked: list[float] = []
    floor: list[float] = []
    cells = place.bare.execute("select count(*) from attendance_cell").fetchone()[0]
    for _ in range(3):
        started = time.process_time()
        np.array(place.bare.execute(ROWS["cells"]).fetchall())
        floor.append((time.process_time() - started) * 1000)
        started, began = time.process_time(), time.perf_counter()
        with session.reading() as opened:
            wanted = recomputing.periods(opened, first_on=first, last_on=last)
            found = recomputing.sums(opened, wanted)
            recomputing.judged(found)
        busy.append((time.process_time() - started) * 1000)
        clocked.append((time.perf_counter() - began) * 1000)
    _check(wanted, found)
    rows = len(wanted.enrolment)
    most, target = cells / 1000, ">= 1 million cells/s"
    return [
        place.row(
            f"{rows:,} periods of all, judged: {cells / min(busy) / 1000:.2f} million cells/s of the processor",
            found=min(busy), floor=min(floor), most=most, target=target,
        ),
        place.row(f"the same on the clock: {cells / min(clocked) / 1000:.2f} million cells/s", found=min(clocked)),
    ]  # fmt: skip


def _check(wanted: recomputing.Stretches, found: recomputing.Sums) -> None:
    """A sample of the rows is what the single form gives."""
    dice = random.Random(9)
    rows = len(wanted.enrolment)
    limit = totals.limit(on=TODAY)
    judged = recomputing.judged(found)
    with session.reading() as opened:
        for at in dice.sample(range(rows), min(SAMPLE, rows)):
            one = totals.of_one(
                opened, enrolment_id=int(wanted.enrolment[at]), first_on=wanted.first_on[at].item(),
                last_on=wanted.last_on[at].item(),
            )  # fmt: skip
            assert found.row(at) == one, (at, one)
            if one.is_complete and one.given:
                assert bool(judged.met[at]) == (one.may_miss(limit) >= 0), (at, one)


if __name__ == "__main__":
    for line in run():
        print(line)
