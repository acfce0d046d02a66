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
    """`count` fresh keys of a table. On SQLite the writer holds the only lock; PostgreSQL gives them out."""
    if count == 0:
        return []
    table = table_of(model)
    if session.get_bind().dialect.name == "sqlite":
        last = session.scalar(select(func.max(table.c.id))) or 0
        return list(range(last + 1, last + 1 + count))
    statement = text("select nextval(pg_get_serial_sequence(:name, 'id')) from generate_series(1, :count)")
    return list(session.scalars(statement, {"name": table.name, "count": count}))
