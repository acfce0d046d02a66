"""The sentence above a chart says what the figures say."""

from datetime import date

import pytest

from core.compliance import charts, findings
from core.compliance.charts import Look
from core.compliance.queries import Month, Week
from core.i18n import Translator
from core.i18n.formats import Formats

T, F = Translator("nl"), Formats("nl")


def month(number: int, on_time: int, late: int = 0, overdue: int = 0) -> Month:
    return Month(date(2026, number, 1), on_time, late, overdue, 0)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [month(9, 9), month(10, 9, 1, 1)],
            "90,0\u00a0% op tijd geregistreerd: het doel van 90\u00a0% is gehaald",
        ),
        ([month(9, 8, 2)], "80,0\u00a0% op tijd geregistreerd: het doel van 90\u00a0% is niet gehaald"),
        ([month(9, 0)], "Nog geen enkele uiterste datum verstreken in deze periode"),
    ],
)
def test_the_share_is_held_against_the_goal(rows: list[Month], sentence: str) -> None:
    assert findings.on_time(rows, goal_percent=90, t=T, f=F) == sentence


def test_a_share_just_under_the_goal_does_not_round_up_to_reached() -> None:
    rows = [Month(date(2026, 9, 1), 8999, 1001, 0, 0)]
    assert findings.on_time(rows, goal_percent=90, t=T, f=F).endswith("niet gehaald")


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ([1, 4, 2], "De week van 23/11 wordt de drukste: 4 termijnen"),
        ([4, 4, 2], "Drukste weken: 4 termijnen"),
        ([0, 0, 0], "De komende acht weken loopt er geen termijn af"),
        ([], "De komende acht weken loopt er geen termijn af"),
    ],
)
def test_the_busiest_week_is_named(counts: list[int], sentence: str) -> None:
    rows = [Week(date(2026, 11, 16 + 7 * at), count) for at, count in enumerate(counts) if at < 2]
    rows += [Week(date(2026, 11, 30), count) for count in counts[2:]]
    assert findings.busiest_week(rows, t=T, f=F) == sentence


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_charts_hold_the_figures_they_were_given(theme: str) -> None:
    look = Look("dark" if theme == "dark" else "light", T, F)
    weeks = str(charts.weeks([Week(date(2026, 11, 16), 4)], look).to_dict())
    assert "'week': '16/11', 'n': 4" in weeks
    both = str(charts.weeks([Week(date(2026, 11, 16), 4, 3)], look).to_dict())
    assert "'what': 'Bewijzen', 'n': 4" in both
    assert "'what': 'Getuigschriften', 'n': 3" in both
    assert "'week': '16/11', 'n': 7" in both
    months = charts.months([month(9, 10, 2, 3)], look).to_dict()
    text = str(months)
    for part in ("op tijd", "te laat geregistreerd", "open en te laat", "09/2026", "'n': 10", "'n': 3"):
        assert part in text
    assert charts.MUTED[look.theme] in text
