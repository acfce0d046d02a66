"""The columns of a list: what each shows of a row, as a column of the grid; the signs on their coloured planes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

import pyarrow as pa
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from core.ui.markup import Badge

R = TypeVar("R")
# The planes of the five signs by theme: the grid draws black text on light planes, white on dark ones.
PLANES = {
    "light": {"late": "#FCEBE9", "soon": "#FDF1DC", "plan": "#E8F1FA", "done": "#E6F4EB", "hold": "#F1ECFA"},
    "dark": {"late": "#4A1D19", "soon": "#3F2C0B", "plan": "#16324B", "done": "#143A27", "hold": "#33274F"},
}
# What a chip and its cell take besides the text, and one letter of it: a sign is never cut off.
CHIP_EDGES, CHIP_LETTER = 30, 6
ARROW = {"text": pa.string(), "date": pa.date32(), "number": pa.int64(), "status": pa.list_(pa.string())}


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: its head, what it shows of a row, and how."""

    title: str
    value: Callable[[R], object]
    kind: Literal["text", "date", "number", "status"] = "text"
    width: int = 140


def theme() -> Literal["light", "dark"]:
    """Light or dark, as this session shows it."""
    found = st.context.theme.type
    return "dark" if found == "dark" else "light"


def table(columns: Sequence[Column[R]], rows: Sequence[R], heads: Sequence[str]) -> pa.Table:
    """The rows as the browser gets them: a frame of pandas would first be turned into this, at each click."""
    return pa.table([arrow(column, rows) for column in columns], names=list(heads))


def arrow(column: Column[R], rows: Sequence[R]) -> pa.Array:
    """What a column shows of these rows, as the browser gets it."""
    values = [column.value(row) for row in rows]
    if column.kind == "status":
        return pa.array([[mark.text] if isinstance(mark, Badge) else [] for mark in values], ARROW["status"])
    if column.kind == "text":
        return pa.array([None if value is None else str(value) for value in values], ARROW["text"])
    is_fraction = column.kind == "number" and any(isinstance(value, float) for value in values)
    return pa.array(values, pa.float64() if is_fraction else ARROW[column.kind])


def config(title: str, column: Column[R], rows: Sequence[R]) -> ColumnConfig:
    """How the grid draws that column."""
    if column.kind == "date":
        return st.column_config.DateColumn(title, width=column.width, format="DD/MM/YYYY", alignment="left")
    if column.kind == "number":
        return st.column_config.NumberColumn(title, width=column.width, alignment="right")
    if column.kind == "status":
        marks = {mark.text: mark.css for row in rows if isinstance(mark := column.value(row), Badge)}
        planes = PLANES[theme()]
        longest = max((len(text) for text in marks), default=0)
        return st.column_config.MultiselectColumn(
            title, width=max(column.width, CHIP_EDGES + CHIP_LETTER * longest), options=list(marks),
            color=[planes[css] for css in marks.values()],
        )  # fmt: skip
    return st.column_config.TextColumn(title, width=column.width)
