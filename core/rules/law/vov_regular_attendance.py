"""Vlaams opleidingsverlof voor opleidingen met regelmatige aanwezigheid: a tenth at most, and the final assessment.

At most a tenth of the contact hours missed without justification, and taking part in the (first) final assessment;
who missed that with good reason takes the next one. The provider signals, the administration decides.
"""

from dataclasses import dataclass
from fractions import Fraction

from core.rules import facts
from core.rules.errors import InvalidFacts
from core.rules.facts import NOT_A_CHOICE, Fact
from core.rules.law.assiduity_met import GIVEN, JUSTIFIED, NOT_THE_SUM, PRESENT, UNJUSTIFIED
from core.rules.parameters import InUse
from core.rules.rule import Finding
from core.rules.words import N_, Text

ASSESSMENT = Fact("final_assessment", N_("eindbeoordeling"), facts.word)
FACTS = (GIVEN, PRESENT, JUSTIFIED, UNJUSTIFIED, ASSESSMENT)
OPEN, TAKEN, NEXT_ONE, MISSED = "open", "taken", "missed_justified", "missed"
CHOICES = (OPEN, TAKEN, NEXT_ONE, MISSED)

JUDGED = N_(
    "Ongewettigd gemist: {unjustified} van de {given} minuten contactles. De grens is {limit} daarvan."
)
SANCTION = N_(
    "Zijn er meer uren opgenomen dan waar recht op was, dan daalt het volgende maximum met {reduction}."
)
NEXT = N_("De eindbeoordeling is gewettigd gemist: deelnemen aan de volgende telt.")
TEMPLATES = (JUDGED, SANCTION, NEXT)


@dataclass(frozen=True, slots=True)
class Regular:
    """Whether the limit was kept, the assessment taken, and both; None while it cannot be said yet."""

    within_limit: bool | None
    assessed: bool | None
    met: bool | None


def decide(
    law: InUse, *, given: int, present: int, justified: int, unjustified: int, final_assessment: str
) -> Finding:
    """Strictly more than the limit, or an assessment missed without reason, is not regular."""
    if present + justified + unjustified != given:
        raise InvalidFacts(NOT_THE_SUM, sum=present + justified + unjustified, given=given)
    if final_assessment not in CHOICES:
        raise InvalidFacts(NOT_A_CHOICE, fact=Text(ASSESSMENT.label), choices=", ".join(CHOICES))
    values = law.on(None)
    limit = values.read("limit", Fraction)
    within = unjustified * limit.denominator <= given * limit.numerator if given else None
    assessed = {TAKEN: True, MISSED: False}.get(final_assessment)
    met = False if False in (within, assessed) else (True if within and assessed else None)
    notes = [Text(JUDGED, {"unjustified": unjustified, "given": given, "limit": str(limit)})]
    if final_assessment == NEXT_ONE:
        notes.append(Text(NEXT))
    if met is False:
        notes.append(Text(SANCTION, {"reduction": str(values.read("reduction", Fraction))}))
    return Finding(values, Regular(within, assessed, met), notes=tuple(notes))
