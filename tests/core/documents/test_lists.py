"""The lists beside a pile of papers: every line is there, heads come back on each page, nobody is in the file's title."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from core.documents import delivery_list, signing_list
from core.documents.content import HouseStyle
from core.documents.delivery_list import DeliveryGroup, DeliveryList, DeliveryRow
from core.documents.signing_list import SigningList, SigningRow
from core.errors import InvalidInput
from tests.core.documents import contents, reading

DAY = date(2027, 1, 4)
LONG = contents.LONG_NAME
SIGNING = SigningList(
    rows=[
        SigningRow(
            number=f"N2027-{at:06}", name=LONG if at % 9 == 0 else f"Peeters {at} Jan",
            kind="Getuigschrift van nauwgezetheid", period="07/09/2026 - 31/12/2026",
        )
        for at in range(1, 61)
    ],
    organisation_name="Opleidingscentrum De Brug", made_on=DAY, signatory="Greet Voorbeeld, directeur",
)  # fmt: skip
DELIVERY = DeliveryList(
    groups=[
        DeliveryGroup(
            title=f"Opleiding {course}", note="Voorbeeld bv",
            rows=[
                DeliveryRow(
                    number=f"I2027-{course}{at:05}", name=LONG if at == 4 else f"Claes {at} Ó",
                    kind="Inschrijvingsattest", due_on=date(2027, 1, 8) if at else None,
                )
                for at in range(14)
            ],
        )
        for course in range(3)
    ],
    organisation_name="Opleidingscentrum De Brug", made_on=DAY,
)  # fmt: skip


def test_every_paper_to_sign_is_on_the_list_with_its_number_and_name() -> None:
    read = reading.squeezed(reading.text(signing_list.render(SIGNING)))
    for row in SIGNING.rows:
        assert row.number in read
        assert reading.squeezed(row.name) in read
    assert "Aantalpapieren:60" in read


def test_every_paper_to_deliver_is_on_the_list_under_its_course() -> None:
    read = reading.squeezed(reading.text(delivery_list.render(DELIVERY)))
    for group in DELIVERY.groups:
        start = read.index(reading.squeezed(group.title))
        assert all(read.index(row.number) > start for row in group.rows)
    assert reading.squeezed(LONG) in read
    assert "08/01/2027" in read


@pytest.mark.parametrize(
    ("pdf", "heads"),
    [
        (signing_list.render(SIGNING), ("Nummer", "Periode", "Paraaf")),
        (delivery_list.render(DELIVERY), ("Nummer", "Wijze", "Handtekening")),
    ],
    ids=["signing", "delivery"],
)
def test_the_heads_come_back_on_every_page(pdf: bytes, heads: tuple[str, ...]) -> None:
    pages = reading.pages(pdf)
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert all(head in page for head in heads)
        assert f"Pagina {number} van {len(pages)}" in page
    assert "Peeters" not in str(PdfReader(BytesIO(pdf)).metadata)


def test_a_thousand_lines_are_drawn_once_each() -> None:
    rows = [replace(SIGNING.rows[0], number=f"N2028-{at:06}") for at in range(1000)]
    read = reading.text(signing_list.render(replace(SIGNING, rows=rows)))
    assert all(read.count(row.number) == 1 for row in rows)


def test_an_empty_list_says_so_and_both_speak_english_in_the_house_style() -> None:
    style = HouseStyle(None, "#7A1F3D", "Erkend centrum")
    empty = replace(SIGNING, rows=[], language="en", style=style)
    assert "0" in reading.text(signing_list.render(empty))
    assert signing_list.render(empty) == signing_list.render(empty)
    english = reading.text(delivery_list.render(replace(DELIVERY, language="en", style=style)))
    assert "Signature" in english


@pytest.mark.parametrize("name", ["漢字", "أحمد"])
def test_a_name_that_no_font_has_is_refused(name: str) -> None:
    row = replace(SIGNING.rows[0], name=name)
    with pytest.raises(InvalidInput):
        signing_list.render(replace(SIGNING, rows=[row]))
    group = DeliveryGroup(title="Lassen", rows=[DeliveryRow(number="1", name=name, kind="x", due_on=None)])
    with pytest.raises(InvalidInput):
        delivery_list.render(replace(DELIVERY, groups=[group]))
