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
from collections.abc import Callable, Mapping, Sequence
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
from core.attendance import choices, recomputing, registers, standing, totals
from core.attendance.registers import Line
from core.certificates import listing as papers
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

ROUNDS, SAVES, SAMPLE = measuring.chosen("ROUNDS", 21), 60, 2000
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
class Spent:
    """Milliseconds of one thing done over and over: on the clock, and of the processor, which others cannot lengthen."""

    clock: list[float]
    processor: list[float]

    def share(self, part: float = 0.5) -> tuple[float, float]:
        """Both, at that percentile."""
        return measuring.percentile(self.clock, part), measuring.percentile(self.processor, part)


@dataclass(frozen=True, slots=True)
class Place:
    """The big database: the product on it, the bare driver beside it, somebody who may enter, and a signed-in client."""

    bare: sqlite3.Connection
    actor: Actor
    client: Client
    size: int

    def row(
        self,
        name: str,
        found: Spent,
        floor: Spent | None = None,
        *,
        part: float = 0.5,
        most: float | None = None,
    ) -> Row:
        """A line of the table: on the clock against the floor and the promise, and beside it what the processor did."""
        wall, busy = found.share(part)
        line = measuring.row(
            name, size=self.size, database="sqlite", found=wall, floor=floor.share(part)[0] if floor else None, most=most,
            target=f"<= {most:g} ms" if most else "",
        )  # fmt: skip
        return line | {"processor": f"{busy:.1f} ms"}


def measured(things: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Spent]:
    """Each in turn, so that a busy moment of the machine falls on all of them alike, after one round that warms up."""
    found = {name: Spent([], []) for name in things}
    for number in range(rounds + 1):
        for name, thing in things.items():
            began, started = time.process_time(), time.perf_counter()
            thing()
            if number:
                found[name].clock.append((time.perf_counter() - started) * 1000)
                found[name].processor.append((time.process_time() - began) * 1000)
    return found


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
    ask(choices.groups, kept=1)
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
    things: dict[str, Callable[[], object]] = {
        "floor": lambda: place.bare.execute(ROWS["seats"].format(next(some))).fetchall(),
        "lesson": lambda: _opened(place, next(some), is_week=False),
        "week": lambda: _opened(place, next(some), is_week=True),
        "list": lambda: _asked(registers.to_enter, actor=place.actor, today=TODAY),
        "groups": lambda: _asked(choices.groups, actor=place.actor, kept=1),
    }
    found = measured(things, ROUNDS)
    return [
        place.row("a group's grid opens, one lesson", found["lesson"], found["floor"], most=150),
        place.row("a group's grid opens, the lessons of its week", found["week"], found["floor"], most=150),
        place.row("of which the list of what is open", found["list"]),
        place.row("of which the groups to choose from", found["groups"]),
    ]


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
        return _asked(papers.page, actor=place.actor, today=TODAY, page=page)

    def bare(name: str) -> Callable[[], object]:
        return lambda: place.bare.execute(ROWS[name].format(TODAY)).fetchall()

    things: dict[str, Callable[[], object]] = {
        "lessons not entered": lambda: _asked(registers.to_enter, actor=place.actor, today=TODAY),
        "one learner over a term": learner,
        "the queue of papers, first page with count": queue,
        "the queue of papers, page 100": lambda: queue(100),
    }
    found = measured(things | {"open": bare("open"), "papers": bare("papers")}, ROUNDS)
    floors = {
        "lessons not entered": found["open"],
        "the queue of papers, first page with count": found["papers"],
    }
    return [place.row(name, found[name], floors.get(name)) for name in things]


# --- saving ----------------------------------------------------------------------------------------------------------


def _open_lessons() -> list[int]:
    with session.reading() as opened:
        return list(opened.scalars(select(Lesson.id).where(Lesson.closed_on.is_(None)).order_by(Lesson.id)))


def _sent(place: Place, keys: Sequence[tuple[int, int]], value: str, base: int) -> None:
    """One request over the route, until its answer, which names every cell as saved."""
    ops = [
        {"op": f"b-{lesson}-{key}-{base}", "cell": f"{lesson}:{key}", "base": base, "value": value}
        for lesson, key in keys
    ]
    body = json.dumps({"user": place.actor.id, "lesson": keys[0][0], "ops": ops}).encode()
    answer = place.client.send("/attendance/cells", body, OWN)
    results = answer.json()
    assert isinstance(results, dict)
    assert {result["status"] for result in results["results"]} == {"saved"}, answer.text


def _written(place: Place, keys: Sequence[tuple[int, int]]) -> None:
    """The same rows in one bare transaction, committed."""
    place.bare.execute("begin immediate")
    place.bare.executemany(CELL, keys)
    place.bare.executemany(CHANGE, keys)
    place.bare.execute("commit")


def _seats(lesson_id: int) -> list[tuple[int, int]]:
    """The cells of that lesson that can be written."""
    with session.reading() as opened:
        found = standing.of(opened, [lesson_id])
        return sorted(found.sitting - found.exempt)


def _saves(place: Place) -> list[Row]:
    """Cells that are typed, and 200 that are pasted over and over; the floor writes cells of its own."""
    seats = (key for lesson_id in _open_lessons() for key in _seats(lesson_id))
    typed, pasted, own = (list(itertools.islice(seats, count)) for count in (SAVES + 1, 200, 200))
    cell, other, number = iter(typed), iter(own), itertools.count()

    def paste() -> None:
        again = next(number)
        _sent(place, pasted, "AO"[again % 2], again)

    one = measured(
        {
            "floor": lambda: _written(place, [next(other)]),
            "product": lambda: _sent(place, [next(cell)], "A", 0),
        },
        SAVES,
    )
    many = measured({"floor": lambda: _written(place, own), "product": paste}, 9)
    return [
        place.row("a cell left is in the database, p50", one["product"], one["floor"], most=50),
        place.row("a cell left is in the database, p95", one["product"], one["floor"], part=0.95),
        place.row("200 pasted cells are in the database", many["product"], many["floor"], most=150),
    ]


# --- a whole year ----------------------------------------------------------------------------------------------------


def _year(place: Place) -> list[Row]:
    """Every period of everybody, twice; then a sample beside the single form. Seconds of this process, and on the clock."""
    first, last = date(2025, 9, 1), date(2027, 8, 31)
    cells = place.bare.execute("select count(*) from attendance_cell").fetchone()[0]
    answers: list[tuple[recomputing.Stretches, recomputing.Sums]] = []

    def everything() -> None:
        with session.reading() as opened:
            wanted = recomputing.periods(opened, first_on=first, last_on=last)
            found = recomputing.sums(opened, wanted)
            recomputing.judged(found)
        answers[:] = [(wanted, found)]

    found = measured(
        {"floor": lambda: np.array(place.bare.execute(ROWS["cells"]).fetchall()), "product": everything}, 2
    )
    _check(*answers[0])
    wall, busy = (min(times) for times in (found["product"].clock, found["product"].processor))
    name = f"{len(answers[0][0].enrolment):,} periods, judged: {cells / wall / 1000:.2f} million cells/s, {cells / busy / 1000:.2f} of the processor"
    return [place.row(name, found["product"], found["floor"], part=0, most=cells / 1000)]


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
