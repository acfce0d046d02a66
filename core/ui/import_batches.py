"""The sheets that were applied before: what, who, when, what became of the rows, and how to take one back."""

import streamlit as st

from core.access.actors import person
from core.access.permissions import Action
from core.i18n import N_
from core.imports import attendances, commands, courses, enrolments, lessons, papers, queries, sheets, staff
from core.imports.kinds import REJECTED
from core.imports.queries import BatchRow
from core.ui import labels, markup, record_list
from core.ui.cells import Column
from core.ui.markup import Badge
from core.ui.page import Context
from core.ui.record_list import RecordList

REFUSED_SHOWN = 100
ONE_UNDONE = N_(
    "1 rij wordt teruggedraaid: wat nieuw was verdwijnt, wat gewijzigd werd krijgt zijn oude waarde. Dat kan zolang "
    "er niets van afhangt."
)
ABOUT_COURSES = {courses.KIND.name, enrolments.KIND.name, lessons.KIND.name}


def state(ctx: Context, batch: BatchRow) -> Badge:
    """Applied, or taken back."""
    if batch.state == "undone":
        return labels.mark("hold", ctx.t("Teruggedraaid"))
    return labels.mark("done", ctx.t("Ingevoerd"))


def columns(ctx: Context) -> list[Column[BatchRow]]:
    """What identifies stands left of what describes."""
    return [
        Column(N_("Stand"), lambda batch: state(ctx, batch), "status", 140),
        Column(N_("Wanneer"), lambda batch: ctx.f.moment(batch.applied_at, ctx.today), width=190),
        Column(N_("Bestand"), lambda batch: batch.file_name, width=230),
        Column(N_("Soort"), lambda batch: ctx.t(batch.title), width=170),
        Column(N_("Wie"), lambda batch: person(batch.applied_by, ctx.t), width=120),
        Column(N_("Ingevoerd"), lambda batch: batch.counts.get("accepted", 0), "number", 100),
        Column(N_("Geweigerd"), lambda batch: batch.counts.get("rejected", 0), "number", 100),
    ]


LISTED: RecordList[BatchRow] = RecordList(
    "imports.batches", N_("Eerder ingelezen bladen, laatste eerst"), (N_("1 blad"), N_("{n} bladen")),
    N_("Blad openen"), columns, lambda batch: batch.id, lambda batch: batch.file_name,
)  # fmt: skip


def draw(ctx: Context) -> None:
    """The list, and what stands open of it."""
    markup.show(markup.heading(ctx.t("Eerder ingelezen")))
    found = ctx.read(queries.batches, actor=ctx.actor)
    if not found:
        markup.show(
            markup.muted(
                ctx.t("Nog niets ingelezen. Kies hierboven een blad; je ziet eerst wat er zou gebeuren.")
            )
        )
        return
    record_list.beside(ctx, LISTED, found, lambda key: _detail(ctx, key), total=len(found))


def _detail(ctx: Context, batch_id: int) -> None:
    batch, t = ctx.read(queries.batch, actor=ctx.actor, batch_id=batch_id), ctx.t
    if batch is None:
        markup.show(markup.paragraph(t("Deze invoer bestaat niet meer.")))
        return
    markup.show(
        markup.badge(state(ctx, batch)), markup.heading(batch.file_name, t(batch.title), css="tw-naam")
    )
    if batch.state == "applied":
        _undo(ctx, batch)
        _onwards(ctx, batch)
    markup.show(markup.facts(_facts(ctx, batch)))
    _refused(ctx, batch)
    if ctx.may(Action.SEE_AUDIT):
        ctx.link("audit", t("Bekijk in het logboek"), subject=f"import_batch.{batch.id}")


def _onwards(ctx: Context, batch: BatchRow) -> None:
    """Where what came in is worked on."""
    if batch.kind == staff.KIND.name:
        ctx.link("registration", ctx.t("Bekijk het rechtenregister"), part="rights")
    elif batch.kind in ABOUT_COURSES:
        ctx.link("courses", ctx.t("Bekijk de opleidingen"))
    elif batch.kind == papers.KIND.name:
        ctx.link("certificates", ctx.t("Bekijk het register"), part="register")
    elif batch.kind == attendances.KIND.name:
        ctx.link("attendance", ctx.t("Bekijk de aanwezigheden"))
    else:
        ctx.link("proofs", ctx.t("Bekijk de bewijzen"))


def _facts(ctx: Context, batch: BatchRow) -> list[tuple[str, str]]:
    t, moment = ctx.t, ctx.f.moment
    names = {
        "rows": t("Rijen"), "new": t("Nieuw"), "changed": t("Gewijzigd"), "unchanged": t("Ongewijzigd"),
        "rejected": t("Geweigerd"), "late": t("Al te laat"),
    }  # fmt: skip
    undone = f"{moment(batch.undone_at, ctx.today)} · {person(batch.undone_by, t)}" if batch.undone_at else ""
    return [
        (t("Ingevoerd"), f"{moment(batch.applied_at, ctx.today)} · {person(batch.applied_by, t)}"),
        (t("Teruggedraaid"), undone),
        *[(name, ctx.f.number(batch.counts[code])) for code, name in names.items() if code in batch.counts],
    ]


def _undo(ctx: Context, batch: BatchRow) -> None:
    t = ctx.t
    with st.popover(t("Invoer terugdraaien"), icon=":material/undo:"):
        n = batch.counts.get("accepted", 0)
        text = t(ONE_UNDONE) if n == 1 else t(
            "{n} rijen worden teruggedraaid: wat nieuw was verdwijnt, wat gewijzigd werd krijgt zijn oude waarde. "
            "Dat kan zolang er niets van afhangt.",
            n=ctx.f.number(n),
        )  # fmt: skip
        markup.show(markup.paragraph(text))
        if st.button(t("Invoer terugdraaien"), key=f"imports.undo{batch.id}", type="primary"):
            with st.spinner(t("Bezig met terugdraaien"), show_time=False):
                done = ctx.act(commands.undo, batch_id=batch.id)
            if done:
                ctx.tell(t("De invoer van {name} is teruggedraaid.", name=batch.file_name))
                st.rerun()


def _refused(ctx: Context, batch: BatchRow) -> None:
    found, t = ctx.read(queries.rows, actor=ctx.actor, batch_id=batch.id, status=REJECTED), ctx.t
    if not found:
        return
    templates = {reason.code: reason.template for reason in sheets.kind_named(batch.kind).reasons}
    rows = [
        (str(row.row), t(templates[row.reason], column=row.label, value="…", trajectory="…", expected="…"))
        for row in found[:REFUSED_SHOWN]
        if row.reason in templates
    ]
    with st.expander(t("Geweigerde rijen ({n})", n=len(found)), type="compact"):
        text = t("De waarden zelf worden niet bewaard; lees het blad opnieuw in om ze te zien.")
        markup.show(markup.table(text, (t("Rij"), t("Reden")), rows))
