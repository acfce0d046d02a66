"""Terms as this provider applies them: the law, the provider's settings, and its closing calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.deadlines import turns
from core.deadlines.stored import LED_REGISTRATION, STORED, StoredRule
from core.rules import engine, overrides, vectorised
from core.rules.day_table import Days
from core.rules.engine import Outcome
from core.rules.overrides import Overrides
from db.models import ClosingDay, Organisation, RuleSetting

__all__ = ["LED_REGISTRATION", "Term", "Terms", "as_term", "load"]


@dataclass(frozen=True, slots=True)
class Term:
    """The dates of one term and the version of the rule that gave them."""

    rule_id: str
    version_on: date
    starts_on: date
    due_on: date
    target_on: date
    rolled_on: date


@dataclass(slots=True)
class Terms:
    """Computes terms for one session; equal trigger dates are computed once."""

    overrides: Mapping[str, Overrides]
    closing_days: frozenset[date]
    buffer_days: int
    _known: dict[tuple[str, date], Term] = field(default_factory=dict)

    def led(self, completed_on: date) -> Term:
        """The LED term that starts on the day a trajectory was completed."""
        return self.of(STORED[LED_REGISTRATION], completed_on)

    def of(self, rule: StoredRule, starts_on: date) -> Term:
        """The term of a stored rule that starts on that day."""
        term = self._known.get((rule.rule_id, starts_on))
        if term is None:
            outcome = self.explained(rule.rule_id, rule.facts(starts_on))
            term = self._known[rule.rule_id, starts_on] = as_term(outcome, starts_on)
        return term

    def many(self, rule: StoredRule, starts_on: Days) -> vectorised.Terms:
        """The terms of a stored rule for many days at once. Raises NoRuleInForce or InvalidFacts for them all."""
        return vectorised.evaluate_many(
            rule.rule_id,
            {rule.fact: starts_on, **rule.words},
            overrides=self.overrides.get(rule.rule_id),
            closing_days=self.closing_days,
            buffer_days=self.buffer_days,
        )

    def explained(self, rule_id: str, facts: Mapping[str, object]) -> Outcome:
        """The full outcome of a rule with its explanation. Raises NoRuleInForce or InvalidFacts."""
        return engine.evaluate(
            rule_id,
            facts,
            overrides=self.overrides.get(rule_id),
            closing_days=self.closing_days,
            buffer_days=self.buffer_days,
        )

    def under(self, rule_id: str, chosen: Overrides) -> "Terms":
        """The same calendar and the same other rules, with one rule counted otherwise."""
        return Terms({**self.overrides, rule_id: chosen}, self.closing_days, self.buffer_days)


def as_term(outcome: Outcome, starts_on: date) -> Term:
    """The stored part of an outcome."""
    assert outcome.version is not None
    return Term(
        outcome.rule_id, outcome.version, starts_on, outcome.due_on, outcome.target_on, outcome.rolled_on
    )


def days(values: list[date]) -> Days:
    """Days as the rules take many of them."""
    return np.array(values, dtype="datetime64[D]")


_SETTINGS = select(RuleSetting.rule_id, RuleSetting.parameter, RuleSetting.value, RuleSetting.source)
_STRETCHES = select(ClosingDay.first_on, ClosingDay.last_on).where(ClosingDay.campus_id.is_(None))
# Columns, not rows: a row that this session read before the lock would be given as it was then.
_BUFFER = select(Organisation.signing_buffer_days).where(Organisation.id == 1)


def load(session: Session) -> Terms:
    """The provider's settings as they stand in this transaction; whoever writes terms keeps them so to its end."""
    turns.share(session)
    chosen: dict[str, dict[str, str]] = {}
    sources: dict[str, dict[str, str]] = {}
    for rule_id, parameter, value, source in session.execute(_SETTINGS):
        chosen.setdefault(rule_id, {})[parameter] = value
        sources.setdefault(rule_id, {})[parameter] = source
    closed: set[date] = set()
    for first_on, last_on in session.execute(_STRETCHES):
        closed.update(first_on + timedelta(days=n) for n in range((last_on - first_on).days + 1))
    buffer_days = session.scalar(_BUFFER)
    found = {rule_id: overrides.of(values, sources[rule_id]) for rule_id, values in chosen.items()}
    return Terms(found, frozenset(closed), buffer_days or 0)
