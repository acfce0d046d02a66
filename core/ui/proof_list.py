"""The queue of proofs by urgency: one page of rows, in a grid or a table."""

from dataclasses import replace

import streamlit as st

from core.i18n import N_
from core.proofs import queries
from core.proofs.filters import Filters, Status
from core.proofs.queries import Counts, QueuePage
from core.proofs.rows import QueueRow
from core.ui import address, guarded, labels, proof_filters, proof_more_filters, record_list, tables
from core.ui.cells import Column
from core.ui.markup import Badge
from core.ui.page import Context
from core.ui.record_list import RecordList

KEY = "proofs"
CHOSEN = "proofs.chosen"


def word_of(row: QueueRow, ctx: Context) -> Badge:
    """The sign of a proof; a done one says whether it was in time, or that LED cancelled it since."""
    if row.led_cancelled_on is not None:
        return labels.mark("hold", ctx.t(labels.CANCELLED))
    if row.status is Status.DONE:
        return labels.status("met_late" if row.met_late else "met", ctx.t)
    return labels.status(row.status, ctx.t)


def name_of(row: QueueRow) -> str:
    """Achternaam, Voornaam."""
    return f"{row.last_name}, {row.first_name}".strip(", ")


def columns(ctx: Context) -> list[Column[QueueRow]]:
    """What identifies stands left of what describes."""
    return [
        Column(N_("Termijn"), lambda row: word_of(row, ctx), "status", 122),
        Column(N_("Uiterste datum"), lambda row: row.due_on, "date", 108),
        Column(N_("Dagen"), lambda row: row.days, "number", 60),
        Column(N_("Deelnemer"), name_of, width=175),
        Column(N_("Soort bewijs"), lambda row: labels.word(labels.KINDS, row.kind, ctx.t), width=158),
        Column(N_("Traject"), lambda row: row.trajectory, width=166),
        Column(N_("Campus"), lambda row: row.campus, width=88),
        Column(N_("Volgende stap"), lambda row: step_word(row, ctx), width=112),
        Column(N_("Nummer"), lambda row: row.number, width=92),
    ]


def done_columns(ctx: Context) -> list[Column[QueueRow]]:
    """Of what is registered: when that was, in place of how many days are left; what may still follow comes last."""
    found = {column.title: column for column in columns(ctx)}
    del found["Dagen"]
    last = found.pop("Volgende stap")
    term, *rest = found.values()
    return [term, Column(N_("Geregistreerd op"), lambda row: row.registered_on, "date", 116), *rest, last]


def step_word(row: QueueRow, ctx: Context) -> str:
    """What has to happen next, or nothing."""
    if row.is_to_confirm:
        return ctx.t("Te bevestigen")
    return ctx.t(proof_more_filters.STEPS[row.step]) if row.step else ""


def load(ctx: Context, filters: Filters, counts: Counts | None = None) -> QueuePage:
    """The page of the queue that is asked for; what was counted for the signs is not counted again."""
    page = tables.page_of(KEY)
    return ctx.read(
        queries.queue, actor=ctx.actor, today=ctx.today, filters=filters, page=page, counted=counts
    )


LISTED = RecordList(
    KEY, N_("Bewijzen naar termijn, dringendste eerst"), (N_("1 bewijs"), N_("{n} bewijzen")),
    N_("Bewijs openen"), columns, lambda row: row.proof_id,
    lambda row: f"{name_of(row)} · {row.title}", address=("proof", "id"),
)  # fmt: skip

DONE_LISTED = replace(LISTED, columns=done_columns)


def listed(filters: Filters) -> RecordList[QueueRow]:
    """The list as its sign asks."""
    return DONE_LISTED if filters.status is Status.DONE else LISTED


def draw(ctx: Context, filters: Filters, queue: QueuePage) -> None:
    """The list alone. Turning a page draws it again and nothing around it: a third of the work of the whole page."""
    loaded = [queue]

    @guarded.fragment()
    def listing() -> None:
        is_whole_page = bool(loaded)
        found = loaded.pop() if loaded else load(ctx, filters)
        record_list.draw(ctx, listed(filters), found.rows, total=found.total)
        if not is_whole_page:
            keep(filters)

    listing()


def keep(filters: Filters) -> None:
    """What is shown, in the address."""
    shown = {"proof": record_list.in_address(LISTED), "page": tables.address_page(KEY)}
    address.keep({**proof_filters.codes(filters), **shown})


def choose(ctx: Context, filters: Filters, queue: QueuePage) -> list[QueueRow]:
    """The list with boxes; gives the rows that are ticked, each as it stood when it was ticked."""
    remembered: dict[int, QueueRow] = st.session_state.get(CHOSEN, {})
    ids = [row.proof_id for row in queue.rows]
    ticked = tables.grid(
        ctx, queue.rows, listed(filters).columns(ctx), key=KEY, ids=ids, part=f"many{tables.page_of(KEY)}",
        caption=ctx.t(LISTED.caption), many=True, chosen=remembered.keys(),
    )  # fmt: skip
    with tables.footer():
        tables.pager(ctx, total=queue.total, key=KEY, what=LISTED.what)
    by_id = {row.proof_id: row for row in queue.rows}
    chosen = {key: remembered.get(key, by_id[key]) for key in ticked}
    st.session_state[CHOSEN] = chosen
    return list(chosen.values())


def choose_none() -> None:
    """Nothing is ticked any more."""
    st.session_state.pop(CHOSEN, None)
    tables.forget_selection(KEY)
