"""What a rule is to the engine, and what it may answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from core.rules.count import Count, Step
from core.rules.facts import Fact
from core.rules.parameters import Values
from core.rules.words import Text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer that is no single date: a frozen record, with the sentences that explain it."""

    values: Values
    answer: "DataclassInstance"
    notes: tuple[Text, ...] = ()
    steps: tuple[Step, ...] = ()


Decision: TypeAlias = Count | Finding


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of law: `decide(law, **facts)` is pure; its values stand in the YAML of that id.

    `terms` are the keys of the amounts it adds: those a provider may have another amount for.
    """

    id: str
    facts: tuple[Fact, ...]
    decide: Callable[..., Decision]
    gives_a_date: bool = True
    terms: tuple[str, ...] = ()
