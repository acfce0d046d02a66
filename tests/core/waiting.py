"""Two transactions at once: how a test knows that the second one waits for the first."""

import time

from sqlalchemy import Engine, text

PATIENCE = 5.0


def until_it_waits(engine: Engine) -> None:
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
