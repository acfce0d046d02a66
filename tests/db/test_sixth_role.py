"""An installation from before the teachers keeps its accounts and their limits, and lets a teacher in."""

import pytest
from alembic import command
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

import db.migrate
import db.models

ACCOUNT = text(
    "insert into account (id, username, display_name, role, is_active, is_demo, all_campuses, language, rights_version, "
    "created_at) values (:id, :name, :name, :role, true, false, false, 'nl', 1, '2026-01-05 09:00:00+00:00')"
)


def at_revision(connection: Connection, revision: str) -> None:
    """The schema of an earlier release, empty."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("drop table if exists learner_search"))
    db.models.Base.metadata.drop_all(connection)
    connection.execute(text("drop table if exists alembic_version"))
    if connection.dialect.name == "postgresql":
        connection.execute(text("drop function if exists refuse_change() cascade"))
    config = db.migrate._config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def test_accounts_and_their_campuses_stay_and_a_teacher_is_let_in(engine: Engine) -> None:
    writer = engine.execution_options(app_writes=True)
    with writer.begin() as connection:
        at_revision(connection, "0002")
        connection.execute(ACCOUNT, {"id": 1, "name": "an", "role": "reader"})
        connection.execute(
            text(
                "insert into campus (id, name, city, is_active, version) values (7, 'Gent', 'Gent', true, 1)"
            )
        )
        connection.execute(text("insert into account_campus (account_id, campus_id) values (1, 7)"))
    with pytest.raises(IntegrityError), writer.begin() as connection:
        connection.execute(ACCOUNT, {"id": 2, "name": "tom", "role": "teacher"})
    with writer.begin() as connection:
        config = db.migrate._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    with writer.begin() as connection:
        connection.execute(ACCOUNT, {"id": 2, "name": "tom", "role": "teacher"})
        assert connection.execute(text("select account_id, campus_id from account_campus")).all() == [(1, 7)]
        assert connection.scalars(text("select role from account order by id")).all() == ["reader", "teacher"]
        if connection.dialect.name == "sqlite":
            assert connection.scalar(text("pragma integrity_check")) == "ok"
    with pytest.raises(IntegrityError), writer.begin() as connection:
        connection.execute(ACCOUNT, {"id": 3, "name": "els", "role": "boss"})
