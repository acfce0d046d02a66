"""Reads our PDFs back as other programs do: their text, and their QR codes from the drawn page."""

import re
from io import BytesIO

import pypdfium2
import zxingcpp
from pypdf import PdfReader


def pages(data: bytes) -> list[str]:
    """The text of every page, as pypdf extracts it."""
    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


def text(data: bytes) -> str:
    return "\n".join(pages(data))


def squeezed(written: str) -> str:
    """Without white space: wrapping may break a line anywhere, but no sign may be lost or changed."""
    return re.sub(r"\s+", "", written)


def pictures(data: bytes, *, scale: float = 3) -> list[object]:
    """Every page as a picture, drawn by another program than the one that wrote it."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=scale).to_pil() for page in document]


def qr_codes(data: bytes) -> list[str]:
    """What a phone would read, page by page."""
    return [code.text for picture in pictures(data) for code in zxingcpp.read_barcodes(picture)]
