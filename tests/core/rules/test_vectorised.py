"""The form for many rows equals the single form, on every case and on every day of 2020-2032."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules import cases, vectorised
from core.rules.calendar import MonthArithmetic
from core.rules.day_table import Asked, Days, looked_up
from core.rules.engine import InvalidFacts, NoRuleInForce, Overrides, evaluate
from core.rules.law import RULES
from core.rules.parameters import AS_THE_LAW_FILE, Law, Version
from core.rules.units import DayUnit, Roll
from core.rules.vectorised import Terms, evaluate_many, judge_many
from tests.core.rules import oracle

# Every case and every day, many at once.
pytestmark = pytest.mark.slow

EVERY_DAY = np.array(oracle.DAYS_2020_2032, dtype="datetime64[D]")
CASES = [case for path in cases.files(Path(__file__).parents[2] / "cases") for case in cases.read(path)]
SIMPLE_RULES = {rule.id for rule in RULES if rule.gives_a_date} - {"first_agreement", "replacement_agreement"}
ANSWERED = [case for case in CASES if case.rule in SIMPLE_RULES and case.expect.get("error") != "invalid"]
STRICT = Overrides(DayUnit.WORKING, Roll.NEXT_WORKING_DAY, MonthArithmetic.DAY_BEFORE)
days = st.dates(min_value=date(2019, 9, 1), max_value=date(2032, 12, 31))


def column(*values: date) -> Days:
    return np.array(values, dtype="datetime64[D]")


def rows(terms: Terms) -> list[tuple[date, date, date]]:
    return list(zip(terms.due_on.tolist(), terms.target_on.tolist(), terms.rolled_on.tolist(), strict=True))


@pytest.mark.parametrize("case", ANSWERED, ids=lambda case: f"{case.file}::{case.sentence}")
def test_many_rows_answer_each_case_as_one_row_does(case: cases.Case) -> None:
    series = {name: value if isinstance(value, str) else column(value) for name, value in case.facts.items()}  # type: ignore[arg-type]
    if "error" in case.expect:
        with pytest.raises(NoRuleInForce):
            evaluate_many(case.rule, series)
        return
    answers = dict(
        zip(("due_on", "target_on", "rolled_on"), rows(evaluate_many(case.rule, series))[0], strict=True)
    )
    assert answers | case.expect == answers


@pytest.mark.parametrize("overrides", [None, STRICT], ids=["law", "overridden"])
@pytest.mark.parametrize("rule_id", oracle.SIMPLE)
def test_many_rows_equal_single_rows_on_every_day(rule_id: str, overrides: Overrides | None) -> None:
    fact, others = oracle.SIMPLE[rule_id]
    closed = frozenset(oracle.DAYS_2020_2032[::9])
    terms = evaluate_many(
        rule_id, {fact: EVERY_DAY, **others}, overrides=overrides, closing_days=closed, buffer_days=1
    )
    for day, row in zip(oracle.DAYS_2020_2032, rows(terms), strict=True):
        single = evaluate(
            rule_id, {fact: day, **others}, overrides=overrides, closing_days=closed, buffer_days=1
        )
        assert row == (single.due_on, single.target_on, single.rolled_on)


@pytest.mark.parametrize("rule_id", oracle.SIMPLE)
def test_many_rows_equal_the_oracle_on_every_day(rule_id: str) -> None:
    fact, others = oracle.SIMPLE[rule_id]
    due_on = [oracle.due(rule_id, day) for day in oracle.DAYS_2020_2032]
    terms = evaluate_many(rule_id, {fact: EVERY_DAY, **others})
    assert terms.due_on.tolist() == due_on
    assert terms.rolled_on.tolist() == [oracle.nearest(day, step=1) for day in due_on]


@pytest.mark.parametrize("sector", ["general", "construction"])
def test_mentor_terms_equal_single_rows_on_every_day(sector: str) -> None:
    terms = evaluate_many("mentor_training", {"recognised_on": EVERY_DAY, "sector": sector})
    single = [
        evaluate("mentor_training", {"recognised_on": day, "sector": sector}).due_on
        for day in oracle.DAYS_2020_2032
    ]
    assert terms.due_on.tolist() == single


@settings(deadline=None)  # the first call fills tables and reads law files
@given(st.lists(st.tuples(days, days), min_size=1, max_size=30))
def test_enrolments_mix_late_and_timely_rows(pairs: list[tuple[date, date]]) -> None:
    starts_on, enrolled_on = (column(*side) for side in zip(*pairs, strict=True))
    bev = evaluate_many(
        "bev_enrolment_certificate",
        {"regime": "bev_brussels", "starts_on": starts_on, "enrolled_on": enrolled_on},
    )
    vov = evaluate_many("vov_enrolment_attest", {"starts_on": starts_on, "enrolled_on": enrolled_on})
    for pair, in_bev, in_vov in zip(pairs, rows(bev), rows(vov), strict=True):
        facts = {"starts_on": pair[0], "enrolled_on": pair[1]}
        assert in_bev[0] == evaluate("bev_enrolment_certificate", {"regime": "bev_brussels", **facts}).due_on
        assert in_vov[0] == evaluate("vov_enrolment_attest", facts).due_on


def test_no_rows_give_no_dates() -> None:
    terms = evaluate_many("led_registration", {"completed_on": column()})
    assert (terms.due_on.size, terms.target_on.size, terms.rolled_on.size) == (0, 0, 0)


def test_one_row_outside_the_law_refuses_the_series_with_its_own_day() -> None:
    with pytest.raises(NoRuleInForce) as refused:
        evaluate_many("led_registration", {"completed_on": column(date(2026, 1, 1), date(2018, 5, 6))})
    assert refused.value.day == date(2018, 5, 6)
    starts_on, enrolled_on = (
        column(date(2026, 1, 1), date(2018, 5, 6)),
        column(date(2026, 1, 1), date(2026, 1, 1)),
    )
    with pytest.raises(NoRuleInForce) as refused:
        evaluate_many("vov_enrolment_attest", {"starts_on": starts_on, "enrolled_on": enrolled_on})
    assert refused.value.day == date(2018, 5, 6)


def test_a_gap_between_two_versions_refuses_only_rows_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    law = vectorised.parameters.law("recognition_decision")
    (version,) = law.versions[""]
    gap = (version, Version(date(2021, 1, 1), None), Version(date(2021, 3, 1), version.settings))
    gapped = Law(
        law.rule_id, law.name, law.decision, law.verified_on, True, law.questions, law.parameters, {"": gap}
    )
    monkeypatch.setattr(vectorised.parameters, "law", lambda _: gapped)
    asked = Asked("recognition_decision", AS_THE_LAW_FILE, frozenset({date(1990, 1, 1)}), 0)
    asked = Asked(
        asked.rule_id, asked.overrides, asked.closing_days, 0, (("submitted_on", vectorised.THE_DAY),)
    )
    around = column(date(2020, 12, 1), date(2021, 3, 1))
    assert looked_up(asked, around).due_on.tolist() == [date(2020, 12, 15), date(2021, 3, 15)]
    with pytest.raises(NoRuleInForce) as refused:
        looked_up(asked, column(date(2020, 12, 1), date(2021, 2, 1), date(2021, 3, 1)))
    assert refused.value.day == date(2021, 2, 1)


@pytest.mark.parametrize(
    "completed_on",
    [
        np.array(["2026-01-01", "NaT"], dtype="datetime64[D]"),
        np.array(["2026-01-01"], dtype="datetime64[s]"),
        np.array(["12026-01-01"], dtype="datetime64[D]"),
        np.array([1, 2]),
    ],
)
def test_a_series_that_is_not_all_days_is_refused(completed_on: Days) -> None:
    with pytest.raises(InvalidFacts, match="afgerond"):
        evaluate_many("led_registration", {"completed_on": completed_on})


def test_series_of_unequal_length_missing_ones_and_words_for_days_are_refused() -> None:
    one, two = column(date(2026, 1, 1)), column(date(2026, 1, 1), date(2026, 1, 2))
    for series in (
        {"starts_on": one, "enrolled_on": two},
        {"starts_on": one},
        {"starts_on": one, "enrolled_on": "x"},
    ):
        with pytest.raises(InvalidFacts):
            evaluate_many("vov_enrolment_attest", series)
    with pytest.raises(InvalidFacts, match="sector"):
        evaluate_many("mentor_training", {"recognised_on": one, "sector": one})


@pytest.mark.parametrize("rule_id", ["first_agreement", "assiduity_met", "task_outcomes"])
def test_rules_that_ask_for_more_than_days_are_refused(rule_id: str) -> None:
    with pytest.raises(InvalidFacts):
        evaluate_many(rule_id, {})


@settings(deadline=None)  # the first call fills tables and reads law files
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900), st.integers(0, 200)), max_size=40))
def test_many_judgements_equal_single_ones(parts: list[tuple[int, int, int]]) -> None:
    present, justified, unjustified = (
        np.array([row[at] for row in parts], dtype=np.int32) for at in range(3)
    )
    judged = judge_many(
        given=present + justified + unjustified, present=present, justified=justified, unjustified=unjustified
    )
    for row, known, met in zip(parts, judged.judged, judged.met, strict=True):
        facts = dict(zip(("present", "justified", "unjustified"), row, strict=True))
        single = evaluate("assiduity_met", {"given": sum(row), **facts}).answers["met"]
        assert (bool(met) if known else None) == single


@pytest.mark.parametrize(
    ("given", "present"),
    [
        (np.array([10]), np.array([9])),
        (np.array([-1]), np.array([-1])),
        (np.array([1.0]), np.array([1.0])),
        (np.array([True]), np.array([True])),
        (np.array([2**62]), np.array([2**62])),
        (np.array([1, 1]), np.array([1])),
    ],
)
def test_minutes_that_make_no_sense_are_refused(given: np.ndarray, present: np.ndarray) -> None:
    zero = np.zeros(1, dtype=np.int64)
    with pytest.raises(InvalidFacts):
        judge_many(given=given, present=present, justified=zero, unjustified=zero)
