"""The inks of paper, and the one colour of the house style made safe to read."""

import re
from dataclasses import dataclass

from core.errors import InvalidInput
from core.i18n import N_

NOT_A_COLOUR = N_(
    "De kleur {colour} is geen kleurcode. Geef zes cijfers of letters na een hekje, zoals #0E6470."
)


@dataclass(frozen=True, slots=True)
class Colour:
    red: int
    green: int
    blue: int

    @property
    def operands(self) -> str:
        """As PDF wants it: three shares of one."""
        return f"{self.red / 255:.3f} {self.green / 255:.3f} {self.blue / 255:.3f}"


def parsed(text: str) -> Colour:
    """A colour written as #0E6470."""
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise InvalidInput(NOT_A_COLOUR, field="primary_colour", colour=text[:20])
    return Colour(int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))


def legible(colour: Colour) -> Colour:
    """The same hue, darkened until text in it reads on white (4.5 to 1, WCAG AA)."""
    while _contrast_on_white(colour) < 4.5:
        colour = Colour(*(int(part * 0.92) for part in (colour.red, colour.green, colour.blue)))
    return colour


def _contrast_on_white(colour: Colour) -> float:
    shares = [part / 255 for part in (colour.red, colour.green, colour.blue)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


INK, MUTED, LINE, PLANE, WHITE = map(parsed, ("#17252B", "#55656D", "#D5DCE0", "#F4F6F7", "#FFFFFF"))
NOTICE_TEXT, NOTICE_PLANE = map(parsed, ("#7A4A00", "#FDF1DC"))
BLACK = Colour(0, 0, 0)
