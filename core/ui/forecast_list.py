"""A list behind a number of the forecast: a grid or a table of proofs, its pages, and a way to the chosen one."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import streamlit as st

from core.i18n import N_
from core.ui import tables
from core.ui.cells import Column
from core.ui.page import Context

R = TypeVar("R")


def draw(
    ctx: Context, rows: Sequence[R], columns: Sequence[Column[R]], *, key: str, caption: str, named: Mapping[int, str],
    total: int,
) -> None:  # fmt: skip
    """One page; `named` gives per row, in its order, the proof and whose it is."""
    if st.session_state.get(f"{key}.view", "grid") == "table":
        tables.table(ctx, rows, columns, caption=ctx.t(caption))
    else:
        chosen = tables.grid(
            ctx,
            rows,
            columns,
            key=key,
            ids=list(named),
            part=str(tables.page_of(key)),
            caption=ctx.t(caption),
        )
        for proof_id in chosen:
            ctx.link("proofs", ctx.t("Open het bewijs van {name}", name=named[proof_id]), proof=str(proof_id))
    with tables.footer():
        tables.pager(ctx, total=total, key=key, what=(N_("1 bewijs"), N_("{n} bewijzen")))
        tables.view_switch(ctx, key=key)
