"""Official blanks to draw on, as other programs write them: plain, on their side, broken, protected, and acting."""

from io import BytesIO

from fpdf import FPDF
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

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


def fillable() -> bytes:
    """A form: a black box that is ticked at 100 x 200 points, one that is not at 200 x 200, a hidden one at 300 x 200."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(blank())))
    fields = [_field(writer, 100, "/On", 4), _field(writer, 200, "/Off", 4), _field(writer, 300, "/On", 2)]
    writer.pages[0][NameObject("/Annots")] = ArrayObject(fields)
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): ArrayObject(fields)}
    )
    return _written(writer)


def _field(writer: PdfWriter, left: int, state: str, flags: int) -> object:
    """20 points wide and high; its drawing is 10 by 10, so that it must be stretched."""
    looks = DictionaryObject()
    for name, told in (("/On", b"0 g 0 0 10 10 re f"), ("/Off", b"")):
        look = StreamObject()
        look.set_data(told)
        look.update({
            NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(map(FloatObject, (0, 0, 10, 10))),
        })  # fmt: skip
        looks[NameObject(name)] = writer._add_object(look)
    return writer._add_object(DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Widget"),
        NameObject("/FT"): NameObject("/Btn"), NameObject("/T"): TextStringObject(f"box{left}"),
        NameObject("/F"): NumberObject(flags), NameObject("/AS"): NameObject(state),
        NameObject("/Rect"): ArrayObject(map(FloatObject, (left, 200, left + 20, 220))),
        NameObject("/AP"): DictionaryObject({NameObject("/N"): looks}),
    }))  # fmt: skip
