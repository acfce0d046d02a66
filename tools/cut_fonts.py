"""Cut the PDF fonts out of Hanken Grotesk: static, Latin only, no hinting, no layout tables.

Parsing and subsetting a whole font costs more than drawing a document, so the shipped files hold exactly
what core.documents.fonts reads: plain outlines (no composites), widths, pair kerning and one character map.
Letters the family lacks but names need (Arabic and Indian transliteration, U+2011) are composed from a base
letter and the family's own marks. Hanken Grotesk is under the SIL Open Font License 1.1, no reserved names.

Run with the unpacked npm package @fontsource-variable/hanken-grotesk 5.3.0:
    python tools/cut_fonts.py path/to/package assets/fonts
"""

import shutil
import sys
import unicodedata
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.transform import Offset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0
from fontTools.varLib import instancer

FAMILY = "Hanken Grotesk"
SUBSETS = ("latin", "latin-ext", "vietnamese", "cyrillic-ext")
SCREEN_SUBSETS = ("latin", "latin-ext")
WEIGHTS = {"Regular": 400, "Bold": 680}
SAME_SHAPE = {0x2010: 0x2D, 0x2011: 0x2D, 0x00A0: 0x20, 0x202F: 0x20, 0x02BC: 0x2019, 0x02BB: 0x2018}
COMPOSED = (*range(0x01CD, 0x0234), *range(0x1E00, 0x1EFA))
ABOVE, BELOW = (0x0300, 0x0301, 0x0303, 0x0304, 0x0308, 0x0309), (0x0323,)
KERNED = (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x180), 0x2C, 0x2D, 0x2E, 0x2019)
LEAST_KERN = 8  # thousandths of the size; less is not seen
MARKS = range(0x0300, 0x0370)  # not positioned without a shaper, so never shipped as characters


def static(package: Path, subset: str, weight: int) -> TTFont:
    font = TTFont(package / "files" / f"hanken-grotesk-{subset}-wght-normal.woff2")
    return instancer.instantiateVariableFont(font, {"wght": weight})


def source_glyphs(fonts: list[TTFont]) -> dict[int, tuple[TTFont, str]]:
    """Per character the first subset that draws it."""
    found: dict[int, tuple[TTFont, str]] = {}
    for font in fonts:
        for code, name in font.getBestCmap().items():
            found.setdefault(code, (font, name))
    return found


def kerning(fonts: list[TTFont], found: dict[int, tuple[TTFont, str]]) -> dict[tuple[str, str], int]:
    """The pairs of the layout table as one plain list, for a drawer without a shaper."""
    pairs: dict[tuple[str, str], int] = {}
    for font in fonts:
        codes = {name: code for code, (owner, name) in found.items() if owner is font and code in KERNED}
        table = font["GPOS"].table
        wanted = {
            i
            for record in table.FeatureList.FeatureRecord
            if record.FeatureTag == "kern"
            for i in record.Feature.LookupListIndex
        }
        for index in sorted(wanted):
            for part in table.LookupList.Lookup[index].SubTable:
                for (left, right), value in pair_values(getattr(part, "ExtSubTable", part), set(codes)):
                    if abs(value) >= LEAST_KERN:
                        pairs.setdefault((f"u{codes[left]:04X}", f"u{codes[right]:04X}"), value)
    return pairs


def pair_values(part: object, names: set[str]) -> list[tuple[tuple[str, str], int]]:
    firsts = [name for name in part.Coverage.glyphs if name in names]
    if part.Format == 1:
        sets = dict(zip(part.Coverage.glyphs, part.PairSet, strict=True))
        return [
            ((first, pair.SecondGlyph), pair.Value1.XAdvance)
            for first in firsts
            for pair in sets[first].PairValueRecord
            if pair.SecondGlyph in names and pair.Value1 is not None
        ]
    left, right = part.ClassDef1.classDefs, part.ClassDef2.classDefs
    cells = [
        [cell.Value1.XAdvance if cell.Value1 else 0 for cell in row.Class2Record] for row in part.Class1Record
    ]
    return [
        ((first, second), cells[left.get(first, 0)][right.get(second, 0)])
        for first in firsts
        for second in sorted(names)
    ]


def bounds(font: TTFont, name: str) -> tuple[float, float, float, float]:
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    assert pen.bounds is not None
    return pen.bounds


def draw(pen: TTGlyphPen, font: TTFont, name: str, shift: tuple[float, float] = (0, 0)) -> None:
    recording = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(recording)
    recording.replay(TransformPen(pen, Offset(*shift)))


