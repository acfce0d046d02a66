"""The queue of papers: each with its due date, whose it is and how far it is; delivery closes its term."""

import streamlit as st

from core.certificates import queries
from core.certificates.queries import PaperRow
from core.i18n import N_
from core.ui import forms, labels, markup, tables
from core.ui.cells import Column
from core.ui.markup import Badge
from core.ui.page import Context

KEY = "certificates.queue"
KINDS = {
    "enrolment": N_("Inschrijving"),
    "assiduity": N_("Nauwgezetheid"),
    "second_notice": N_("Tweede zittijd, mededeling"),
    "second_taken": N_("Tweede zittijd, deelname"),
    "vov_enrolment": N_("Attest VOV"),
}
STAGES = {
    "due": N_("Uit te reiken"),
    "issued": N_("Uitgereikt"),
    "printed": N_("Afgedrukt"),
    "signed": N_("Ondertekend"),
    "correction": N_("Correctie op te maken"),
}


def draw(ctx: Context) -> None:
    """The whole part."""
    t = ctx.t
    with st.container(width=280):
        kind = forms.choice(ctx, N_("Papier"), KINDS, key=f"{KEY}.kind", empty=N_("Alle papieren"))
    found = ctx.read(queries.queue, actor=ctx.actor, kind=kind, page=tables.page_of(KEY))
    if not found.rows:
        markup.show(markup.paragraph(t("Geen enkel papier wacht op aflevering.")))
        return
    tables.table(ctx, found.rows, _columns(ctx), caption=t("Papieren die nog afgeleverd moeten worden"))
    tables.pager(ctx, total=found.total, key=KEY, what=(N_("1 papier"), N_("{n} papieren")))


def _columns(ctx: Context) -> list[Column[PaperRow]]:
    t = ctx.t
    return [
        Column(N_("Stand"), lambda row: _mark(ctx, row), "status", 180),
        Column(N_("Uiterste datum"), lambda row: row.due_on, "date", 106),
        Column(N_("Cursist"), lambda row: f"{row.last_name} {row.first_name}", width=180),
        Column(N_("Papier"), lambda row: t(KINDS[row.kind]), width=170),
        Column(N_("Periode"), lambda row: _period(ctx, row), width=200),
        Column(N_("Opleiding"), lambda row: row.course, width=200),
        Column(N_("Hoe ver"), lambda row: t(STAGES[row.stage]), width=150),
    ]


def _mark(ctx: Context, row: PaperRow) -> Badge:
    if row.hold:
        return labels.mark("hold", ctx.t("Geen regel van kracht"))
    if row.stage == "correction":
        return labels.mark("plan", ctx.t("Correctie"))
    if row.due_on is None:
        return labels.mark("plan", ctx.t("Geen termijn (intern)"))
    return labels.days(row.due_on, ctx.today, ctx.t)


def _period(ctx: Context, row: PaperRow) -> str:
    if row.from_on is None or row.to_on is None:
        return f"{row.school_year}-{row.school_year + 1}"
    return ctx.t("{first} tot en met {last}", first=ctx.f.date(row.from_on), last=ctx.f.date(row.to_on))
