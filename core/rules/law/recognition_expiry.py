"""Einde van de erkenning van een leerwerkplek: vijf jaar geldig (sectorale bron).

The last valid day is read strictly: the day before the anniversary.
"""

from datetime import date

from core.rules import facts
from core.rules.count import Count
from core.rules.facts import Fact
from core.rules.parameters import InUse
from core.rules.words import N_

RECOGNISED_ON = Fact("recognised_on", N_("erkend op"), facts.a_day)
FACTS = (RECOGNISED_ON,)


def decide(law: InUse, *, recognised_on: date) -> Count:
    """The due date is the last valid day."""
    return Count(law.on(recognised_on), RECOGNISED_ON, recognised_on).plus("validity").minus("eve")
