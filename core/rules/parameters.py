"""Reads the law files: every number of the law with its unit, its source and the day from which it holds.

`law/<rule_id>.yaml` is what a jurist reads and changes. A version starts on each day on which any value
of the rule changes; a value `null` means abolished from that day. The key `always` is for what has no
date to choose by.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from core.rules import lawfile
from core.rules.calendar import MonthArithmetic
from core.rules.errors import InvalidFacts, NoRuleInForce
from core.rules.facts import NOT_A_CHOICE, Fact
from core.rules.lawfile import LawFileError, Parameter, Question, Setting
from core.rules.overrides import AS_THE_LAW_FILE, Overrides
from core.rules.units import Amount, DayUnit, Roll, Unit, Value
from core.rules.words import Name, Text

__all__ = [
    "AS_THE_LAW_FILE",
    "InUse",
    "InvalidFacts",
    "Law",
    "NoRuleInForce",
    "Overrides",
    "Values",
    "Version",
    "law",
    "load",
]
HERE = Path(__file__).parent
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one version of a rule, under the provider's overrides."""

    law: "Law"
    starts_on: date | None
    settings: Mapping[str, Setting]
    overrides: Overrides

    def read(self, key: str, kind: type[T]) -> T:
        """The value of that kind; a law file that lacks it is a mistake in the file, not in the facts."""
        setting = self.settings.get(key)
        value: Value | None = setting.value if setting else None
        if not isinstance(value, kind):
            raise LawFileError(f"{self.law.rule_id}.yaml: {key} must be given as {kind.__name__}")
        return value

    @property
    def day_unit(self) -> DayUnit:
        """Calendar or working days."""
        return self.overrides.day_unit or self.read("day_unit", DayUnit)

    @property
    def roll(self) -> Roll:
        """Whether the hard date moves off a closed day."""
        return self.overrides.roll or self.read("roll", Roll)

    @property
    def month_arithmetic(self) -> MonthArithmetic:
        """How months are added; a law in days says nothing of it, so a provider's own term in months is clamped."""
        if self.overrides.month_arithmetic is None and self.overrides.amounts:
            is_told = "month_arithmetic" in self.settings
            return self.read("month_arithmetic", MonthArithmetic) if is_told else MonthArithmetic.CLAMP
        return self.overrides.month_arithmetic or self.read("month_arithmetic", MonthArithmetic)

    def amount(self, key: str) -> Amount:
        """So much, of what: the provider's own, or the law's, whose days are of the kind that `day_unit` says."""
        own = self.overrides.amount(key)
        if own is not None:
            return own
        found = self.read(key, Amount)
        if found.unit is Unit.DAY and self.day_unit is DayUnit.WORKING:
            return Amount(found.count, Unit.WORKING_DAY)
        return found


@dataclass(frozen=True, slots=True)
class Version:
    """From a day on: all settings of the rule, or None while it is not (or no longer) in force."""

    starts_on: date | None
    settings: Mapping[str, Setting] | None


@dataclass(frozen=True, slots=True)
class Law:
    """One law file, its versions laid out per variant (regime, sector, level)."""

    rule_id: str
    name: Name
    decision: Name
    verified_on: date
    legally_unconfirmed: bool
    questions: tuple[Question, ...]
    parameters: tuple[Parameter, ...]
    versions: Mapping[str, tuple[Version, ...]]

    def on(
        self,
        day: date | None,
        *,
        variant: str = "",
        variant_fact: Fact | None = None,
        overrides: Overrides = AS_THE_LAW_FILE,
    ) -> Values:
        """The version in force on the day from which the term starts; outside the versions an error."""
        versions = self.versions.get(variant)
        if versions is None:
            label = variant_fact.label if variant_fact else self.rule_id
            raise InvalidFacts(NOT_A_CHOICE, fact=Text(label), choices=", ".join(self.versions))
        wanted = day or date.min
        position = bisect_right(versions, wanted, key=lambda version: version.starts_on or date.min)
        version = versions[position - 1] if position else None
        if version is None or version.settings is None:
            raise self._not_in_force(versions, wanted)
        return Values(self, version.starts_on, version.settings, overrides)

    def _not_in_force(self, versions: tuple[Version, ...], day: date) -> NoRuleInForce:
        first = next(version.starts_on for version in versions if version.settings) or date.min
        ended = [
            v.starts_on for v in versions if v.settings is None and v.starts_on and first < v.starts_on <= day
        ]
        return NoRuleInForce(self.name, day, first, ended[-1] - timedelta(days=1) if ended else None)


@dataclass(frozen=True, slots=True)
class InUse:
    """A law file under the overrides of one provider: what a rule's `decide` asks its values of."""

    law: Law
    overrides: Overrides

    def on(self, day: date | None, *, variant: str = "", variant_fact: Fact | None = None) -> Values:
        """The values in force on the day from which the term starts."""
        return self.law.on(day, variant=variant, variant_fact=variant_fact, overrides=self.overrides)


@lru_cache(maxsize=1)
def _questions() -> Mapping[int, Question]:
    return {question.number: question for question in lawfile.questions(HERE / "questions.yaml")}


@lru_cache(maxsize=256)
def law(rule_id: str) -> Law:
    """The law file of that rule, read once."""
    return load(HERE / "law" / f"{rule_id}.yaml")


def load(path: Path) -> Law:
    """Reads one law file and lays out its versions; refuses a file that is not complete."""
    sheet = lawfile.sheet(path)
    unknown = [number for number in sheet.questions if number not in _questions()]
    if unknown:
        raise LawFileError(f"{path.name}: questions.yaml has no number {unknown[0]}")
    return Law(
        rule_id=path.stem,
        name=sheet.name,
        decision=sheet.decision,
        verified_on=sheet.verified_on,
        legally_unconfirmed=sheet.legally_unconfirmed,
        questions=tuple(_questions()[number] for number in sheet.questions),
        parameters=sheet.parameters,
        versions=_versions(path.name, sheet.parameters),
    )


def _versions(file: str, parameters: tuple[Parameter, ...]) -> Mapping[str, tuple[Version, ...]]:
    variants = {variant: None for parameter in parameters for variant in parameter.settings if variant}
    laid_out = {variant: _timeline(parameters, variant) for variant in variants or {"": None}}
    for variant, timeline in laid_out.items():
        if not any(version.settings for version in timeline):
            raise LawFileError(f"{file}: {variant or 'the rule'} is on no day complete")
    return laid_out


def _timeline(parameters: tuple[Parameter, ...], variant: str) -> tuple[Version, ...]:
    """One version per day on which anything changes for that variant."""
    apply = {p.key: p.settings.get(variant) or p.settings.get("") or () for p in parameters}
    chains = {key: chain for key, chain in apply.items() if chain}
    starts = sorted({setting.starts_on or date.min for chain in chains.values() for setting in chain})
    versions = []
    for start in starts:
        found = {key: lawfile.in_force(chain, start) for key, chain in chains.items()}
        settings = {key: setting for key, setting in found.items() if setting and setting.value is not None}
        complete = len(settings) == len(chains)
        versions.append(Version(None if start == date.min else start, settings if complete else None))
    return tuple(versions)
