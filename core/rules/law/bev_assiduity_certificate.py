"""Getuigschrift van nauwgezetheid (betaald educatief verlof), art. 21 KB 23 juli 1985.

"Binnen 8 dagen na einde betrokken periode."
"""

from datetime import date

from core.rules import facts
from core.rules.count import Count
from core.rules.facts import Fact
from core.rules.law.bev_enrolment_certificate import REGIME
from core.rules.parameters import InUse
from core.rules.words import N_

PERIOD_ENDS_ON = Fact("period_ends_on", N_("einde van de periode"), facts.a_day)
FACTS = (REGIME, PERIOD_ENDS_ON)


def decide(law: InUse, *, regime: str, period_ends_on: date) -> Count:
    """From the end of the quarter or of the three months, whichever the course has."""
    values = law.on(period_ends_on, variant=regime, variant_fact=REGIME)
    return Count(values, PERIOD_ENDS_ON, period_ends_on).plus("term")
