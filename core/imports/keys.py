"""Keys for rows written in bulk: reserved in the transaction, so that rows can point at each other."""

from sqlalchemy import Table, func, select, text
from sqlalchemy.orm import Session

from db.models import Base


def table_of(model: type[Base]) -> Table:
    """The table of a model, for statements that pass the ORM by."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


def reserve(session: Session, model: type[Base], count: int) -> list[int]:
    """`count` fresh keys of a table, none of which was ever given before where the table promises so."""
    if count == 0:
        return []
    table = table_of(model)
    if session.get_bind().dialect.name == "sqlite":
        return _of_sqlite(session, table, count)
    statement = text("select nextval(pg_get_serial_sequence(:name, 'id')) from generate_series(1, :count)")
    return list(session.scalars(statement, {"name": table.name, "count": count}))


def _of_sqlite(session: Session, table: Table, count: int) -> list[int]:
    """The writer holds the only lock, so reading the last key and writing down the new one is enough."""
    last = session.scalar(select(func.max(table.c.id))) or 0
    if table.dialect_options["sqlite"]["autoincrement"]:
        given = text("select seq from sqlite_sequence where name = :name")
        last = max(last, session.scalar(given, {"name": table.name}) or 0)
        # SQLite keeps no unique index on this table of its own, so an upsert is not possible.
        session.execute(text("delete from sqlite_sequence where name = :name"), {"name": table.name})
        session.execute(
            text("insert into sqlite_sequence (name, seq) values (:name, :seq)"),
            {"name": table.name, "seq": last + count},
        )
    return list(range(last + 1, last + 1 + count))
