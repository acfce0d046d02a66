"""The filter bar of the proofs page: search, signs with their counts, the rest in a popover; codes in the address."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from core.i18n import N_
from core.proofs import problems, queries
from core.proofs.filters import Filters, Status, Step
from core.proofs.queries import Counts
from core.ui import address, forms, labels, proof_more_filters, tables
from core.ui.page import Context

KEY = "proofs"
ALL = "all"
WORDS: Mapping[str, str] = {
    ALL: N_("Alle open"),
    Status.LATE: N_("Te laat"),
    Status.SOON: N_("Deze week"),
    Status.PLAN: N_("Op schema"),
    Status.HOLD: N_("Geblokkeerd"),
    Status.DONE: N_("Geregistreerd"),
}


def draw(ctx: Context) -> tuple[Filters, Counts]:
    """The bar; gives what the queue must be narrowed to, with the numbers beside the signs."""
    base = forms.base(KEY)
    more = proof_more_filters.read(ctx, base)
    narrowed = _narrowed(more.found)
    counts = ctx.read(queries.counts, actor=ctx.actor, today=ctx.today, filters=narrowed)
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        search = st.text_input(
            ctx.t("Zoeken"), key=f"{base}.search", type="search", width=228, icon=":material/search:",
            placeholder=ctx.t("Naam of bewijsnummer"), persist_state="session",
        )  # fmt: skip
        status = _status(ctx, counts, base)
        proof_more_filters.draw(ctx, base, more, clear=clear)
        due_on = _day(ctx, base)
    chosen = replace(
        narrowed, status=Status(status) if status != ALL else None, search=search or "", due_on=due_on
    )
    _back_to_first_page(chosen)
    return chosen, counts


def _narrowed(more: Mapping[str, str]) -> Filters:
    return Filters(
        kind=more["kind"],
        step=Step(more["step"]) if more["step"] else None,
        hold=more["hold"],
        campus_id=int(more["campus"]) if more["campus"] else None,
        trajectory_id=int(more["trajectory"]) if more["trajectory"] else None,
    )


def _status(ctx: Context, counts: Counts, base: str) -> str:
    shown = {
        ALL: f"{ctx.t(WORDS[ALL])} {ctx.f.number(counts.open)}",
        Status.LATE: _signed(ctx, Status.LATE, counts.late),
        Status.SOON: _signed(ctx, Status.SOON, counts.soon),
        Status.PLAN: _signed(ctx, Status.PLAN, counts.plan),
        Status.HOLD: _signed(ctx, Status.HOLD, counts.hold),
        Status.DONE: f"{labels.SIGNS['done']} {ctx.t(WORDS[Status.DONE])}",
    }
    options = [str(code) for code in shown]
    found = st.segmented_control(
        ctx.t("Termijn"),
        options,
        default=address.code("status", set(options)) or ALL,
        required=True,
        format_func=lambda code: shown[code],
        key=f"{base}.status",
        wrap=True,
    )
    return str(found or ALL)


def _signed(ctx: Context, status: Status, count: int) -> str:
    return f"{labels.SIGNS[status]} {ctx.t(WORDS[status])} {ctx.f.number(count)}"


def _day(ctx: Context, base: str) -> date | None:
    """One day only, as the tile of today asks; a button takes it off again."""
    name = f"{base}.due"
    if name not in st.session_state:
        st.session_state[name] = address.day("due")
    day = st.session_state[name]
    if not isinstance(day, date):
        return None
    if st.button(ctx.t("Alleen {day}", day=ctx.f.date(day)), key=f"{base}.due.off", icon=":material/close:"):
        st.session_state[name] = None
        st.rerun()
    return day


def clear() -> None:
    """All filters off, also the search."""
    forms.reopen(KEY)
    st.query_params.clear()
    st.rerun()


def codes(filters: Filters) -> dict[str, str | int | None]:
    """The filters as they may stand in an address or a named view: never the search, which can hold a name."""
    return {
        "status": filters.status,
        "kind": filters.kind,
        "step": filters.step,
        "hold": filters.hold,
        "campus": filters.campus_id,
        "trajectory": filters.trajectory_id,
        "due": filters.due_on.isoformat() if filters.due_on else None,
    }


def described(ctx: Context, filters: Filters) -> str:
    """The filters in words, for the head of an export; a search is named, never quoted."""
    choices = ctx.read(proof_more_filters.choices, actor=ctx.actor)
    parts = [
        ctx.t(WORDS[filters.status or ALL]),
        ctx.t(labels.KINDS[filters.kind]) if filters.kind else "",
        ctx.t(proof_more_filters.STEPS[filters.step]) if filters.step else "",
        ctx.t(problems.WORDS[filters.hold]) if filters.hold else "",
        choices.campuses.get(filters.campus_id or 0, ""),
        choices.trajectories.get(filters.trajectory_id or 0, ""),
        ctx.t("met een zoekopdracht") if filters.search else "",
    ]
    return ctx.t(
        "Stand op {day}: {parts}", day=ctx.f.date(ctx.today), parts=", ".join(part for part in parts if part)
    )


def _back_to_first_page(chosen: Filters) -> None:
    if st.session_state.get(f"{KEY}.filtered") not in (None, chosen):
        tables.first_page(KEY)
        tables.forget_selection(KEY)
    st.session_state[f"{KEY}.filtered"] = chosen
