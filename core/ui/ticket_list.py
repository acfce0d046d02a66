"""The list of corrections in LED: how far each is and how long it waits, the filters, the export."""

from collections.abc import Mapping

import streamlit as st

from core.exports.sheets import MEDIA_TYPE
from core.i18n import N_
from core.led_corrections import commands, queries, stages, words
from core.led_corrections.queries import TicketFilters, TicketPage, TicketRow
from core.led_corrections.stages import ANSWERED, AT_HAND, CLOSED, STAGES, WAITING
from core.ui import address, downloads, forms, labels, markup, tables
from core.ui.cells import Column
from core.ui.markup import Badge
from core.ui.page import Context
from core.ui.record_list import RecordList

KEY = "registration.tickets"
EXPORT = "registration.tickets.export"
OPEN = "open"
GOOD = ("corrected", "registered", "duplicate")
# Per stage the word while there is time, and once it waits longer than we mean to let it.
WORDS: Mapping[str, tuple[str, str]] = {
    AT_HAND: (N_("Te versturen"), N_("Nu versturen")),
    WAITING: (N_("Wacht op antwoord"), N_("Nu herinneren")),
    ANSWERED: (N_("Antwoord te verwerken"), N_("Nu verwerken")),
}
REPLACEMENT = (N_("Duplicaat te geven"), N_("Nu duplicaat geven"))


def sign(row: TicketRow, ctx: Context) -> Badge:
    """How far a ticket is, as sign and word."""
    if row.stage == CLOSED:
        return labels.mark("done" if row.outcome in GOOD else "hold", ctx.t(words.OUTCOMES[row.outcome]))
    calm, pressing = REPLACEMENT if row.kind == "replacement" else WORDS[row.stage]
    return labels.mark("soon" if row.is_slow else "plan", ctx.t(pressing if row.is_slow else calm))


def name_of(row: TicketRow) -> str:
    """Achternaam, Voornaam."""
    return f"{row.last_name}, {row.first_name}".strip(", ")


def columns(ctx: Context) -> list[Column[TicketRow]]:
    """What identifies stands left of what describes."""
    return [
        Column(N_("Stand"), lambda row: sign(row, ctx), "status", 166),
        Column(N_("Wacht (dagen)"), lambda row: None if row.stage == CLOSED else row.waits, "number", 100),
        Column(N_("Deelnemer"), name_of, width=156),
        Column(N_("Wat is er mis"), lambda row: ctx.t(words.KINDS[row.kind]), width=186),
        Column(N_("Bewijs"), lambda row: row.proof.number if row.proof else "", width=104),
        Column(N_("Gemeld op"), lambda row: row.reported_on, "date", 100),
        Column(N_("Gemeld door"), lambda row: ctx.t(words.REPORTERS[row.reporter]), width=118),
        Column(N_("Weg"), lambda row: row.route.upper(), width=92),
        Column(N_("Campus"), lambda row: row.campus, width=90),
    ]


LISTED = RecordList(
    KEY, N_("Correcties in LED, wat het langst wacht eerst"), (N_("1 melding"), N_("{n} meldingen")),
    N_("Melding openen"), columns, lambda row: row.ticket_id,
    lambda row: f"{name_of(row)} · {row.ticket_id}", address=("ticket",),
)  # fmt: skip


def filters(ctx: Context) -> TicketFilters:
    """The bar: a name, how far it is, what is wrong, through whom."""
    base = forms.base(KEY)
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        search = st.text_input(
            ctx.t("Zoeken"), key=f"{base}.search", type="search", width=180, icon=":material/search:",
            placeholder=ctx.t("Naam of voornaam"), persist_state="session",
        )  # fmt: skip
        kind = _choice(ctx, base, "kind", N_("Wat is er mis"), words.KINDS)
        route = _choice(ctx, base, "route", N_("Weg"), words.ROUTES)
        counted = ctx.read(
            queries.counts, actor=ctx.actor, filters=TicketFilters("", kind, route, search or "")
        )
        stage = _stage(ctx, base, counted)
    chosen = TicketFilters("" if stage == OPEN else stage, kind, route, search or "")
    if st.session_state.get(f"{KEY}.filtered") not in (None, chosen):
        tables.first_page(KEY)
        tables.forget_selection(KEY)
        downloads.forget(EXPORT)
    st.session_state[f"{KEY}.filtered"] = chosen
    return chosen


