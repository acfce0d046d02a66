"""Lists: a grid of at most one page, the same rows as a real table, selection that opens a detail, and paging."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar
from zlib import crc32

import pandas as pd
import streamlit as st
from streamlit.elements.arrow import DataframeStateInput
from streamlit.elements.lib.column_types import ColumnConfig

from core.i18n import N_
from core.ui import markup
from core.ui.markup import Badge
from core.ui.page import Context

R = TypeVar("R")
PAGE_SIZE = 50
ROW_HEIGHT = 38
HEAD_HEIGHT = 35
GRID_HEIGHT = 560
PAGER_ARROWS, PAGER_STEP, PAGER_MOST = 158, 42, 384
# The planes of the five signs by theme: the grid draws black text on light planes, white on dark ones.
PLANES = {
    "light": {"late": "#FCEBE9", "soon": "#FDF1DC", "plan": "#E8F1FA", "done": "#E6F4EB", "hold": "#F1ECFA"},
    "dark": {"late": "#4A1D19", "soon": "#3F2C0B", "plan": "#16324B", "done": "#143A27", "hold": "#33274F"},
}
VIEWS = {"grid": N_("Raster"), "table": N_("Tabel")}


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


def grid(
    ctx: Context,
    rows: Sequence[R],
    columns: Sequence[Column[R]],
    *,
    key: str,
    ids: Sequence[int],
    caption: str,
    part: str = "",
    many: bool = False,
    chosen: Collection[int] = (),
    height: int = GRID_HEIGHT,
) -> list[int]:
    """Draw the rows and give the record numbers of those that are selected; `chosen` are selected at first.

    A selection is remembered by place, so the key holds which records stand where: when rows come or go between
    two runs, the grid begins anew with the same records selected, never with their neighbours.
    """
    frame = pd.DataFrame(
        {ctx.t(column.title): [_grid_value(column, row) for row in rows] for column in columns}
    )
    event = st.dataframe(
        frame,
        key=f"{key}.{part}.{st.session_state.get(_generation(key), 0)}.{crc32(repr(list(ids)).encode())}",
        hide_index=True,
        width="stretch",
        height=min(height, HEAD_HEIGHT + ROW_HEIGHT * len(rows) + 2),
        row_height=ROW_HEIGHT,
        column_config={ctx.t(column.title): _config(ctx, column, rows) for column in columns},
        on_select="rerun",
        selection_mode="multi-row" if many else "single-row",
        selection_default=_selection([place for place, record in enumerate(ids) if record in chosen]),
        placeholder="",
        alt=caption,
    )
    return [ids[place] for place in event["selection"]["rows"] if place < len(ids)]


def table(ctx: Context, rows: Sequence[R], columns: Sequence[Column[R]], *, caption: str) -> None:
    """The same rows as an HTML table."""
    heads = [ctx.t(column.title) for column in columns]
    markup.show(markup.table(caption, heads, [[_cell(ctx, c, row) for c in columns] for row in rows]))


def forget_selection(key: str) -> None:
    """Give the grid a new key: its selection becomes the one passed as `chosen`."""
    st.session_state[_generation(key)] = st.session_state.get(_generation(key), 0) + 1


def view_switch(ctx: Context, *, key: str) -> str:
    """The choice between the grid and the table that screen readers can read."""
    chosen = st.segmented_control(
        ctx.t("Weergave"),
        list(VIEWS),
        default="grid",
        required=True,
        format_func=lambda code: ctx.t(VIEWS[code]),
        key=f"{key}.view",
        persist_state="session",
        label_visibility="collapsed",
        wrap=True,
    )
    return str(chosen or "grid")


def pager(ctx: Context, *, total: int, key: str, what: str, page_size: int = PAGE_SIZE) -> None:
    """Which rows, of how many, and the pages; to be drawn in a `footer`. `page_of` reads the page before the query."""
    pages = max(1, -(-total // page_size))
    page = min(page_of(key), pages)
    first, last = (page - 1) * page_size + 1, min(page * page_size, total)
    if total:
        text = ctx.t(
            "{first} tot {last} van {total} {what}",
            first=ctx.f.number(first), last=ctx.f.number(last), total=ctx.f.number(total), what=what,
        )  # fmt: skip
        with st.container(width="stretch"):
            markup.show(markup.muted(text))
    if pages > 1:
        st.pagination(pages, key=f"{key}.page", width=min(PAGER_ARROWS + PAGER_STEP * pages, PAGER_MOST))


def footer() -> AbstractContextManager[object]:
    """The line under a list."""
    footed: AbstractContextManager[object] = st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="medium"
    )
    return footed


def page_of(key: str) -> int:
    """The page that is asked for; 1 after `first_page`."""
    found = st.session_state.get(f"{key}.page", 1)
    return found if isinstance(found, int) and found > 0 else 1


def address_page(key: str) -> int | None:
    """The page as the address names it: nothing for the first."""
    return page if (page := page_of(key)) > 1 else None


def first_page(key: str) -> None:
    """Back to page 1: another filter means another list."""
    st.session_state.pop(f"{key}.page", None)


def _generation(key: str) -> str:
    return f"{key}.generation"


def _grid_value(column: Column[R], row: R) -> object:
    value = column.value(row)
    if isinstance(value, Badge):
        return [value.text]
    return value


def _cell(ctx: Context, column: Column[R], row: R) -> str | Badge:
    value = column.value(row)
    if isinstance(value, Badge):
        return value
    if isinstance(value, date):
        return ctx.f.date(value)
    if isinstance(value, int | float) and column.kind == "number":
        return ctx.f.number(value)
    return "" if value is None else str(value)


def _selection(places: list[int]) -> DataframeStateInput | None:
    return {"selection": {"rows": places, "columns": [], "cells": []}} if places else None


def _config(ctx: Context, column: Column[R], rows: Sequence[R]) -> ColumnConfig:
    title = ctx.t(column.title)
    if column.kind == "date":
        return st.column_config.DateColumn(title, width=column.width, format="DD/MM/YYYY", alignment="left")
    if column.kind == "number":
        return st.column_config.NumberColumn(title, width=column.width, alignment="right")
    if column.kind == "status":
        marks = {mark.text: mark.css for row in rows if isinstance(mark := column.value(row), Badge)}
        planes = PLANES[theme()]
        return st.column_config.MultiselectColumn(
            title, width=column.width, options=list(marks), color=[planes[css] for css in marks.values()]
        )
    return st.column_config.TextColumn(title, width=column.width)
