"""A paper on the official blank: the PDF as the provider got it lies under, the contents stand at their positions.

fpdf2 draws the contents and cannot take in pages of another PDF, so pypdf lays one over the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from core.documents import blank_marks, certificate_fields, certificate_parts, feet, lines
from core.documents import certificate_words as words
from core.documents.certificate_fields import FIELDS, NATIONAL_NUMBER
from core.documents.colours import BLACK
from core.documents.flow import Flow, baseline, height
from core.documents.fonts import Weight
from core.documents.sheet import Sheet
from core.i18n import Translator

if TYPE_CHECKING:
    from core.documents.certificate import CertificateContent

SMALLEST: Final = 6.0
STEP: Final = 0.5
ELSEWHERE: Final = "zie bijlage"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a field stands: page from 1, mm from the upper left corner, width in mm, size in points, most lines."""

    field: str
    page: int
    x: float
    y: float
    width: float
    size: float
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Blank:
    """An official blank with its fields; `pages` is how many it has."""

    pdf: bytes
    pages: int
    spots: tuple[Spot, ...]


def render(content: "CertificateContent", blank: Blank, *, national_number: str = "") -> bytes:
    """The paper; what does not fit in its place goes whole to an annex with its own place to sign."""
    sheet = _sheet(content)
    left_over: list[tuple[str, str]] = []
    for page in range(1, blank.pages + 1):
        sheet.add_page()
        for spot in (each for each in blank.spots if each.page == page):
            text = _text(content, spot.field, national_number)
            if not _put(sheet, spot, text):
                left_over.append((FIELDS[spot.field].name, text))
    if left_over:
        _annex(sheet, content, left_over)
    return laid_over(blank.pdf, sheet.finished(), content)


def _sheet(content: "CertificateContent") -> Sheet:
    title = f"{words.TITLES[content.kind]} {content.number}"
    return Sheet(title=title, language="nl", made_on=content.issued_on, author=content.organisation_name)


def _text(content: "CertificateContent", field: str, national_number: str) -> str:
    if field == NATIONAL_NUMBER and national_number:
        return words.number_text(national_number)
    return certificate_fields.FIELDS[field].text(content)


def _put(sheet: Sheet, spot: Spot, text: str) -> bool:
    """Whether it fitted, smaller if need be; else its place says where it is."""
    sizes = [spot.size - STEP * step for step in range(int((spot.size - SMALLEST) / STEP) + 1)] or [spot.size]
    fitted = lines.fit(text, Weight.REGULAR, sizes, spot.width, spot.lines)
    fits = len(fitted.lines) <= spot.lines
    shown, size = (fitted.lines, fitted.size) if fits else ((ELSEWHERE,), spot.size)
    for index, line in enumerate(shown):
        down = spot.y + height(index, size) + baseline(size)
        sheet.put(spot.x, down, line, weight=Weight.REGULAR, size=size, ink=BLACK)
    return fits


def _annex(sheet: Sheet, content: "CertificateContent", rows: Sequence[tuple[str, str]]) -> None:
    sheet.add_page()
    first = sheet.page
    paper = Flow(sheet, turn=lambda turned: None, y=certificate_parts.TOP)
    paper.text(
        f"Bijlage bij {words.TITLES[content.kind].lower()} {content.number}", size=13, weight=Weight.BOLD
    )
    paper.y += 3
    certificate_parts.pairs(paper, rows)
    certificate_parts.signing(paper, content)
    feet.draw(sheet, Translator("nl"), own=f"{content.number} · bijlage", first=first)


def laid_over(under: bytes, over: bytes, content: "CertificateContent") -> bytes:
    """Both in one file: the blank first on every page, nothing of it that acts or can be filled in.

    Only what the blank and the fields of its form draw is taken, as one form per page, so that its own names cannot
    clash with ours.
    """
    writer = PdfWriter()
    below = PdfReader(BytesIO(under)).pages
    for number, page in enumerate(PdfReader(BytesIO(over)).pages):
        added = writer.add_page(page)
        if number < len(below):
            _lay_under(writer, added, below[number], f"/Blank{number + 1}")
    made = datetime.combine(content.issued_on, datetime.min.time(), tzinfo=UTC)
    writer.metadata = {
        "/Title": f"{words.TITLES[content.kind]} {content.number}", "/Author": content.organisation_name,
        "/Creator": "Termijnwacht", "/Producer": "Termijnwacht", "/CreationDate": made.strftime("D:%Y%m%d%H%M%SZ"),
    }  # fmt: skip
    writer.root_object[NameObject("/Lang")] = TextStringObject("nl-BE")
    kept = BytesIO()
    writer.write(kept)
    return kept.getvalue()


def _lay_under(writer: PdfWriter, page: PageObject, blank: PageObject, name: str) -> None:
    form = StreamObject()
    drawn = blank.get_contents()
    known = blank.get("/Resources", DictionaryObject()).get_object().clone(writer)
    own = drawn.get_data() if drawn is not None else b""
    marks = blank_marks.drawn(blank, writer, known)
    form.set_data(b"q\n" + own + b"\nQ\n" + marks if marks else own)
    box = blank.mediabox
    form.update({
        NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/BBox"): ArrayObject(map(FloatObject, box)), NameObject("/Matrix"): _upright(blank),
        NameObject("/Resources"): known,
    })  # fmt: skip
    resources = page[NameObject("/Resources")].get_object()
    assert isinstance(resources, DictionaryObject)
    forms = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
    forms[NameObject(name)] = writer._add_object(form.flate_encode())
    first = StreamObject()
    first.set_data(f"q {name} Do Q".encode("ascii"))
    ours = page.raw_get("/Contents")
    page[NameObject("/Contents")] = ArrayObject([writer._add_object(first), ours])


def _upright(page: PageObject) -> ArrayObject:
    """What turns a page that is kept on its side as a reader shows it, its lower left corner in the origin."""
    left, low, right, high = map(float, page.mediabox)
    turned = {
        0: (1, 0, 0, 1, -left, -low), 90: (0, -1, 1, 0, -low, right), 180: (-1, 0, 0, -1, right, high),
        270: (0, 1, -1, 0, high, -left),
    }  # fmt: skip
    return ArrayObject(map(FloatObject, turned[page.rotation % 360]))
