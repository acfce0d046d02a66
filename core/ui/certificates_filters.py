"""The filter bar of the papers: search, signs with their counts, a last day; what is filtered stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import streamlit as st

from core.certificates import listing
from core.certificates.filters import Filters, Status
from core.certificates.listing import Counts
from core.certificates.words import KINDS
from core.i18n import N_
from core.ui import address, forms, guarded, labels, more_filters, tables
from core.ui.page import Context

KEY = "certificates"
ALL = "all"
WORDS: Mapping[str, str] = {
    ALL: N_("Alle open"),
    Status.LATE: N_("Te laat"),
    Status.SOON: N_("Deze week"),
    Status.PLAN: N_("Op schema"),
    Status.HOLD: N_("Geblokkeerd"),
    Status.DONE: N_("Afgeleverd"),
}
KIND, COURSE = N_("Papier"), N_("Opleiding")
DEVIATING = N_("Afwijking sinds afgifte")


@dataclass(frozen=True, slots=True)
class _More:
    """What can be chosen behind "Meer filters", and what is."""

    courses: Mapping[str, str]
    kind: str
    course: str
    deviating: bool


def draw(ctx: Context) -> Filters:
    """The bar; gives what the queue must be narrowed to."""
    base = forms.base(KEY)
    more = _read(ctx, base)
    until = _until(base)
    narrowed = Filters(
        kind=more.kind, course_id=int(more.course) if more.course else None, due_until=until,
        deviating=more.deviating,
    )  # fmt: skip
    counts = ctx.read(listing.counts, actor=ctx.actor, today=ctx.today, filters=narrowed)
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        search = st.text_input(
            ctx.t("Zoeken"), key=f"{base}.search", type="search", width=228, icon=":material/search:",
            placeholder=ctx.t("Naam of nummer"), persist_state="session",
        )  # fmt: skip
        status = _status(ctx, counts, base, deviating=more.deviating)
        _more(ctx, base, more, until)
    chosen = replace(narrowed, status=Status(status) if status != ALL else None, search=search or "")
    _back_to_first_page(chosen)
    return chosen


def _until(base: str) -> date | None:
    """The day of the field as it is now, also before it is drawn; while its popover is closed, as it was left."""
    for name in (f"{base}.day", f"{base}.until"):
        if name in st.session_state:
            found = st.session_state[name]
            return found if isinstance(found, date) else None
    return address.day("until")


def _read(ctx: Context, base: str) -> _More:
    """What is chosen, before anything is drawn: the numbers beside the signs stand left of it."""
    asked = st.session_state.get(f"{base}.course", st.query_params.get("course"))
    offered = {}
    if asked or more_filters.is_open(base):
        found = ctx.read(listing.courses, actor=ctx.actor)
        offered = {str(key): name for key, name in found}
    kind = more_filters.kept(f"{base}.kind", address.code("kind", KINDS))
    course = more_filters.kept(f"{base}.course", address.code("course", offered))
    return _More(
        offered, kind if kind in KINDS else "", course if course in offered else "", _deviating(base)
    )


def _deviating(base: str) -> bool:
    """As it is ticked, also before it is drawn; while its popover is closed, as it was left."""
    for name in (f"{base}.deviates", f"{base}.deviating"):
        if name in st.session_state:
            return st.session_state[name] is True
    return address.code("deviating", {"1"}) == "1"


def _more(ctx: Context, base: str, more: _More, until: date | None) -> None:
    place = more_filters.place(ctx, base)
    if place is not None:
        with place:
            forms.choice(
                ctx, KIND, KINDS, key=f"{base}.kind", value=more.kind, empty=N_("Alle papieren"), is_kept=True
            )
            forms.choice(
                ctx, COURSE, more.courses, key=f"{base}.course", value=more.course, empty=N_("Alle"), is_kept=True
            )  # fmt: skip
            found = st.date_input(
                ctx.t("Uiterlijk op"), until, key=f"{base}.day", format="DD/MM/YYYY", persist_state="session"
            )
            st.session_state[f"{base}.until"] = found if isinstance(found, date) else None
            st.session_state[f"{base}.deviating"] = st.checkbox(
                ctx.t(DEVIATING), more.deviating, key=f"{base}.deviates", persist_state="session"
            )
            if more.kind or more.course or until or more.deviating:
                more_filters.clearing(ctx, base, clear)
    chosen = {}
    if more.kind:
        chosen["kind"] = (KIND, ctx.t(KINDS[more.kind]))
    if more.course:
        chosen["course"] = (COURSE, more.courses[more.course])
    more_filters.chips(ctx, base, chosen)
    if until is not None:
        st.button(
            ctx.t("Uiterlijk op {day}", day=ctx.f.date(until)), key=f"{base}.until.off", icon=":material/close:",
            on_click=guarded.callback(ctx, partial(_no_day, base)),
        )  # fmt: skip
    if more.deviating:
        st.button(
            ctx.t(DEVIATING), key=f"{base}.deviating.off", icon=":material/close:",
            on_click=guarded.callback(ctx, partial(_all, base)),
        )  # fmt: skip


def _no_day(base: str) -> None:
    st.session_state[f"{base}.until"] = st.session_state[f"{base}.day"] = None


def _all(base: str) -> None:
    st.session_state[f"{base}.deviating"] = st.session_state[f"{base}.deviates"] = False


def _status(ctx: Context, counts: Counts, base: str, *, deviating: bool) -> str:
    every = N_("Alle") if deviating else WORDS[ALL]
    shown = {ALL: f"{ctx.t(every)} {ctx.f.number(counts.open)}"}
    for status in (Status.LATE, Status.SOON, Status.PLAN, Status.HOLD):
        number = ctx.f.number(getattr(counts, status))
        shown[status] = f"{labels.SIGNS[status]} {ctx.t(WORDS[status])} {number}"
    shown[Status.DONE] = f"{labels.SIGNS['done']} {ctx.t(WORDS[Status.DONE])}"
    options = [str(code) for code in shown]
    found = st.segmented_control(
        ctx.t("Termijn"), options, default=address.code("status", set(options)) or ALL, required=True,
        format_func=lambda code: shown[code], key=f"{base}.status", wrap=True,
    )  # fmt: skip
    return str(found or ALL)


def clear() -> None:
    """All filters off, also the search."""
    forms.reopen(KEY)
    st.query_params.clear()
    st.rerun()


def codes(filters: Filters) -> dict[str, str | int | None]:
    """The filters as they may stand in an address: never the search, which can hold a name."""
    return {
        "status": filters.status, "kind": filters.kind, "course": filters.course_id,
        "until": filters.due_until.isoformat() if filters.due_until else None,
        "deviating": "1" if filters.deviating else None,
    }  # fmt: skip


def _back_to_first_page(chosen: Filters) -> None:
    if st.session_state.get(f"{KEY}.filtered") not in (None, chosen):
        tables.first_page(KEY)
        tables.forget_selection(KEY)
    st.session_state[f"{KEY}.filtered"] = chosen
