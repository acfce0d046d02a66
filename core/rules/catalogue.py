"""The law as this product applies it, rule by rule, for the page that shows it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.rules import cases, parameters
from core.rules.cases import Case
from core.rules.law import RULES
from core.rules.lawfile import Parameter, Question, Reference
from core.rules.words import Name

EXAMPLES = Path(__file__).parents[2] / "tests" / "cases"


@dataclass(frozen=True, slots=True)
class VersionLine:
    """From a day on (None: always), for one variant (regime, sector; empty when there is but one)."""

    variant: str
    starts_on: date | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class RuleCard:
    """Everything the page shows of one rule."""

    rule_id: str
    name: Name
    decision: Name
    fact_labels: tuple[str, ...]
    verified_on: date
    legally_unconfirmed: bool
    gives_a_date: bool
    versions: tuple[VersionLine, ...]
    parameters: tuple[Parameter, ...]
    sources: tuple[Reference, ...]
    questions: tuple[Question, ...]
    cases: tuple[Case, ...]


def catalogue(*, examples: Path = EXAMPLES) -> tuple[RuleCard, ...]:
    """One card per rule, in the order of RULES; the examples are the very files the tests run."""
    shown = cases.shown(examples)
    cards = []
    for rule in RULES:
        law = parameters.law(rule.id)
        lines = [
            VersionLine(variant, version.starts_on, version.settings is not None)
            for variant, versions in law.versions.items()
            for version in versions
        ]
        cards.append(
            RuleCard(
                rule_id=rule.id,
                name=law.name,
                decision=law.decision,
                fact_labels=tuple(fact.label for fact in rule.facts),
                verified_on=law.verified_on,
                legally_unconfirmed=law.legally_unconfirmed,
                gives_a_date=rule.gives_a_date,
                versions=tuple(lines),
                parameters=law.parameters,
                sources=_sources(law.parameters),
                questions=law.questions,
                cases=tuple(case for case in shown if case.rule == rule.id),
            )
        )
    return tuple(cards)


def _sources(listed: tuple[Parameter, ...]) -> tuple[Reference, ...]:
    """Each source once, in the order in which the law file cites it."""
    chains = [chain for parameter in listed for chain in parameter.settings.values()]
    return tuple(dict.fromkeys(setting.reference for chain in chains for setting in chain))