def _choice(ctx: Context, base: str, name: str, title: str, options: Mapping[str, str]) -> str:
    with st.container(width=150):
        return forms.choice(
            ctx, title, options, key=f"{base}.{name}", value=address.code(name, options), empty=N_("Alle"),
            is_kept=True,
        )  # fmt: skip


def _stage(ctx: Context, base: str, counted: Mapping[str, int]) -> str:
    shown = {OPEN: f"{ctx.t('Alle open')} {ctx.f.number(counted[''])}"}
    shown |= {code: f"{ctx.t(word)} {ctx.f.number(counted[code])}" for code, word in STAGES.items()}
    found = st.segmented_control(
        ctx.t("Stand"), list(shown), default=address.code("stage", STAGES) or OPEN, required=True,
        format_func=lambda code: shown[code], key=f"{base}.stage", wrap=True,
    )  # fmt: skip
    return str(found or OPEN)


def codes(chosen: TicketFilters) -> dict[str, str | int | None]:
    """The filters as they may stand in an address: never what was searched, which is a name."""
    return {"stage": chosen.stage, "kind": chosen.kind, "route": chosen.route}


def load(ctx: Context, chosen: TicketFilters) -> TicketPage:
    """The page of the list that is asked for."""
    return ctx.read(
        queries.tickets, actor=ctx.actor, today=ctx.today, filters=chosen, page=tables.page_of(KEY)
    )


def nothing_found(ctx: Context, chosen: TicketFilters) -> None:
    """An empty list says what, why and the way out."""
    t = ctx.t
    if chosen == TicketFilters():
        why = t("Zegt iemand dat er iets ontbreekt of fout staat in LED, open dan een melding.")
        markup.show(markup.heading(t("Geen open meldingen"), why, css="tw-klein"))
        return
    markup.show(
        markup.heading(t("Geen meldingen gevonden"), t("Geen enkele past bij deze filters."), css="tw-klein")
    )
    if st.button(t("Filters wissen"), key=f"{KEY}.clear"):
        forms.reopen(KEY)
        st.query_params.clear()
        st.rerun()


def export(ctx: Context, chosen: TicketFilters) -> None:
    """The button that makes the sheet of what is shown, and the link to it."""
    if st.button(ctx.t("Exporteren"), key=f"{KEY}.exporting", icon=":material/download:"):
        made = ctx.act(
            commands.export, filters=chosen, language=ctx.language, described=_described(ctx, chosen)
        )
        if made and made.value is not None:
            name = f"correcties-{ctx.today.isoformat()}.xlsx"
            downloads.ready(ctx, EXPORT, name=name, media_type=MEDIA_TYPE, content=made.value)
    downloads.link(ctx, EXPORT)


def _described(ctx: Context, chosen: TicketFilters) -> str:
    parts = [
        ctx.t(STAGES[chosen.stage]) if chosen.stage else ctx.t("Alle open"),
        ctx.t(words.KINDS[chosen.kind]) if chosen.kind else "",
        ctx.t(words.ROUTES[chosen.route]) if chosen.route else "",
        ctx.t("met een zoekopdracht") if chosen.search else "",
    ]
    told = ", ".join(part for part in parts if part)
    return ctx.t("Stand op {day}: {parts}", day=ctx.f.date(ctx.today), parts=told)


def patience(ctx: Context) -> stages.Patience:
    """Our own terms, to say them beside the list."""
    return ctx.read(stages.patience)
