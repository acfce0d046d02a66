"""The seven grounds that justify an absence (S3, "Gewettigde afwezigheid"): one letter each, never a diagnosis.

What the provider knows by itself (a strike, a teacher, a closure, the weather) justifies at once; the other three
need a word of the cursist in time, and two of them evidence that somebody here saw.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.i18n import N_


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground: its letter, its name, whether it holds for all at once, and the evidence that is asked for."""

    letter: str
    name: str
    is_collective: bool
    evidence: str


GROUNDS: tuple[Ground, ...] = (
    Ground("Z", N_("ziekte van de cursist of een inwonend familielid"), False, N_("medisch attest")),
    Ground("V", N_("staking van het openbaar vervoer"), True, ""),
    Ground("L", N_("staking of ziekte van de leraar"), True, ""),
    Ground("S", N_("sluiting van de instelling"), True, ""),
    Ground("W", N_("uitzonderlijk weer"), True, ""),
    Ground("A", N_("werk tijdens de lesuren"), False, N_("verklaring van de werkgever")),
    Ground("K", N_("klein verlet"), False, ""),
)
BY_LETTER: Mapping[str, Ground] = {ground.letter: ground for ground in GROUNDS}
