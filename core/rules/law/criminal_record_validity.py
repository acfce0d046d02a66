"""Uittreksel uit het strafregister (model 596.2) van een mentor: bij de aanvraag niet ouder dan een jaar."""

from datetime import date

from core.rules import facts
from core.rules.count import Count
from core.rules.facts import Fact
from core.rules.parameters import InUse
from core.rules.words import N_

EXTRACT_DATED_ON = Fact("extract_dated_on", N_("datum van het uittreksel"), facts.a_day)
FACTS = (EXTRACT_DATED_ON,)


def decide(law: InUse, *, extract_dated_on: date) -> Count:
    """The due date is the last day on which the extract may go with an application."""
    return Count(law.on(extract_dated_on), EXTRACT_DATED_ON, extract_dated_on).plus("validity")
