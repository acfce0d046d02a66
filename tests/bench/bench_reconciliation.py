"""Seconds of a comparison of ten thousand rows with three hundred differences: read, matched, kept.

The promise is five seconds on SQLite for the whole way, from the bytes of the file to the committed differences. The same
list as the test with exact counts (tests/core/reconciliation/test_many_rows.py), so the figure is about work that is right.
"""

import tempfile
from pathlib import Path
from time import perf_counter

import db.migrate
import db.session
from core import settings
from core.access.actors import command_line
from core.imports import reading
from core.reconciliation import commands, comparing, queries
from core.reconciliation.outcome import Period
from tests.bench import measuring
from tests.conftest import TODAY
from tests.core.reconciliation import large

ROUNDS, PROMISED = measuring.chosen("ROUNDS", 5), 5.0
ROWS = measuring.chosen(
    "LISTED", large.ROWS
)  # five thousand at the least: the differences stand where they stand
ACTOR = command_line("bench")


def run() -> list[dict[str, object]]:
    """Three rows: reading the file, comparing without keeping, and the whole way."""
    settings.forget()
    content = large.content(ROWS)
    spent: dict[str, list[float]] = {"read": [], "compare": [], "whole": []}
    counts: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        db.migrate.upgrade(url)
        db.session.configure(url)
        with db.session.writing() as session:
            large.build(session, ROWS)
        for _ in range(ROUNDS):
            started = perf_counter()
            book = reading.read(content, file_name="lijst.xlsx")
            spent["read"].append(perf_counter() - started)
            with db.session.writing() as session:
                key = commands.compare(session, actor=ACTOR, today=TODAY, workbook=book, period=Period())
            spent["whole"].append(perf_counter() - started)
            started = perf_counter()
            with db.session.reading() as session:
                comparing.trial(session, actor=ACTOR, today=TODAY, workbook=book, period=Period())
                kept = queries.comparison(session, actor=ACTOR, reconciliation_id=key)
                counts = dict(kept.counts) if kept else {}
            spent["compare"].append(perf_counter() - started)
        db.session.engine().dispose()
    if counts != large.expected(ROWS):
        raise ValueError(f"the counts are wrong: {counts}")
    return [
        measuring.row(
            f"reconciliation: {name}", size=ROWS, database="sqlite", found=min(times), unit="s",
            target=f"<= {PROMISED:.0f} s" if name == "whole" else "", most=PROMISED if name == "whole" else None,
        )
        for name, times in spent.items()
    ]  # fmt: skip
