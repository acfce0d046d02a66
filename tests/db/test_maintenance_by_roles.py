"""PostgreSQL: who does not own the tables cannot thaw them."""

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

import db.session
from db import maintenance
from db.maintenance import NotTheOwner
from db.models import AccessEntry
from tests.db.conftest import triggers

APP = "termijnwacht_app"
PASSWORD = "alleen-voor-deze-test"


def test_a_role_that_does_not_own_the_tables_is_refused_before_anything_is_done(
    engine: Engine, database_url: str, look: int, session: Session
) -> None:
    session.rollback()
    as_owner = engine.execution_options(app_writes=True)
    with as_owner.begin() as connection:
        connection.execute(text(f"drop role if exists {APP}"))
        connection.execute(text(f"create role {APP} login password '{PASSWORD}'"))
        connection.execute(
            text(f"grant select, insert, update, delete on all tables in schema public to {APP}")
        )
        connection.execute(text(f"grant usage on all sequences in schema public to {APP}"))
    before = triggers(engine)
    url = make_url(database_url).set(username=APP, password=PASSWORD).render_as_string(hide_password=False)
    try:
        with pytest.raises(NotTheOwner), maintenance.maintaining(url) as opened:
            opened.execute(text("delete from access_entry"))
        plain = db.session.make_engine(url)
        with pytest.raises(DBAPIError, match="frozen"), plain.begin() as connection:
            connection.execute(text("delete from access_entry"))
        with pytest.raises(DBAPIError, match="owner"), plain.begin() as connection:
            connection.execute(text("alter table access_entry disable trigger all"))
        plain.dispose()
    finally:
        with as_owner.begin() as connection:
            connection.execute(text(f"drop owned by {APP}"))
            connection.execute(text(f"drop role {APP}"))
    assert triggers(engine) == before
    assert session.scalars(select(AccessEntry.id)).all() == [look]
