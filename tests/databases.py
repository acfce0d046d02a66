"""A fresh, migrated database per test, quickly: migrated once per run, then copied.

TEST_DATABASE chooses the kind: sqlite (default) or postgresql. Both give real files or a real server, never a stand-in.
"""

import contextlib
import functools
import itertools
import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import psycopg
import pytest
from sqlalchemy import Engine

import db.migrate
import db.session
from tests import postgres

KINDS = ("sqlite", "postgresql")


class Databases(Protocol):
    """Where fresh databases come from."""

    def fresh(self) -> str:
        """The URL of a new database with the current schema and no rows but those of the migrations."""

    def copy(self, url: str) -> str:
        """The URL of a new database with all that stands in that one, to which nobody is connected."""

    def discard(self, url: str) -> None:
        """Away with it."""


@dataclass(slots=True)
class Numbers:
    """The lowest number that no living database has: nearly every test finds its database under the same name, so that
    tests/conftest.py can keep what SQLAlchemy compiled for it."""

    taken: set[int] = field(default_factory=set)

    def take(self) -> int:
        found = next(number for number in itertools.count() if number not in self.taken)
        self.taken.add(found)
        return found

    def give_back(self, number: int) -> None:
        self.taken.remove(number)


@dataclass(frozen=True, slots=True)
class SqliteDatabases:
    """Copies of one migrated file."""

    folder: Path
    template: Path
    numbers: Numbers = field(default_factory=Numbers)

    def fresh(self) -> str:
        return self._copied(self.template)

    def copy(self, url: str) -> str:
        file = Path(url.removeprefix("sqlite:///"))
        _put_whole(file)
        return self._copied(file)

    def _copied(self, file: Path) -> str:
        copy = self.folder / f"test-{self.numbers.take()}.db"
        shutil.copyfile(file, copy)
        copy.chmod(0o600)
        return f"sqlite:///{copy}"

    def discard(self, url: str) -> None:
        file = Path(url.removeprefix("sqlite:///"))
        for suffix in ("", "-wal", "-shm"):
            Path(f"{file}{suffix}").unlink(missing_ok=True)
        self.numbers.give_back(int(file.stem.removeprefix("test-")))


@dataclass(frozen=True, slots=True)
class PostgresqlDatabases:
    """Copies of one migrated template database in a cluster of our own, made over one connection that stays open."""

    server: postgres.Cluster
    template: str
    owner: psycopg.Connection
    numbers: Numbers = field(default_factory=Numbers)

    def fresh(self) -> str:
        return self._copied(self.template)

    def copy(self, url: str) -> str:
        return self._copied(url.rsplit("/", 1)[1])

    def _copied(self, template: str) -> str:
        name = f"test_{self.numbers.take()}"
        # Since 15 a copy is written to the log block by block unless told otherwise: slower in memory, and nothing has to last.
        how = " STRATEGY = FILE_COPY" if self.owner.info.server_version >= 150_000 else ""
        self.owner.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"{how}'.encode())
        return self.server.url(name)

    def discard(self, url: str) -> None:
        name = url.rsplit("/", 1)[1]
        self.owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        self.numbers.give_back(int(name.removeprefix("test_")))


def _put_whole(file: Path) -> None:
    """All of a database in its one file, nothing in a log beside it."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class _Pure:
    running = ""


def takes_one(item: pytest.Item) -> bool:
    """Whether a test takes a database of the chosen kind, so that its outcome may differ between the two.

    All fixtures that hand one out build on `database_source`; the fault runs make a durable one of their own.
    """
    fixtures = getattr(item, "fixturenames", ())
    return "database_source" in fixtures or item.get_closest_marker("faults") is not None


def entering(item: pytest.Item) -> None:
    """Hold the next test to what it takes: whoever takes no database must not ask for its kind either."""
    _Pure.running = "" if takes_one(item) else item.nodeid


def kind() -> str:
    """Which database this run of the tests uses."""
    if _Pure.running:
        raise AssertionError(
            f"{_Pure.running} asks which database this is, but takes none: it runs beside SQLite only"
        )
    chosen = os.environ.get("TEST_DATABASE", "sqlite")
    if chosen not in KINDS:
        raise ValueError(f"TEST_DATABASE={chosen}: choose one of {', '.join(KINDS)}")
    return chosen


@contextlib.contextmanager
def databases(folder: Path) -> Iterator[Databases]:
    """The source of fresh databases of the chosen kind."""
    if kind() == "postgresql":
        with postgres.cluster() as server, server.connected() as owner:
            db.migrate.upgrade(server.create("template_test"))
            yield PostgresqlDatabases(server=server, template="template_test", owner=owner)
    else:
        template = folder / "template.db"
        db.migrate.upgrade(f"sqlite:///{template}")
        _put_whole(template)
        yield SqliteDatabases(folder=folder, template=template)


_engine_of = functools.cache(db.session.make_engine)


def _another_view(url: str) -> Engine:
    return _engine_of(url).execution_options()


@contextlib.contextmanager
def configured(url: str) -> Iterator[Engine]:
    """db.session on that database, with what SQLAlchemy compiled for the last one of that name.

    An engine keeps every statement as SQL; made anew for each test it compiles the same thousand statements each time,
    which took a third of the suite. What a test listens to or sets on its view of the engine goes with the view, and its
    connections go at the end.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db.session, "make_engine", _another_view)
        found = db.session.configure(url)
    yield found
    found.dispose()
