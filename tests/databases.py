"""A fresh, migrated database per test, quickly: migrated once per run, then copied.

TEST_DATABASE chooses the kind: sqlite (default) or postgresql. Both give real files or a real server, never a stand-in.
"""

import contextlib
import itertools
import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import db.migrate
from tests import postgres

KINDS = ("sqlite", "postgresql")


class Databases(Protocol):
    """Where fresh databases come from."""

    def fresh(self) -> str:
        """The URL of a new database with the current schema and no rows but those of the migrations."""

    def discard(self, url: str) -> None:
        """Away with it."""


@dataclass(frozen=True, slots=True)
class SqliteDatabases:
    """Copies of one migrated file."""

    folder: Path
    template: Path
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def fresh(self) -> str:
        copy = self.folder / f"test-{next(self.numbers)}.db"
        shutil.copyfile(self.template, copy)
        copy.chmod(0o600)
        return f"sqlite:///{copy}"

    def discard(self, url: str) -> None:
        file = Path(url.removeprefix("sqlite:///"))
        for suffix in ("", "-wal", "-shm"):
            Path(f"{file}{suffix}").unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class PostgresqlDatabases:
    """Copies of one migrated template database in a cluster of our own."""

    server: postgres.Cluster
    template: str
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def fresh(self) -> str:
        return self.server.create(f"test_{next(self.numbers)}", template=self.template)

    def discard(self, url: str) -> None:
        self.server.drop(url.rsplit("/", 1)[1])


def kind() -> str:
    """Which database this run of the tests uses."""
    chosen = os.environ.get("TEST_DATABASE", "sqlite")
    if chosen not in KINDS:
        raise ValueError(f"TEST_DATABASE={chosen}: choose one of {', '.join(KINDS)}")
    return chosen


@contextlib.contextmanager
def databases(folder: Path) -> Iterator[Databases]:
    """The source of fresh databases of the chosen kind."""
    if kind() == "postgresql":
        with postgres.cluster() as server:
            db.migrate.upgrade(server.create("template_test"))
            yield PostgresqlDatabases(server=server, template="template_test")
    else:
        template = folder / "template.db"
        db.migrate.upgrade(f"sqlite:///{template}")
        with contextlib.closing(sqlite3.connect(template)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        yield SqliteDatabases(folder=folder, template=template)
