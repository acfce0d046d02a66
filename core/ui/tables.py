"""Lists: a grid of at most one page, the same rows as a real table, selection that opens a detail, and paging."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from typing import TypeVar
from zlib import crc32

import streamlit as st
from streamlit.elements.arrow import DataframeState, DataframeStateInput

from core.i18n import N_
from core.ui import cells, guarded, markup
from core.ui.cells import Column
from core.ui.markup import Badge
from core.ui.page import Context

R = TypeVar("R")
PAGE_SIZE = 50
ROW_HEIGHT = 38
HEAD_HEIGHT = 35
GRID_HEIGHT = 560
PAGER_ARROWS, PAGER_STEP, PAGER_MOST = 158, 42, 350
VIEWS = {"grid": N_("Raster"), "table": N_("Tabel")}


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
    picked: Callable[[list[int]], None] = lambda _records: None,
) -> list[int]:
    """Draw the rows and give the record numbers of those that are selected; `chosen` are selected at first.

    With `many` each row has a box to tick; otherwise a click anywhere in a row selects it. A selection is remembered
    by place, so the key holds which records stand where: when rows come or go between two runs, the grid begins anew
    with the same records selected, never with their neighbours. `picked` hears of a choice before the page is drawn.
    """
    heads = [ctx.t(column.title) for column in columns]
    name = f"{key}.{part}.{st.session_state.get(_generation(key), 0)}.{crc32(repr(list(ids)).encode())}"
    places = [place for place, record in enumerate(ids) if record in chosen]
    event = st.dataframe(
        cells.table(columns, rows, heads),
        key=name,
        hide_index=True,
        width="stretch",
        height=min(height, HEAD_HEIGHT + ROW_HEIGHT * len(rows) + 2),
        row_height=ROW_HEIGHT,
        column_config={c: cells.config(c, column, rows) for c, column in zip(heads, columns, strict=True)},
        on_select=guarded.callback(ctx, partial(_tell, picked, name, ids)),
        selection_mode="multi-row" if many else "single-cell",
        selection_default=_selection(places, "" if many else _naming(columns, heads)),
        placeholder="",
        alt=caption,
    )
    return _records(event, ids)


def _records(event: DataframeState, ids: Sequence[int]) -> list[int]:
    selected = event["selection"]
    places = [*selected["rows"], *(place for place, _ in selected["cells"])]
    return [ids[place] for place in places if place < len(ids)]


def _tell(picked: Callable[[list[int]], None], name: str, ids: Sequence[int]) -> None:
    picked(_records(st.session_state[name], ids))


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


def pager(ctx: Context, *, total: int, key: str, what: tuple[str, str], page_size: int = PAGE_SIZE) -> None:
    """How many rows, which of them, and the pages; in a `footer`. `what` names one row and more of them, in Dutch."""
    pages = max(1, -(-total // page_size))
    page = min(page_of(key), pages)
    first, last = (page - 1) * page_size + 1, min(page * page_size, total)
    if total:
        one, more = what
        text = ctx.t(one) if total == 1 else ctx.t(more, n=ctx.f.number(total))
        if pages > 1:
            text = ctx.t(
                "{first} tot {last} van {total}",
                first=ctx.f.number(first),
                last=ctx.f.number(last),
                total=text,
            )
        with st.container(width="stretch"):
            markup.show(markup.muted(text))
    if pages > 1:
        st.pagination(pages, key=f"{key}.page", width=min(PAGER_ARROWS + PAGER_STEP * pages, PAGER_MOST))


def footer() -> AbstractContextManager[object]:
    """The line under a list."""
    footed: AbstractContextManager[object] = st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"
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


def _cell(ctx: Context, column: Column[R], row: R) -> str | Badge:
    value = column.value(row)
    if isinstance(value, Badge):
        return value
    if isinstance(value, date):
        return ctx.f.date(value)
    if isinstance(value, int | float) and column.kind == "number":
        return ctx.f.number(value)
    return "" if value is None else str(value)


def _naming(columns: Sequence[Column[R]], heads: Sequence[str]) -> str:
    """The head of the first column of words: there a row that stands open is marked."""
    found = (head for head, column in zip(heads, columns, strict=True) if column.kind == "text")
    return next(found, heads[0])


def _selection(places: list[int], head: str) -> DataframeStateInput | None:
    """These rows, or with a head the cell of the first of them."""
    if not places:
        return None
    if head:
        return {"selection": {"rows": [], "columns": [], "cells": [(places[0], head)]}}
    return {"selection": {"rows": places, "columns": [], "cells": []}}
