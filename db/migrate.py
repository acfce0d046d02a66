"""Bringing a database to the schema of this code, and telling whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, inspect, select, text

import db.models
from db import session

FOLDER = Path(__file__).parent / "migrations"


class NewerSchema(RuntimeError):
    """The database was migrated by a newer release than this one."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


def head() -> str:
    """The revision this code expects."""
    found = ScriptDirectory.from_config(_config()).get_current_head()
    assert found is not None
    return found


def current(engine: Engine) -> str | None:
    """The revision the database stands at; None for an empty one."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(url: str) -> None:
    """Migrate to the newest schema, all or nothing. Raises NewerSchema when the database is ahead of the code."""
    engine = session.make_engine(url)
    try:
        known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
        at = current(engine)
        if at is not None and at not in known:
            raise NewerSchema(at)
        if at == head():
            return
        writer = engine.execution_options(app_writes=True)
        with writer.begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def rebuild(connection: Connection) -> None:
    """Empty the database on an open write connection: every table dropped and made anew, in its transaction."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("drop table if exists learner_search"))
    # A proof names its current paper; nothing else in the schema looks back.
    db.models.Base.metadata.drop_all(connection)
    connection.execute(text("drop table if exists alembic_version"))
    if connection.dialect.name == "postgresql":
        connection.execute(text("drop function if exists refuse_change() cascade"))
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def continue_keys(connection: Connection) -> None:
    """Let PostgreSQL give keys after those that were written with their own; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in db.models.Base.metadata.sorted_tables:
        sequence = connection.scalar(
            text("select pg_get_serial_sequence(:name, 'id') from information_schema.columns "
                 "where table_name = :name and column_name = 'id'"), {"name": table.name}
        )  # fmt: skip
        if sequence is not None:
            last = connection.scalar(select(func.max(table.c.id)))
            connection.execute(select(func.setval(sequence, last or 1, last is not None)))
