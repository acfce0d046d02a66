"""Taken op werkplekduaal.be na een wijziging in de KBO, en hoe elk mag aflopen.

Adreswijziging: "de overeenkomst aanpassen of de overeenkomst vroegtijdig beëindigen". Opheffing: "slechts één
mogelijkheid: de overeenkomst vroegtijdig beëindigen". Addendum: "ondertekend en geregistreerd".
"""

from dataclasses import dataclass

from core.rules import facts
from core.rules.facts import Fact
from core.rules.parameters import InUse
from core.rules.rule import Finding
from core.rules.units import Words
from core.rules.words import N_

TASK = Fact("task", N_("taak"), facts.word)
FACTS = (TASK,)


@dataclass(frozen=True, slots=True)
class TaskOutcomes:
    """The outcomes the counter allows, in its order."""

    allowed: tuple[str, ...]


def decide(law: InUse, *, task: str) -> Finding:
    """No other outcome closes the task."""
    values = law.on(None, variant=task, variant_fact=TASK)
    return Finding(values, TaskOutcomes(values.read("allowed", Words).items))
