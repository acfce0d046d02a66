"""A database worth killing: durable as in life, with a few hundred proofs waiting."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

import db.migrate
import db.session
from tests import databases, factories, postgres

WAITING = 100
# Only PostgreSQL has a server that can crash.
collect_ignore = [] if databases.kind() == "postgresql" else ["test_server_crash.py"]


@dataclass(frozen=True, slots=True)
class Killable:
    """A file with synchronous FULL, or a database in a cluster of our own with fsync on."""

    file: str
    server: postgres.Cluster | None

    @property
    def url(self) -> str:
        """Where it is now; a server may come back on another port."""
        return self.server.url(self.file) if self.server else f"sqlite:///{self.file}"


def fill(url: str, waiting: int = WAITING) -> None:
    """Proofs waiting to be issued, of the provider that every test has."""
    db.session.configure(url)
    with db.session.writing() as session:
        given = factories.provider(session)
        for number in range(waiting):
            factories.earned(session, given, learner=factories.learner(session, f"Proef{number:03d}", "An"))
    db.session.engine().dispose()


@pytest.fixture(scope="module")
def killable(tmp_path_factory: pytest.TempPathFactory, kills: int) -> Iterator[Killable]:
    """Such a database, one per module."""
    with contextlib.ExitStack() as stack:
        if databases.kind() == "postgresql":
            server = stack.enter_context(postgres.cluster(durable=True))
            server.create("killable")
            found = Killable("killable", server)
        else:
            found = Killable(str(tmp_path_factory.mktemp("killable") / "killable.db"), None)
        db.migrate.upgrade(found.url)
        fill(found.url, waiting=WAITING + 5 * kills)
        yield found


@pytest.fixture(scope="module")
def kills() -> int:
    """How many times the plug is pulled: FAULT_KILLS, or a few in the ordinary run."""
    chosen = os.environ.get("FAULT_KILLS", "")
    return int(chosen) if chosen else (10 if databases.kind() == "postgresql" else 25)
