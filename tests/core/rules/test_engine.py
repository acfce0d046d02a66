"""Every rule on every day of 2020-2032 against the oracle, its steps added up again, and all it must refuse."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules import engine, parameters
from core.rules.calendar import MonthArithmetic
from core.rules.count import Step, StepKind
from core.rules.engine import InvalidFacts, NoRuleInForce, Outcome, Overrides, RuleError, evaluate
from core.rules.facts import Fact
from core.rules.law import RULES, assiduity_periods, course_hours
from core.rules.lawfile import LawFileError
from core.rules.rule import Rule
from core.rules.units import DayUnit, Roll, Unit
from tests.core.rules import oracle

days = st.dates(min_value=date(2020, 1, 1), max_value=date(2032, 12, 31))
GOOD: Mapping[str, Mapping[str, object]] = {
    "led_registration": {"completed_on": date(2026, 2, 6)},
    "bev_enrolment_certificate": {
        "regime": "bev_brussels",
        "starts_on": date(2025, 9, 1),
        "enrolled_on": date(2025, 8, 20),
    },
    "bev_assiduity_certificate": {"regime": "bev_brussels", "period_ends_on": date(2025, 12, 31)},
    "bev_second_session_notice": {"regime": "bev_brussels", "first_session_ends_on": date(2026, 6, 26)},
    "bev_employer_claim": {"ends_on": date(2026, 6, 26)},
    "vov_enrolment_attest": {"starts_on": date(2026, 3, 2), "enrolled_on": date(2026, 2, 20)},
    "recognition_decision": {"submitted_on": date(2026, 3, 1)},
    "recognition_expiry": {"recognised_on": date(2024, 9, 1)},
    "mentor_training": {"recognised_on": date(2026, 1, 31), "sector": "general"},
    "criminal_record_validity": {"extract_dated_on": date(2026, 1, 15)},
    "first_agreement": {
        "starts_on": date(2026, 9, 1),
        "training_days": [date(2026, 9, 1) + timedelta(days=2 * number) for number in range(25)],
    },
    "replacement_agreement": {
        "ended_on": date(2026, 9, 1),
        "training_days": [date(2026, 9, 1) + timedelta(days=2 * number) for number in range(25)],
    },
    "assiduity_periods": {
        "organisation": "modular",
        "starts_on": date(2025, 9, 15),
        "ends_on": date(2026, 6, 26),
    },
    "assiduity_met": {"given": 600, "present": 600, "justified": 0, "unjustified": 0},
    "vov_regular_attendance": {
        "given": 600,
        "present": 600,
        "justified": 0,
        "unjustified": 0,
        "final_assessment": "taken",
    },
    "course_hours": {
        "lesson_unit": 60,
        "planned": 1920,
        "exempted": 300,
        "missed_by_late_enrolment": 0,
        "mentor_course": False,
    },
    "proofs_earned": {
        "recognised_level": "professional",
        "whole": True,
        "parts": [],
        "competences": [],
        "part_contents": {},
    },
    "task_outcomes": {"task": "withdrawal"},
}
NOTHING_SENSIBLE: tuple[object, ...] = (
    None,
    "",
    "x",
    1.5,
    b"1",
    object(),
    {1: 2},
    [None],
    datetime(2026, 1, 1, 10),
)
EVERY_OVERRIDE = [
    Overrides(day_unit=day_unit, roll=roll, month_arithmetic=months)
    for day_unit in (None, DayUnit.WORKING)
    for roll in (None, Roll.NEXT_WORKING_DAY)
    for months in (None, MonthArithmetic.DAY_BEFORE)
]


def added_again(step: Step, planned: list[date]) -> date:
    """Where a step leads, computed from its kind, amount and unit alone."""
    if step.kind is StepKind.ROLL:
        return oracle.nearest(step.from_on, step=1)
    if step.kind is StepKind.SUBTRACT:
        return step.from_on - timedelta(days=step.amount)
    if step.unit is Unit.TRAINING_DAY:
        inclusive = step.template.count("vanaf")
        counted = sorted(
            {day for day in planned if day > step.from_on or (inclusive and day == step.from_on)}
        )
        return counted[step.amount - 1]
    if step.unit is Unit.SCHOOL_YEAR:
        return date(step.from_on.year + (step.from_on.month >= 9), 8, 31)
    if step.unit is Unit.DAY_OF_YEAR:
        return date(step.from_on.year, 12, 31)
    if step.unit is Unit.WORKING_DAY:
        return oracle.working_days_later(step.from_on, step.amount)
    if step.unit is Unit.DAY:
        return step.from_on + timedelta(days=step.amount)
    months = relativedelta(**{f"{step.unit}s": step.amount})
    if "zoveelste" not in step.template:
        return step.from_on + months
    following = step.from_on + timedelta(days=1)
    later = following + months
    return later - timedelta(days=1) if later.day == following.day else later


def assert_the_steps_add_up(outcome: Outcome, planned: list[date]) -> None:
    at = outcome.started_on
    for step in outcome.steps:
        assert step.from_on == at
        assert added_again(step, planned) == step.to_on
        at = step.to_on
    assert at == outcome.due_on


@pytest.mark.slow
@pytest.mark.no_cover
@pytest.mark.parametrize("rule_id", oracle.SIMPLE)
def test_every_day_of_2020_to_2032_agrees_with_the_oracle(rule_id: str) -> None:
    fact, others = oracle.SIMPLE[rule_id]
    for day in oracle.DAYS_2020_2032:
        outcome = evaluate(rule_id, {fact: day, **others})
        due_on = oracle.due(rule_id, day)
        assert outcome.due_on == due_on
        assert outcome.target_on == oracle.nearest(due_on, step=-1)
        assert outcome.rolled_on == oracle.nearest(due_on, step=1)
        assert_the_steps_add_up(outcome, [])


def test_every_recognition_day_of_2020_to_2032_gives_the_mentor_term_of_its_sector() -> None:
    for day in oracle.DAYS_2020_2032:
        months = 18 if day < date(2020, 4, 1) else 12
        general = evaluate("mentor_training", {"recognised_on": day, "sector": "general"})
        construction = evaluate("mentor_training", {"recognised_on": day, "sector": "construction"})
        assert general.due_on == day + relativedelta(months=months)
        assert construction.due_on == day + relativedelta(months=6)


@pytest.mark.slow
@pytest.mark.no_cover
def test_every_enrolment_day_of_2020_to_2032_is_late_exactly_after_the_start() -> None:
    for day in oracle.DAYS_2020_2032:
        for apart in (-30, 0, 1, 12, 40):
            given_facts = {"starts_on": day, "enrolled_on": day + timedelta(days=apart)}
            bev = evaluate("bev_enrolment_certificate", {"regime": "bev_brussels", **given_facts})
            vov = evaluate("vov_enrolment_attest", given_facts)
            assert bev.due_on == day + timedelta(days=apart + 8 if apart > 0 else 20)
            assert vov.due_on == day + timedelta(days=apart + 8)


@pytest.mark.parametrize("overrides", EVERY_OVERRIDE)
@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.gives_a_date], ids=lambda rule: rule.id)
def test_the_steps_add_up_under_every_override(rule: Rule, overrides: Overrides) -> None:
    outcome = evaluate(rule.id, GOOD[rule.id], overrides=overrides)
    planned = GOOD[rule.id].get("training_days", [])
    assert isinstance(planned, list)
    assert_the_steps_add_up(outcome, planned)
    assert outcome.trigger is not None
    assert outcome.started_on == GOOD[rule.id][outcome.trigger.name]


@settings(deadline=None)  # the first call fills tables and reads law files
@given(days, st.sampled_from(EVERY_OVERRIDE), st.sets(days, max_size=20), st.integers(0, 5))
def test_the_target_is_never_late_and_only_the_target_knows_closing_days(
    day: date, overrides: Overrides, closed: set[date], buffer: int
) -> None:
    for rule_id, (fact, others) in oracle.SIMPLE.items():
        plain = evaluate(rule_id, {fact: day, **others}, overrides=overrides)
        outcome = evaluate(
            rule_id, {fact: day, **others}, overrides=overrides, closing_days=closed, buffer_days=buffer
        )
        assert_the_steps_add_up(outcome, [])
        assert (outcome.due_on, outcome.rolled_on) == (plain.due_on, plain.rolled_on)
        assert outcome.target_on <= plain.target_on <= plain.due_on <= plain.rolled_on
        assert oracle.works(outcome.target_on)
        assert outcome.target_on not in closed
        if overrides.roll:
            assert outcome.target_on == outcome.due_on or closed or buffer


def test_working_days_pass_over_the_holidays_between() -> None:
    outcome = evaluate(
        "vov_enrolment_attest",
        {"starts_on": date(2026, 4, 1), "enrolled_on": date(2026, 4, 1)},
        overrides=Overrides(day_unit=DayUnit.WORKING),
    )
    assert outcome.due_on == date(2026, 4, 14)
    assert [(holiday.day, holiday.skipped) for holiday in outcome.holidays] == [(date(2026, 4, 6), True)]


def test_calendar_days_count_the_holidays_between() -> None:
    outcome = evaluate(
        "vov_enrolment_attest", {"starts_on": date(2026, 4, 1), "enrolled_on": date(2026, 4, 1)}
    )
    assert [(holiday.day, holiday.skipped) for holiday in outcome.holidays] == [(date(2026, 4, 6), False)]


@settings(deadline=None)  # the first call fills tables and reads law files
@given(st.integers(0, 9), st.integers(0, 2000), st.integers(0, 2000), st.integers(0, 2000))
def test_assiduity_is_met_up_to_exactly_a_tenth(
    factor: int, present: int, justified: int, unjustified: int
) -> None:
    parts = {"present": present, "justified": justified, "unjustified": unjustified + factor}
    total = sum(parts.values())
    met = evaluate("assiduity_met", {"given": total, **parts}).answers["met"]
    assert met == (None if not total else not 10 * parts["unjustified"] > total)


@settings(deadline=None)  # the first call fills tables and reads law files
@given(st.sampled_from(["modular", "school_year"]), days, st.integers(0, 900))
def test_periods_follow_each_other_within_the_course(organisation: str, starts_on: date, length: int) -> None:
    ends_on = starts_on + timedelta(days=length)
    facts = {"organisation": organisation, "starts_on": starts_on, "ends_on": ends_on}
    periods = evaluate("assiduity_periods", facts).finding(assiduity_periods.Periods).periods
    covered = [
        period.from_on + timedelta(days=number)
        for period in periods
        for number in range((period.to_on - period.from_on).days + 1)
    ]
    assert covered == sorted(set(covered))
    course = [starts_on + timedelta(days=number) for number in range(length + 1)]
    left_out = set(course) - set(covered)
    assert set(covered) <= set(course)
    assert all(organisation == "school_year" and day.month in (7, 8) for day in left_out)
    assert all(period.due_on == period.to_on + timedelta(days=8) for period in periods)


def test_the_term_of_a_period_is_that_of_its_certificate() -> None:
    certificate = parameters.law("bev_assiduity_certificate").on(date(2025, 12, 31), variant="bev_brussels")
    periods = parameters.law("assiduity_periods").on(date(2025, 12, 31), variant="modular")
    assert certificate.settings["term"].value == periods.settings["term"].value


def test_an_override_moves_the_term_of_each_period() -> None:
    facts = {"organisation": "modular", "starts_on": date(2026, 7, 1), "ends_on": date(2026, 7, 13)}
    moved = evaluate("assiduity_periods", facts, overrides=Overrides(roll=Roll.NEXT_WORKING_DAY))
    assert moved.finding(assiduity_periods.Periods).periods[0].due_on == date(2026, 7, 22)


@pytest.mark.parametrize(
    ("rule", "fact"),
    [(rule, fact) for rule in RULES for fact in rule.facts],
    ids=lambda item: getattr(item, "id", item.name if isinstance(item, Fact) else ""),
)
def test_a_fact_that_is_missing_or_of_another_type_is_refused_by_name(rule: Rule, fact: Fact) -> None:
    good = GOOD[rule.id]
    evaluate(rule.id, good)
    with pytest.raises(InvalidFacts):
        evaluate(rule.id, {name: value for name, value in good.items() if name != fact.name})
    for nonsense in NOTHING_SENSIBLE:
        with pytest.raises(InvalidFacts) as refused:
            evaluate(rule.id, {**good, fact.name: nonsense})
        assert fact.label in str(refused.value)


@pytest.mark.parametrize("fact", ["given", "present", "justified", "unjustified"])
@pytest.mark.parametrize("nonsense", [True, -1, 1.0, "1"])
def test_minutes_are_whole_numbers_from_zero(fact: str, nonsense: object) -> None:
    with pytest.raises(InvalidFacts):
        evaluate(
            "assiduity_met", {"given": 1, "present": 1, "justified": 0, "unjustified": 0, fact: nonsense}
        )


def test_a_number_is_no_yes_or_no() -> None:
    with pytest.raises(InvalidFacts):
        evaluate("course_hours", {**GOOD["course_hours"], "mentor_course": 1})


def test_an_unknown_fact_is_refused() -> None:
    with pytest.raises(InvalidFacts, match="issued_on"):
        evaluate("led_registration", {"completed_on": date(2025, 1, 1), "issued_on": date(2025, 1, 2)})


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(RuleError, match="nergens"):
        evaluate("nergens", {})


@pytest.mark.parametrize("buffer", [-1, True, 1.0])
def test_a_buffer_is_a_whole_number_from_zero(buffer: int) -> None:
    with pytest.raises(InvalidFacts):
        evaluate("led_registration", GOOD["led_registration"], buffer_days=buffer)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.gives_a_date], ids=lambda rule: rule.id)
@pytest.mark.parametrize(
    "day", [date.min, date(1600, 2, 29), date(2101, 1, 1), date(9999, 12, 31), date(9999, 8, 31)]
)
def test_absurd_dates_are_refused_and_never_crash(rule: Rule, day: date) -> None:
    absurd = {name: day if isinstance(value, date) else value for name, value in GOOD[rule.id].items()}
    with pytest.raises((InvalidFacts, NoRuleInForce)):
        evaluate(rule.id, absurd)


def test_before_the_first_version_the_error_names_it() -> None:
    with pytest.raises(NoRuleInForce) as refused:
        evaluate("led_registration", {"completed_on": date(2018, 1, 1)})
    assert "01/01/2018" in str(refused.value)
    assert "vanaf 01/09/2019" in str(refused.value)
    assert (refused.value.day, refused.value.first_day) == (date(2018, 1, 1), date(2019, 9, 1))


def test_after_abolition_the_error_names_the_last_day() -> None:
    with pytest.raises(NoRuleInForce) as refused:
        evaluate(
            "bev_assiduity_certificate", {"regime": "bev_flanders", "period_ends_on": date(2025, 12, 31)}
        )
    assert refused.value.last_day == date(2023, 12, 31)
    assert "tot en met 31/12/2023" in str(refused.value)


def test_a_rule_that_gives_no_date_says_so() -> None:
    outcome = evaluate("task_outcomes", GOOD["task_outcomes"])
    with pytest.raises(TypeError, match="no date"):
        _ = outcome.due_on
    with pytest.raises(TypeError, match="CourseHours"):
        outcome.finding(course_hours.CourseHours)
    assert outcome.holidays == ()


def test_the_outcome_carries_version_values_and_sources() -> None:
    outcome = evaluate("mentor_training", GOOD["mentor_training"])
    assert outcome.version == date(2020, 4, 1)
    assert outcome.legally_unconfirmed
    assert {setting.key for setting in outcome.settings} == {"term", "month_arithmetic", "roll"}
    assert all(setting.reference.href.startswith("https://") for setting in outcome.settings)
    assert [question.number for question in outcome.questions] == [2, 3, 17]


def test_a_law_file_without_the_value_a_rule_needs_is_named() -> None:
    values = parameters.law("bev_employer_claim").on(date(2026, 1, 1))
    with pytest.raises(LawFileError, match="day_unit"):
        _ = values.day_unit


def test_no_term_moves_backwards_when_the_fact_moves_forward() -> None:
    for rule_id, (fact, others) in oracle.SIMPLE.items():
        found = [evaluate(rule_id, {fact: day, **others}).due_on for day in oracle.DAYS_2020_2032[:800]]
        assert found == sorted(found)


def test_rules_are_found_by_their_id() -> None:
    assert [engine.rule_of(rule.id) for rule in RULES] == list(RULES)
