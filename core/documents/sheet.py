"""A4 pages: fpdf2 for the file itself, our own cut fonts and one plain operator per text or shape.

Uses private parts of fpdf2 (`_out`, `_add_fonts`), pinned in requirements.txt and held by the tests.
Distances are in mm from the upper left corner; text stands on its baseline.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import groupby

import segno
from fpdf import FPDF, ViewerPreferences
from fpdf.enums import FontDescriptorFlags
from fpdf.fonts import PDFFontDescriptor
from fpdf.output import (
    CIDSystemInfo,
    OutputProducer,
    PDFFont,
    PDFFontStream,
    PDFType3Font,
    PDFXObject,
)
from fpdf.syntax import Name, PDFArray, PDFContentStream, PDFString

from core.documents import fonts, lines
from core.documents.colours import Colour
from core.documents.fonts import Face, Weight
from core.documents.logo import Logo

WIDTH, HEIGHT = 210.0, 297.0
POINTS = 72 / 25.4
NUMBERS = {Weight.REGULAR: 1, Weight.BOLD: 2}
# The choice of mask only eases reading, and every reader reads all eight; segno's own choice costs 7 ms.
QR_MASK = 2


class Sheet(FPDF):
    """One file under construction."""

    def __init__(self, *, title: str, language: str, made_on: date, author: str) -> None:
        super().__init__(unit="mm", format="A4")
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.single_resources_object = True
        self.used: dict[Weight, set[int]] = {weight: set() for weight in Weight}
        self.logos: dict[Logo, int] = {}
        self.set_title(title)
        self.set_author(author)
        self.set_lang({"nl": "nl-BE", "en": "en-GB"}[language])
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.set_creator("Termijnwacht")
        self.set_producer("Termijnwacht")
        self.set_creation_date(datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC))

    def put(self, x: float, y: float, text: str, *, weight: Weight, size: float, ink: Colour) -> None:
        """One line of text."""
        run = fonts.run(lines.normalised(text), weight)
        self.used[weight] |= run.glyphs
        self._out(
            f"BT /F{NUMBERS[weight]} {size:.2f} Tf {ink.operands} rg "
            f"{x * POINTS:.2f} {(HEIGHT - y) * POINTS:.2f} Td [{run.shown}] TJ ET"
        )

    def plane(self, x: float, y: float, width: float, height: float, ink: Colour) -> None:
        """A filled rectangle; hairlines are thin ones, so that every printer draws them alike."""
        self._out(f"{ink.operands} rg {_box(x, y, width, height)} f")

    def picture(self, logo: Logo, x: float, y: float, width: float, height: float) -> None:
        """The logo, once in the file however many pages show it."""
        number = self.logos.get(logo)
        if number is None:
            number = self.logos[logo] = len(self.logos) + 1
            self.image_cache.images[logo.sha256] = logo.info(number)
        left, bottom = x * POINTS, (HEIGHT - y - height) * POINTS
        self._out(
            f"q {width * POINTS:.2f} 0 0 {height * POINTS:.2f} {left:.2f} {bottom:.2f} cm /I{number} Do Q"
        )

    def qr(self, x: float, y: float, side: float, text: str, ink: Colour) -> None:
        """A QR code as one filled path; the quiet zone is left to the page."""
        matrix = segno.make_qr(text, error="m", mask=QR_MASK).matrix
        module = side * POINTS / len(matrix)
        left, top = x * POINTS, (HEIGHT - y) * POINTS
        boxes = []
        for row, modules in enumerate(matrix):
            column = 0
            for dark, same in groupby(modules):
                length = len(list(same))
                if dark:
                    corner = f"{left + column * module:.3f} {top - (row + 1) * module:.3f}"
                    boxes.append(f"{corner} {length * module:.3f} {module:.3f} re")
                column += length
        self._out(f"{ink.operands} rg {' '.join(boxes)} f")

    def finished(self) -> bytes:
        return bytes(self.output(output_producer_class=CutFontProducer))


def _box(x: float, y: float, width: float, height: float) -> str:
    return (
        f"{x * POINTS:.2f} {(HEIGHT - y - height) * POINTS:.2f} {width * POINTS:.2f} {height * POINTS:.2f} re"
    )


class CutFontProducer(OutputProducer):
    """Writes the subsets of our own fonts instead of letting fpdf2 parse and subset them anew."""

    def _add_fonts(
        self,
        image_objects_per_index: Mapping[int, PDFXObject],
        gfxstate_objs_per_name: Mapping[str, object],
        pattern_objs_per_name: Mapping[str, object],
    ) -> dict[int, PDFFont | PDFType3Font]:
        assert isinstance(self.fpdf, Sheet)
        return {
            NUMBERS[weight]: self._add_cut_font(fonts.face(weight), used)
            for weight, used in self.fpdf.used.items()
            if used
        }

    def _add_cut_font(self, face: Face, used: set[int]) -> PDFFont:
        name = f"{fonts.tag(used)}+{face.name}"
        font = PDFFont(subtype="Type0", base_font=name, encoding="Identity-H")
        self._add_pdf_obj(font, "fonts")
        glyphs = PDFFont(subtype="CIDFontType2", base_font=name, d_w=face.advances[0], w=_widths(face, used))
        self._add_pdf_obj(glyphs, "fonts")
        system, stream = CIDSystemInfo(), PDFFontStream(contents=fonts.subset(face, used))
        system.ordering = PDFString("Identity", encrypt=True)
        descriptor, to_unicode = (
            _descriptor(face, name),
            PDFContentStream(_to_unicode(face, used), compress=True),
        )
        for part in (system, descriptor, to_unicode, stream):
            self._add_pdf_obj(part, "fonts")
        descriptor.font_file2 = stream  # type: ignore[attr-defined]
        glyphs.c_i_d_system_info, glyphs.font_descriptor = system, descriptor
        glyphs.c_i_d_to_g_i_d_map = Name("Identity")  # type: ignore[assignment]
        font.to_unicode, font.descendant_fonts = to_unicode, PDFArray([glyphs])
        return font


def _descriptor(face: Face, name: str) -> PDFFontDescriptor:
    descriptor = PDFFontDescriptor(
        ascent=face.ascent,
        descent=face.descent,
        cap_height=face.cap_height,
        flags=FontDescriptorFlags.SYMBOLIC,
        font_b_box=f"[{' '.join(map(str, face.box))}]",
        italic_angle=0,
        stem_v=80,
        missing_width=face.advances[0],
    )
    descriptor.font_name = Name(name)
    return descriptor


def _widths(face: Face, used: set[int]) -> str:
    return f"[{' '.join(f'{number} [{face.advances[number]}]' for number in sorted(used))}]"


def _to_unicode(face: Face, used: set[int]) -> bytes:
    """Glyph number to character, for searching and copying; blocks of at most 100, as the format asks."""
    pairs = [f"<{number:04X}> <{face.characters[number]:04X}>" for number in sorted(used)]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")
