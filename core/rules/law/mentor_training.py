"""Mentoropleiding na de erkenning van de leerwerkplek, per sector.

Within a year of the recognition; eighteen months for recognitions of the first seven months (corona
measure); the construction sector asks for half a year.
"""

from datetime import date

from core.rules import facts
from core.rules.count import Count
from core.rules.facts import Fact
from core.rules.law.recognition_expiry import RECOGNISED_ON
from core.rules.parameters import InUse
from core.rules.words import N_

SECTOR = Fact("sector", N_("sector"), facts.word)
FACTS = (RECOGNISED_ON, SECTOR)


def decide(law: InUse, *, recognised_on: date, sector: str) -> Count:
    """The day of recognition chooses the version, the sector the term."""
    values = law.on(recognised_on, variant=sector, variant_fact=SECTOR)
    return Count(values, RECOGNISED_ON, recognised_on).plus("term")
