"""A list of records with one of them open beside it: the grid or table, the pages, and the panel's bar.

Which record is open stands in the address as a number, so that a link can open one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

import streamlit as st

from core.ui import address, distinct, guarded, markup, tables
from core.ui.address import LARGEST
from core.ui.cells import Column
from core.ui.page import Context

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class RecordList(Generic[R]):
    """One list of a page: its texts (Dutch; `what` for one row and for more), its columns, what identifies a row."""

    key: str
    caption: str
    what: tuple[str, str]
    choose: str
    columns: Callable[[Context], list[Column[R]]]
    id_of: Callable[[R], int]
    name_of: Callable[[R], str]
    address: tuple[str, ...] = ("id",)
    most: int = LARGEST


def parts(ctx: Context, offered: Mapping[str, str], *, key: str) -> str:
    """The choice between the lists of one page; the address names it as `part`."""
    with st.container(key="filters"):
        found = st.segmented_control(
            ctx.t("Toon"),
            list(offered),
            default=address.code("part", offered) or next(iter(offered)),
            required=True,
            format_func=lambda code: ctx.t(offered[code]),
            key=key,
            wrap=True,
        )
    return str(found or next(iter(offered)))


def opened(listed: RecordList[R]) -> int | None:
    """The record whose panel stands open: chosen in the list, or named by the link that led here."""
    named = (address.number(name, most=listed.most) for name in listed.address)
    asked = next((found for found in named if found is not None), None)
    if asked != st.session_state.get(f"{listed.key}.addressed"):
        st.session_state[f"{listed.key}.addressed"] = asked
        st.session_state[f"{listed.key}.opened"] = asked
    found = st.session_state.get(f"{listed.key}.opened")
    return found if isinstance(found, int) else None


def in_address(listed: RecordList[R]) -> int | None:
    """The open record as the address must name it; remembered, so that a later link is told apart from it."""
    found = opened(listed)
    st.session_state[f"{listed.key}.addressed"] = found
    return found


def choose(key: str, record_id: int | None) -> None:
    """From the next run on show another record of that list, or none, with the list's selection drawn anew."""
    st.session_state[f"{key}.opened"] = record_id
    tables.forget_selection(key)


def open_one(listed: RecordList[R], record_id: int | None) -> None:
    """Show another record, or none."""
    choose(listed.key, record_id)
    st.rerun()


def draw(ctx: Context, listed: RecordList[R], rows: Sequence[R], *, total: int) -> None:
    """The rows as a grid or as a table, with the pages under them."""
    if not rows:
        markup.show(markup.muted(ctx.t("Geen rijen in deze lijst.")))
        return
    caption = ctx.t(listed.caption)
    if st.session_state.get(f"{listed.key}.view", "grid") == "table":
        _open_from_table(ctx, listed, rows)
        tables.table(ctx, rows, listed.columns(ctx), caption=caption)
    else:
        _grid(ctx, listed, rows, caption)
    with tables.footer():
        tables.pager(ctx, total=total, key=listed.key, what=listed.what)
        tables.view_switch(ctx, key=listed.key)


def _grid(ctx: Context, listed: RecordList[R], rows: Sequence[R], caption: str) -> None:
    keys = [listed.id_of(row) for row in rows]
    current = opened(listed)

    def picked(found: list[int]) -> None:
        if found != [current] and (found or current in keys):
            st.session_state[f"{listed.key}.opened"] = found[0] if found else None
            guarded.redraw_page()

    tables.grid(
        ctx, rows, listed.columns(ctx), key=listed.key, ids=keys, part=str(tables.page_of(listed.key)), caption=caption,
        chosen=() if current is None else (current,), picked=picked,
    )  # fmt: skip


def _open_from_table(ctx: Context, listed: RecordList[R], rows: Sequence[R]) -> None:
    names = distinct.labels({listed.id_of(row): listed.name_of(row) for row in rows})
    picked = st.selectbox(
        ctx.t(listed.choose),
        list(names),
        index=None,
        format_func=lambda key: names[key],
        placeholder=ctx.t("Kies uit deze lijst"),
        key=f"{listed.key}.open.{tables.page_of(listed.key)}",
    )
    if picked is not None and picked != opened(listed):
        st.session_state[f"{listed.key}.opened"] = picked
        st.rerun()


def beside(
    ctx: Context, listed: RecordList[R], rows: Sequence[R], panel: Callable[[int], None], *, total: int
) -> None:
    """The list; with a record open, its panel beside it (on a narrow screen in its place)."""
    current = opened(listed)
    if current is None:
        draw(ctx, listed, rows, total=total)
        return
    with st.container(key="naast"):
        left, right = st.columns([1.7, 1], gap="medium")
        with left:
            draw(ctx, listed, rows, total=total)
        with right, st.container(key="detail", border=True):
            _bar(ctx, listed, [listed.id_of(row) for row in rows], current)
            panel(current)


def _bar(ctx: Context, listed: RecordList[R], keys: Sequence[int], current: int) -> None:
    at = keys.index(current) if current in keys else None
    before = keys[at - 1] if at else None
    after = keys[at + 1] if at is not None and at + 1 < len(keys) else None
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
        st.button(
            ctx.t("Vorige"), key=f"{listed.key}.before", type="tertiary", icon=":material/arrow_back:",
            disabled=before is None, shortcut="K", on_click=guarded.callback(ctx, partial(choose, listed.key, before)),
        )  # fmt: skip
        st.button(
            ctx.t("Volgende"), key=f"{listed.key}.after", type="tertiary", icon=":material/arrow_forward:",
            icon_position="right", disabled=after is None, shortcut="J",
            on_click=guarded.callback(ctx, partial(choose, listed.key, after)),
        )  # fmt: skip
        st.button(
            ctx.t("Sluiten"), key=f"{listed.key}.close", type="tertiary", icon=":material/close:", shortcut="X",
            on_click=guarded.callback(ctx, partial(choose, listed.key, None)),
        )  # fmt: skip
