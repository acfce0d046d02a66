"""Two people at once, each on a connection of his own: the second begins before the first commits."""

import threading
import time
from collections.abc import Callable

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

import db.session

PATIENCE = 5.0
Act = Callable[[Session], object]


def crossing(engine: Engine, first: Act, second: Act, *, then: Act = lambda _: None) -> object:
    """The second begins after `first` and before `then`, the two acts of one transaction; gives what the second met."""
    met: list[object] = []

    def run() -> None:
        try:
            with db.session.writing() as session:
                met.append(second(session))
        except Exception as error:  # whatever it is, the test looks at it
            met.append(error)

    other = threading.Thread(target=run)
    with db.session.writing() as session:
        first(session)
        other.start()
        _until_it_waits(engine)
        then(session)
    other.join(2 * PATIENCE)
    assert not other.is_alive()
    return met[0]


def _until_it_waits(engine: Engine) -> None:
    """PostgreSQL tells who waits for a lock; on SQLite a writer waits from its first statement."""
    if engine.dialect.name != "postgresql":
        return
    waiting = text(
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    )
    until = time.monotonic() + PATIENCE
    with engine.connect() as watcher:
        while time.monotonic() < until:
            if watcher.scalar(waiting):
                return
            watcher.rollback()
            time.sleep(0.02)
    raise AssertionError("the second never waited")