def composed(code: int, found: dict[int, tuple[TTFont, str]]) -> tuple[object, int] | None:
    """Base letter plus one mark, centred; None when the family cannot make this letter."""
    parts = [ord(part) for part in unicodedata.normalize("NFD", chr(code))]
    if len(parts) != 2 or parts[0] not in found or parts[1] not in (*ABOVE, *BELOW) or parts[1] not in found:
        return None
    (base_font, base), (mark_font, mark) = found[parts[0]], found[parts[1]]
    left, _, right, top = bounds(base_font, base)
    mark_left, mark_bottom, mark_right, _ = bounds(mark_font, mark)
    across = (left + right) / 2 - (mark_left + mark_right) / 2
    x_height = bounds(*found[ord("x")])[3]
    gap = mark_bottom - x_height
    up = 0.0 if parts[1] in BELOW else top + gap - mark_bottom
    pen = TTGlyphPen(None)
    draw(pen, base_font, base)
    draw(pen, mark_font, mark, (round(across), round(up)))
    return pen.glyph(), base_font["hmtx"][base][0]


def cut(package: Path, style: str, weight: int) -> TTFont:
    fonts = [static(package, subset, weight) for subset in SUBSETS]
    found = source_glyphs(fonts)
    glyphs, metrics, cmap = {".notdef": TTGlyphPen(None).glyph()}, {".notdef": (500, 0)}, {}
    for code in sorted(code for code in found if code >= 0x20 and code not in MARKS and code != 0xFEFF):
        font, name = found[code]
        pen = TTGlyphPen(None)
        draw(pen, font, name)
        glyphs[f"u{code:04X}"], metrics[f"u{code:04X}"] = pen.glyph(), (font["hmtx"][name][0], 0)
        cmap[code] = f"u{code:04X}"
    for code in COMPOSED:
        made = None if code in cmap else composed(code, found)
        if made is not None:
            glyphs[f"u{code:04X}"], metrics[f"u{code:04X}"] = made[0], (made[1], 0)
            cmap[code] = f"u{code:04X}"
    for code, same in SAME_SHAPE.items():
        if (
            code not in cmap
        ):  # a glyph of its own, so that copied text gives back the character that was written
            glyphs[f"u{code:04X}"], metrics[f"u{code:04X}"] = glyphs[cmap[same]], metrics[cmap[same]]
            cmap[code] = f"u{code:04X}"
    pairs = kerning(fonts, found)
    return built(fonts[0], style, weight, glyphs, metrics, cmap, pairs)


def built(
    first: TTFont,
    style: str,
    weight: int,
    glyphs: dict,
    metrics: dict,
    cmap: dict,
    pairs: dict[tuple[str, str], int],
) -> TTFont:
    builder = FontBuilder(first["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {name: (width, getattr(table[name], "xMin", 0)) for name, (width, _) in metrics.items()}
    )
    hhea, os2 = first["hhea"], first["OS/2"]
    builder.setupHorizontalHeader(ascent=hhea.ascent, descent=hhea.descent, lineGap=0)
    builder.setupNameTable(
        {
            "copyright": first["name"].getDebugName(0),
            "familyName": FAMILY,
            "styleName": style,
            "psName": f"HankenGrotesk-{style}",
            "licenseDescription": "SIL Open Font License, Version 1.1",
            "licenseInfoURL": "https://openfontlicense.org",
        }
    )
    builder.setupOS2(usWeightClass=weight, sCapHeight=os2.sCapHeight, sxHeight=os2.sxHeight)
    builder.setupPost(keepGlyphNames=False)
    kern, plain = newTable("kern"), KernTable_format_0()
    plain.coverage, plain.tupleIndex, plain.kernTable = 1, None, pairs
    kern.version, kern.kernTables = 0, [plain]
    builder.font["kern"] = kern
    builder.font["head"].created = builder.font["head"].modified = first["head"].modified
    builder.font.recalcTimestamp = False
    return builder.font


def main(package: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(package / "LICENSE", target / "hanken-grotesk-OFL.txt")
    for subset in SCREEN_SUBSETS:
        name = f"hanken-grotesk-{subset}-wght-normal.woff2"
        shutil.copyfile(package / "files" / name, target / name)
    for style, weight in WEIGHTS.items():
        font = cut(package, style, weight)
        font.save(target / f"hanken-grotesk-pdf-{style.lower()}.ttf")
        print(style, len(font.getBestCmap()), "characters")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
