"""The data set of `dataset.py` in real databases: by raw inserts around the product (COPY on PostgreSQL), kept in a
temporary folder between runs, and copied for a server that writes."""

import contextlib
import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import psycopg

import db.migrate
from db import search
from db.models import Base
from tests import postgres
from tests.bench import dataset

FOLDER = Path(tempfile.gettempdir()) / "termijnwacht-bench"


def key() -> str:
    """Changes with the schema and with what is in the data set."""
    digest = hashlib.sha256(Path(dataset.__file__).read_bytes())
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
        load_sqlite(half, dataset.tables(size))
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


def load_sqlite(file: Path, tables: Iterable[tuple[str, Mapping[str, object]]]) -> None:
    """Write tables column by column into a migrated file, around the product."""
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as raw:
        # Indexes and triggers come back after the load: row by row they would take most of the time.
        later = raw.execute("select name, type, sql from sqlite_master where type in ('index','trigger') and sql is not null").fetchall()  # fmt: skip
        # As in life: what the migrations say of the tables, and no ANALYZE. It goes with the indexes.
        said = raw.execute("select * from sqlite_stat1").fetchall()
        for name, kind, _ in later:
            raw.execute(f"drop {kind} {name}")
        raw.execute("pragma journal_mode=off")
        raw.execute("pragma cache_size=-400000")
        raw.execute("begin")
        for name, given in tables:
            columns, values = dataset.rows(Base.metadata.tables[name], given)
            marks = ",".join("?" * len(columns))
            raw.executemany(f"insert into {name} ({','.join(columns)}) values ({marks})", values)
        raw.execute(str(search.REBUILD))
        for _, _, sql in later:
            raw.execute(sql)
        raw.execute("delete from sqlite_stat1")
        raw.executemany("insert into sqlite_stat1 values (?, ?, ?)", said)
        raw.execute("commit")
        raw.execute("pragma journal_mode=wal")


@contextlib.contextmanager
def postgresql() -> Iterator[postgres.Cluster]:
    """A running PostgreSQL whose files are kept for the next run; copies in it are not."""
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
        yield server
    finally:
        server.stop()


def inside(server: postgres.Cluster, size: int) -> str:
    """The URL of the database of that size in this PostgreSQL; made when it is not there."""
    name = f"bench_{size}"
    with psycopg.connect(plain(server.url()), autocommit=True) as raw:
        there = raw.execute("select 1 from pg_database where datname = %s", (name,)).fetchone()
    if there is None:
        server.drop(f"{name}_half")
        url = server.create(f"{name}_half")
        db.migrate.upgrade(url)
        _load_postgresql(plain(url), size)
        server.execute(f"alter database {name}_half rename to {name}")
    return server.url(name)


@contextlib.contextmanager
def copy_inside(server: postgres.Cluster, size: int) -> Iterator[str]:
    """A copy that a server may write to, gone afterwards."""
    inside(server, size)
    name = f"bench_{size}_copy"
    server.drop(name)
    # File by file: the whole of it through the log would take longer than the bench.
    server.execute(f"create database {name} template bench_{size} strategy file_copy")
    try:
        yield server.url(name)
    finally:
        server.drop(name)


def plain(url: str) -> str:
    """The URL as the bare driver wants it."""
    return url.replace("+psycopg", "")


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
        for name, given in dataset.tables(size):
            columns, values = dataset.rows(Base.metadata.tables[name], given)
            with raw.cursor().copy(f"copy {name} ({','.join(columns)}) from stdin") as copy:
                for row in values:
                    copy.write_row(row)
            raw.execute(
                f"select setval(pg_get_serial_sequence('{name}', 'id'), (select max(id) from {name}))"
            )
        for _, definition in later:
            raw.execute(definition)
        raw.execute("vacuum analyze")
