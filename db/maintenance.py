"""Removing frozen rows: only here, only as the owner of the tables, and only inside one transaction.

The triggers that freeze a table are off between the first and the last statement of that transaction and on again
before it commits. Whoever kills it leaves the database as it was, triggers and all: both databases roll such a change
back. The role of the application does not own the tables, so PostgreSQL refuses it at the first line; on SQLite whoever
can write the file is its owner. The chain of the audit and the tombstones are never thawed.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from db import session
from db.migrations.triggers import FROZEN, sqlite_frozen

THAWED = ("document", "document_event", "evidence", "history_event", "access_entry", "attendance_change")
# Of the triggers that freeze a table on SQLite, those in the way; the one against REPLACE stays where it is.
SQLITE_IN_THE_WAY = ("no_update", "no_delete")
# SQLite leaves what was deleted in the file until something else needs the room, unless it is told to write over it.
OVERWRITE = "pragma secure_delete = on"
# The application's fifteen seconds suit a click, not a walk over a million rows at night.
PATIENCE = "set local statement_timeout = '10min'"


class NotTheOwner(RuntimeError):
    """The role of this connection does not own the tables."""


@contextmanager
def maintaining(url: str) -> Iterator[Session]:
    """A session of the owner in which frozen rows can go; commits once, at the end, or not at all.

    On PostgreSQL others wait with writing to these tables until it ends, so it belongs at night and stays short.
    Raises NotTheOwner, before anything is done, for a role that does not own the tables.
    """
    engine = session.make_engine(url)
    try:
        owner = engine.execution_options(app_writes=True)
        with Session(owner, expire_on_commit=False) as opened, opened.begin():
            _thaw(opened.connection())
            yield opened
            opened.flush()
            _freeze(opened.connection())
    finally:
        engine.dispose()


def _thaw(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(text(OVERWRITE))
        for table in THAWED:
            for name in SQLITE_IN_THE_WAY:
                connection.execute(text(f"drop trigger {table}_{name}"))
        return
    connection.execute(text(PATIENCE))
    try:
        for table in THAWED:
            connection.execute(text(f"alter table {table} disable trigger {table}_no_change"))
    except ProgrammingError as error:
        raise NotTheOwner from error


def _freeze(connection: Connection) -> None:
    for table in THAWED:
        if connection.dialect.name == "sqlite":
            for statement in sqlite_frozen(table, FROZEN[table]):
                if any(f"{table}_{name} " in statement for name in SQLITE_IN_THE_WAY):
                    connection.execute(text(statement))
        else:
            connection.execute(text(f"alter table {table} enable trigger {table}_no_change"))
