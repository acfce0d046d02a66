"""The code of one cell and the minutes that follow from it: exact, in whole minutes, without a database.

A present; O absent without justification, O30 thirty minutes of it; GZ absent on ground Z, GZ30 thirty minutes of it;
L15 fifteen minutes late, which is fifteen minutes absent without justification. An empty cell is not entered yet.
"""

import re
from dataclasses import dataclass
from typing import Final

from core.attendance.grounds import BY_LETTER
from core.errors import InvalidInput
from core.i18n import N_

LONGEST: Final = 8
_SHAPE: Final = re.compile(r"(?P<kind>A|O|L|G(?P<ground>[A-Z]?))(?P<minutes>[0-9]{0,3})", re.ASCII)

UNKNOWN = N_(
    "“{code}” is geen code. Typ A, O, G met een grond (GZ, GV, GL, GS, GW, GA, GK) of L met minuten (L15)."
)
NO_GROUND = N_("Kies een grond na G: Z, V, L, S, W, A of K.")
NO_MINUTES = N_("Zet na L hoeveel minuten te laat, bijvoorbeeld L15.")
TOO_MANY = N_("“{code}” is meer dan de {given} minuten van deze les. Typ hoogstens {given} minuten.")


@dataclass(frozen=True, slots=True)
class Code:
    """What was entered: `kind` A, O, G or L; `minutes` absent, None for the whole lesson."""

    kind: str
    ground: str = ""
    minutes: int | None = None

    def __str__(self) -> str:
        return f"{self.kind}{self.ground}{'' if self.minutes is None else self.minutes}"


@dataclass(frozen=True, slots=True)
class Minutes:
    """The given minutes of one lesson, divided."""

    present: int = 0
    justified: int = 0
    unjustified: int = 0

    @property
    def given(self) -> int:
        """Their sum."""
        return self.present + self.justified + self.unjustified


def parse(text: str) -> Code | None:
    """The code that somebody typed, in any case and with blanks; None for an empty cell. Raises InvalidInput."""
    typed = "".join(text.split()).upper()
    if not typed:
        return None
    found = _SHAPE.fullmatch(typed) if len(typed) <= LONGEST else None
    if found is None:
        raise InvalidInput(UNKNOWN, field="code", code=text.strip()[:LONGEST])
    kind, ground = found["kind"][0], found["ground"] or ""
    minutes = int(found["minutes"]) if found["minutes"] else None
    if kind == "G" and ground not in BY_LETTER:
        raise InvalidInput(NO_GROUND, field="code")
    if kind == "L" and minutes is None:
        raise InvalidInput(NO_MINUTES, field="code")
    if minutes == 0 or (kind == "A" and minutes is not None):
        raise InvalidInput(UNKNOWN, field="code", code=typed)
    return Code(kind, ground, minutes)


def divide(code: Code | None, *, given: int, is_backed: bool) -> Minutes:
    """The minutes of a cell in a lesson of `given` minutes; raises InvalidInput when the code says more than that.

    `is_backed`: a justification on that ground was received in time and its evidence was seen. A collective ground
    needs none. Without it the absence counts as unjustified until there is one.
    """
    if code is None:
        return Minutes()
    if code.minutes is not None and code.minutes > given:
        raise InvalidInput(TOO_MANY, field="code", code=str(code), given=given)
    if code.kind == "A":
        return Minutes(present=given)
    absent = given if code.minutes is None else code.minutes
    if code.kind == "G" and (is_backed or BY_LETTER[code.ground].is_collective):
        return Minutes(given - absent, absent, 0)
    return Minutes(given - absent, 0, absent)
