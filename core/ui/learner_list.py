"""The list of people: search, what needs attention, fifty on a page, and the file that stands open beside it."""

from collections.abc import Callable, Mapping

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.learners import queries
from core.learners.queries import LearnerFilters, LearnerPage, LearnerRow
from core.ui import address, forms, html, labels, tables
from core.ui.html import Badge
from core.ui.page import Context
from core.ui.tables import Column

KEY = "learners"
OPENED = "learners.opened"
DRAWER = "learners.drawer"
SHOWN: Mapping[str, str] = {
    "all": N_("Iedereen"),
    "damaged": N_("Naam beschadigd"),
    "without": N_("Zonder nummer"),
}
NUMBER_KINDS: Mapping[str, str] = {"bis": N_("BIS-nummer"), "test": N_("testpersoon")}


def filters(ctx: Context) -> LearnerFilters:
    """The bar: a name to search for, and what needs attention."""
    base, t = forms.base(KEY), ctx.t
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        search = st.text_input(
            t("Zoeken"), key=f"{base}.search", type="search", width=260, icon=":material/search:",
            placeholder=t("Naam of voornaam"), persist_state="session",
        )  # fmt: skip
        shown = st.segmented_control(
            t("Toon"),
            list(SHOWN),
            default=address.code("show", SHOWN) or "all",
            required=True,
            format_func=lambda code: _signed(ctx, code),
            key=f"{base}.show",
            wrap=True,
        )
    chosen = LearnerFilters(search or "", shown == "damaged", shown == "without")
    if st.session_state.get(f"{KEY}.filtered") not in (None, chosen):
        tables.first_page(KEY)
        tables.forget_selection(KEY)
    st.session_state[f"{KEY}.filtered"] = chosen
    return chosen


def _signed(ctx: Context, code: str) -> str:
    return ctx.t(SHOWN[code]) if code == "all" else f"{labels.SIGNS['hold']} {ctx.t(SHOWN[code])}"


def codes(chosen: LearnerFilters) -> dict[str, str | int | None]:
    """The filters as they may stand in an address: never what was searched, which is a name."""
    return {"show": "damaged" if chosen.only_damaged else "without" if chosen.only_without_insz else None}


def load(ctx: Context, chosen: LearnerFilters) -> LearnerPage:
    """The page of the list that is asked for."""
    return ctx.read(queries.learners, actor=ctx.actor, filters=chosen, page=tables.page_of(KEY))


def opened() -> int | None:
    """The file that stands open: chosen in the list, or named in the address."""
    if OPENED not in st.session_state:
        st.session_state[OPENED] = address.number("id") or address.number("learner")
    found = st.session_state[OPENED]
    return found if isinstance(found, int) else None


def open_one(learner_id: int | None) -> None:
    """Show another file, or none."""
    st.session_state[OPENED] = learner_id
    tables.forget_selection(KEY)
    st.rerun()


def name_of(row: LearnerRow) -> str:
    """Achternaam, Voornaam."""
    return f"{row.last_name}, {row.first_name}".strip(", ")


def state(row: LearnerRow, ctx: Context) -> Badge:
    """What this file still needs, in one word."""
    if row.name_is_damaged:
        return labels.mark("hold", ctx.t("Naam beschadigd"))
    if not row.insz_tail:
        return labels.mark("hold", ctx.t("Wacht op INSZ"))
    return labels.mark("done", ctx.t("Volledig"))


def masked(tail: str, kind: str, ctx: Context) -> str:
    """The national number as everybody may see it."""
    if not tail:
        return ctx.t("nog niet gekend")
    extra = f" ({ctx.t(NUMBER_KINDS[kind])})" if kind in NUMBER_KINDS else ""
    return f"xx.xx.xx-xxx.{tail}{extra}"


def columns(ctx: Context) -> list[Column[LearnerRow]]:
    """What identifies stands left of what describes."""
    return [
        Column(N_("Dossier"), lambda row: state(row, ctx), "status", 150),
        Column(N_("Deelnemer"), name_of, width=240),
        Column(N_("Geboren op"), lambda row: row.born_on, "date", 112),
        Column(N_("INSZ"), lambda row: masked(row.insz_tail, row.insz_kind, ctx), width=210),
        Column(N_("Gemeente"), lambda row: row.city, width=160),
        Column(N_("Trajecten"), lambda row: row.participations, "number", 90),
    ]


def draw(ctx: Context, found: LearnerPage) -> None:
    """The list, as a grid or as a table."""
    caption = ctx.t("Deelnemers op naam")
    if st.session_state.get(f"{KEY}.view", "grid") == "table":
        _open_from_table(ctx, found)
        tables.table(ctx, found.rows, columns(ctx), caption=caption)
    else:
        _grid(ctx, found, caption)
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        tables.pager(ctx, total=found.total, key=KEY, what=ctx.t("deelnemers"))
        tables.view_switch(ctx, key=KEY)


def _grid(ctx: Context, found: LearnerPage, caption: str) -> None:
    keys = [row.id for row in found.rows]
    current = opened()
    marked = keys.index(current) if current in keys else None
    positions = tables.grid(
        ctx, found.rows, columns(ctx), key=KEY, part=str(tables.page_of(KEY)), caption=caption, selected=marked
    )
    picked = keys[positions[0]] if positions else None
    if picked != current and (picked is not None or current in keys):
        st.session_state[OPENED] = picked
        st.rerun()


def _open_from_table(ctx: Context, found: LearnerPage) -> None:
    names = {row.id: name_of(row) for row in found.rows}
    picked = st.selectbox(
        ctx.t("Dossier openen"),
        list(names),
        index=None,
        format_func=lambda key: names[key],
        placeholder=ctx.t("Kies iemand uit deze lijst"),
        key=f"{KEY}.open.{tables.page_of(KEY)}",
    )
    if picked is not None and picked != opened():
        st.session_state[OPENED] = picked
        st.rerun()


def beside(ctx: Context, found: LearnerPage, panel: Callable[[], None]) -> None:
    """The list with the file beside it; on a narrow screen the file takes its place."""
    with st.container(key="naast"):
        left, right = st.columns([1.9, 1], gap="medium")
        with left:
            draw(ctx, found)
        with right:
            panel()


def nothing_found(ctx: Context, chosen: LearnerFilters) -> None:
    """An empty list says what, why and the way out."""
    t = ctx.t
    if chosen.search:
        why = t(
            "Niemand past bij “{searched}”. Controleer de schrijfwijze of wis de filters.",
            searched=chosen.search,
        )
        html.show(html.heading(t("Geen deelnemers gevonden"), why, css="tw-klein"))
    elif chosen.only_damaged or chosen.only_without_insz:
        html.show(html.heading(t("Niemand in deze lijst"), t("Alle dossiers zijn op dit punt in orde."), css="tw-klein"))
    else:
        html.show(
            html.heading(
                t("Nog geen deelnemers"), t("Voeg er een toe, of lees een blad in bij Importeren."), css="tw-klein"
            )
        )
        return
    if st.button(t("Filters wissen"), key="learners.none.clear"):
        forms.reopen(KEY)
        st.query_params.clear()
        st.rerun()


def actions(ctx: Context) -> None:
    """The act in the head of the page: a new person."""
    if ctx.may(Action.EDIT_LEARNER):
        with ctx.actions:
            if st.button(ctx.t("Deelnemer toevoegen"), key="learners.add", type="primary", icon=":material/add:"):
                from core.ui import learner_forms

                learner_forms.add(ctx)
