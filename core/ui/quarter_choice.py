"""The papers of a step in the order of the pile, all chosen at first: who is left out is unticked."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from core.certificates import orders
from core.certificates.lot import LotPaper
from core.certificates.words import KINDS, STAGES
from core.i18n import N_
from core.ui import forms, labels, tables
from core.ui.cells import Column
from core.ui.markup import Badge
from core.ui.page import Context

ORDER: Final = "certificates.quarter.order"


def in_order(ctx: Context, papers: Sequence[LotPaper]) -> list[LotPaper]:
    """The pile as it lies; the choice holds for every step."""
    with st.container(width=280):
        order = forms.choice(ctx, N_("Volgorde van de stapel"), orders.ORDERS, key=ORDER, is_kept=True)
    return orders.ordered(papers, order)


def by_employer() -> bool:
    """Whether the pile lies by employer."""
    return st.session_state.get(ORDER) == "employer"


def ticked(ctx: Context, papers: Sequence[LotPaper], *, step: str) -> list[LotPaper]:
    """The rows with a box each; what stays ticked, in the order of the pile."""
    ids = [paper.certificate_id for paper in papers]
    chosen = tables.grid(
        ctx, papers, _columns(ctx), key=f"certificates.quarter.{step}", ids=ids, many=True, chosen=ids, height=420,
        caption=ctx.t("Papieren van deze stap, in de volgorde van de stapel"),
    )  # fmt: skip
    kept = set(chosen)
    return [paper for paper in papers if paper.certificate_id in kept]


def _sign(ctx: Context, row: LotPaper) -> Badge:
    """How long is left; a correction has no term."""
    if row.runs_out_on is None:
        return labels.mark("plan", ctx.t("Correctie"))
    return labels.days(row.runs_out_on, ctx.today, ctx.t)


def _columns(ctx: Context) -> list[Column[LotPaper]]:
    t = ctx.t
    return [
        Column(N_("Stand"), lambda row: _sign(ctx, row), "status", 136),
        Column(N_("Uiterste datum"), lambda row: row.runs_out_on, "date", 104),
        Column(N_("Streefdatum"), lambda row: None if row.is_correction else row.target_on, "date", 92),
        Column(N_("Cursist"), lambda row: row.name, width=150),
        Column(N_("Papier"), lambda row: t(KINDS[row.kind]), width=110),
        Column(N_("Nummer"), lambda row: row.number, width=104),
        Column(N_("Opleiding"), lambda row: f"{row.course_code} {row.course}", width=158),
        Column(N_("Hoe ver"), lambda row: t(STAGES[row.stage]), width=96),
        Column(N_("Werkgever"), lambda row: row.employer, width=120),
    ]
