"""The picture of the weeks to come: what falls due in each, and what of it would be late."""

from collections.abc import Sequence

import altair as alt

from core.compliance.charts import FAINT, PETROL, RED, Look, dressed, inline
from core.forecast.plan import Week


def weeks(rows: Sequence[Week], look: Look) -> alt.Chart:
    """Per week of the due date: in time and late, one above the other."""
    series = (
        (look.t("op tijd"), PETROL, [row.due - row.late for row in rows]),
        (look.t("wordt te laat"), RED, [row.late for row in rows]),
    )
    data: list[dict[str, object]] = [
        {"week": look.f.short_date(row.first_on), "what": name, "n": count, "order": order}
        for order, (name, _, counts) in enumerate(series)
        for row, count in zip(rows, counts, strict=True)
    ]
    names, colours = [name for name, _, _ in series], [colour for _, colour, _ in series]
    up, across = look.t("Bewijzen waarvan de termijn afloopt"), look.t("Week van")
    chart: alt.Chart = (
        alt.Chart(inline(data))
        .mark_bar(strokeWidth=1, stroke=FAINT[look.theme])
        .encode(
            x=alt.X("week:N", sort=None, axis=alt.Axis(title=across, labelAngle=0)),
            y=alt.Y("n:Q", stack="zero", axis=alt.Axis(title=up, tickCount=5, tickMinStep=1)),
            color=alt.Color(
                "what:N", scale=alt.Scale(domain=names, range=colours), legend=alt.Legend(title=None)
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("week:N", title=across),
                alt.Tooltip("what:N", title=look.t("Wat")),
                alt.Tooltip("n:Q", title=look.t("Aantal")),
            ],
        )
    )
    return dressed(chart, look, height=240)
