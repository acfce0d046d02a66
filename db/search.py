"""The full-text index of names on SQLite, written in the transaction that writes the person.

PostgreSQL keeps its trigram index itself. SQLite would by triggers, but refuses a virtual table inside one while
trusted_schema is off, and that stays off. So: mapper events for rows written one by one, `add_many` for bulk inserts,
`holds` to prove that nothing was forgotten.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Mapper, Session

from db.models.learner import Learner

ADD = text("insert into learner_search(rowid, search_name) values (:id, :name)")
REMOVE = text("insert into learner_search(learner_search, rowid, search_name) values ('delete', :id, :name)")
CHECK = text("insert into learner_search(learner_search, rank) values ('integrity-check', 1)")
REBUILD = text("insert into learner_search(learner_search) values ('rebuild')")


def add_many(session: Session, people: Iterable[tuple[int, str]]) -> None:
    """Index people that a bulk insert wrote: (learner id, search name)."""
    rows = [{"id": key, "name": name} for key, name in people]
    if rows and session.get_bind().dialect.name == "sqlite":
        session.connection().execute(ADD, rows)


def remove_many(session: Session, people: Iterable[tuple[int, str]]) -> None:
    """Take people out of the index that a bulk delete removes: (learner id, search name as it was)."""
    rows = [{"id": key, "name": name} for key, name in people]
    if rows and session.get_bind().dialect.name == "sqlite":
        session.connection().execute(REMOVE, rows)


def rebuild(session: Session) -> None:
    """Make the index anew from the table, after a load that wrote around it."""
    if session.get_bind().dialect.name == "sqlite":
        session.connection().execute(REBUILD)


def holds(session: Session) -> bool:
    """Whether the index and the table agree (asks a writing session: SQLite's check is an insert)."""
    if session.get_bind().dialect.name != "sqlite":
        return True
    try:
        with session.begin_nested():
            session.connection().execute(CHECK)
    except DatabaseError as error:
        if "malformed" in str(error):
            return False
        raise
    return True


@event.listens_for(Learner, "after_insert")
def _inserted(_mapper: Mapper[Learner], connection: Connection, person: Learner) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(ADD, {"id": person.id, "name": person.search_name})


@event.listens_for(Learner, "after_update")
def _updated(_mapper: Mapper[Learner], connection: Connection, person: Learner) -> None:
    before = inspect(person).attrs.search_name.history.deleted
    if before and connection.dialect.name == "sqlite":
        connection.execute(REMOVE, {"id": person.id, "name": before[0]})
        connection.execute(ADD, {"id": person.id, "name": person.search_name})


@event.listens_for(Learner, "after_delete")
def _deleted(_mapper: Mapper[Learner], connection: Connection, person: Learner) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(REMOVE, {"id": person.id, "name": person.search_name})
