"""Frozen rows go only through the owner of the tables, and only if the whole transaction is kept."""

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core import audit
from db import maintenance
from db.maintenance import THAWED
from db.migrations.triggers import FROZEN
from db.models import AccessEntry, AuditEntry, Tombstone
from tests import factories
from tests.db.conftest import triggers


def test_the_owner_removes_a_frozen_row_and_leaves_every_trigger_as_it_was(
    engine: Engine, database_url: str, look: int, session: Session
) -> None:
    before = triggers(engine)
    session.rollback()
    with maintenance.maintaining(database_url) as opened:
        opened.execute(text("delete from access_entry"))
    assert triggers(engine) == before
    assert session.scalars(select(AccessEntry)).all() == []
    audit.log_access(session, actor=factories.actor(session), what="insz", subject="learner:1")
    session.commit()
    with (
        pytest.raises(DBAPIError, match="frozen"),
        engine.execution_options(app_writes=True).begin() as connection,
    ):
        connection.execute(text("delete from access_entry"))


def remove_and_fail(database_url: str) -> None:
    with maintenance.maintaining(database_url) as opened:
        opened.execute(text("delete from access_entry"))
        raise ZeroDivisionError


def test_what_goes_wrong_inside_leaves_the_rows_and_the_triggers(
    engine: Engine, database_url: str, look: int, session: Session
) -> None:
    before = triggers(engine)
    session.rollback()
    with pytest.raises(ZeroDivisionError):
        remove_and_fail(database_url)
    assert triggers(engine) == before
    assert session.scalars(select(AccessEntry.id)).all() == [look]
    session.rollback()
    with (
        pytest.raises(DBAPIError, match="frozen"),
        engine.execution_options(app_writes=True).begin() as connection,
    ):
        connection.execute(text("delete from access_entry"))


@pytest.mark.parametrize("table", sorted(set(FROZEN) - set(THAWED)))
def test_the_chain_and_the_tombstones_are_not_even_the_owners_to_change(
    database_url: str, session: Session, table: str
) -> None:
    actor = factories.actor(session)
    audit.record(session, actor=actor, action="test", subject_kind="test", subject_id=None)
    stone = {
        "subject_kind": "learner",
        "subject_id": 1,
        "removed_by": "els",
        "reason": "bewaartermijn voorbij",
    }
    entry = session.scalars(select(AuditEntry)).one()
    session.add(Tombstone(**stone, removed_on=factories.TODAY, removed_at=entry.at))
    session.commit()
    with pytest.raises(DBAPIError, match="frozen"), maintenance.maintaining(database_url) as opened:
        opened.execute(text(f"delete from {table}"))
