"""The pictures of one course: each a sentence, its definition, the chart, and the figures one click away."""

from collections.abc import Sequence

import altair as alt
import streamlit as st

from core.attendance import picture_charts, picture_findings, pictures
from core.attendance.pictures import Month, Near, Week
from core.compliance.charts import Look
from core.i18n import N_
from core.ui import cells, labels, markup
from core.ui.markup import Badge, Markup
from core.ui.page import Context

FEWEST = 2  # weeks or months: one alone makes no line and no comparison
OVER_TIME = N_(
    "Deel van de gegeven minuten waarin cursisten aanwezig waren, per week; alleen lessen die afgesloten zijn."
)
GIVEN = N_(
    "Contactlessen tot vandaag, alle groepen samen, in lestijden van {unit} minuten; een verplaatste les telt één keer."
)
NEAR = N_(
    "Ongewettigd gemist, als deel van wat aan deze cursist gegeven wordt: bij BEV in de lopende periode, bij VOV met "
    "regelmatige inschrijving over de hele opleiding. De administratie beslist."
)


def draw(ctx: Context, course_id: int, *, unit: int) -> None:
    """Three pictures under each other; `unit` is the lesson period of the course in minutes."""
    weeks = ctx.read(pictures.weeks, actor=ctx.actor, course_id=course_id)
    _over_time(ctx, weeks)
    months = ctx.read(pictures.months, actor=ctx.actor, today=ctx.today, course_id=course_id)
    _given(ctx, months, unit)
    _near(ctx, ctx.read(pictures.near, actor=ctx.actor, today=ctx.today, course_id=course_id))


def _over_time(ctx: Context, rows: Sequence[Week]) -> None:
    t, f = ctx.t, ctx.f
    said = picture_findings.over_time(rows, t=t, f=f)
    with st.container(border=True, key="beeld.weeks"):
        markup.show(markup.heading(said, t(OVER_TIME), css="tw-klein"))
        if len(rows) < FEWEST:
            markup.show(markup.muted(t("Vanaf twee weken met afgesloten lessen komt hier een lijn.")))
        else:
            first, last = f.date(rows[0].first_on), f.date(rows[-1].first_on)
            kind = t(
                "Lijndiagram per week, van {first} tot {last}. {said}.", first=first, last=last, said=said
            )
            _chart(picture_charts.weeks(rows, _look(ctx)), kind)
        if rows:
            heads = (t("Week van"), t("Aanwezig"), t("Gewettigd"), t("Ongewettigd"), t("Aanwezig (deel)"))
            lines = [
                (
                    f.date(row.first_on), f.number(row.present), f.number(row.justified), f.number(row.unjustified),
                    f.percent(float(row.share)),
                )
                for row in rows
            ]  # fmt: skip
            _figures(ctx, markup.table(t("Minuten van alle cursisten samen, per week"), heads, lines))


def _given(ctx: Context, rows: Sequence[Month], unit: int) -> None:
    t, f = ctx.t, ctx.f
    said = picture_findings.given(rows, unit=unit, t=t, f=f)
    with st.container(border=True, key="beeld.months"):
        markup.show(markup.heading(said, t(GIVEN, unit=unit), css="tw-klein"))
        if not rows:
            return
        first, last = f.month(rows[0].first_on), f.month(rows[-1].first_on)
        kind = t("Staafdiagram per maand, van {first} tot {last}. {said}.", first=first, last=last, said=said)
        _chart(picture_charts.months(rows, _look(ctx), unit=unit), kind)
        heads = (t("Maand"), t("Gepland"), t("Werkelijk gegeven"), t("Verschil"))
        amounts = [(f.month(row.first_on), row.planned, row.given) for row in rows]
        amounts.append((t("Samen"), sum(row.planned for row in rows), sum(row.given for row in rows)))
        lines = [
            (month, *(picture_findings.periods(each, unit, f) for each in (planned, given, given - planned)))
            for month, planned, given in amounts
        ]
        _figures(ctx, markup.table(t("Lestijden van {n} minuten per maand", n=unit), heads, lines))


def _near(ctx: Context, rows: Sequence[Near]) -> None:
    t, f = ctx.t, ctx.f
    said = picture_findings.near(rows, t=t, f=f)
    with st.container(border=True, key="beeld.near"):
        markup.show(markup.heading(said, t(NEAR), css="tw-klein"))
        if not rows:
            return
        kind = t(
            "Staafdiagram per cursist, het meeste eerst, met de grens als streeplijn. {said}.", said=said
        )
        _chart(picture_charts.near(rows, _look(ctx)), kind)
        if len(rows) > picture_charts.SHOWN:
            more = t("De {n} hoogste; de tabel toont iedereen.", n=picture_charts.SHOWN)
            markup.show(markup.muted(more))
        heads = (
            t("Cursist"), t("Stand"), t("Ongewettigd (min)"), t("Gegeven (min)"), t("Deel"), t("Kan nog missen (min)"),
        )  # fmt: skip
        tables = []
        for days in sorted({(row.from_on, row.to_on) for row in rows}):
            lines = [
                (
                    row.name, _mark(ctx, row), f.number(row.unjustified), f.number(row.given), f.percent(row.share),
                    f.number(row.may_miss),
                )
                for row in rows
                if (row.from_on, row.to_on) == days
            ]  # fmt: skip
            caption = t(
                "Minuten per cursist, van {first} tot {last}", first=f.date(days[0]), last=f.date(days[1])
            )
            tables.append(markup.table(caption, heads, lines))
        _figures(ctx, *tables)


def _mark(ctx: Context, row: Near) -> Badge:
    if picture_findings.is_over(row):
        return labels.mark("hold", ctx.t("Over de grens"))
    if picture_findings.nears(row):
        return labels.mark("soon", ctx.t("Nadert de grens"))
    return labels.mark("plan", ctx.t("Binnen de grens"))


def _look(ctx: Context) -> Look:
    return Look(cells.theme(), ctx.t, ctx.f)


def _chart(chart: alt.Chart | alt.LayerChart, alternative: str) -> None:
    st.altair_chart(chart, theme=None, alt=alternative)


def _figures(ctx: Context, *tables: Markup) -> None:
    with st.expander(ctx.t("Toon de cijfers"), type="compact"):
        markup.show(*tables)
