"""The migrated schema is the one the models speak of, and a migration happens wholly or not at all."""

import os
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError

import db.migrate
import db.session
from core.errors import InvalidInput
from db.migrations.triggers import FROZEN
from db.models import Base, Organisation
from tests.databases import Databases

TOP = Path(__file__).resolve().parents[2]


def ours(_thing: object, name: str | None, kind: str, _reflected: bool, _compare_to: object) -> bool:
    """The full-text shadow tables live in the migration alone."""
    return not (kind == "table" and name is not None and name.startswith("learner_search"))


def test_the_migrated_schema_is_the_schema_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        found = compare_metadata(context, Base.metadata)
    # PostgreSQL reflects the trigram index with its operator class; both sides are the same statement.
    assert [each for each in found if "ix_learner_search_name_trigram" not in str(each)] == []


def test_every_unique_index_and_constraint_of_the_models_stands_in_the_database(engine: Engine) -> None:
    inspector = inspect(engine)
    for table in Base.metadata.sorted_tables:
        stored = {index["name"]: bool(index["unique"]) for index in inspector.get_indexes(table.name)}
        stored |= {constraint["name"]: True for constraint in inspector.get_unique_constraints(table.name)}
        for index in table.indexes:
            if str(index.name).endswith("_trigram"):
                continue
            assert stored.get(str(index.name)) == index.unique, f"{table.name}: {index.name}"


def test_no_two_indexes_share_a_name() -> None:
    names = [str(index.name) for table in Base.metadata.sorted_tables for index in table.indexes]
    names += [
        str(db.models.base.NAMING["uq"] % {"table_name": table.name, "column_0_N_name": column.name})
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.unique
    ]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)


def test_the_frozen_tables_have_their_triggers_and_names_have_their_index(engine: Engine) -> None:
    query = {
        "sqlite": "select name from sqlite_master where type in ('trigger', 'table', 'index')",
        "postgresql": "select tgname from pg_trigger union select relname from pg_class",
    }[engine.dialect.name]
    with engine.connect() as connection:
        found = set(connection.scalars(text(query)))
    endings = {"sqlite": ("update", "delete", "replace"), "postgresql": ("change", "truncate")}[
        engine.dialect.name
    ]
    assert {f"{table}_no_{ending}" for table in FROZEN for ending in endings} <= found
    assert (
        ({"sqlite": "learner_search", "postgresql": "ix_learner_search_name_trigram"}[engine.dialect.name])
        in found
    )


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    engine = db.session.make_engine(database_url)
    assert db.migrate.current(engine) == db.migrate.head()
    db.migrate.upgrade(database_url)
    assert db.migrate.current(engine) == db.migrate.head()
    engine.dispose()


def test_a_database_of_a_newer_release_is_left_alone(database_url: str) -> None:
    engine = db.session.make_engine(database_url)
    with engine.execution_options(app_writes=True).begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(db.migrate.NewerSchema, match="9999"):
        db.migrate.upgrade(database_url)
    assert db.migrate.current(engine) == "9999"
    engine.dispose()


def test_a_database_that_was_never_migrated_has_no_revision(tmp_path: Path) -> None:
    engine = db.session.make_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    assert db.migrate.current(engine) is None
    engine.dispose()


def test_a_migration_that_fails_leaves_nothing_behind(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = db.session.make_engine(database_url)
    with engine.execution_options(app_writes=True).begin() as connection:
        db.migrate.rebuild(connection)
        connection.execute(
            text("insert into campus (name, city, is_active, version) values ('Gent', 'Gent', true, 1)")
        )
    with engine.execution_options(app_writes=True).connect() as connection:
        db.migrate.rebuild(connection)
        connection.rollback()
    with engine.connect() as connection:
        assert connection.scalar(text("select count(*) from campus")) == 1
    engine.dispose()


HALFWAY = """
import os, sys
from sqlalchemy import event
import db.migrate, db.session
made = db.session.make_engine
def counting(url):
    engine = made(url)
    count = 0
    @event.listens_for(engine, "before_cursor_execute")
    def _(*_args):
        nonlocal count
        count += 1
        if count == int(sys.argv[2]):
            os.kill(os.getpid(), 9)
    return engine
db.session.make_engine = counting
db.migrate.upgrade(sys.argv[1])
"""


@pytest.mark.faults
@pytest.mark.parametrize("statement", [3, 20, 50, 70])
def test_a_migration_killed_half_way_leaves_the_old_or_the_new_schema(
    tmp_path: Path, database_source: Databases, statement: int
) -> None:
    postgresql = "postgresql" in type(database_source).__name__.lower()
    url = empty_postgresql(database_source) if postgresql else f"sqlite:///{tmp_path / 'killed.db'}"
    killed = subprocess.run(
        [sys.executable, "-c", HALFWAY, url, str(statement)], cwd=TOP, env=os.environ, capture_output=True
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    engine = db.session.make_engine(url)
    until = time.monotonic() + 10
    while postgresql and inspect(engine).get_table_names() and time.monotonic() < until:
        time.sleep(0.05)
    assert db.migrate.current(engine) is None
    assert inspect(engine).get_table_names() == []
    db.migrate.upgrade(url)
    assert db.migrate.current(engine) == db.migrate.head()
    engine.dispose()
    if postgresql:
        # Not one of the numbered copies: it goes the way it came.
        database_source.server.drop(url.rsplit("/", 1)[1])  # type: ignore[attr-defined]


def empty_postgresql(source: Databases) -> str:
    """A database without our schema, in the cluster of the tests."""
    server = source.server  # type: ignore[attr-defined]
    name = f"killed_{time.monotonic_ns()}"
    url: str = server.create(name)
    return url


def test_a_read_cannot_write(engine: Engine) -> None:
    with db.session.reading() as session, pytest.raises(Exception, match=r"(?i)read.?only"):
        session.execute(
            text("insert into campus (name, city, is_active, version) values ('Gent', 'Gent', true, 1)")
        )


def test_what_goes_wrong_inside_a_write_is_taken_back(engine: Engine) -> None:
    def act() -> None:
        with db.session.writing() as session:
            session.add(Organisation(id=1, name="x"))
            session.flush()
            raise InvalidInput("Nee.")

    with pytest.raises(InvalidInput):
        act()
    with db.session.reading() as session:
        assert session.get(Organisation, 1) is None


def test_without_a_database_there_is_no_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db.session._Current, "engine", None)
    with pytest.raises(db.session.NotConfigured):
        db.session.engine()


def test_the_database_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file.db"
    db.session.make_engine(f"sqlite:///{path}").dispose()
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_error_of_the_database_never_shows_the_values(engine: Engine) -> None:
    secret = "90610100155"
    with db.session.writing() as session:
        session.add(Organisation(id=2, name=secret))
        with pytest.raises(IntegrityError) as caught:
            session.flush()
        session.rollback()
    told = "".join(traceback.format_exception(caught.value))
    assert "organisation" in told
    assert secret not in told
