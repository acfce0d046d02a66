"""Terms as this provider applies them: the law, the provider's settings, and its closing calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.rules import engine
from core.rules.calendar import MonthArithmetic
from core.rules.engine import Outcome, Overrides
from core.rules.units import DayUnit, Roll
from db.models import ClosingDay, Organisation, RuleSetting

LED_REGISTRATION = "led_registration"


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
    _known: dict[date, Term] = field(default_factory=dict)

    def led(self, completed_on: date) -> Term:
        """The LED term that starts on the day a trajectory was completed."""
        term = self._known.get(completed_on)
        if term is None:
            outcome = self.explained(LED_REGISTRATION, {"completed_on": completed_on})
            term = self._known[completed_on] = as_term(outcome, completed_on)
        return term

    def explained(self, rule_id: str, facts: Mapping[str, object]) -> Outcome:
        """The full outcome of a rule with its explanation. Raises NoRuleInForce or InvalidFacts."""
        return engine.evaluate(
            rule_id,
            facts,
            overrides=self.overrides.get(rule_id),
            closing_days=self.closing_days,
            buffer_days=self.buffer_days,
        )


def as_term(outcome: Outcome, starts_on: date) -> Term:
    """The stored part of an outcome."""
    assert outcome.version is not None
    return Term(
        outcome.rule_id, outcome.version, starts_on, outcome.due_on, outcome.target_on, outcome.rolled_on
    )


def overrides_of(chosen: Mapping[str, str]) -> Overrides:
    """The provider's stored choices for one rule, as the engine takes them."""
    unit, roll, months = (chosen.get(name) for name in ("day_unit", "roll", "month_arithmetic"))
    return Overrides(
        day_unit=DayUnit(unit) if unit else None,
        roll=Roll(roll) if roll else None,
        month_arithmetic=MonthArithmetic(months) if months else None,
    )


def load(session: Session) -> Terms:
    """The provider's settings as they stand in this transaction."""
    chosen: dict[str, dict[str, str]] = {}
    for setting in session.scalars(select(RuleSetting)):
        chosen.setdefault(setting.rule_id, {})[setting.parameter] = setting.value
    closed: set[date] = set()
    for closing in session.scalars(select(ClosingDay).where(ClosingDay.campus_id.is_(None))):
        length = (closing.last_on - closing.first_on).days
        closed.update(closing.first_on + timedelta(days=n) for n in range(length + 1))
    organisation = session.get(Organisation, 1)
    overrides = {rule_id: overrides_of(parameters) for rule_id, parameters in chosen.items()}
    return Terms(overrides, frozenset(closed), organisation.signing_buffer_days if organisation else 0)
