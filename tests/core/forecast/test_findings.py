"""The sentences above the pictures: one for each way it can turn out."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from core.deadlines.shifts import Summary
from core.forecast import findings
from core.forecast.plan import plan
from core.i18n import Translator
from core.i18n.formats import Formats

MONDAY = date(2026, 11, 23)
T, F = Translator("nl"), Formats("nl")


def said(due_on: list[date], per_day: Fraction, *, counts_today: bool = True) -> tuple[str, str]:
    found = plan(np.array(due_on, "datetime64[D]"), today=MONDAY, per_day=per_day, counts_today=counts_today)
    return findings.workload(found, per_day=per_day, t=T, f=F), findings.enough(found, t=T, f=F)


def test_the_workload_says_how_many_and_from_when() -> None:
    week = [date(2026, 11, 23 + n) for n in range(5)]
    assert said(week, Fraction(1)) == (
        "Bij 1 per werkdag blijft alles op tijd",
        "Vanaf 1 per werkdag wordt niets te laat.",
    )
    assert said([date(2026, 11, 2), *week], Fraction(2))[0] == (
        "Bij 2 per werkdag komt er geen enkel te laat bewijs bij"
    )
    assert said([MONDAY] * 2, Fraction(1))[0] == "Bij 1 per werkdag wordt 1 bewijs te laat, op 24/11/2026"
    assert said(week, Fraction(1, 2))[0] == (
        "Bij 0,5 per werkdag worden 5 bewijzen te laat, de eerste op 24/11/2026"
    )
    assert said([], Fraction(3)) == ("Er staat geen enkel bewijs open dat geregistreerd kan worden", "")


def test_what_no_pace_can_save_is_said() -> None:
    assert (
        said([MONDAY], Fraction(9), counts_today=False)[1] == "Geen enkel tempo verandert daar nog iets aan."
    )
    assert said([MONDAY, date(2026, 11, 26)], Fraction(9), counts_today=False)[1] == (
        "1 bewijs is niet meer te redden; vanaf 0,7 per werkdag blijft de rest op tijd."
    )
    assert said([MONDAY, MONDAY, date(2026, 11, 26)], Fraction(9), counts_today=False)[1] == (
        "2 bewijzen zijn niet meer te redden; vanaf 1 per werkdag blijft de rest op tijd."
    )


def test_the_day_on_which_all_is_done_is_said_with_the_pace_that_leads_to_it() -> None:
    def finished(count: int, per_day: Fraction) -> str:
        due_on = np.array([MONDAY] * count, "datetime64[D]")
        found = plan(due_on, today=MONDAY, per_day=per_day, counts_today=True)
        return findings.finished(found, t=T, f=F)

    assert finished(3, Fraction(1)) == "Bij dit tempo is alles klaar op 25/11/2026."
    assert finished(3, Fraction(0)) == "Bij dit tempo raakt niet alles klaar."
    assert finished(0, Fraction(1)) == ""


@pytest.mark.parametrize(
    ("earlier", "overdue", "sentence"),
    [
        (0, 0, "40 werkdagen in plaats van 2 maanden: geen enkele open termijn verschuift"),
        (1, 0, "40 werkdagen in plaats van 2 maanden: 1 termijn verschuift, niets wordt te laat"),
        (1, 1, "40 werkdagen in plaats van 2 maanden: 1 termijn verschuift, 1 wordt te laat"),
        (1034, 3, "40 werkdagen in plaats van 2 maanden: 1.034 termijnen verschuiven, 3 worden te laat"),
    ],
)
def test_the_what_if_says_how_many_move_and_how_many_become_late(
    earlier: int, overdue: int, sentence: str
) -> None:
    found = Summary(open=2000, earlier=earlier, later=0, becomes_overdue=overdue, saved=0, furthest=-3)
    assert findings.what_if(found, new="40 werkdagen", old="2 maanden", t=T, f=F) == sentence
