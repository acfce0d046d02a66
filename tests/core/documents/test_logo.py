"""The logo: a real picture within limits, made light enough for every document."""

from io import BytesIO

import pytest
from PIL import Image

from core.documents import colours, logo
from core.errors import InvalidInput
from tests.core.documents import contents


def picture(form: str, *, mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> bytes:
    kept = BytesIO()
    Image.new(mode, size).save(kept, form)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("form", "mode"),
    [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"), ("PNG", "LA"), ("JPEG", "CMYK"), ("JPEG", "L")],
)
def test_every_usual_png_and_jpeg_is_taken(form: str, mode: str) -> None:
    made = logo.prepared(picture(form, mode=mode))
    assert (made.width, made.height) == (40, 20)


def test_a_large_logo_is_made_smaller_once() -> None:
    made = logo.prepared(picture("PNG", size=(3000, 1500)))
    assert (made.width, made.height) == (600, 300)
    assert logo.prepared(contents.logo()) is logo.prepared(contents.logo())


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", picture("GIF"), picture("PNG")[:40]],
    ids=["nothing", "svg", "pdf", "gif", "half a png"],
)
def test_what_is_no_png_or_jpeg_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput, match="PNG"):
        logo.prepared(data)


def test_a_logo_that_is_too_large_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(InvalidInput, match="te groot"):
        logo.prepared(picture("PNG", mode="1", size=(20_000, 1_000)))
    with pytest.raises(InvalidInput, match="te groot"):
        logo.prepared(b"x" * 1_000_001)


def test_a_pale_house_colour_is_darkened_for_text_and_a_dark_one_is_kept() -> None:
    petrol = colours.parsed("#0E6470")
    assert colours.legible(petrol) == petrol
    assert colours.legible(colours.WHITE) != colours.WHITE
