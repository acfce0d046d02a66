"""The log itself: acts with their details beside them, looks at sensitive data, and the check of the chain."""

from collections.abc import Mapping

import streamlit as st

from core import audit
from core.access.actors import person
from core.exports.sheets import MEDIA_TYPE
from core.i18n import N_
from core.journal import entries, exporting, sentences
from core.journal.entries import LogFilters, LogRow, LookRow
from core.ui import audit_filters, downloads, labels, markup, record_list, tables
from core.ui.cells import Column
from core.ui.page import Context
from core.ui.record_list import RecordList

EXPORT = "audit.export"
LOOKS = "audit.looks"
FINDINGS_SHOWN = 50
PAGES: Mapping[str, tuple[str, str]] = {
    "learner": ("learners", "id"),
    "problem": ("registration", "problem"),
    "proof": ("proofs", "proof"),
    "trajectory": ("trajectories", "id"),
    "qualification": ("trajectories", "qualification"),
    "import_batch": ("imports", "id"),
}
PARTS: Mapping[str, str] = {"problem": "problems"}


def about(ctx: Context, row: LogRow) -> str:
    """To what it was done, as a kind and a number."""
    name = sentences.subject(row.subject_kind, ctx.t)
    return f"{name} {row.subject_id}" if row.subject_id is not None else name


def columns(ctx: Context) -> list[Column[LogRow]]:
    """When and who stand left of what."""
    return [
        Column(N_("Nummer"), lambda row: row.sequence, "number", 76),
        Column(N_("Wanneer"), lambda row: ctx.f.moment(row.at, ctx.today), width=176),
        Column(N_("Wie"), lambda row: person(row.actor, ctx.t), width=206),
        Column(N_("Handeling"), lambda row: sentences.sentence(row.action, row.details, ctx.t), width=400),
        Column(N_("Onderwerp"), lambda row: about(ctx, row), width=170),
    ]


LISTED: RecordList[LogRow] = RecordList(
    "audit.acts", N_("Handelingen, laatste eerst"), (N_("1 handeling"), N_("{n} handelingen")),
    N_("Handeling openen"), columns, lambda row: row.sequence, lambda row: str(row.sequence), address=(),
)  # fmt: skip


def acts(ctx: Context, filters: LogFilters) -> None:
    """What was done, newest first."""
    found = ctx.read(entries.entries, filters=filters, page=tables.page_of(LISTED.key))
    rows = {row.sequence: row for row in found.rows}
    if not rows:
        _nothing(ctx, filters)
        return
    record_list.beside(ctx, LISTED, found.rows, lambda key: _detail(ctx, rows.get(key)), total=found.total)


def _nothing(ctx: Context, filters: LogFilters) -> None:
    t = ctx.t
    is_narrowed = filters != LogFilters()
    why = t("Kies een ruimere periode of wis de filters.") if is_narrowed else t("Er is nog niets gebeurd.")
    markup.show(markup.heading(t("Niets in deze lijst"), why, css="tw-klein"))
    if is_narrowed and st.button(t("Filters wissen"), key="audit.none.clear"):
        audit_filters.clear()


def _detail(ctx: Context, row: LogRow | None) -> None:
    t = ctx.t
    if row is None:
        markup.show(markup.paragraph(t("Deze handeling staat op een andere bladzijde van de lijst.")))
        return
    markup.show(
        markup.heading(
            sentences.act(row.action, t),
            f"{person(row.actor, t)} · {ctx.f.moment(row.at, ctx.today)}",
            css="tw-naam",
        )
    )
    if row.subject_kind in PAGES and row.subject_id is not None:
        stem, name = PAGES[row.subject_kind]
        part = {"part": PARTS[row.subject_kind]} if row.subject_kind in PARTS else {}
        ctx.link(stem, t("Open {what}", what=about(ctx, row).lower()), **part, **{name: str(row.subject_id)})
    markup.show(markup.facts([(t("Onderwerp"), about(ctx, row)), *sentences.facts(row.details, t)]))
    with st.expander(t("Zoals het bewaard is"), type="compact"):
        markup.show(
            markup.facts(
                [(t("Nummer"), str(row.sequence)), (t("Handeling"), row.action), ("UTC", row.at.isoformat())]
            )
        )
        st.code(row.details, language="json", wrap_lines=True)


def looks(ctx: Context, filters: LogFilters) -> None:
    """Who looked at what, newest first."""
    rows, total = ctx.read(entries.looks, filters=filters, page=tables.page_of(LOOKS))
    if not rows:
        _nothing(ctx, filters)
        return
    tables.table(ctx, rows, look_columns(ctx), caption=ctx.t("Wie keek waar, laatste eerst"))
    tables.pager(ctx, total=total, key=LOOKS, what=(N_("1 keer gekeken"), N_("{n} keer gekeken")))


def look_columns(ctx: Context) -> list[Column[LookRow]]:
    """When and who stand left of what; a person is named by the number of the file only."""
    return [
        Column(N_("Wanneer"), lambda row: ctx.f.moment(row.at, ctx.today)),
        Column(N_("Wie"), lambda row: person(row.actor, ctx.t)),
        Column(N_("Wat"), lambda row: sentences.look(row.what, ctx.t)),
        Column(N_("Dossier"), lambda row: "" if row.learner_id is None else str(row.learner_id)),
        Column(N_("Onderwerp"), lambda row: "" if row.subject.startswith("learner:") else row.subject),
        Column(N_("Reden"), lambda row: row.reason),
    ]


def actions(ctx: Context, filters: LogFilters) -> None:
    """In the head: the list as a spreadsheet, and the check of the chain."""
    with ctx.actions:
        with st.popover(ctx.t("Exporteren"), icon=":material/download:"):
            markup.show(
                markup.muted(
                    ctx.t("De handelingen met de filters van nu. De export zelf komt ook in het logboek.")
                )
            )
            if st.button(ctx.t("Excel maken"), key="audit.export.make"):
                made = ctx.act(exporting.export, filters=filters, t=ctx.t)
                if made and made.value is not None:
                    name = f"logboek-{ctx.today.isoformat()}.xlsx"
                    downloads.ready(ctx, EXPORT, name=name, media_type=MEDIA_TYPE, content=made.value)
            downloads.link(ctx, EXPORT)
        is_asked = st.button(
            ctx.t("Controleer de keten"), key="audit.verify", type="primary", icon=":material/link:"
        )
    if is_asked:
        _verify(ctx)


def _verify(ctx: Context) -> None:
    t = ctx.t
    with st.spinner(t("Elke handeling wordt nagerekend"), show_time=False):
        found = ctx.read(audit.verify)
    count = ctx.f.number(found.entries)
    if not found.findings:
        mark = labels.mark(
            "done", t("De keten klopt: {n} handelingen, geen enkele gewijzigd of verdwenen.", n=count)
        )
        markup.show(markup.badge(mark), markup.muted(t("Laatste schakel: {head}", head=found.head[:16])))
        return
    markup.show(markup.badge(labels.mark("late", t("De keten is {n} keer gebroken.", n=len(found.findings)))))
    rows = [
        (str(one.sequence), ctx.words(one.text.template, one.text.params))
        for one in found.findings[:FINDINGS_SHOWN]
    ]
    markup.show(markup.table(t("Waar de keten breekt"), (t("Nummer"), t("Wat er mis is")), rows))
    markup.show(markup.muted(t("Verwittig je beheerder en bewaar de databank zoals ze nu is.")))
