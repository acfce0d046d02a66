"""Lines of text that fit: breaking, and shrinking until they do. Nothing is ever clipped."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from core.documents import fonts
from core.documents.fonts import Weight

MM_PER_POINT = 25.4 / 72
# After a space, after a hyphen between letters (never inside a code or number), after a slash (never inside a date).
BREAKS = re.compile(r"(?<= )(?! )|(?<=[^\W\d][-‐–])(?=[^\W\d])|(?<!\d/)(?<=/)(?=[^/])|(?<=\d/)(?=[^/\d])")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines and the size at which they fit."""

    lines: tuple[str, ...]
    size: float


def normalised(text: str) -> str:
    """One character where Unicode has one for a letter with its marks: the fonts have no loose marks."""
    return unicodedata.normalize("NFC", text)


def wrap(text: str, weight: Weight, size: float, width: float) -> tuple[str, ...]:
    """The text in lines of at most `width` mm."""
    room = int(width / MM_PER_POINT / size * 1000)
    lines: list[str] = []
    for paragraph in normalised(text).split("\n"):
        lines.extend(_paragraph(paragraph, weight, room))
    return tuple(lines)


def fit(text: str, weight: Weight, sizes: Sequence[float], width: float, most: int) -> Fitted:
    """The largest of the sizes that needs at most `most` lines and breaks no word; else the smallest."""
    for size in sizes:
        lines = wrap(text, weight, size, width)
        if len(lines) <= most and not _broken(text, lines):
            return Fitted(lines, size)
    return Fitted(wrap(text, weight, sizes[-1], width), sizes[-1])


def _broken(text: str, lines: Sequence[str]) -> bool:
    pieces = {piece.rstrip(" ") for piece in BREAKS.split(normalised(text).replace("\n", " "))}
    return any(BREAKS.split(line)[-1] not in pieces for line in lines if line)


def _paragraph(text: str, weight: Weight, room: int) -> list[str]:
    lines, line, used = [], "", 0
    for piece in BREAKS.split(text):
        needed = fonts.width(piece.rstrip(" "), weight)
        if line and used + needed > room:
            lines.append(line.rstrip(" "))
            line, used = "", 0
        while needed > room:
            head = _most_that_fits(piece, weight, room)
            lines.append(head)
            piece = piece[len(head) :]
            needed = fonts.width(piece.rstrip(" "), weight)
        line += piece
        used += fonts.width(piece, weight)
    lines.append(line.rstrip(" "))
    return lines


def _most_that_fits(word: str, weight: Weight, room: int) -> str:
    """The beginning of a word that no line can hold whole; at least one sign, so that there is an end."""
    widths = accumulate(fonts.width(sign, weight) for sign in word)
    return word[: max(1, sum(1 for width in widths if width <= room))]
