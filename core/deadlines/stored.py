"""The rules whose terms are kept in `deadline`: each counts from one day, which the row keeps as `starts_on`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from core.rules import engine, parameters
from core.rules.lawfile import Parameter, Setting, in_force
from core.rules.units import Unit

LED_REGISTRATION: Final = "led_registration"
CHOICES: Final = ("day_unit", "roll", "month_arithmetic")


@dataclass(frozen=True, slots=True)
class StoredRule:
    """One such rule: the fact that `starts_on` is, and the words (a regime, a sector) that all its rows share.

    `variant` and `also` name the facts that a row keeps in its own `variant` and `also_on`; '' when it keeps none.
    """

    rule_id: str
    fact: str
    words: Mapping[str, str] = field(default_factory=dict)
    variant: str = ""
    also: str = ""

    def facts(self, starts_on: date, variant: str = "", also_on: date | None = None) -> dict[str, object]:
        """What the rule is asked for a term that starts on that day."""
        own: dict[str, object] = {self.variant: variant} if self.variant else {}
        other: dict[str, object] = {self.also: also_on} if self.also else {}
        return {self.fact: starts_on, **self.words, **own, **other}


STORED: Final[Mapping[str, StoredRule]] = {
    rule.rule_id: rule for rule in (StoredRule(LED_REGISTRATION, "completed_on"),)
}
# Papers owed to a cursist: each row keeps its regime or its second day, so their terms are counted one by one.
PAPERS: Final[Mapping[str, StoredRule]] = {
    rule.rule_id: rule
    for rule in (
        StoredRule("bev_enrolment_certificate", "enrolled_on", variant="regime", also="starts_on"),
        StoredRule("bev_assiduity_certificate", "period_ends_on", variant="regime"),
        StoredRule("bev_second_session_notice", "first_session_ends_on", variant="regime"),
        StoredRule("vov_enrolment_attest", "enrolled_on", also="starts_on"),
    )
}
KEPT: Final[Mapping[str, StoredRule]] = {**STORED, **PAPERS}


def changeable(rule_id: str) -> tuple[Parameter, ...]:
    """What a provider may set otherwise: the terms the rule adds, and how it counts them, in the law file's order."""
    terms = engine.rule_of(rule_id).terms
    return tuple(
        parameter for parameter in parameters.law(rule_id).parameters if parameter.key in (*terms, *CHOICES)
    )


def law_of(parameter: Parameter, *, on: date) -> Setting | None:
    """The value of the law for a term that starts on that day, of the first variant that has one."""
    found = (in_force(chain, on) for chain in parameter.settings.values())
    return next((setting for setting in found if setting and setting.value is not None), None)


def is_term(parameter: Parameter) -> bool:
    """Whether it is an amount, which a provider may give in another unit."""
    return parameter.unit in {Unit.DAY.value, Unit.MONTH.value, Unit.YEAR.value}
