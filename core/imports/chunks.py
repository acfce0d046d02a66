"""Many keys in questions that a database takes: a few hundred at a time."""

from collections.abc import Collection, Iterable, Iterator
from typing import TypeAlias, TypeVarTuple

from sqlalchemy import ColumnElement, Row, Select
from sqlalchemy.orm import InstrumentedAttribute, Session

SIZE = 500
Values = TypeVarTuple("Values")
Key: TypeAlias = ColumnElement[int] | InstrumentedAttribute[int] | InstrumentedAttribute[int | None]


def of(keys: Iterable[int]) -> Iterator[list[int]]:
    """The keys in lists of at most that many."""
    listed = list(keys)
    for start in range(0, len(listed), SIZE):
        yield listed[start : start + SIZE]


def rows(
    session: Session,
    statement: Select[*Values],
    column: Key,
    keys: Collection[int],
) -> Iterator[Row[*Values]]:
    """The rows of a statement whose column is one of the keys."""
    for chunk in of(keys):
        yield from session.execute(statement.where(column.in_(chunk)))
