"""The list of people: search, what needs attention, fifty on a page."""

from collections.abc import Mapping

import streamlit as st

from core.i18n import N_
from core.learners import queries
from core.learners.queries import LearnerFilters, LearnerPage, LearnerRow
from core.ui import address, forms, labels, markup, tables
from core.ui.cells import Column
from core.ui.markup import Badge
from core.ui.page import Context
from core.ui.record_list import RecordList

KEY = "learners"
SHOWN: Mapping[str, str] = {
    "all": N_("Iedereen"),
    "damaged": N_("Naam beschadigd"),
    "without": N_("Wacht op INSZ"),
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


def name_of(row: LearnerRow) -> str:
    """Achternaam, Voornaam."""
    return f"{row.last_name}, {row.first_name}".strip(", ")


def state(ctx: Context, *, is_damaged: bool, tail: str) -> Badge:
    """What a file still needs, in one word."""
    if is_damaged:
        return labels.mark("hold", ctx.t("Naam beschadigd"))
    if not tail:
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
        Column(
            N_("Dossier"),
            lambda row: state(ctx, is_damaged=row.name_is_damaged, tail=row.insz_tail),
            "status",
            150,
        ),
        Column(N_("Deelnemer"), name_of, width=220),
        Column(N_("Geboren op"), lambda row: row.born_on, "date", 112),
        Column(N_("INSZ"), lambda row: masked(row.insz_tail, row.insz_kind, ctx), width=220),
        Column(N_("Trajecten"), lambda row: row.participations, "number", 90),
        Column(N_("Gemeente"), lambda row: row.city, width=160),
    ]


LISTED = RecordList(
    KEY, N_("Deelnemers op naam"), (N_("1 deelnemer"), N_("{n} deelnemers")),
    N_("Dossier openen"), columns, lambda row: row.id, name_of, address=("id", "learner"),
)  # fmt: skip


def nothing_found(ctx: Context, chosen: LearnerFilters) -> None:
    """An empty list says what, why and the way out."""
    t = ctx.t
    if chosen.search:
        why = t(
            "Niemand past bij “{searched}”. Controleer de schrijfwijze of wis de filters.",
            searched=chosen.search,
        )
        markup.show(markup.heading(t("Geen deelnemers gevonden"), why, css="tw-klein"))
    elif chosen.only_damaged or chosen.only_without_insz:
        why = t("Alle dossiers zijn op dit punt in orde.")
        markup.show(markup.heading(t("Niemand in deze lijst"), why, css="tw-klein"))
    else:
        why = t("Voeg er een toe, of lees een blad in bij Importeren.")
        markup.show(markup.heading(t("Nog geen deelnemers"), why, css="tw-klein"))
        return
    if st.button(t("Filters wissen"), key="learners.none.clear"):
        forms.reopen(KEY)
        st.query_params.clear()
        st.rerun()
