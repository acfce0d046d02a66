"""What the tests of the frozen tables share; what only one of the two databases has is left out on the other."""

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from core import audit
from db.models import AccessEntry
from tests import databases, factories

ONLY = {"sqlite": "test_maintenance_of_a_file.py", "postgresql": "test_maintenance_by_roles.py"}
collect_ignore = [file for kind, file in ONLY.items() if kind != databases.kind()]


def triggers(engine: Engine) -> list[tuple[object, ...]]:
    """Every trigger there is, with its text or its state."""
    statement = (
        "select name, sql from sqlite_master where type = 'trigger' order by name"
        if engine.dialect.name == "sqlite"
        else "select tgname, tgenabled, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal order by tgname"
    )
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


@pytest.fixture
def look(engine: Engine, session: Session) -> int:
    """One look on record."""
    audit.log_access(
        session, actor=factories.actor(session), what="insz", subject="learner:1", reason="nagaan in LED"
    )
    session.commit()
    return session.scalars(select(AccessEntry.id)).one()
