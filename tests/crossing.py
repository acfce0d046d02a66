"""Two people at once, each on a connection of his own: the second begins before the first commits."""

import threading
import time
from collections.abc import Callable

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

import db.session

PATIENCE = 5.0
Act = Callable[[Session], object]


def _beside(act: Act) -> tuple[threading.Thread, list[object]]:
    """A thread that does it in a transaction of its own, and the list that gets what it met."""
    met: list[object] = []

    def run() -> None:
        try:
            with db.session.writing() as session:
                met.append(act(session))
        except Exception as error:  # whatever it is, the test looks at it
            met.append(error)

    return threading.Thread(target=run), met


def crossing(engine: Engine, first: Act, second: Act, *, then: Act = lambda _: None) -> object:
    """The second begins after `first` and before `then`, the two acts of one transaction; gives what the second met."""
    other, met = _beside(second)
    with db.session.writing() as session:
        first(session)
        other.start()
        _until_it_waits(engine)
        then(session)
    other.join(2 * PATIENCE)
    assert not other.is_alive()
    return met[0]


def circle(engine: Engine, held: Act, many: Act, single: Act) -> tuple[object, object]:
    """`many` stops halfway at what `held` holds, and `single` acts then; gives what each of the two met.

    Once `held` lets go, `many` goes on to what `single` may have in hand while it waits for what `many` took first.
    """
    other, met = _beside(single)

    def meanwhile(_: Session) -> None:
        other.start()
        _until_it_waits(engine, 2, other)

    first = crossing(engine, held, many, then=meanwhile)
    other.join(2 * PATIENCE)
    assert not other.is_alive()
    return first, met[0]


def _until_it_waits(engine: Engine, many: int = 1, other: threading.Thread | None = None) -> None:
    """PostgreSQL tells who waits for a lock, `other` is over or not; on SQLite a writer waits from its first statement."""
    if engine.dialect.name != "postgresql":
        return
    waiting = text(
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    )
    until = time.monotonic() + PATIENCE
    with engine.connect() as watcher:
        while time.monotonic() < until:
            if (watcher.scalar(waiting) or 0) >= many or (other is not None and not other.is_alive()):
                return
            watcher.rollback()
            time.sleep(0.02)
    raise AssertionError("the second never waited")
