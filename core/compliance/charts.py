"""The pictures under the sentences: one look for both themes, figures with their unit, bars from zero."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar, cast

import altair as alt

from core.compliance.queries import Month, Week
from core.i18n.formats import Formats

Translate = Callable[..., str]
Drawn = TypeVar("Drawn", alt.Chart, alt.LayerChart)
PETROL, AMBER, RED = "#217288", "#C48401", "#C72B3C"
MUTED = {"light": "#55656D", "dark": "#9DADB5"}
FAINT = {"light": "#E3E8EA", "dark": "#2A363C"}
FONT = "Hanken Grotesk, sans-serif"


@dataclass(frozen=True, slots=True)
class Look:
    """For whom it is drawn: theme and words."""

    theme: Literal["light", "dark"]
    t: Translate
    f: Formats


def weeks(rows: Sequence[Week], look: Look) -> alt.LayerChart:
    """Open terms per week, each bar with its number; proofs and papers one above the other once there are both."""
    across = alt.X("week:N", sort=None, axis=alt.Axis(title=None, labelAngle=0))
    up = alt.Y("n:Q", axis=None, scale=alt.Scale(zero=True), stack="zero")
    totals: list[dict[str, object]] = [
        {"week": look.f.short_date(row.first_on), "n": row.total} for row in rows
    ]
    bars = alt.Chart(inline(totals)).mark_bar(color=PETROL, cornerRadiusEnd=3).encode(x=across, y=up)
    if any(row.papers for row in rows):
        bars = _two_kinds(rows, look, across, up)
    numbers = alt.Chart(inline(totals)).mark_text(dy=-7, fontSize=12, color=MUTED[look.theme])
    both = cast(alt.LayerChart, alt.layer(bars, numbers.encode(x=across, y=alt.Y("n:Q"), text="n:Q")))
    return dressed(both, look, height=190)


def _two_kinds(rows: Sequence[Week], look: Look, across: alt.X, up: alt.Y) -> alt.Chart:
    names = [look.t("Bewijzen"), look.t("Getuigschriften")]
    data: list[dict[str, object]] = [
        {"week": look.f.short_date(row.first_on), "what": name, "n": count, "order": order}
        for row in rows
        for order, (name, count) in enumerate(zip(names, (row.open, row.papers), strict=True))
    ]
    colours = alt.Scale(domain=names, range=[PETROL, AMBER])
    chart: alt.Chart = (
        alt.Chart(inline(data))
        .mark_bar(strokeWidth=1, stroke=FAINT[look.theme])
        .encode(
            x=across, y=up, order=alt.Order("order:Q"),
            color=alt.Color("what:N", scale=colours, legend=alt.Legend(title=None)),
            tooltip=[alt.Tooltip("week:N"), alt.Tooltip("what:N"), alt.Tooltip("n:Q")],
        )
    )  # fmt: skip
    return chart


def months(rows: Sequence[Month], look: Look) -> alt.Chart:
    """On time, late, and open and overdue, one above the other in each bar."""
    series = (
        (look.t("op tijd"), PETROL, [row.on_time for row in rows]),
        (look.t("te laat geregistreerd"), AMBER, [row.late for row in rows]),
        (look.t("open en te laat"), RED, [row.open_overdue for row in rows]),
    )
    months_ = [f"{row.first_on.month:02}/{row.first_on.year}" for row in rows]
    data: list[dict[str, object]] = [
        {"month": month, "what": name, "n": count, "order": order}
        for order, (name, _, counts) in enumerate(series)
        for month, count in zip(months_, counts, strict=True)
    ]
    names, colours = [name for name, _, _ in series], [colour for _, colour, _ in series]
    across, up = alt.Scale(paddingInner=0.4, paddingOuter=0.3), look.t("Aantal bewijzen")
    chart: alt.Chart = (
        alt.Chart(inline(data))
        .mark_bar(strokeWidth=1, stroke=FAINT[look.theme])
        .encode(
            x=alt.X("month:N", sort=None, axis=alt.Axis(title=None, labelAngle=0), scale=across),
            y=alt.Y("n:Q", stack="zero", axis=alt.Axis(title=up, tickCount=5, tickMinStep=1)),
            color=alt.Color(
                "what:N", scale=alt.Scale(domain=names, range=colours), legend=alt.Legend(title=None)
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("month:N", title=look.t("Maand")),
                alt.Tooltip("what:N", title=look.t("Wat")),
                alt.Tooltip("n:Q", title=look.t("Aantal")),
            ],
        )
    )
    return dressed(chart, look, height=260)


def inline(values: list[dict[str, object]]) -> alt.InlineData:
    """Rows as the browser gets them."""
    return alt.InlineData(values=values)


def dressed(chart: Drawn, look: Look, *, height: int) -> Drawn:
    """The one look of every chart."""
    muted, faint = MUTED[look.theme], FAINT[look.theme]
    dressed = (
        chart.properties(height=height, width="container")
        .configure(font=FONT, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            domain=False, ticks=False, gridColor=faint, labelColor=muted, titleColor=muted, labelFontSize=12,
            titleFontSize=12, titleFontWeight="normal",
        )
        .configure_axisX(grid=False)
        .configure_legend(orient="top", labelColor=muted, labelFontSize=12, symbolType="square")
    )  # fmt: skip
    return cast(Drawn, dressed)
