"""Asks a rule: facts in, outcome with its explanation out.

The only door to a due date. `today` plays no part: a rule chooses its version by the facts, and whether
a date is near or past is for core.deadlines to say.
"""

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache

from core.rules import calendar, parameters
from core.rules.calendar import NO_DAYS
from core.rules.count import Count
from core.rules.errors import InvalidFacts, NoRuleInForce, RuleError, UnknownRule
from core.rules.facts import check
from core.rules.law import RULES
from core.rules.outcome import Outcome, Term
from core.rules.parameters import AS_THE_LAW_FILE, InUse, Overrides
from core.rules.rule import Decision, Rule
from core.rules.words import N_

__all__ = [
    "InvalidFacts",
    "NoRuleInForce",
    "Outcome",
    "Overrides",
    "RuleError",
    "Term",
    "evaluate",
    "rule_of",
]

OUTSIDE_CALENDAR = N_("Met deze datums valt de berekening buiten de kalender (1901 tot 2100).")
BAD_BUFFER = N_("De buffer moet een geheel aantal dagen zijn, nul of meer.")
TEMPLATES = (OUTSIDE_CALENDAR, BAD_BUFFER)


@lru_cache(maxsize=1)
def _rules() -> Mapping[str, Rule]:
    return {rule.id: rule for rule in RULES}


def rule_of(rule_id: str) -> Rule:
    """The rule of that id."""
    found = _rules().get(rule_id)
    if found is None:
        raise UnknownRule(rule_id)
    return found


def evaluate(
    rule_id: str,
    facts: Mapping[str, object],
    *,
    overrides: Overrides | None = None,
    closing_days: Collection[date] = NO_DAYS,
    buffer_days: int = 0,
) -> Outcome:
    """What the law says of these facts; closing days and buffer move the target date only."""
    if type(buffer_days) is not int or buffer_days < 0:
        raise InvalidFacts(BAD_BUFFER)
    decision, term = decide(rule_id, facts, overrides or AS_THE_LAW_FILE, closing_days, buffer_days)
    return _outcome(decision, term, buffer_days)


def decide(
    rule_id: str,
    facts: Mapping[str, object],
    overrides: Overrides,
    closing_days: Collection[date],
    buffer_days: int,
) -> tuple[Decision, Term | None]:
    """The bare decision and its dates, for evaluate and for the tables of core.rules.vectorised."""
    rule = rule_of(rule_id)
    checked = check(facts, expected=rule.facts)
    try:
        decision = rule.decide(InUse(parameters.law(rule_id), overrides), **checked)
        if not isinstance(decision, Count):
            return decision, None
        settled = decision.settled()
        due_on = settled.due_on
        target_on = calendar.target_day(due_on, closing_days=closing_days, buffer_days=buffer_days)
        return settled, Term(due_on, target_on, calendar.first_working_day(due_on))
    except OverflowError as beyond:
        raise InvalidFacts(OUTSIDE_CALENDAR) from beyond


def _outcome(decision: Decision, term: Term | None, buffer_days: int) -> Outcome:
    values = decision.values
    counted = decision if isinstance(decision, Count) else None
    return Outcome(
        rule_id=values.law.rule_id,
        name=values.law.name,
        version=values.starts_on,
        legally_unconfirmed=values.law.legally_unconfirmed,
        decision=values.law.decision,
        questions=values.law.questions,
        settings=tuple(values.settings.values()),
        overrides=values.overrides,
        trigger=counted.trigger if counted else None,
        started_on=counted.started_on if counted else None,
        steps=decision.steps,
        notes=() if isinstance(decision, Count) else decision.notes,
        term=term,
        buffer_days=buffer_days,
        answer=None if isinstance(decision, Count) else decision.answer,
    )
