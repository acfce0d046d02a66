"""A provider of ten thousand or a million proofs, for measuring: fixed seed, invented names, the real schema.

Written by raw inserts around the product (COPY on PostgreSQL) and kept in a temporary folder between runs. The
due dates come from the rules themselves; papers carry a few bytes instead of a PDF.
"""

import contextlib
import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product, repeat
from pathlib import Path

import numpy as np
import psycopg
from sqlalchemy import Table

import db.migrate
from core.learners.names import search_name
from core.rules import vectorised
from db import search
from db.models import Base
from tests import postgres

SEED, TODAY, SMALL, LARGE = 20261121, date(2026, 11, 21), 10_000, 1_000_000
FOLDER = Path(tempfile.gettempdir()) / "termijnwacht-bench"
OPEN_SHARE, PROOFS_EACH, CHUNK = 0.069, 5, 20_000
CAMPUSES = ("Gent", "Aalst", "Kortrijk")
TRAJECTORIES = 12
ONSETS = (
    "Bral",
    "Deck",
    "Gors",
    "Halm",
    "Kest",
    "Lind",
    "Mort",
    "Nijst",
    "Pauw",
    "Rijk",
    "Stev",
    "Tong",
    "Velt",
    "Wint",
    "Zand",
    "Ørn",
)
MIDDLES = ("e", "a", "en", "el", "ing", "or", "um", "ers")
ENDINGS = ("mans", "broek", "daele", "hout", "kens", "laer", "sele", "voort")
FIRSTS = (
    "Aya",
    "Bart",
    "Cleo",
    "Dries",
    "Elif",
    "Fien",
    "Giel",
    "Hanne",
    "Ilias",
    "Jef",
    "Karo",
    "Lars",
    "Mila",
    "Noor",
    "Oona",
    "Piet",
    "Quinten",
    "Roos",
    "Sïen",
    "Tuur",
    "Una",
    "Vik",
    "Wout",
    "Yara",
    "Zoë",
)
# The surname a search looks for: one in 1024, so about 200 of 200 thousand people.
WANTED = "mortelsele"

Row = Sequence[object]
Rows = Iterable[Row]


@dataclass(frozen=True, slots=True)
class Proofs:
    """The facts of all proofs, column by column; ids count from 1."""

    learner: np.ndarray
    trajectory: np.ndarray
    campus: np.ndarray
    completed_on: np.ndarray
    due_on: np.ndarray
    target_on: np.ndarray
    rolled_on: np.ndarray
    registered_on: np.ndarray
    is_open: np.ndarray
    is_issued: np.ndarray
    is_held: np.ndarray
    has_paper: np.ndarray


