"""Rows of the database as columns of whole numbers, past the layers that would make an object of each."""

from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, ColumnElement, Integer, Select, String, cast, func
from sqlalchemy.orm import InstrumentedAttribute as Column
from sqlalchemy.orm import Session

Whole: TypeAlias = NDArray[np.int64]
Days: TypeAlias = NDArray[np.datetime64]


def read(session: Session, statement: Select[*tuple[int, ...]]) -> Whole:
    """Every column of the rows as whole numbers."""
    flat = np.fromiter(chain.from_iterable(fetched(session, statement)), np.int64)
    return flat.reshape(-1, len(statement.selected_columns)).T.copy()


def fetched(session: Session, statement: Select[*tuple[Any, ...]]) -> Sequence[Any]:
    """The rows as the driver has them, past the layers that would make an object of each."""
    connection = session.connection()
    sql = statement.compile(connection.engine, compile_kwargs={"literal_binds": True})
    cursor = connection.connection.cursor()
    cursor.execute(str(sql))
    return cursor.fetchall()


def number(day: Column[date] | Column[date | None]) -> ColumnElement[int]:
    """A day as 20261121, on both databases."""
    return cast(func.replace(cast(day, String), "-", ""), Integer)


def days(number: Whole) -> Days:
    """Such numbers as days."""
    month = ((number // 10_000 - 1970) * 12 + number // 100 % 100 - 1).astype("datetime64[M]")
    found: Days = month.astype("datetime64[D]") + (number % 100 - 1).astype("timedelta64[D]")
    return found


def wide(column: Column[int] | ColumnElement[int]) -> ColumnElement[int]:
    """A number with room for several packed in one."""
    return cast(column, BigInteger)


def expanded(name: Whole, low: Whole, high: Whole) -> tuple[Whole, Whole]:
    """Per number from low to high (not included) the name it belongs to, and the number."""
    count = high - low
    before = np.repeat(np.cumsum(count) - count - low, count)
    return np.repeat(name, count), np.arange(int(count.sum())) - before


def added(row: Whole, amount: Whole, rows: int) -> Whole:
    """By row the sum of the amounts; a float holds whole numbers to 2**53, and these are minutes."""
    return np.bincount(row, amount, rows).astype(np.int64)


def first_of(enrolment: Whole, most: int) -> Whole:
    """By enrolment the place where it begins in a sorted column; one further, where it ends."""
    return np.searchsorted(enrolment, np.arange(most + 2))
