"""Official blanks to draw on, as other programs write them: plain, on their side, broken, protected, and acting."""

from io import BytesIO

from fpdf import FPDF
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, TextStringObject

TITLE = "MODEL VAN DE MINISTER"
GREY = 200


def blank(pages: int = 1, *, orientation: str = "P", size: str = "A4") -> bytes:
    """A page with a title in its own font, a grey field at 60 mm from the left and 30 mm from the top, and its name."""
    made = FPDF(orientation=orientation, format=size)
    for page in range(1, pages + 1):
        made.add_page()
        made.set_font("Helvetica", size=14)
        made.text(20, 20, f"{TITLE} {page}")
        made.set_fill_color(GREY)
        made.rect(60, 30, 120, 8, style="F")
    return bytes(made.output())


def _written(writer: PdfWriter) -> bytes:
    kept = BytesIO()
    writer.write(kept)
    return kept.getvalue()


def rotated() -> bytes:
    """Kept lying, shown upright: what some scanners and printers write."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(blank(orientation="L"))))
    writer.pages[0][NameObject("/Rotate")] = NumberObject(90)
    return _written(writer)


def encrypted() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(blank())))
    writer.encrypt("geheim", algorithm="RC4-128")
    return _written(writer)


def with_script() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(blank())))
    action = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("app.alert(1)"),
    }
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    return _written(writer)


def with_attachment() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(blank())))
    writer.add_attachment("x.txt", b"x")
    return _written(writer)


def with_launch() -> bytes:
    """A link on the page that starts a program, deep inside."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(blank())))
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("x.exe")}
    )
    writer.pages[0][NameObject("/PieceInfo")] = DictionaryObject(
        {NameObject("/Deep"): writer._add_object(action)}
    )
    return _written(writer)
