"""Sessions: the only place in the house that begins and commits a transaction.

SQLite runs in WAL with synchronous FULL; a writer takes its lock at BEGIN, because a read that turns into
a write on a stale snapshot fails at once, whatever the busy timeout. PostgreSQL gets time limits, so that a
stuck statement becomes a sentence on the screen instead of a hanging page.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.orm import Session

import db.search  # noqa: F401 - its events keep the name index up to date

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "trusted_schema=OFF",
    "temp_store=MEMORY",
    "cache_size=-6000",
)
POSTGRESQL_LIMITS = " ".join(
    f"-c {limit}"
    for limit in (
        "statement_timeout=15000",
        "lock_timeout=5000",
        "idle_in_transaction_session_timeout=30000",
        "timezone=UTC",
    )
)


class NotConfigured(RuntimeError):
    """Somebody asked for a session before `configure` named the database."""


class _Current:
    engine: Engine | None = None
    reader: Engine | None = None


def normalised(url: str) -> URL:
    """The URL with the driver spelled out: a bare postgresql:// means psycopg 3 here."""
    parsed = make_url(url)
    if parsed.drivername in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def make_engine(url: str) -> Engine:
    """An engine with our pragmas or limits; statement parameters never reach an error message."""
    parsed = normalised(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed)
    engine = create_engine(
        parsed,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=5,
        pool_size=10,
        max_overflow=10,
        connect_args={"options": POSTGRESQL_LIMITS, "connect_timeout": 5},
    )

    @event.listens_for(engine, "handle_error")
    def _silent(context: ExceptionContext) -> None:
        # PostgreSQL adds the whole failing row to its message, whatever hide_parameters says.
        for error in (context.original_exception, context.sqlalchemy_exception):
            if error is not None:
                error.args = tuple(str(part).partition("\nDETAIL")[0] for part in error.args)

    return engine


def _sqlite_engine(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        _private_file(Path(url.database))
    # The connection used last is used next: its cache still holds the index of the queue. Six are enough for a process
    # that does one thing at a time, and six caches are what its memory can bear; who finds none free waits.
    engine = create_engine(
        url, hide_parameters=True, pool_timeout=15, pool_size=2, max_overflow=4, pool_use_lifo=True
    )

    @event.listens_for(engine, "connect")
    def _connect(dbapi_connection, _record) -> None:  # type: ignore[no-untyped-def]
        dbapi_connection.isolation_level = None
        for pragma in PRAGMAS:
            dbapi_connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = bool(connection.get_execution_options().get("app_writes", False))
        if connection.info.get("app_writes") is not writes:
            connection.exec_driver_sql(f"PRAGMA query_only={0 if writes else 1}")
            connection.info["app_writes"] = writes
        if writes:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            # Cannot fail, it takes no lock: past the layers above, which cost more than the statement.
            connection.connection.cursor().execute("BEGIN")

    return engine


def _private_file(path: Path) -> None:
    """The database file exists with mode 600 before SQLite can create it with a wider one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, stat.S_IRUSR | stat.S_IWUSR))


def configure(url: str) -> Engine:
    """Name the database of this process; a second call replaces the first (the tests do that)."""
    if _Current.engine is not None:
        _Current.engine.dispose()
    _Current.engine = made = make_engine(url)
    # On both databases a reading transaction sees one moment: SQLite's do, PostgreSQL's must be asked to.
    is_postgresql = made.dialect.name == "postgresql"
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True} if is_postgresql else {}
    _Current.reader = made.execution_options(**options)
    return made


def engine() -> Engine:
    """The engine of this process. Raises NotConfigured before `configure`."""
    if _Current.engine is None:
        raise NotConfigured("call db.session.configure(url) first")
    return _Current.engine


@contextmanager
def reading() -> Iterator[Session]:
    """A session that cannot write and is always rolled back."""
    engine()
    with Session(_Current.reader, autoflush=False, expire_on_commit=False) as session:
        try:
            yield session
        finally:
            session.rollback()


@contextmanager
def writing() -> Iterator[Session]:
    """A session that commits once, at the end, or not at all."""
    writer = engine().execution_options(app_writes=True)
    with Session(writer, expire_on_commit=False) as session, session.begin():
        yield session
