"""Inschrijvingsattest Vlaams opleidingsverlof.

"De opleidingsverstrekker levert aan de werknemer een inschrijvingsattest af, binnen 8 dagen na
inschrijving." The regime holds for trainings that start from its entry into force, whenever the enrolment
was.
"""

from datetime import date

from core.rules import facts
from core.rules.count import Count
from core.rules.facts import Fact
from core.rules.law.bev_enrolment_certificate import ENROLLED_ON
from core.rules.parameters import InUse
from core.rules.words import N_

STARTS_ON = Fact("starts_on", N_("aanvang van de opleiding"), facts.a_day)
FACTS = (STARTS_ON, ENROLLED_ON)


def decide(law: InUse, *, starts_on: date, enrolled_on: date) -> Count:
    """The start of the training chooses the version, the enrolment starts the term."""
    return Count(law.on(starts_on), ENROLLED_ON, enrolled_on).plus("term")
