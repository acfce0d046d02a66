"""Counting what is left of somebody, by reading the whole database."""

from collections.abc import Mapping

from sqlalchemy import Engine, select

from db.models import Base


def everything(engine: Engine) -> Mapping[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with engine.connect() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in Base.metadata.sorted_tables
        }


def holding(engine: Engine, mark: str) -> list[str]:
    """The tables in which a mark still stands, as text or as bytes."""
    found = everything(engine)
    return [
        name
        for name, rows in found.items()
        if any(
            mark in str(value) or (isinstance(value, bytes) and mark.encode() in value)
            for row in rows
            for value in row
        )
    ]
