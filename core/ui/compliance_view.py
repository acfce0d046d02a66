"""For managers: on time, late and open overdue per month, with the definition, the picture and the figures."""

from datetime import date

import streamlit as st

from core.compliance import charts, findings
from core.compliance import queries as compliance
from core.compliance.queries import Month
from core.i18n import N_
from core.organisation import queries as organisation
from core.ui import cells, markup
from core.ui.page import Context

PERIODS = {"this": N_("Dit schooljaar"), "last": N_("Vorig schooljaar en dit")}


def draw(ctx: Context) -> None:
    """The sentence first, then the definition, the chart and the table."""
    t = ctx.t
    with st.container(border=True):
        head = st.container()
        period = st.segmented_control(
            t("Periode"), list(PERIODS), default="this", required=True, wrap=True, key="overview.period",
            format_func=lambda code: t(PERIODS[code]),
        )  # fmt: skip
        start = compliance.school_year_start(ctx.today)
        first = start if period == "this" else start.replace(year=start.year - 1)
        rows = ctx.read(compliance.months, actor=ctx.actor, today=ctx.today, first_on=first)
        goal = ctx.read(organisation.organisation)
        said = findings.on_time(rows, goal_percent=goal.on_time_goal_percent if goal else 90, t=t, f=ctx.f)
        with head:
            markup.show(markup.heading(said, t(compliance.DEFINITION)))
        look = charts.Look(cells.theme(), t, ctx.f)
        st.altair_chart(charts.months(rows, look), theme=None, alt=_alternative(ctx, rows, said))
        with st.expander(t("Toon de cijfers"), type="compact"):
            _table(ctx, rows)
            _campuses(ctx, first)


def _alternative(ctx: Context, rows: list[Month], said: str) -> str:
    return ctx.t("Staafdiagram per maand, van {first} tot {last}. {said}",
        first=ctx.f.month(rows[0].first_on), last=ctx.f.month(rows[-1].first_on), said=said)  # fmt: skip


def _table(ctx: Context, rows: list[Month]) -> None:
    t, n = ctx.t, ctx.f.number
    heads = (
        t("Maand"),
        t("Op tijd"),
        t("Te laat geregistreerd"),
        t("Open en te laat"),
        t("Nog niet verstreken"),
        t("Aandeel op tijd"),
    )
    cells = [
        (
            ctx.f.month(row.first_on), n(row.on_time), n(row.late), n(row.open_overdue), n(row.pending),
            ctx.f.percent(row.share),
        )
        for row in [*rows]
    ]  # fmt: skip
    whole = compliance.total(rows)
    cells.append(
        (
            t("Samen"), n(whole.on_time), n(whole.late), n(whole.open_overdue), n(whole.pending),
            ctx.f.percent(whole.share),
        )
    )  # fmt: skip
    markup.show(markup.table(t("Registratie in LED per maand van de uiterste datum"), heads, cells))


def _campuses(ctx: Context, first: date) -> None:
    shares = ctx.read(compliance.campus_shares, actor=ctx.actor, today=ctx.today, first_on=first)
    cells = [
        (
            row.campus,
            ctx.f.number(row.on_time),
            ctx.f.number(row.expired),
            ctx.f.percent(row.on_time / row.expired),
        )
        for row in shares
    ]
    heads = (ctx.t("Campus"), ctx.t("Op tijd"), ctx.t("Verstreken"), ctx.t("Aandeel op tijd"))
    markup.show(markup.table(ctx.t("Per campus over dezelfde periode"), heads, cells))
