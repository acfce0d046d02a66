"""What needs somebody today: tiles that link to exactly their rows, first things to do, coming weeks, news."""

import streamlit as st

from core.access.actors import person
from core.access.permissions import Action
from core.compliance import charts, findings
from core.compliance import queries as compliance
from core.compliance.queries import Today
from core.i18n import N_
from core.journal import queries as journal
from core.journal.queries import NewsRow
from core.journal.words import ACTIONS
from core.proofs import problems
from core.proofs import queries as proofs
from core.proofs.filters import Filters, Step, week_end
from core.proofs.rows import QueueRow
from core.rights import queries as rights
from core.ui import cells, labels, markup, proof_list, rights_tasks
from core.ui.certificates_today import Standing
from core.ui.page import Context

FIRST = 7
ONE_PROOF, PROOFS = N_("Bekijk 1 bewijs"), N_("Bekijk {n} bewijzen")
ONE_PAPER, PAPERS = N_("Bekijk 1 papier"), N_("Bekijk {n} papieren")
WORK = {
    Step.ISSUE: N_("Bewijs uitreiken"),
    Step.REGISTER: N_("Bewijs registreren in LED"),
    Step.DELIVER: N_("Bewijs afleveren"),
}


def sentence(ctx: Context, found: Today, papers: Standing) -> str:
    """The day, and how the proofs stand."""
    day = ctx.f.long_date(ctx.today)
    day = day[:1].upper() + day[1:]
    if not found.late and not found.due_today:
        if papers.late or papers.due_today:
            return f"{day}."
        coming = ctx.t("De volgende termijn valt op {day}.", day=ctx.f.date(found.next_due_on))
        return f"{day}. {ctx.t('Niets te laat.')} {coming if found.next_due_on else ''}".strip()
    late = (
        ctx.t("1 bewijs is te laat") if found.late == 1 else ctx.t("{n} bewijzen zijn te laat", n=found.late)
    )
    due = (
        ctx.t("1 loopt vandaag af")
        if found.due_today == 1
        else ctx.t("{n} lopen vandaag af", n=found.due_today)
    )
    return f"{day}. {late}, {due}."


def tiles(ctx: Context, found: Today, papers: Standing) -> None:
    """Late, today, this week, blocked: proofs and papers together, each with the way to its rows."""
    t, today = ctx.t, ctx.today.isoformat()
    days = max(found.oldest_days, papers.oldest_days)
    oldest = t("oudste: 1 dag") if days == 1 else t("oudste: {n} dagen", n=days)
    sunday = ctx.f.short_date(week_end(ctx.today))
    late = labels.mark("late", oldest) if days else labels.mark("done", t("niets te laat"))
    week = labels.mark("soon", t("tot zondag {day}", day=sunday))
    ends, held = labels.mark("soon", t("loopt vandaag af")), labels.mark("hold", t("kan nog niet verder"))
    drawn: tuple[tuple[str, markup.Badge, int, dict[str, str], int, dict[str, str]], ...] = (
        (t("Te laat"), late, found.late, {"status": "late"}, papers.late, {"status": "late"}),
        (
            t("Vandaag"), ends, found.due_today, {"status": "soon", "due": today},
            papers.due_today, {"status": "soon", "until": today},
        ),
        (t("Deze week"), week, found.this_week, {"status": "soon"}, papers.this_week, {"status": "soon"}),
        (t("Geblokkeerd"), held, found.blocked, {"status": "hold"}, papers.blocked, {"status": "hold"}),
    )  # fmt: skip
    with st.grid(4, min_column_width=150, gap="small"):
        for label, mark, proofs_, to_proofs, papers_, to_papers in drawn:
            with st.container(border=True, height="stretch", gap="xsmall"):
                markup.show(markup.tile(label, ctx.f.number(proofs_ + papers_), mark))
                if proofs_:
                    ctx.link("proofs", _many(ctx, proofs_, ONE_PROOF, PROOFS), **to_proofs)
                if papers_:
                    ctx.link(
                        "certificates", _many(ctx, papers_, ONE_PAPER, PAPERS), part="queue", **to_papers
                    )


