"""Beslissing over de erkenning van een leerwerkplek: bevestiging binnen veertien dagen (sectorale bron)."""

from datetime import date

from core.rules import facts
from core.rules.count import Count
from core.rules.facts import Fact
from core.rules.parameters import InUse
from core.rules.words import N_

SUBMITTED_ON = Fact("submitted_on", N_("aanvraag ingediend op"), facts.a_day)
FACTS = (SUBMITTED_ON,)


def decide(law: InUse, *, submitted_on: date) -> Count:
    """From the day the application was filed."""
    return Count(law.on(submitted_on), SUBMITTED_ON, submitted_on).plus("term")
