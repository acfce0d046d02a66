"""What stands on a page of an official blank beside its own content: the boxes and fields of a form that is filled in.

They are drawn as a reader shows them and become part of the page: nothing of them can be filled in any more.
"""

from collections.abc import Iterator
from typing import Final

from pypdf import PageObject, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

# Not drawn: where a click leads to, and the window of a note.
NOT_SHOWN: Final = ("/Link", "/Popup")
HIDDEN: Final = 2 | 32  # the flags Hidden and NoView
Box = tuple[float, float, float, float]


def drawn(page: PageObject, writer: PdfWriter, resources: DictionaryObject) -> bytes:
    """The instructions that draw every mark of the page in its own measure; their drawings are put in `resources`."""
    told: list[bytes] = []
    for number, (mark, look) in enumerate(_looks(page), 1):
        placed = _placed(_box(mark["/Rect"]), look)
        if placed is None:
            continue
        name = f"/Mark{number}"
        known = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
        known[NameObject(name)] = look.clone(writer).indirect_reference
        told.append(f"q {' '.join(f'{each:.5f}' for each in placed)} cm {name} Do Q".encode("ascii"))
    return b"\n".join(told)


def _looks(page: PageObject) -> Iterator[tuple[DictionaryObject, StreamObject]]:
    """Every mark that is shown, with its drawing: of a box that can be ticked, as it is ticked now."""
    for each in page.get("/Annots", ArrayObject()).get_object():
        mark = each.get_object()
        if mark.get("/Subtype") in NOT_SHOWN or int(mark.get("/F", 0)) & HIDDEN or "/Rect" not in mark:
            continue
        look = mark.get("/AP", DictionaryObject()).get_object().get("/N")
        look = look.get_object() if look is not None else None
        if isinstance(look, DictionaryObject) and not isinstance(look, StreamObject):
            look = look.get(mark.get("/AS", "/Off"))
            look = look.get_object() if look is not None else None
        if isinstance(look, StreamObject) and "/BBox" in look:
            yield mark, look


def _box(value: object) -> Box:
    assert isinstance(value, ArrayObject)
    x, y, right, high = (float(each) for each in value)
    return min(x, right), min(y, high), max(x, right), max(y, high)


def _placed(rect: Box, look: StreamObject) -> tuple[float, ...] | None:
    """What moves and stretches a drawing to its rectangle (PDF 32000-1, 12.5.5); None for one without a size."""
    a, b, c, d, e, f = (float(each) for each in look.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    left, low, right, high = _box(look["/BBox"])
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (low, high)]
    x_first, y_first = min(x for x, _ in corners), min(y for _, y in corners)
    wide, tall = max(x for x, _ in corners) - x_first, max(y for _, y in corners) - y_first
    if not wide or not tall:
        return None
    wider, taller = (rect[2] - rect[0]) / wide, (rect[3] - rect[1]) / tall
    return wider, 0, 0, taller, rect[0] - wider * x_first, rect[1] - taller * y_first
