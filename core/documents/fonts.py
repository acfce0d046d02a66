"""The two cut fonts, read once, and the small subset of them that goes into each document.

fpdf2 parses and subsets a font anew for every document (about 50 ms). Our fonts hold plain outlines only
(tools/cut_fonts.py), so a subset is a copy of the outlines used, under the same glyph numbers: under 1 ms.
Every glyph stands for exactly one character, which keeps copied text equal to what was written.
"""

import hashlib
import struct
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "fonts"


class Weight(Enum):
    REGULAR = "regular"
    BOLD = "bold"


@dataclass(frozen=True, slots=True)
class Face:
    """One cut font, in the form in which documents use it."""

    name: str
    codes: Mapping[int, int]
    characters: tuple[int, ...]
    advances: tuple[int, ...]
    outlines: tuple[bytes, ...]
    kerning: Mapping[tuple[int, int], int]
    tables: Mapping[str, bytes]
    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text ready to be shown: kerned glyph numbers, and its width in thousandths of the size."""

    glyphs: frozenset[int]
    shown: str
    width: int


@cache
def face(weight: Weight) -> Face:
    with TTFont(FOLDER / f"hanken-grotesk-pdf-{weight.value}.ttf", recalcTimestamp=False) as font:
        order = font.getGlyphOrder()
        numbers = {name: number for number, name in enumerate(order)}
        codes = {code: numbers[name] for code, name in font.getBestCmap().items()}
        characters = [0] * len(order)
        for code, number in codes.items():
            characters[number] = code
        pairs = font["kern"].kernTables[0].kernTable
        head = font["head"]
        return Face(
            name=str(font["name"].getDebugName(6)),
            codes=codes,
            characters=tuple(characters),
            advances=tuple(font["hmtx"][name][0] for name in order),
            outlines=tuple(font["glyf"][name].compile(font["glyf"]) for name in order),
            kerning={(numbers[left], numbers[right]): value for (left, right), value in pairs.items()},
            tables={tag: font.reader[tag] for tag in ("head", "hhea", "maxp", "hmtx")},
            ascent=font["hhea"].ascent,
            descent=font["hhea"].descent,
            cap_height=font["OS/2"].sCapHeight,
            box=(head.xMin, head.yMin, head.xMax, head.yMax),
        )


def width(text: str, weight: Weight) -> int:
    """The width in thousandths of the size, unkerned: nearly never narrower than what is drawn."""
    known = face(weight)
    return sum(known.advances[known.codes.get(ord(sign), 0)] for sign in text)


def run(text: str, weight: Weight) -> Run:
    """Text as the page shows it; every character must be in the font (glyphs.check_text)."""
    known = face(weight)
    numbers = [known.codes[ord(sign)] for sign in text]
    parts, previous, total = ["<"], -1, 0
    for number in numbers:
        kern = known.kerning.get((previous, number), 0)
        if kern:
            parts.append(f"> {-kern} <")
        parts.append(f"{number:04X}")
        total += known.advances[number] + kern
        previous = number
    parts.append(">")
    return Run(glyphs=frozenset(numbers), shown="".join(parts), width=total)


def subset(known: Face, used: Iterable[int]) -> bytes:
    """A TrueType file with only these outlines, under their own numbers."""
    wanted = sorted({0, *used})
    count = wanted[-1] + 1
    glyf, offsets, metrics = bytearray(), array("H", [0] * (count + 1)), bytearray(4 * count)
    kept = set(wanted)
    for number in range(count):
        offsets[number] = len(glyf) // 2
        if number in kept:
            glyf += known.outlines[number]
            glyf += b"\0" * (-len(glyf) % 4)
            metrics[4 * number : 4 * number + 4] = known.tables["hmtx"][4 * number : 4 * number + 4]
    offsets[count] = len(glyf) // 2
    head, hhea, maxp = (bytearray(known.tables[tag]) for tag in ("head", "hhea", "maxp"))
    struct.pack_into(">I", head, 8, 0)
    struct.pack_into(">h", head, 50, 0)
    struct.pack_into(">H", hhea, 34, count)
    struct.pack_into(">H", maxp, 4, count)
    loca = struct.pack(f">{count + 1}H", *offsets)
    tables: dict[str, bytes | bytearray] = {
        "glyf": glyf,
        "head": head,
        "hhea": hhea,
        "hmtx": metrics,
        "loca": loca,
        "maxp": maxp,
    }
    return _font_file(tables)


def _font_file(tables: Mapping[str, bytes | bytearray]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(
        ">IHHHH", 0x00010000, count, 16 * power, power.bit_length() - 1, 16 * (count - power)
    )
    directory, body, start = bytearray(), bytearray(), 12 + 16 * count
    for tag, data in tables.items():
        padded = bytes(data) + b"\0" * (-len(data) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", tag.encode("ascii"), checksum, start + len(body), len(data))
        body += padded
    return header + bytes(directory) + bytes(body)


def tag(used: Iterable[int]) -> str:
    """Six letters that name a subset, as the PDF standard asks; the same glyphs give the same letters."""
    digest = hashlib.sha256(repr(sorted(used)).encode("ascii")).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])
