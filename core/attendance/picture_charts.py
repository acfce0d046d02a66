"""The pictures of a course: one look for both themes, shares in percent, bars from zero."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, cast

import altair as alt

from core.attendance import picture_findings
from core.attendance.pictures import Month, Near, Week
from core.compliance.charts import AMBER, MUTED, PETROL, Drawn, Look, dressed, inline

VIOLET: Final = "#883EDD"
SHOWN: Final = 15
ROW: Final = 30
# How each language writes numbers, as vega wants to be told.
NUMBERS: Final = {
    "nl": alt.NumberLocale(decimal=",", thousands=".", grouping=[3], currency=["€ ", ""], percent="\u00a0%"),
    "en": alt.NumberLocale(decimal=".", thousands=",", grouping=[3], currency=["€", ""], percent="%"),
}


def weeks(rows: Sequence[Week], look: Look) -> alt.LayerChart:
    """Per week the parts attended, justified and unjustified, each a line with its own dash and its own points."""
    series = (
        (look.t("aanwezig"), PETROL, [1, 0], [row.present for row in rows]),
        (look.t("gewettigd"), AMBER, [6, 3], [row.justified for row in rows]),
        (look.t("ongewettigd"), VIOLET, [2, 2], [row.unjustified for row in rows]),
    )
    data: list[dict[str, object]] = [
        {"week": look.f.short_date(row.first_on), "what": name, "share": amount / row.given}
        for name, _, _, amounts in series
        for row, amount in zip(rows, amounts, strict=True)
    ]
    names = [name for name, _, _, _ in series]
    colours = alt.Scale(domain=names, range=[colour for _, colour, _, _ in series])
    dashes = alt.Scale(domain=names, range=[dash for _, _, dash, _ in series])
    base = alt.Chart(inline(data)).encode(
        x=alt.X(
            "week:N", sort=None, scale=alt.Scale(padding=0.4),
            axis=alt.Axis(title=look.t("Week van"), labelAngle=0, labelOverlap=True),
        ),
        y=alt.Y(
            "share:Q", scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(title=look.t("Deel van de gegeven minuten"), format=".0%", tickCount=5),
        ),
        color=alt.Color("what:N", scale=colours, legend=alt.Legend(title=None)),
        tooltip=[
            alt.Tooltip("week:N", title=look.t("Week van")),
            alt.Tooltip("what:N", title=look.t("Wat")),
            alt.Tooltip("share:Q", title=look.t("Deel"), format=".1%"),
        ],
    )  # fmt: skip
    lines = base.mark_line(strokeWidth=2.5).encode(
        strokeDash=alt.StrokeDash("what:N", scale=dashes, legend=None)
    )
    both = cast(alt.LayerChart, alt.layer(lines, base.mark_point(filled=True, size=36)))
    return _numbered(dressed(both, look, height=240), look)


def months(rows: Sequence[Month], look: Look, *, unit: int) -> alt.Chart:
    """Planned and given side by side, in lesson periods."""
    series = ((look.t("gepland"), AMBER), (look.t("gegeven"), PETROL))
    data: list[dict[str, object]] = [
        {
            "month": f"{row.first_on.month:02}/{row.first_on.year}",
            "what": name,
            "n": round(amount / unit, 1),
        }
        for row in rows
        for (name, _), amount in zip(series, (row.planned, row.given), strict=True)
    ]
    names, colours = [name for name, _ in series], [colour for _, colour in series]
    chart: alt.Chart = (
        alt.Chart(inline(data))
        .mark_bar(cornerRadiusEnd=3)
        .encode(
            x=alt.X(
                "month:N", sort=None, axis=alt.Axis(title=None, labelAngle=0),
                scale=alt.Scale(paddingInner=0.35, paddingOuter=0.2),
            ),
            xOffset=alt.XOffset("what:N", sort=names),
            y=alt.Y("n:Q", axis=alt.Axis(title=look.t("Lestijden"), tickCount=5)),
            color=alt.Color(
                "what:N", scale=alt.Scale(domain=names, range=colours), legend=alt.Legend(title=None)
            ),
            tooltip=[
                alt.Tooltip("month:N", title=look.t("Maand")),
                alt.Tooltip("what:N", title=look.t("Wat")),
                alt.Tooltip("n:Q", title=look.t("Lestijden"), format=",.1f"),
            ],
        )
    )  # fmt: skip
    return _numbered(dressed(chart, look, height=240), look)


def near(rows: Sequence[Near], look: Look) -> alt.LayerChart:
    """Those who used most of the line, each with its share; the line itself is dashed and named."""
    shown = rows[:SHOWN]
    words = {True: look.t("over de grens"), False: look.t("binnen de grens")}
    data: list[dict[str, object]] = [
        {
            "name": name, "share": row.share, "text": look.f.percent(row.share),
            "what": words[picture_findings.is_over(row)],
        }
        for name, row in zip(_told_apart([row.name for row in shown]), shown, strict=True)
    ]  # fmt: skip
    limits = sorted({row.limit for row in shown})
    furthest = max([*(row.share for row in shown), *(float(limit) for limit in limits)])
    across = alt.Scale(domain=[0, furthest * 1.25])
    colours = alt.Scale(domain=list(words.values()), range=[VIOLET, PETROL])
    base = alt.Chart(inline(data)).encode(
        y=alt.Y("name:N", sort=None, axis=alt.Axis(title=None, labelLimit=160)),
        x=alt.X(
            "share:Q", scale=across,
            axis=alt.Axis(title=look.t("Ongewettigd gemist"), format=".0%", tickCount=5),
        ),
    )  # fmt: skip
    bars = base.mark_bar(cornerRadiusEnd=3, height=16).encode(
        color=alt.Color("what:N", scale=colours, legend=alt.Legend(title=None))
    )
    texts = base.mark_text(align="left", dx=6, fontSize=12, color=MUTED[look.theme]).encode(text="text:N")
    line = alt.Chart(inline([{"limit": float(limit)} for limit in limits]))
    rule = line.mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=MUTED[look.theme]).encode(
        x=alt.X("limit:Q", scale=across)
    )
    word = line.mark_text(
        align="left", baseline="bottom", dx=-2, fontSize=12, color=MUTED[look.theme]
    ).encode(x=alt.X("limit:Q", scale=across), y=alt.value(-4), text=alt.value(look.t("grens")))
    chart = cast(alt.LayerChart, alt.layer(bars, texts, rule, word))
    return _numbered(dressed(chart, look, height=max(120, ROW * len(shown) + 40)), look)


def _told_apart(names: Sequence[str]) -> list[str]:
    """Two people of one name are two bars."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def _numbered(chart: Drawn, look: Look) -> Drawn:
    """Numbers as the language writes them, in axes and tooltips alike."""
    chart.config.locale = alt.Locale(number=NUMBERS[look.f.language])
    return chart
