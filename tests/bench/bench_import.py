"""Rows per second of a sheet of completions, against the sum of its parts measured in the same run.

The parts: the same reader, the checks, and raw inserts of the same rows into the same tables (learner, participation,
proof, deadline, import_row), each timed alone. The rounds alternate, so that both
see the same machine; of every figure the best round counts, because others use this machine too.
"""

import io
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter

import xlsxwriter

import db.migrate
import db.session
from core import settings
from core.access.actors import command_line
from core.imports import commands, machine, reading
from db.models import Deadline, ImportBatch, ImportRow, Learner, Participation, Proof
from tests.bench.measuring import chosen
from tests.core.imports.conftest import build, number

TODAY = date(2026, 11, 21)
ROWS, ROUNDS = chosen("ROWS", 10_000), chosen("ROUNDS", 5)
TABLES = (ImportBatch, Learner, Participation, Proof, Deadline, ImportRow)
HEADS = (
    "Nr", "Familienaam", "Voornaam", "Rijksregisternr.", "Geboortedatum", "Traject", "Opleiding", "Code", "Resultaat",
    "Competenties", "Afgerond op", "Lesplaats",
)  # fmt: skip
# The full-text index of names belongs to the table of people: nobody is stored without it.
INDEX = "insert into learner_search(rowid, search_name) select id, search_name from learner"
LIMITS = reading.COMMAND_LINE
ACTOR = command_line("bench")


def sheet(rows: int) -> bytes:
    """A workbook of this many people, each with a completed trajectory; nothing in it is refused."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, HEADS)
    cities = ("Gent", "Mechelen", "Kortrijk")
    for index in range(rows):
        born_on = date(1960, 1, 1) + timedelta(days=index % 14_000)
        completed_on = date(2026, 9, 1) + timedelta(days=index % 80)
        cells = (
            index + 1, f"Familienaam{index % 997}", f"Voornaam{index % 211}", number(born_on, 1 + index // 14_000),
            f"{born_on:%d/%m/%Y}", "T-001", "Onthaalmedewerker", "BK-0390-2", "Geslaagd", "", f"{completed_on:%d-%m-%Y}",
            cities[index % 3],
        )  # fmt: skip
        page.write_row(index + 1, 0, cells)
    book.close()
    return file.getvalue()


def fresh(folder: Path, name: str) -> None:
    """An empty migrated database with the trajectories of the sheet, as the current one."""
    url = f"sqlite:///{folder / name}.db"
    db.migrate.upgrade(url)
    db.session.configure(url)
    with db.session.writing() as session:
        build(session)


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    started = perf_counter()
    work()
    return perf_counter() - started


def imported(content: bytes) -> None:
    """The whole way: read, check, write, commit."""
    workbook = reading.read(content, file_name="bench.xlsx", limits=LIMITS)
    with db.session.writing() as session:
        commands.apply(
            session, actor=ACTOR, today=TODAY, kind="completions", workbook=workbook, mode="all_or_nothing"
        )


def checked(workbook: reading.Workbook) -> None:
    """The checks alone."""
    with db.session.reading() as session:
        machine.check(session, actor=ACTOR, today=TODAY, kind="completions", workbook=workbook)


def stored() -> list[tuple[str, list[tuple[object, ...]]]]:
    """Every row the import wrote, as the driver gives it: a statement and its values."""
    with db.session.reading() as session:
        connection = session.connection()
        found = []
        for model in TABLES:
            name = model.__tablename__
            rows = [tuple(row) for row in connection.exec_driver_sql(f"select * from {name}")]
            found.append((f"insert into {name} values ({', '.join('?' * len(rows[0]))})", rows))
        return found


def inserted(tables: list[tuple[str, list[tuple[object, ...]]]]) -> None:
    """The same rows in one transaction, straight through the driver."""
    with db.session.writing() as session:
        for statement, rows in tables:
            session.connection().exec_driver_sql(statement, rows)
        session.connection().exec_driver_sql(INDEX)


def run() -> list[dict[str, object]]:
    """One row: rows per second, the parts in milliseconds, and how much more the whole takes."""
    settings.forget()
    content = sheet(ROWS)
    whole, read, check, raw = [], [], [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for round_ in range(ROUNDS):
            fresh(folder, f"whole{round_}")
            whole.append(timed(lambda: imported(content)))
            rows = stored()
            fresh(folder, f"parts{round_}")
            read.append(timed(lambda: reading.read(content, file_name="bench.xlsx", limits=LIMITS)))
            workbook = reading.read(content, file_name="bench.xlsx", limits=LIMITS)
            check.append(timed(partial(checked, workbook)))
            raw.append(timed(partial(inserted, rows)))
        db.session.engine().dispose()
    parts = min(read) + min(check) + min(raw)
    return [
        {
            "rows": ROWS,
            "rows/s": round(ROWS / min(whole)),
            "whole ms": round(1000 * min(whole)),
            "read ms": round(1000 * min(read)),
            "checks ms": round(1000 * min(check)),
            "raw inserts ms": round(1000 * min(raw)),
            "whole / parts": round(min(whole) / parts, 2),
        }
    ]
