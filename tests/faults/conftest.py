"""A database worth killing: durable as in life, with a few hundred proofs waiting."""

import contextlib
import os
from collections.abc import Iterator

import pytest

import db.migrate
import db.session
from tests import databases, factories, postgres

WAITING = 100


def fill(url: str, waiting: int = WAITING) -> None:
    """Proofs waiting to be issued, of the provider that every test has."""
    db.session.configure(url)
    with db.session.writing() as session:
        given = factories.provider(session)
        for number in range(waiting):
            factories.earned(session, given, learner=factories.learner(session, f"Proef{number:03d}", "An"))
    db.session.engine().dispose()


@pytest.fixture(scope="module")
def killable(tmp_path_factory: pytest.TempPathFactory, kills: int) -> Iterator[str]:
    """The URL of such a database: a file with synchronous FULL, or a cluster of our own with fsync on."""
    with contextlib.ExitStack() as stack:
        if databases.kind() == "postgresql":
            url = stack.enter_context(postgres.cluster(durable=True)).create("killable")
        else:
            url = f"sqlite:///{tmp_path_factory.mktemp('killable') / 'killable.db'}"
        db.migrate.upgrade(url)
        fill(url, waiting=WAITING + 5 * kills)
        yield url


@pytest.fixture(scope="module")
def kills() -> int:
    """How many times the plug is pulled: FAULT_KILLS, or a few in the ordinary run."""
    chosen = os.environ.get("FAULT_KILLS", "")
    return int(chosen) if chosen else (10 if databases.kind() == "postgresql" else 25)
