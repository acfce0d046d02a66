"""The queue of papers by due date: one page of rows, in a grid or a table; what to say when there are none."""

from dataclasses import replace
from datetime import date

import streamlit as st

from core.certificates import listing, signs
from core.certificates.filters import Filters, Status
from core.certificates.listing import Page
from core.certificates.rows import PaperLine
from core.certificates.words import KINDS, STAGES, STEPS
from core.courses.school_years import school_year_text
from core.i18n import N_
from core.ui import address, certificates_filters, guarded, labels, markup, record_list, tables
from core.ui.cells import Column
from core.ui.markup import Badge
from core.ui.page import Context
from core.ui.record_list import RecordList

KEY = certificates_filters.KEY


def sign(row: PaperLine, ctx: Context) -> Badge:
    """The sign of a paper, with a word of its own where it has no term of law."""
    if row.status is Status.HOLD:
        return labels.mark("hold", ctx.t(signs.WORDS[row.hold]))
    if row.status is Status.DONE:
        if row.stage == "lapsed":
            return labels.mark("hold", ctx.t(STAGES["lapsed"]))
        if row.deviates:
            return labels.mark("soon", ctx.t("Afwijking"))
        return labels.mark("done", ctx.t("Te laat afgeleverd") if row.met_late else ctx.t("Afgeleverd"))
    if not row.is_open:
        is_correction = row.due_on is not None or row.stage == "correction"
        return labels.mark("plan", ctx.t("Correctie") if is_correction else ctx.t("Geen termijn (intern)"))
    return labels.status(row.status, ctx.t)


def name_of(row: PaperLine) -> str:
    """Achternaam, Voornaam."""
    return f"{row.last_name}, {row.first_name}".strip(", ")


def period(ctx: Context, row: PaperLine) -> str:
    """The days of the period, the year once when it is one, or the school year."""
    if row.from_on is None or row.to_on is None:
        return school_year_text(row.school_year)
    return span(ctx, row.from_on, row.to_on)


def span(ctx: Context, first_on: date, last_on: date) -> str:
    """Two days, short enough for a list."""
    is_one_year = first_on.year == last_on.year
    first = ctx.f.short_date(first_on) if is_one_year else ctx.f.date(first_on)
    return f"{first} – {ctx.f.date(last_on)}"


def next_step(ctx: Context, row: PaperLine) -> str:
    """What has to happen next; nobody hands out a paper whose hours are not those of today."""
    if row.deviates and row.stage in ("issued", "printed", "signed"):
        return ctx.t("Afwijking nakijken")
    if row.hold == signs.WAITING:
        return ctx.t(signs.WORDS[row.hold])
    return ctx.t(STEPS[row.stage]) if row.stage in STEPS else ""


def columns(ctx: Context) -> list[Column[PaperLine]]:
    """What identifies stands left of what describes."""
    t = ctx.t
    return [
        Column(N_("Termijn"), lambda row: sign(row, ctx), "status", 102),
        Column(N_("Uiterste datum"), lambda row: row.due_on if row.is_open else None, "date", 104),
        Column(N_("Dagen"), lambda row: row.days, "number", 54),
        Column(N_("Cursist"), name_of, width=148),
        Column(N_("Papier"), lambda row: t(KINDS[row.kind]), width=114),
        Column(N_("Periode"), lambda row: period(ctx, row), width=142),
        Column(N_("Opleiding"), lambda row: row.course, width=130),
        Column(N_("Volgende stap"), lambda row: next_step(ctx, row), width=112),
        Column(N_("Werkgever tot"), lambda row: row.claims_by, "date", 104),
        Column(N_("Nummer"), lambda row: row.number, width=100),
    ]


def done_columns(ctx: Context) -> list[Column[PaperLine]]:
    """Of what is delivered: when that was, in place of how many days are left and what is next."""
    found = {column.title: column for column in columns(ctx)}
    del found["Dagen"], found["Volgende stap"], found["Werkgever tot"]
    term, due, *rest = found.values()
    due = replace(due, value=lambda row: row.due_on)
    return [term, due, Column(N_("Afgeleverd op"), lambda row: row.delivered_on, "date", 108), *rest]


LISTED = RecordList(
    KEY, N_("Papieren naar termijn, dringendste eerst"), (N_("1 papier"), N_("{n} papieren")),
    N_("Papier openen"), columns, lambda row: row.certificate_id,
    lambda row: f"{name_of(row)} · {row.course}", address=("paper", "id"),
)  # fmt: skip
DONE_LISTED = replace(LISTED, columns=done_columns)


def load(ctx: Context, filters: Filters) -> Page:
    """The page of the queue that is asked for."""
    return ctx.read(listing.page, actor=ctx.actor, today=ctx.today, filters=filters, page=tables.page_of(KEY))


def listed(filters: Filters) -> RecordList[PaperLine]:
    """The list as its sign asks."""
    return DONE_LISTED if filters.status is Status.DONE else LISTED


def draw(ctx: Context, filters: Filters, queue: Page) -> None:
    """The list alone; turning a page draws it again and nothing around it."""
    loaded = [queue]

    @guarded.fragment()
    def listing_part() -> None:
        is_whole_page = bool(loaded)
        found = loaded.pop() if loaded else load(ctx, filters)
        record_list.draw(ctx, listed(filters), found.rows, total=found.total)
        if not is_whole_page:
            keep(filters)

    listing_part()


def keep(filters: Filters) -> None:
    """What is shown, in the address."""
    shown = {"paper": record_list.in_address(LISTED), "page": tables.address_page(KEY)}
    address.keep({"part": "queue", **certificates_filters.codes(filters), **shown})


def none(ctx: Context, filters: Filters) -> None:
    """An empty list says what, why and the way out."""
    t = ctx.t
    if filters == Filters():
        why = t(
            "Een papier volgt uit een inschrijving met opleidingsverlof. Schrijf een cursist in bij zijn opleiding."
        )
        markup.show(markup.heading(t("Geen enkel papier wacht op aflevering."), why, css="tw-klein"))
        ctx.link("courses", t("Naar de opleidingen"))
        return
    if filters.search:
        why = t(
            "Geen enkel papier past bij “{searched}”. Controleer de schrijfwijze of wis de filters.",
            searched=filters.search,
        )
        markup.show(markup.heading(t("Geen papieren gevonden"), why, css="tw-klein"))
    elif filters.deviating:
        why = t(
            "Alle uitgereikte papieren van dit en het vorige schooljaar zeggen wat de aanwezigheden vandaag zeggen."
        )
        markup.show(markup.heading(t("Geen enkele afwijking sinds afgifte"), why, css="tw-klein"))
    elif filters.status is Status.LATE:
        why = t("Alle open papieren zijn nog binnen hun termijn.")
        markup.show(markup.heading(t("Niets te laat"), why, css="tw-klein"))
    else:
        why = t("Kies een andere termijn of wis de filters.")
        markup.show(markup.heading(t("Geen papieren in deze lijst"), why, css="tw-klein"))
    if st.button(t("Filters wissen"), key="certificates.none.clear"):
        certificates_filters.clear()
