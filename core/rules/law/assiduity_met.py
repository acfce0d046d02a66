"""Nauwgezetheid in een periode (betaald educatief verlof): hoogstens een tiende ongewettigd afwezig.

Measured on the lessons really given to this learner; exactly a tenth still passes. In whole minutes,
never in floats.
"""

from dataclasses import dataclass
from fractions import Fraction

from core.rules import facts
from core.rules.errors import InvalidFacts
from core.rules.facts import Fact
from core.rules.parameters import InUse
from core.rules.rule import Finding
from core.rules.words import N_, Text

GIVEN = Fact("given", N_("gegeven minuten"), facts.minutes)
PRESENT = Fact("present", N_("minuten aanwezig"), facts.minutes)
JUSTIFIED = Fact("justified", N_("minuten gewettigd afwezig"), facts.minutes)
UNJUSTIFIED = Fact("unjustified", N_("minuten ongewettigd afwezig"), facts.minutes)
FACTS = (GIVEN, PRESENT, JUSTIFIED, UNJUSTIFIED)

NOT_THE_SUM = N_(
    "Aanwezig, gewettigd en ongewettigd afwezig zijn samen {sum} minuten; er zijn er {given} gegeven."
)
JUDGED = N_("Ongewettigd afwezig: {unjustified} van de {given} gegeven minuten. De grens is {limit} daarvan.")
NOTHING_GIVEN = N_("Er werd niets gegeven, dus is er geen oordeel.")
TEMPLATES = (NOT_THE_SUM, JUDGED, NOTHING_GIVEN)


@dataclass(frozen=True, slots=True)
class Assiduity:
    """Met or not; None where nothing was given to judge by."""

    met: bool | None


def decide(law: InUse, *, given: int, present: int, justified: int, unjustified: int) -> Finding:
    """Strictly more than the limit is not assiduous."""
    if present + justified + unjustified != given:
        raise InvalidFacts(NOT_THE_SUM, sum=present + justified + unjustified, given=given)
    values = law.on(None)
    if not given:
        return Finding(values, Assiduity(met=None), notes=(Text(NOTHING_GIVEN),))
    limit = values.read("limit", Fraction)
    met = unjustified * limit.denominator <= given * limit.numerator
    note = Text(JUDGED, {"unjustified": unjustified, "given": given, "limit": str(limit)})
    return Finding(values, Assiduity(met=met), notes=(note,))
