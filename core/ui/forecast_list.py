"""A list behind a number of the forecast: a grid or a table of proofs, its pages, and a way to the chosen one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from core.i18n import N_
from core.ui import tables
from core.ui.cells import Column
from core.ui.page import Context

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Listed:
    """What the rows are: the page that opens one and the name of its key there, and the Dutch texts."""

    page: str
    address: str
    opens: str
    what: tuple[str, str]


PROOFS = Listed("proofs", "proof", N_("Open het bewijs van {name}"), (N_("1 bewijs"), N_("{n} bewijzen")))
PAPERS = Listed(
    "certificates", "paper", N_("Open het papier van {name}"), (N_("1 papier"), N_("{n} papieren"))
)


def draw(
    ctx: Context, rows: Sequence[R], columns: Sequence[Column[R]], *, key: str, caption: str, named: Mapping[int, str],
    total: int, of: Listed = PROOFS,
) -> None:  # fmt: skip
    """One page; `named` gives per row, in its order, the proof (or the paper, as `of` says) and whose it is."""
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
        for key_of in chosen:
            ctx.link(of.page, ctx.t(of.opens, name=named[key_of]), **{of.address: str(key_of)})
    with tables.footer():
        tables.pager(ctx, total=total, key=key, what=of.what)
        tables.view_switch(ctx, key=key)
