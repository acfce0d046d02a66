"""Eerste overeenkomst van een leerling in duaal leren: binnen twintig opleidingsdagen na de start van de
lessen.

Counted strictly: the first lesson day is the first of the twenty.
"""

from datetime import date

from core.rules import facts
from core.rules.count import Count
from core.rules.facts import Fact
from core.rules.parameters import InUse
from core.rules.words import N_

STARTS_ON = Fact("starts_on", N_("start van de lessen"), facts.a_day)
TRAINING_DAYS = Fact("training_days", N_("geplande opleidingsdagen"), facts.days)
FACTS = (STARTS_ON, TRAINING_DAYS)


def decide(law: InUse, *, starts_on: date, training_days: tuple[date, ...]) -> Count:
    """Training days before the start are left out; too few planned days give no date."""
    count = Count(law.on(starts_on), STARTS_ON, starts_on)
    return count.to_training_day("term", planned=training_days)
