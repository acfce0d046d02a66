"""Every rule is whole: its logic, its values, its sources, and cases at every edge of every version."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.rules import cases, engine, parameters
from core.rules.calendar import legal_holidays
from core.rules.cases import Case
from core.rules.catalogue import RuleCard, catalogue
from core.rules.law import RULES

ROOT = Path(__file__).parents[2]
LAW = ROOT / "core" / "rules" / "law"
CARDS = catalogue()
DATED = [card for card in CARDS if any(line.starts_on for line in card.versions)]


def own_cases(card: RuleCard) -> tuple[Case, ...]:
    return cases.read(ROOT / "tests" / "cases" / f"{card.rule_id}.yaml")


def days_of(case: Case) -> Iterator[date]:
    yield from (value for value in case.facts.values() if isinstance(value, date))


def test_every_rule_has_its_python_its_yaml_and_its_cases() -> None:
    ids = {rule.id for rule in RULES}
    assert {path.stem for path in LAW.glob("*.py")} - {"__init__"} == ids, (
        "law/*.py and RULES differ: add the line"
    )
    assert {path.stem for path in LAW.glob("*.yaml")} == ids, "law/*.yaml and RULES differ: write the values"
    missing = [rule_id for rule_id in ids if not (ROOT / "tests" / "cases" / f"{rule_id}.yaml").exists()]
    assert not missing, f"write tests/cases/<rule_id>.yaml for {missing}"


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.rule_id)
def test_a_card_shows_name_versions_values_sources_and_cases(card: RuleCard) -> None:
    assert card.name.nl
    assert card.name.en
    assert card.decision.en
    assert card.versions
    assert card.parameters
    assert card.sources
    assert card.fact_labels
    assert card.cases, "no example in tests/cases uses this rule"
    assert card.legally_unconfirmed == bool(card.questions), "an open question makes a rule unconfirmed"


@pytest.mark.parametrize("card", DATED, ids=lambda card: card.rule_id)
def test_each_version_has_a_case_on_its_first_day_and_on_the_day_before(card: RuleCard) -> None:
    for line in card.versions:
        assert line.starts_on is not None
        listed = [case for case in own_cases(card) if not line.variant or line.variant in case.facts.values()]
        for day in (line.starts_on, line.starts_on - timedelta(days=1)):
            assert any(day in days_of(case) for case in listed), (
                f"{card.rule_id} {line.variant}: no case on {day}"
            )


@pytest.mark.parametrize("card", DATED, ids=lambda card: card.rule_id)
def test_each_rule_has_a_case_on_a_holiday_edge(card: RuleCard) -> None:
    found = False
    for case in own_cases(card):
        if "error" in case.expect:
            continue
        outcome = engine.evaluate(case.rule, case.facts)
        if outcome.term is not None:
            found = found or any(
                outcome.target_on < day < outcome.rolled_on for day in holidays_near(outcome.due_on)
            )
        else:
            periods = outcome.answers["periods"]
            assert isinstance(periods, tuple)
            found = found or any(due_on in legal_holidays(due_on.year) for _, _, due_on in periods)
    assert found, f"{card.rule_id}: no case ends on or beside a holiday"


def holidays_near(day: date) -> list[date]:
    return [*legal_holidays(day.year), *legal_holidays(day.year + 1)]


def test_on_each_day_on_which_anything_changes_the_whole_law_is_complete() -> None:
    changes = {line.starts_on for card in CARDS for line in card.versions if line.starts_on}
    for day in sorted(changes | {change - timedelta(days=1) for change in changes}):
        for rule in RULES:
            law = parameters.law(rule.id)
            for variant in law.versions:
                try:
                    values = law.on(day, variant=variant)
                except engine.NoRuleInForce:
                    continue
                expected = {p.key for p in law.parameters if variant in p.settings or "" in p.settings}
                assert set(values.settings) == expected, f"{rule.id} {variant} on {day}"


def test_every_open_question_is_used_by_a_rule() -> None:
    used = {question.number for card in CARDS for question in card.questions}
    assert used == set(parameters._questions())


def test_a_law_file_was_verified_after_its_youngest_version_was_known() -> None:
    assert all(
        card.verified_on >= line.starts_on for card in DATED for line in card.versions if line.starts_on
    )


def test_rule_modules_stay_within_their_budget() -> None:
    long = [path.name for path in LAW.glob("*.py") if len(path.read_text(encoding="utf-8").splitlines()) > 80]
    assert not long, f"longer than 80 lines: {long}"
