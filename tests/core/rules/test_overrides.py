"""A provider's own term: any amount in any unit, equal to an oracle, told with its source, and nothing the law says is lost."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules import overrides
from core.rules.calendar import MonthArithmetic
from core.rules.engine import evaluate
from core.rules.explanation import EXPLANATION_TEMPLATES, why
from core.rules.law import RULES
from core.rules.overrides import MOST, Overrides
from core.rules.rule import Rule
from core.rules.units import Amount, DayUnit, Roll, Unit
from core.rules.vectorised import evaluate_many
from core.rules.words import say
from tests.core.rules import oracle
from tests.core.rules.test_engine import GOOD, assert_the_steps_add_up

LED = "led_registration"
AMOUNTS = st.sampled_from(overrides.AMOUNT_UNITS).flatmap(
    lambda unit: st.builds(Amount, st.integers(1, min(MOST[unit], 250)), st.just(unit))
)
ONE_TERM = {rule.id: rule.terms[0] for rule in RULES if len(rule.terms) == 1 and rule.id in oracle.SIMPLE}
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2032, 12, 31))


@settings(deadline=None)  # the first call fills tables and reads law files
@given(days, AMOUNTS, st.sampled_from([None, *MonthArithmetic]), st.sampled_from([None, *Roll]))
def test_an_own_term_is_counted_as_the_oracle_counts_it(
    day: date, amount: Amount, months: MonthArithmetic | None, roll: Roll | None
) -> None:
    for rule_id, key in ONE_TERM.items():
        fact, others = oracle.SIMPLE[rule_id]
        chosen = Overrides(roll=roll, month_arithmetic=months, amounts=((key, amount),))
        outcome = evaluate(rule_id, {fact: day, **others}, overrides=chosen)
        own = oracle.counted(
            day, amount.count, amount.unit.value, until_the_day_before=months is MonthArithmetic.DAY_BEFORE
        )
        own -= timedelta(days=rule_id == "recognition_expiry")
        due_on = oracle.nearest(own, step=1) if roll is Roll.NEXT_WORKING_DAY else own
        assert outcome.due_on == due_on
        assert (outcome.target_on, outcome.rolled_on) == (
            oracle.nearest(due_on, step=-1),
            oracle.nearest(due_on, step=1),
        )
        assert_the_steps_add_up(outcome, [])


@pytest.mark.parametrize(
    "amount", [Amount(60, Unit.DAY), Amount(40, Unit.WORKING_DAY), Amount(3, Unit.MONTH)]
)
def test_many_rows_with_an_own_term_equal_single_rows(amount: Amount) -> None:
    every = oracle.DAYS_2020_2032[2000:2800]
    chosen = Overrides(roll=Roll.NEXT_WORKING_DAY, amounts=(("term", amount),))
    many = evaluate_many(LED, {"completed_on": np.array(every, "datetime64[D]")}, overrides=chosen)
    single = [evaluate(LED, {"completed_on": day}, overrides=chosen) for day in every]
    assert many.due_on.tolist() == [outcome.due_on for outcome in single]
    assert many.target_on.tolist() == [outcome.target_on for outcome in single]


def test_a_day_of_an_own_term_is_what_it_says_whatever_kind_of_days_the_rule_counts() -> None:
    facts = GOOD["recognition_decision"]
    calendar = Overrides(DayUnit.WORKING, amounts=(("term", Amount(14, Unit.DAY)),))
    assert evaluate("recognition_decision", facts, overrides=calendar).due_on == (
        evaluate("recognition_decision", facts).due_on
    )
    working = Overrides(amounts=(("term", Amount(14, Unit.WORKING_DAY)),))
    assert evaluate("recognition_decision", facts, overrides=working).due_on == (
        evaluate("recognition_decision", facts, overrides=Overrides(DayUnit.WORKING)).due_on
    )


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.terms], ids=lambda rule: rule.id)
def test_every_term_that_a_rule_names_moves_its_date_and_no_other_amount_does(rule: Rule) -> None:
    facts = dict(GOOD[rule.id])
    moved = set()
    late = {"enrolled_on": date(2026, 3, 9), "starts_on": date(2026, 3, 2)} if "enrolled_on" in facts else {}
    for given_facts in (facts, facts | late):
        law = evaluate(rule.id, given_facts)
        for setting in law.settings:
            if not isinstance(setting.value, Amount):
                continue
            own = Overrides(amounts=((setting.key, Amount(setting.value.count + 1, setting.value.unit)),))
            if evaluate(rule.id, given_facts, overrides=own).due_on != law.due_on:
                moved.add(setting.key)
    assert moved == set(rule.terms)


def test_an_own_term_is_told_with_its_source_and_the_source_counts_for_nothing() -> None:
    own = overrides.of(
        {"term": "40 working_day", "roll": "none"}, {"term": "Nota van de directie, 12/11/2026"}
    )
    outcome = evaluate(LED, {"completed_on": date(2026, 2, 6)}, overrides=own)
    assert outcome.overridden
    assert [setting.key for setting in outcome.own] == ["term"], (
        "a choice that says what the law says is none"
    )
    told = [str(line) for line in why(outcome)]
    assert "Je instelling voor “Termijn”: Nota van de directie, 12/11/2026" in told
    assert any("https://www.vlaanderen.be/" in line for line in told), "the law stays beside it"
    for line in why(outcome):
        assert line.template in EXPLANATION_TEMPLATES
        assert "{" not in say(line)
    unsourced = replace(own, sources=())
    assert (own, hash(own)) == (unsourced, hash(unsourced))
    again = why(evaluate(LED, {"completed_on": date(2026, 2, 6)}, overrides=unsourced))
    assert [str(line) for line in again] == [line for line in told if "Je instelling voor" not in line]


def test_what_is_kept_reads_back_as_it_was() -> None:
    for unit in overrides.AMOUNT_UNITS:
        amount = Amount(MOST[unit], unit)
        assert overrides.amount_of(overrides.amount_text(amount)) == amount
    found = overrides.of({"term": "2 month", "day_unit": "working", "month_arithmetic": "day_before"})
    assert dict(found.chosen()) == {
        "term": Amount(2, Unit.MONTH), "day_unit": DayUnit.WORKING, "month_arithmetic": MonthArithmetic.DAY_BEFORE,
    }  # fmt: skip
    assert found.source("term") == ""
    assert overrides.of({}) == Overrides()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2",
        "month",
        "0 day",
        "-1 day",
        "2 lesson",
        "2 fortnight",
        "²  day",
        "3651 day",
        "1.5 month",
        "11 year",
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        overrides.of({"term": text})