def made(size: int) -> Proofs:
    """The same proofs for the same size, always."""
    dice = np.random.default_rng(SEED)
    people = size // PROOFS_EACH
    number = np.arange(size)
    is_open = np.zeros(size, bool)
    is_open[dice.choice(size, round(size * OPEN_SHARE), replace=False)] = True
    today = np.datetime64(TODAY, "D")
    age = np.where(is_open, dice.integers(0, 100, size), dice.integers(65, 6 * 365, size))
    completed_on = today - age.astype("timedelta64[D]")
    terms = vectorised.evaluate_many("led_registration", {"completed_on": completed_on})
    taken = np.minimum(dice.integers(5, 72, size), age).astype("timedelta64[D]")
    is_issued = ~is_open | (dice.random(size) < 0.6)
    return Proofs(
        number % people + 1,
        (number % people + number // people) % TRAJECTORIES + 1,
        (number % people) % len(CAMPUSES) + 1,
        completed_on, terms.due_on, terms.target_on, terms.rolled_on, completed_on + taken,
        is_open, is_issued, is_open & (dice.random(size) < 0.08),
        is_issued & (is_open | (dice.random(size) < 0.1)),
    )  # fmt: skip


def tables(size: int) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Per table its columns: an iterable each, or one value for all rows; what is left out takes its default."""
    yield (
        "organisation",
        {"id": [1], "name": "Meetcentrum De Schaal", "set_up_at": "2026-01-01 00:00:00.000000"},
    )
    yield "campus", {"id": range(1, 4), "name": CAMPUSES, "city": CAMPUSES}
    yield "qualification", {"id": [1], "code": "BK-9999-1", "title": "Meter"}
    yield (
        "trajectory",
        {
            "id": range(1, TRAJECTORIES + 1),
            "code": [f"M-{n:03}" for n in range(1, TRAJECTORIES + 1)],
            "name": [f"Opleiding tot meter van graad {n}" for n in range(1, TRAJECTORIES + 1)],
            "kind": "training", "level": "professional", "qualification_id": 1, "recognised_on": "2019-09-01",
        },
    )  # fmt: skip
    yield "learner", _learners(size // PROOFS_EACH)
    facts = made(size)
    ids = range(1, size + 1)
    shared = {"id": ids, "learner_id": facts.learner.tolist(), "campus_id": facts.campus.tolist()}
    completed = _texts(facts.completed_on)
    yield (
        "participation",
        shared | {"trajectory_id": facts.trajectory.tolist(), "completed_on": completed, "outcome": "whole"},
    )
    yield "document", _documents(facts)
    registered = _texts(facts.registered_on, facts.is_open)
    yield "proof", shared | _proofs(facts, completed, registered)
    late = facts.registered_on > facts.due_on
    yield (
        "deadline",
        shared
        | {
            "subject_kind": "proof", "subject_id": ids, "rule_id": "led_registration",
            "rule_version_on": "2019-09-01", "starts_on": completed, "due_on": _texts(facts.due_on),
            "target_on": _texts(facts.target_on), "rolled_on": _texts(facts.rolled_on), "met_on": registered,
            "state": np.where(facts.is_open, "open", np.where(late, "met_late", "met")).tolist(),
            "hold": np.where(facts.is_held, "waiting_for_insz", "").tolist(),
        },
    )  # fmt: skip


def _learners(people: int) -> dict[str, object]:
    surnames = ["".join(parts) for parts in product(ONSETS, MIDDLES, ENDINGS)]
    dice = np.random.default_rng(SEED + 1)
    lasts = [surnames[at] for at in dice.integers(0, len(surnames), people)]
    firsts = [FIRSTS[at] for at in dice.integers(0, len(FIRSTS), people)]
    born = np.datetime64("1960-01-01") + dice.integers(0, 16_000, people).astype("timedelta64[D]")
    return {
        "id": range(1, people + 1),
        "last_name": lasts,
        "first_name": firsts,
        "search_name": list(map(search_name, lasts, firsts)),
        "born_on": _texts(born),
        "insz_tail": "00",
        "city": "Gent",
    }


def _proofs(facts: Proofs, completed: list[str], registered: list[str | None]) -> dict[str, object]:
    ids = range(1, len(completed) + 1)
    title = "Bewijs van beroepskwalificatie meter"
    paper = [n if has else None for n, has in zip(ids, facts.has_paper.tolist(), strict=True)]
    history = facts.is_issued & ~facts.has_paper
    return {
        "participation_id": ids,
        "trajectory_id": facts.trajectory.tolist(),
        "kind": "professional",
        "codes": json.dumps(["BK-9999-1"]),
        "title": title,
        "state": np.where(facts.is_issued, "issued", "to_issue").tolist(),
        "hold": np.where(facts.is_held, "waiting_for_insz", "").tolist(),
        "document_id": paper,
        "issued_on": [
            day if issued else None for day, issued in zip(completed, facts.is_issued, strict=True)
        ],
        "external_number": [f"H-{n}" if old else "" for n, old in zip(ids, history.tolist(), strict=True)],
        "registered_on": registered,
    }


def _documents(facts: Proofs) -> dict[str, object]:
    ids = (np.flatnonzero(facts.has_paper) + 1).tolist()
    picked = facts.has_paper
    pdf = b"%PDF-1.4 left out of this data set"
    return {
        "id": ids, "kind": "proof", "year": 2026, "sequence": ids, "number": [f"M-{n:07}" for n in ids],
        "subject_kind": "proof", "subject_id": ids, "learner_id": facts.learner[picked].tolist(),
        "campus_id": facts.campus[picked].tolist(), "issued_on": _texts(facts.completed_on[picked]),
        "issued_at": "2026-01-01 00:00:00.000000", "issued_by": "meter", "template_version": "1",
        "verify_code": [f"{n:020}" for n in ids], "content": json.dumps({"title": "meter"}), "pdf": pdf,
        "sha256": hashlib.sha256(pdf).hexdigest(),
    }  # fmt: skip


def _texts(days: np.ndarray, without: np.ndarray | None = None) -> list[str | None]:
    found = days.astype(str).tolist()
    if without is None:
        return found
    return [None if skip else day for day, skip in zip(found, without.tolist(), strict=True)]


def rows(table: Table, given: Mapping[str, object]) -> tuple[list[str], Rows]:
    """The full rows of a table: what is given, and the model's defaults for the rest."""
    columns = []
    for column in table.columns:
        default = None if column.default is None else column.default.arg
        value = given.get(column.name, default)
        columns.append(value if isinstance(value, list | tuple | range) else repeat(value))
    return [column.name for column in table.columns], zip(*columns, strict=False)


def key() -> str:
    """Changes with the schema and with this file."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted((db.migrate.FOLDER / "versions").glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def sqlite(size: int) -> str:
    """The URL of the SQLite database of that size; made when it is not there."""
    file = FOLDER / f"{key()}-{size}.db"
    if not file.exists():
        FOLDER.mkdir(mode=0o755, exist_ok=True)
        _forget_older()
        half = file.with_suffix(".half")
        half.unlink(missing_ok=True)
        db.migrate.upgrade(f"sqlite:///{half}")
        _load_sqlite(half, size)
        half.rename(file)
    return f"sqlite:///{file}"


def _forget_older() -> None:
    """Data sets of another schema take up half a gigabyte each."""
    for path in FOLDER.iterdir():
        if not path.name.startswith(key()):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def copy_of(url: str, folder: Path) -> str:
    """A copy that a server may write to."""
    target = folder / "bench.db"
    shutil.copyfile(url.removeprefix("sqlite:///"), target)
    target.chmod(0o600)
    return f"sqlite:///{target}"


def _load_sqlite(file: Path, size: int) -> None:
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as raw:
        # Indexes and triggers come back after the load: row by row they would take most of the time.
        later = raw.execute("select name, type, sql from sqlite_master where type in ('index','trigger') and sql is not null").fetchall()  # fmt: skip
        for name, kind, _ in later:
            raw.execute(f"drop {kind} {name}")
        raw.execute("pragma journal_mode=off")
        raw.execute("pragma cache_size=-400000")
        raw.execute("begin")
        for name, given in tables(size):
            columns, values = rows(Base.metadata.tables[name], given)
            marks = ",".join("?" * len(columns))
            raw.executemany(f"insert into {name} ({','.join(columns)}) values ({marks})", values)
        raw.execute(str(search.REBUILD))
        for _, _, sql in later:
            raw.execute(sql)
        raw.execute("commit")
        raw.execute("analyze")
        raw.execute("pragma journal_mode=wal")


@contextlib.contextmanager
def postgresql(size: int) -> Iterator[str]:
    """A running PostgreSQL with the data set of that size; its files are kept for the next run."""
    FOLDER.mkdir(mode=0o755, exist_ok=True)
    FOLDER.chmod(0o755)
    folder = FOLDER / f"{key()}-postgresql"
    is_new = not (folder / "ready").exists()
    if is_new:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        postgres._give(folder)
    server = postgres.Cluster(directory=folder, durable=False, password="bench-only-local")
    if is_new:
        server.initialise()
        (folder / "ready").touch()
    server.start()
    try:
        name = f"bench_{size}"
        plain = server.url().replace("+psycopg", "")
        with psycopg.connect(plain, autocommit=True) as raw:
            there = raw.execute("select 1 from pg_database where datname = %s", (name,)).fetchone()
        if there is None:
            url = server.create(f"{name}_half")
            db.migrate.upgrade(url)
            _load_postgresql(url.replace("+psycopg", ""), size)
            server.execute(f"alter database {name}_half rename to {name}")
        yield server.url(name)
    finally:
        server.stop()


def _load_postgresql(url: str, size: int) -> None:
    with psycopg.connect(url, autocommit=True) as raw:
        raw.execute("set session_replication_role = replica")
        raw.execute("set maintenance_work_mem = '256MB'")
        later = raw.execute(
            "select indexname, indexdef from pg_indexes where schemaname = 'public' "
            "and indexname not in (select conname from pg_constraint)"
        ).fetchall()
        for name, _ in later:
            raw.execute(f"drop index {name}")
        for name, given in tables(size):
            columns, values = rows(Base.metadata.tables[name], given)
            with raw.cursor().copy(f"copy {name} ({','.join(columns)}) from stdin") as copy:
                for row in values:
                    copy.write_row(row)
            raw.execute(
                f"select setval(pg_get_serial_sequence('{name}', 'id'), (select max(id) from {name}))"
            )
        for _, definition in later:
            raw.execute(definition)
        raw.execute("vacuum analyze")
