"""Getuigschrift van regelmatige inschrijving (betaald educatief verlof), art. 21 KB 23 juli 1985.

"Binnen 20 dagen na aanvang opleiding. Laattijdige inschrijving: binnen 8 dagen na inschrijving."
"""

from datetime import date

from core.rules import facts
from core.rules.count import Count
from core.rules.facts import Fact
from core.rules.parameters import InUse
from core.rules.words import N_

REGIME = Fact("regime", N_("stelsel"), facts.word)
STARTS_ON = Fact("starts_on", N_("aanvang van de opleiding"), facts.a_day)
ENROLLED_ON = Fact("enrolled_on", N_("ingeschreven op"), facts.a_day)
FACTS = (REGIME, STARTS_ON, ENROLLED_ON)


def decide(law: InUse, *, regime: str, starts_on: date, enrolled_on: date) -> Count:
    """Late is literal: enrolled after the start counts from the enrolment, even when stricter."""
    if enrolled_on > starts_on:
        values = law.on(enrolled_on, variant=regime, variant_fact=REGIME)
        return Count(values, ENROLLED_ON, enrolled_on).plus("term_after_late_enrolment")
    values = law.on(starts_on, variant=regime, variant_fact=REGIME)
    return Count(values, STARTS_ON, starts_on).plus("term_after_start")
