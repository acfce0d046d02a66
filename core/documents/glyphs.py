"""Refuse text the fonts cannot show: a blank box in a legal name is worse than no document."""

import unicodedata
from collections.abc import Iterable

from core.documents import fonts, lines
from core.documents.fonts import Weight
from core.errors import InvalidInput
from core.i18n import N_

# Control signs, invisible formatting (bidi, zero width, soft hyphen), lone surrogates, private, unassigned.
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")

MISSING = N_(
    "{place}: het document kan {signs} niet weergeven. Schrijf dit met Latijnse letters "
    "of vul het in zoals het op de identiteitskaart staat."
)


def missing_glyphs(text: str, *, breaks: bool = False) -> tuple[str, ...]:
    """The characters of a text that no document can show, each once, in order; `breaks` allows new lines."""
    regular, bold = fonts.face(Weight.REGULAR).codes, fonts.face(Weight.BOLD).codes
    found: dict[str, None] = {}
    for sign in lines.normalised(text):
        if breaks and sign == "\n":
            continue
        code = ord(sign)
        if code not in regular or code not in bold or unicodedata.category(sign) in HIDDEN:
            found[sign] = None
    return tuple(found)


def shown(sign: str) -> str:
    """A character for an error message, which must not itself carry hidden signs."""
    code = f"U+{ord(sign):04X}"
    return code if unicodedata.category(sign) in HIDDEN else f"“{sign}” ({code})"


def check_texts(texts: Iterable[tuple[str, str, str, bool]]) -> None:
    """Raise for the first (field, Dutch name of the field, text, may hold new lines) that cannot be shown."""
    for field, place, text, breaks in texts:
        missing = missing_glyphs(text, breaks=breaks)
        if missing:
            raise InvalidInput(MISSING, field=field, place=place, signs=", ".join(map(shown, missing)))
