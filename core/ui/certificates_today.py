"""On page "Vandaag": the papers for cursisten that are late or due this week, each with the way to it."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from core.access.permissions import Action
from core.certificates import deviating, listing, signs
from core.certificates.filters import Filters, Status
from core.certificates.rows import PaperLine
from core.certificates.words import KINDS, STEPS
from core.i18n import N_
from core.proofs.filters import week_end
from core.ui import certificates_list, labels, markup
from core.ui.page import Context

SHOWN: Final = 5
WORK = {
    "due": N_("{paper} uitreiken"),
    "correction": N_("{paper} uitreiken"),
    "issued": N_("{paper} afdrukken"),
    "printed": N_("{paper} laten ondertekenen"),
    "signed": N_("{paper} afleveren"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How the papers stand, as the tiles count: late with the oldest, due today, due by Sunday, held up."""

    late: int = 0
    oldest_days: int = 0
    due_today: int = 0
    this_week: int = 0
    blocked: int = 0


def standing(ctx: Context) -> Standing:
    """From the conditions of the queue, so that a tile and its rows agree; all zero for who may not see papers."""
    if not ctx.may(Action.SEE_CERTIFICATES):
        return Standing()
    counts = ctx.read(listing.counts, actor=ctx.actor, today=ctx.today)
    until_today = Filters(due_until=ctx.today)
    due_today = ctx.read(listing.counts, actor=ctx.actor, today=ctx.today, filters=until_today).soon
    oldest = ctx.read(listing.page, actor=ctx.actor, today=ctx.today, filters=Filters(Status.LATE)).rows[:1]
    days = -(oldest[0].days or 0) if oldest else 0
    return Standing(counts.late, days, due_today, counts.soon, counts.hold)


def draw(ctx: Context) -> None:
    """Nothing for who may not see papers, or while no paper is late or due by Sunday."""
    if not ctx.may(Action.SEE_CERTIFICATES):
        return
    until = week_end(ctx.today)
    found = ctx.read(listing.page, actor=ctx.actor, today=ctx.today, filters=Filters(due_until=until))
    differing = ctx.read(deviating.lately, actor=ctx.actor, today=ctx.today)
    if not found.rows and not differing:
        return
    markup.show(markup.heading(ctx.t("Getuigschriften en attesten"), _said(ctx)))
    if differing:
        _differing(ctx, len(differing))
    for row in found.rows[:SHOWN]:
        with st.container(
            horizontal=True, wrap=False, key=f"rij.today.paper{row.certificate_id}", vertical_alignment="center",
            gap="small",
        ):  # fmt: skip
            with st.container(width="stretch"):
                markup.show(_row(ctx, row))
            ctx.link("certificates", ctx.t("Openen"), part="queue", paper=str(row.certificate_id))
    if found.total > SHOWN:
        label = ctx.t("Toon alle {n} papieren tot zondag", n=ctx.f.number(found.total))
        ctx.link("certificates", label, part="queue", until=until.isoformat())


def _differing(ctx: Context, count: int) -> None:
    """Issued papers whose hours are not those of today: seen without opening one."""
    t = ctx.t
    said = (
        t("1 uitgereikt papier zegt andere uren dan de aanwezigheden vandaag.")
        if count == 1
        else t(
            "{n} uitgereikte papieren zeggen andere uren dan de aanwezigheden vandaag.", n=ctx.f.number(count)
        )
    )
    markup.show(markup.badge(labels.mark("soon", t("Afwijking sinds afgifte"))), markup.muted(said))
    ctx.link("certificates", t("Toon de afwijkingen"), part="queue", deviating="1")


def sentence(ctx: Context, papers: Standing) -> str:
    """How many papers are late, for the head of the page; nothing while none is."""
    return f"{_late(ctx, papers.late)}." if papers.late else ""


def _late(ctx: Context, late: int) -> str:
    if late == 1:
        return ctx.t("1 papier is te laat")
    return ctx.t("{n} papieren zijn te laat", n=ctx.f.number(late))


def _said(ctx: Context) -> str:
    found = ctx.read(listing.counts, actor=ctx.actor, today=ctx.today)
    soon = ctx.t("{n} vervallen deze week", n=ctx.f.number(found.soon))
    if found.soon == 1:
        soon = ctx.t("1 vervalt deze week")
    return f"{_late(ctx, found.late)}, {soon}."


def _row(ctx: Context, row: PaperLine) -> markup.Markup:
    assert row.due_on is not None
    mark = labels.days(row.due_on, ctx.today, ctx.t)
    what = (
        ctx.t(WORK[row.stage], paper=ctx.t(KINDS[row.kind])) if row.stage in STEPS else ctx.t(KINDS[row.kind])
    )
    held = ctx.t(signs.WORDS[row.hold]) if row.hold else ""
    about = " · ".join(part for part in (certificates_list.name_of(row), row.course, held) if part)
    employer = (
        ctx.t("werkgever: {day}", day=ctx.f.date(row.claims_by)) if row.claims_by is not None else row.campus
    )
    return markup.row(mark, what, about, ctx.f.date(row.due_on), employer)
