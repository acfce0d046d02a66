"""What the reader is told, in Dutch as in English, and that every sentence is known to the translators."""

from collections.abc import Iterator
from datetime import date, timedelta
from string import Formatter

import pytest

from core.rules.calendar import MonthArithmetic
from core.rules.engine import Overrides, RuleError, evaluate
from core.rules.explanation import EXPLANATION_TEMPLATES, explain, how, why
from core.rules.law import RULES
from core.rules.rule import Rule
from core.rules.units import DayUnit, Roll
from core.rules.words import Name, Text, say
from tests.core.rules.test_engine import GOOD


def templates(text: Text) -> Iterator[str]:
    yield text.template
    for param in text.params.values():
        if isinstance(param, Text):
            yield from templates(param)


def test_a_term_tells_its_trigger_its_steps_its_holidays_and_its_three_dates() -> None:
    told = [str(line) for line in how(evaluate("led_registration", {"completed_on": date(2026, 2, 6)}))]
    assert told == [
        "De termijn begint op 06/02/2026: traject afgerond op.",
        "Maanden te tellen vanaf 06/02/2026: 2. Dat brengt op 06/04/2026.",
        "Overgeslagen feestdag: Paasmaandag (06/04/2026).",
        "Uiterste datum: maandag 06/04/2026.",
        "Streefdatum: vrijdag 03/04/2026, de laatste werkdag op of vóór de uiterste datum.",
        "Eerste werkdag op of na de uiterste datum: dinsdag 07/04/2026 (ter informatie).",
    ]


def test_the_reasons_name_rule_version_sources_and_open_questions() -> None:
    told = "\n".join(
        str(line) for line in why(evaluate("led_registration", {"completed_on": date(2026, 2, 6)}))
    )
    assert "Registratie van een bewijs in LED, versie van kracht vanaf 01/09/2019" in told
    assert "https://www.vlaanderen.be/" in told
    assert "Juridisch te bevestigen." in told
    assert "Open vraag 3:" in told


def test_closing_days_and_overrides_are_told() -> None:
    outcome = evaluate(
        "led_registration",
        {"completed_on": date(2026, 1, 31)},
        closing_days={date(2026, 3, 31)},
        overrides=Overrides(month_arithmetic=MonthArithmetic.DAY_BEFORE),
    )
    told = "\n".join(map(str, explain(outcome)))
    assert "vervroegd door sluitingsdagen" in told
    assert "tot de dag vóór de zoveelste" in told
    assert "Je instelling telt hier anders" in told


def test_an_override_that_this_rule_does_not_use_is_not_told() -> None:
    outcome = evaluate(
        "led_registration", GOOD["led_registration"], overrides=Overrides(day_unit=DayUnit.WORKING)
    )
    assert not outcome.overridden


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_sentence_is_listed_for_the_translators(rule: Rule) -> None:
    for overrides in (
        Overrides(),
        Overrides(DayUnit.WORKING, Roll.NEXT_WORKING_DAY, MonthArithmetic.DAY_BEFORE),
    ):
        lines = explain(evaluate(rule.id, GOOD[rule.id], overrides=overrides, buffer_days=3))
        assert lines
        for line in lines:
            assert set(templates(line)) <= set(EXPLANATION_TEMPLATES)
            assert "{" not in str(line)


def refusal(rule_id: str, facts: dict[str, object]) -> RuleError | None:
    try:
        evaluate(rule_id, facts)
    except RuleError as refused:
        return refused
    return None


def test_every_refusal_is_listed_for_the_translators() -> None:
    nonsense = (None, -1, date(1970, 1, 1), date(2100, 12, 31), "x", [], ["x"], {"x": 1})
    tried = [
        refusal(rule.id, {**GOOD[rule.id], fact.name: wrong})
        for rule in RULES
        for fact in rule.facts
        for wrong in nonsense
    ]
    refused = [error for error in tried if error]
    assert len(refused) > len(RULES)
    for error in refused:
        assert set(templates(error.text)) <= set(EXPLANATION_TEMPLATES)
        assert str(error)


def test_the_templates_are_all_different_and_well_formed() -> None:
    assert len(set(EXPLANATION_TEMPLATES)) == len(EXPLANATION_TEMPLATES)
    for template in EXPLANATION_TEMPLATES:
        assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(template))


def test_a_sentence_can_be_said_in_english_with_its_own_dates() -> None:
    english = {"{name} op {day}: {fact}": "{name} on {day}: {fact}", "afgerond": "completed"}
    text = Text(
        "{name} op {day}: {fact}",
        {"name": Name("Kerstmis", "Christmas"), "day": date(2026, 12, 25), "fact": Text("afgerond")},
    )
    said = say(
        text,
        translate=lambda template, **values: english[template].format(**values),
        language="en",
        show_day=date.isoformat,
    )
    assert said == "Christmas on 2026-12-25: completed"
    assert str(text) == "Kerstmis op 25/12/2026: afgerond"


def test_a_name_in_a_plain_format_is_dutch() -> None:
    with pytest.raises(RuleError) as refused:
        evaluate("led_registration", {"completed_on": date(2018, 1, 1)})
    assert "Registratie van een bewijs in LED" in refused.value.template.format(**refused.value.params)


def test_the_texts_of_single_rules_tell_what_was_compared() -> None:
    hours = {
        "lesson_unit": 60,
        "planned": 960,
        "exempted": 0,
        "missed_by_late_enrolment": 0,
        "mentor_course": True,
    }
    assert "Een mentoropleiding mag korter zijn" in str(how(evaluate("course_hours", hours))[1])
    nothing = {"given": 0, "present": 0, "justified": 0, "unjustified": 0}
    assert "geen oordeel" in str(how(evaluate("assiduity_met", nothing))[0])
    year = {"recognised_on": date(2023, 5, 5)}
    assert "Jaren te tellen" in str(how(evaluate("recognition_expiry", year))[1])
    planned = [date(2026, 9, 1) + timedelta(days=number) for number in range(30)]
    first = evaluate("first_agreement", {"starts_on": date(2026, 9, 1), "training_days": planned})
    assert "vanaf 01/09/2026: 20" in str(how(first)[1])
