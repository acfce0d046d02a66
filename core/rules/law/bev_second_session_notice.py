"""Mededeling van de tweede zittijd (betaald educatief verlof), art. 21 KB 23 juli 1985.

"Getuigschrift van deelname aan de 2de examenzittijd: binnen 8 dagen na einde 1ste examenzittijd." The
term is read as that of the notice (1°); the confirmation of participation (2°) has no term of its own.
"""

from datetime import date

from core.rules import facts
from core.rules.count import Count
from core.rules.facts import Fact
from core.rules.law.bev_enrolment_certificate import REGIME
from core.rules.parameters import InUse
from core.rules.words import N_

FIRST_SESSION_ENDS_ON = Fact("first_session_ends_on", N_("einde van de eerste zittijd"), facts.a_day)
FACTS = (REGIME, FIRST_SESSION_ENDS_ON)


def decide(law: InUse, *, regime: str, first_session_ends_on: date) -> Count:
    """From the last day of the first examination session."""
    values = law.on(first_session_ends_on, variant=regime, variant_fact=REGIME)
    return Count(values, FIRST_SESSION_ENDS_ON, first_session_ends_on).plus("term")
