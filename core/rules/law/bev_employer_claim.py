"""Terugvordering door de werkgever (betaald educatief verlof).

"De uiterste indientermijn is steeds 31/12 volgend op het einde van het betrokken schooljaar."
"""

from datetime import date

from core.rules import facts
from core.rules.count import Count
from core.rules.facts import Fact
from core.rules.parameters import InUse
from core.rules.words import N_

ENDS_ON = Fact("ends_on", N_("dag in het schooljaar"), facts.a_day)
FACTS = (ENDS_ON,)


def decide(law: InUse, *, ends_on: date) -> Count:
    """The employer's term, shown because a late certificate makes him miss it."""
    count = Count(law.on(ends_on), ENDS_ON, ends_on)
    return count.to_end_of_school_year("school_year_ends").to_day_of_year("claim_by")
