"""Nieuwe overeenkomst na een beëindiging in duaal leren: binnen twintig opleidingsdagen.

The day of the ending itself is not counted.
"""

from datetime import date

from core.rules import facts
from core.rules.count import Count
from core.rules.facts import Fact
from core.rules.law.first_agreement import TRAINING_DAYS
from core.rules.parameters import InUse
from core.rules.words import N_

ENDED_ON = Fact("ended_on", N_("overeenkomst beëindigd op"), facts.a_day)
FACTS = (ENDED_ON, TRAINING_DAYS)


def decide(law: InUse, *, ended_on: date, training_days: tuple[date, ...]) -> Count:
    """Training days up to the ending are left out; too few planned days give no date."""
    count = Count(law.on(ended_on), ENDED_ON, ended_on)
    return count.to_training_day("term", planned=training_days)
