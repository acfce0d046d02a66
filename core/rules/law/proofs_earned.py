"""Welke bewijzen volgen uit wat behaald is. A proof of competences is residual: only what lies in
none of the parts proved (decreet van 26 april 2019, art. 2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from core.rules import facts
from core.rules.errors import InvalidFacts
from core.rules.facts import Fact
from core.rules.parameters import InUse
from core.rules.rule import Finding
from core.rules.units import Words
from core.rules.words import N_, Text

Codes: TypeAlias = tuple[str, ...]
PerPart: TypeAlias = Mapping[str, Codes]
LEVEL = Fact("recognised_level", N_("erkend niveau"), facts.word)
WHOLE = Fact("whole", N_("geheel behaald"), facts.yes_no)
PARTS = Fact("parts", N_("behaalde deelkwalificaties"), facts.words)
COMPETENCES = Fact("competences", N_("behaalde competenties"), facts.words)
CONTENTS = Fact("part_contents", N_("competenties per deelkwalificatie"), facts.contents)
FACTS = (LEVEL, WHOLE, PARTS, COMPETENCES, CONTENTS)

PROFESSIONAL, PARTIAL, COMPETENCE = "professional", "partial", "competences"
NO_PARTS = N_("Geheel behaald op het niveau van deelkwalificaties vraagt minstens één deelkwalificatie.")
OUTSIDE = N_("Competentie {code} hoort bij geen van de deelkwalificaties van het traject.")
NO_CONTENTS = N_("De competenties van deelkwalificatie {part} zijn niet gekend. Vul de kwalificatie aan.")
WHOLE_PROOF = N_("Het traject is geheel behaald: één bewijs van beroepskwalificatie.")
PROOFS = N_("Bewijzen van deelkwalificatie: {parts}. Competenties die daar niet in zitten: {rest}.")
TEMPLATES = (NO_PARTS, OUTSIDE, NO_CONTENTS, WHOLE_PROOF, PROOFS)


class EarnedProof(NamedTuple):
    """A proof to issue; the codes are empty for the professional qualification itself."""

    kind: str
    codes: Codes


@dataclass(frozen=True, slots=True)
class EarnedProofs:
    """The proofs in their order: professional, parts by code, competences."""

    proofs: tuple[EarnedProof, ...]


def decide(
    law: InUse,
    *,
    recognised_level: str,
    whole: bool,
    parts: Codes,
    competences: Codes,
    part_contents: PerPart,
) -> Finding:
    """Whole gives the proof of the recognised level; else what was achieved of it, nothing counted twice."""
    values = law.on(None, variant=recognised_level, variant_fact=LEVEL)
    if PROFESSIONAL not in values.read("kinds", Words).items:
        _refuse_outside(whole, parts, competences, part_contents)
    elif whole:
        return Finding(values, EarnedProofs((EarnedProof(PROFESSIONAL, ()),)), notes=(Text(WHOLE_PROOF),))
    for part in parts:
        if competences and part not in part_contents:
            raise InvalidFacts(NO_CONTENTS, part=part)
    proved = {code for part in parts for code in part_contents.get(part, ())}
    rest = tuple(code for code in competences if code not in proved)
    proofs = [EarnedProof(PARTIAL, (part,)) for part in parts]
    proofs += [EarnedProof(COMPETENCE, rest)] if rest else []
    note = Text(PROOFS, {"parts": ", ".join(parts) or "-", "rest": ", ".join(rest) or "-"})
    return Finding(values, EarnedProofs(tuple(proofs)), notes=(note,))


def _refuse_outside(whole: bool, parts: Codes, competences: Codes, contents: PerPart) -> None:
    if whole and not parts:
        raise InvalidFacts(NO_PARTS)
    outside = set(competences) - {code for codes in contents.values() for code in codes}
    if outside:
        raise InvalidFacts(OUTSIDE, code=min(outside))
