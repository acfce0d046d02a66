"""A paper on the official blank: the blank lies under, every field is where it was put, nothing is cut."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from core.documents import blank_file, certificate, certificate_fields, certificate_preview
from core.documents.certificate_blank import Blank, Spot
from core.errors import InvalidInput
from tests.core.documents import blank_files, reading
from tests.core.documents import certificate_contents as papers


def everywhere(pages: int = 1) -> Blank:
    """Every field there is, in two columns on the first page and, with two pages, the rest on the second."""
    names = list(certificate_fields.FIELDS)
    spots = tuple(
        Spot(name, 1 + at * pages // len(names), 20 + at % 2 * 90, 40 + at // 2 % 40 * 6, 85, 8, 1)
        for at, name in enumerate(names)
    )
    return Blank(blank_files.blank(pages), pages, spots)


@pytest.mark.parametrize("content", papers.ALL, ids=lambda content: content.kind)
@pytest.mark.parametrize("pages", [1, 2])
def test_every_field_and_the_blank_itself_are_in_the_bytes(
    content: certificate.CertificateContent, pages: int
) -> None:
    blank = everywhere(pages)
    pdf = certificate.render(content, blank=blank, national_number=papers.NATIONAL_NUMBER)
    read = reading.squeezed(reading.text(pdf))
    for name, field in certificate_fields.FIELDS.items():
        assert reading.squeezed(field.text(content)) in read, name
    assert "90.61.01-123.45" in read
    for page in range(1, pages + 1):
        assert reading.squeezed(f"{blank_files.TITLE} {page}") in reading.squeezed(
            reading.pages(pdf)[page - 1]
        )
    assert pdf == certificate.render(content, blank=blank, national_number=papers.NATIONAL_NUMBER)


def test_a_field_stands_on_the_blank_where_it_was_put() -> None:
    spot = Spot("last_name", 1, 62, 31, 100, 12)
    blank = Blank(blank_files.blank(), 1, (spot,))
    bare = reading.pictures(blank.pdf, scale=4)[0].convert("L")  # type: ignore[attr-defined]
    drawn = reading.pictures(
        certificate.render(replace(papers.ASSIDUITY, last_name="HHHH"), blank=blank), scale=4
    )[0].convert("L")  # type: ignore[attr-defined]
    dot = bare.width / 210
    inside = tuple(round(side * dot) for side in (62, 31, 75, 37))
    # The grey field of the blank lies under, and black letters stand on it: nothing of ours hides it.
    assert bare.crop(inside).getextrema() == (blank_files.GREY, blank_files.GREY)
    darkest, lightest = drawn.crop(inside).getextrema()
    assert darkest < 40
    assert lightest == blank_files.GREY
    beside = tuple(round(side * dot) for side in (80, 30.5, 178, 37.5))
    assert drawn.crop(beside).getextrema() == (blank_files.GREY, blank_files.GREY)


def test_a_blank_that_is_kept_on_its_side_is_laid_upright() -> None:
    pdf = blank_files.rotated()
    assert blank_file.pages_of(pdf) == 1
    made = certificate.render(papers.ASSIDUITY, blank=Blank(pdf, 1, (Spot("last_name", 1, 20, 20, 60, 9),)))
    page = PdfReader(BytesIO(made)).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    before = reading.pictures(pdf, scale=1)[0].convert("L")  # type: ignore[attr-defined]
    after = reading.pictures(made, scale=1)[0].convert("L")  # type: ignore[attr-defined]
    assert before.size == after.size
    # The grey field, wherever the turned page shows it, is at the same place in both.
    grey = {
        (x, y)
        for x in range(0, before.width, 6)
        for y in range(0, before.height, 6)
        if before.getpixel((x, y)) == 200
    }
    assert len(grey) > 50
    assert all(after.getpixel(place) == 200 for place in grey)


def test_what_does_not_fit_is_whole_on_an_annex_with_its_own_place_to_sign() -> None:
    slots = tuple(f"{at:02}/09/2026 van 18.00 tot 21.00 uur" for at in range(1, 29))
    content = replace(papers.ASSIDUITY, timetable=slots, last_name="W" * 150)
    blank = Blank(
        blank_files.blank(), 1, (Spot("timetable", 1, 20, 60, 60, 9, 3), Spot("last_name", 1, 20, 90, 50, 9))
    )
    pages = reading.pages(certificate.render(content, blank=blank))
    assert "zie bijlage" in pages[0]
    annex = reading.squeezed("".join(pages[1:]))
    assert all(reading.squeezed(slot) in annex for slot in slots)
    assert "W" * 150 in annex
    assert "Originelestempel" in annex


def test_a_text_that_is_a_little_too_long_becomes_smaller_and_stays() -> None:
    content = replace(papers.ASSIDUITY, last_name="van den Broecke")
    blank = Blank(blank_files.blank(), 1, (Spot("last_name", 1, 20, 60, 25, 12),))
    pages = reading.pages(certificate.render(content, blank=blank))
    assert len(pages) == 1
    assert "van den Broecke" in pages[0]


def test_a_kind_asks_a_place_for_everything_the_source_lists() -> None:
    names = set(certificate_fields.FIELDS)
    for kind in certificate.TITLES:
        assert certificate_fields.lacking([kind], names) == ()
    assert "Ongewettigde afwezigheid" in certificate_fields.lacking(
        ["assiduity"], names - {"unjustified", "unjustified_minutes"}
    )
    assert certificate_fields.lacking(["assiduity"], names - {"unjustified"}) == ()
    assert certificate_fields.lacking(["enrolment"], names - {"correction_reason"}) == (
        "Reden van de correctie",
    )
    assert certificate_fields.lacking(["enrolment"], names - {"planned", "planned_minutes"}) == ()
    assert certificate_fields.lacking([], set()) == ()


@pytest.mark.parametrize(
    ("pdf", "told"),
    [
        (b"", "Kies eerst"), (b"MZ not a pdf", "geen PDF"), (b"%PDF-1.7 rubbish", "beschadigd"),
        (b"%PDF-" + b"0" * (5 << 20), "te groot"), (blank_files.encrypted(), "wachtwoord"),
        (blank_files.with_script(), "kan handelen"), (blank_files.with_attachment(), "kan handelen"),
        (blank_files.with_launch(), "kan handelen"), (blank_files.blank(7), "7 pagina"),
        (blank_files.blank(orientation="L"), "geen staande A4"), (blank_files.blank(size="A5"), "geen staande A4"),
        (blank_files.blank()[:-400], "beschadigd"),
    ],
    ids=lambda value: value if isinstance(value, str) else "pdf",
)  # fmt: skip
def test_a_file_that_cannot_lie_under_a_paper_is_refused_with_the_way_out(pdf: bytes, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        blank_file.pages_of(pdf)


def test_a_plain_a4_is_taken_with_its_pages() -> None:
    assert blank_file.pages_of(blank_files.blank(2)) == 2


def test_nothing_of_the_blank_that_can_be_filled_in_or_followed_comes_along() -> None:
    made = certificate.render(papers.ASSIDUITY, blank=Blank(blank_files.blank(), 1, ()))
    reader = PdfReader(BytesIO(made))
    assert "/AcroForm" not in reader.trailer["/Root"]
    assert all("/Annots" not in page for page in reader.pages)


def test_the_fields_of_a_form_are_drawn_as_a_reader_shows_them_and_cannot_be_filled_in() -> None:
    pdf = blank_files.fillable()
    assert blank_file.pages_of(pdf) == 1
    made = certificate.render(papers.ASSIDUITY, blank=Blank(pdf, 1, ()))
    reader = PdfReader(BytesIO(made))
    assert "/AcroForm" not in reader.trailer["/Root"]
    assert "/Annots" not in reader.pages[0]
    drawn = reading.pictures(made, scale=1)[0].convert("L")  # type: ignore[attr-defined]
    seen = [drawn.getpixel((left + 10, 842 - 210)) for left in (100, 200, 300)]
    assert seen[0] < 40
    assert seen[1:] == [255, 255]
    # Stretched to the whole of its place, and not beyond it.
    assert drawn.getpixel((117, 842 - 217)) < 40
    assert drawn.getpixel((124, 842 - 210)) == 255
    assert blank_files.TITLE in reading.text(made)


@pytest.mark.parametrize("kind", sorted(certificate.TITLES))
def test_the_example_names_nobody_and_shows_a_measure(kind: str) -> None:
    made: Callable[..., bytes] = certificate_preview.render
    read = reading.text(
        made(everywhere(), kind=kind, made_on=date(2026, 11, 21), organisation_name="De Brug")
    )
    assert "Voorbeeld" in read
    assert blank_files.TITLE in read
    assert "290" in read
