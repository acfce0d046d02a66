"""The differences of one comparison: narrowed to a kind or to what is open, with one of them beside the list."""

from collections.abc import Mapping

import streamlit as st

from core.i18n import N_
from core.reconciliation import queries, telling, words
from core.reconciliation.queries import Comparison, Row, RowPage
from core.reconciliation.words import Kind
from core.ui import labels, markup, reconciliation_panel, record_list, tables
from core.ui.cells import Column
from core.ui.markup import Badge
from core.ui.page import Context
from core.ui.record_list import RecordList

KEY = "registration.differences"
KIND, OPEN = "registration.differences.kind", "registration.differences.open"
CLASSES: Mapping[str, str] = {
    Kind.MISSING: "late",
    Kind.UNKNOWN: "soon",
    Kind.DOUBLE: "hold",
    Kind.DIFFERENT: "soon",
    Kind.TO_REGISTER: "plan",
    Kind.INVALID: "hold",
}
STILL: Mapping[str, str] = {"open": N_("Te beslissen"), "all": N_("Alles")}


def mark(ctx: Context, kind: str) -> Badge:
    """The sign and word of a kind of difference."""
    return labels.mark(CLASSES[kind], ctx.t(words.KINDS[kind]))


def filters(ctx: Context, found: Comparison) -> tuple[str, bool]:
    """The bar: which kind, and whether what is decided shows too."""
    t = ctx.t
    kinds = [kind.value for kind in Kind if kind in found.kinds]
    st.session_state.setdefault(OPEN, "open" if found.open else "all")
    if st.session_state.get(KIND) not in {None, "all", *kinds}:
        st.session_state.pop(KIND)
    st.session_state.setdefault(KIND, "all")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        kind = st.selectbox(
            t("Soort verschil"), ["all", *kinds], key=KIND, width=220,
            format_func=lambda code: t("Alle soorten") if code == "all" else mark(ctx, code).text,
        )  # fmt: skip
        still = st.segmented_control(
            t("Beslissing"), list(STILL), required=True, key=OPEN, wrap=True, format_func=lambda code: t(STILL[code])
        )  # fmt: skip
    chosen = ("" if kind in {None, "all"} else str(kind), still == "open")
    if st.session_state.get(f"{KEY}.filtered") not in (None, (found.id, *chosen)):
        tables.first_page(KEY)
        record_list.choose(KEY, None)
    st.session_state[f"{KEY}.filtered"] = (found.id, *chosen)
    return chosen


def forget() -> None:
    """Nothing chosen and nothing narrowed: another comparison comes."""
    for name in (KIND, OPEN, f"{KEY}.filtered"):
        st.session_state.pop(name, None)
    tables.first_page(KEY)
    record_list.choose(KEY, None)


def load(ctx: Context, found: Comparison, kind: str, only_open: bool) -> RowPage:
    """The page of the list that is asked for."""
    return ctx.read(
        queries.rows, actor=ctx.actor, reconciliation_id=found.id, kind=kind, only_open=only_open,
        page=tables.page_of(KEY),
    )  # fmt: skip


def decision(ctx: Context, row: Row) -> str:
    """What was decided, in a word."""
    if not row.decision:
        return ""
    word = ctx.t(words.DECISIONS[row.decision])
    return ctx.t("{decision} (eerder)", decision=word) if row.is_carried else word


def columns(ctx: Context) -> list[Column[Row]]:
    """What identifies stands left of what describes."""
    t, day = ctx.t, ctx.f.date
    shown: list[Column[Row]] = [
        Column(N_("Verschil"), lambda row: mark(ctx, row.kind), "status", 146),
        Column(N_("Rij"), lambda row: row.row_number, "number", 50),
        Column(N_("Deelnemer"), lambda row: row.name, width=154),
        Column(N_("Wat er verschilt"), lambda row: telling.told(row, t, show_day=day), width=396),
    ]
    if st.session_state.get(OPEN) != "open":  # while only what is open shows, nothing would stand in it
        shown.append(Column(N_("Beslissing"), lambda row: decision(ctx, row), width=160))
    return [*shown, Column(N_("Bewijs"), lambda row: row.title, width=370)]


LISTED: RecordList[Row] = RecordList(
    KEY, N_("Verschillen in de volgorde van de lijst"), (N_("1 verschil"), N_("{n} verschillen")),
    N_("Verschil openen"), columns, lambda row: row.id,
    lambda row: " · ".join(str(part) for part in (row.row_number, row.name) if part), address=("difference",),
)  # fmt: skip


def draw(ctx: Context, found: Comparison, kind: str, only_open: bool) -> None:
    """The list, and the one that stands open."""
    page = load(ctx, found, kind, only_open)
    if not page.rows and record_list.opened(LISTED) is None:
        text = ctx.t("Hier is alles beslist.") if only_open else ctx.t("Geen verschillen in deze lijst.")
        markup.show(markup.muted(text))
        return
    record_list.beside(
        ctx, LISTED, page.rows, lambda key: reconciliation_panel.draw(ctx, key), total=page.total
    )