def _many(ctx: Context, count: int, one: str, more: str) -> str:
    return ctx.t(one) if count == 1 else ctx.t(more, n=ctx.f.number(count))


def rights_to_do(ctx: Context) -> None:
    """What the rights register asks, for who keeps it: nobody opens a register to see whether it asks anything."""
    if ctx.may(Action.MANAGE_RIGHTS):
        rights_tasks.on_today(ctx, ctx.read(rights.open_tasks, today=ctx.today))


def first_to_do(ctx: Context) -> None:
    """The most urgent proofs, each with a link that opens it."""
    found = ctx.read(proofs.queue, actor=ctx.actor, today=ctx.today, filters=Filters())
    markup.show(markup.heading(ctx.t("Eerst te doen")))
    for row in found.rows[:FIRST]:
        with st.container(
            horizontal=True, wrap=False, key=f"rij.{row.proof_id}", vertical_alignment="center", gap="small"
        ):
            with st.container(width="stretch"):
                markup.show(_row(ctx, row))
            ctx.link("proofs", ctx.t("Openen"), proof=str(row.proof_id))
    if found.total > FIRST:
        ctx.link("proofs", ctx.t("Toon alle {n} open bewijzen", n=ctx.f.number(found.total)))
    elif not found.rows:
        markup.show(markup.paragraph(ctx.t("Er staat geen enkel bewijs open.")))


def _row(ctx: Context, row: QueueRow) -> markup.Markup:
    mark = labels.days(row.due_on, ctx.today, ctx.t)
    what = ctx.t(WORK[row.step]) if row.step else row.title
    problem = ctx.t(problems.WORDS[row.hold]) if row.hold else ""
    about = " · ".join(part for part in (proof_list.name_of(row), row.trajectory, problem) if part)
    return markup.row(mark, what, about, ctx.f.date(row.due_on), row.campus)


def coming_weeks(ctx: Context) -> None:
    """How much falls due in each of the next eight weeks."""
    sees_papers = ctx.may(Action.SEE_CERTIFICATES)
    rows = ctx.read(compliance.coming_weeks, actor=ctx.actor, today=ctx.today, with_papers=sees_papers)
    said = findings.busiest_week(rows, t=ctx.t, f=ctx.f)
    markup.show(markup.heading(ctx.t("Komende acht weken"), said))
    look = charts.Look(cells.theme(), ctx.t, ctx.f)
    st.altair_chart(charts.weeks(rows, look), theme=None, alt=said)
    with st.expander(ctx.t("Toon de cijfers"), type="compact"):
        heads = (ctx.t("Week van"), ctx.t("Bewijzen"), ctx.t("Getuigschriften"))[: 2 + sees_papers]
        lines = [
            (ctx.f.date(row.first_on), ctx.f.number(row.open), ctx.f.number(row.papers))[: len(heads)]
            for row in rows
        ]
        markup.show(markup.table(ctx.t("Open termijnen per week"), heads, lines))


def news(ctx: Context) -> None:
    """What colleagues did since the previous visit."""
    rows = ctx.read(journal.news, actor=ctx.actor)
    markup.show(markup.heading(ctx.t("Sinds je laatste bezoek")))
    if not rows:
        markup.show(markup.muted(ctx.t("Geen nieuws van collega's.")))
        return
    markup.show(markup.events((_told(ctx, row), ctx.f.moment(row.at, ctx.today)) for row in rows))


def _told(ctx: Context, row: NewsRow) -> str:
    number = row.details.get("number")
    what = labels.word(ACTIONS, row.action, ctx.t)
    return f"{person(row.actor, ctx.t)}: {what}{f' {number}' if isinstance(number, str) else ''}"
