"""The queue of proofs by urgency: one page of rows, in a grid or a table, with what is open beside it."""

from collections.abc import Callable

import streamlit as st

from core.i18n import N_
from core.proofs import queries
from core.proofs.queries import Filters, QueuePage, QueueRow, Status
from core.ui import address, labels, proof_filters, tables
from core.ui.html import Badge
from core.ui.page import Context
from core.ui.tables import Column

KEY = "proofs"
OPENED = "proofs.opened"
MANY = "proofs.many"
NUMBER_WIDTH = 110


def word_of(row: QueueRow, ctx: Context) -> Badge:
    """The sign of a proof; a done one says whether it was in time."""
    if row.status is Status.DONE:
        return labels.status("met_late" if row.met_late else "met", ctx.t)
    return labels.status(row.status, ctx.t)


def name_of(row: QueueRow) -> str:
    """Achternaam, Voornaam."""
    return f"{row.last_name}, {row.first_name}".strip(", ")


def columns(ctx: Context) -> list[Column[QueueRow]]:
    """What identifies stands left of what describes."""
    return [
        Column(N_("Termijn"), lambda row: word_of(row, ctx), "status", 128),
        Column(N_("Uiterste datum"), lambda row: row.due_on, "date", 112),
        Column(N_("Dagen"), lambda row: row.days, "number", 70),
        Column(N_("Deelnemer"), name_of, width=180),
        Column(N_("Soort bewijs"), lambda row: labels.word(labels.KINDS, row.kind, ctx.t), width=150),
        Column(N_("Traject"), lambda row: row.trajectory, width=200),
        Column(N_("Campus"), lambda row: row.campus, width=110),
        Column(N_("Volgende stap"), lambda row: step_word(row, ctx), width=120),
        Column(N_("Nummer"), lambda row: row.number, width=NUMBER_WIDTH),
    ]


def step_word(row: QueueRow, ctx: Context) -> str:
    """What has to happen next, or nothing."""
    return ctx.t(proof_filters.STEPS[row.step]) if row.step else ""


def load(ctx: Context, filters: Filters) -> QueuePage:
    """The page of the queue that is asked for."""
    return ctx.read(
        queries.queue, actor=ctx.actor, today=ctx.today, filters=filters, page=tables.page_of(KEY)
    )


def opened() -> int | None:
    """The proof whose detail stands open: chosen in the list, or named in the address."""
    if OPENED not in st.session_state:
        st.session_state[OPENED] = address.number("proof")
    found = st.session_state[OPENED]
    return found if isinstance(found, int) else None


def open_one(proof_id: int | None) -> None:
    """Show another proof, or none, and draw the list's selection anew."""
    st.session_state[OPENED] = proof_id
    st.session_state.pop("proofs.act", None)
    tables.forget_selection(KEY)
    st.rerun()


def draw(ctx: Context, queue: QueuePage, *, many: bool) -> list[QueueRow]:
    """The list; gives the rows that are chosen when many are wanted."""
    view = str(st.session_state.get(f"{KEY}.view", "grid"))
    caption = ctx.t("Bewijzen naar termijn, dringendste eerst")
    chosen: list[QueueRow] = []
    if view == "table":
        _open_from_table(ctx, queue)
        tables.table(ctx, queue.rows, columns(ctx), caption=caption)
    else:
        chosen = _grid(ctx, queue, caption, many=many)
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        tables.pager(ctx, total=queue.total, key=KEY, what=ctx.t("bewijzen"))
        tables.view_switch(ctx, key=KEY)
    return chosen


def beside(ctx: Context, queue: QueuePage, panel: Callable[[], None]) -> None:
    """The list with a panel beside it; on a narrow screen the panel takes its place."""
    with st.container(key="naast"):
        left, right = st.columns([1.9, 1], gap="medium")
        with left:
            draw(ctx, queue, many=False)
        with right:
            panel()


def _grid(ctx: Context, queue: QueuePage, caption: str, *, many: bool) -> list[QueueRow]:
    keys = [row.proof_id for row in queue.rows]
    current = opened()
    marked = keys.index(current) if current in keys else None
    part = f"{'many' if many else 'one'}{tables.page_of(KEY)}"
    positions = tables.grid(
        ctx, queue.rows, columns(ctx), key=KEY, part=part, caption=caption, many=many, selected=marked
    )
    if many:
        return [queue.rows[position] for position in positions]
    picked = keys[positions[0]] if positions else None
    if picked != current and (picked is not None or current in keys):
        st.session_state[OPENED] = picked
        st.session_state.pop("proofs.act", None)
        st.rerun()
    return []


def _open_from_table(ctx: Context, queue: QueuePage) -> None:
    names = {row.proof_id: f"{name_of(row)} · {row.title}" for row in queue.rows}
    picked = st.selectbox(
        ctx.t("Bewijs openen"),
        list(names),
        index=None,
        format_func=lambda key: names[key],
        placeholder=ctx.t("Kies een bewijs uit deze lijst"),
        key=f"{KEY}.open.{tables.page_of(KEY)}",
    )
    if picked is not None and picked != opened():
        st.session_state[OPENED] = picked
        st.rerun()
