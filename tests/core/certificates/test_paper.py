"""The paper read back from its bytes says what was frozen, whatever the names; no ground of absence is on it."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from core.documents import certificate
from core.documents.certificate import CertificateContent
from core.errors import InvalidInput

PLAIN = CertificateContent(
    kind="assiduity", number="2027-000001", last_name="Peeters", first_name="Jan", born_on=date(1990, 1, 1),
    organisation_name="Centrum Test", organisation_address="Kaai 1\n9000 Gent", enterprise_number="0200065765",
    course_name="Lassen", course_code="LAS-1", category="vocational", reference="Erkenningsnummer EC-1",
    lesson_unit=50, box_a=4000, box_b=200, box_d=150, timetable=("dinsdag van 18.00 tot 21.00 uur",),
    starts_on=date(2026, 9, 7), ends_on=date(2027, 6, 18), has_exam=True, school_year=2026,
    enrolled_on=date(2026, 9, 7), from_on=date(2026, 9, 7), to_on=date(2026, 12, 31), planned=2100, given=1950,
    present=1725, justified=150, unjustified=75, stopped_on=date(2027, 1, 12), issued_on=date(2027, 1, 4),
    place="Gent", signatory_name="Greet Voorbeeld", signatory_function="directeur", model_version="2019",
)  # fmt: skip


def text_of(pdf: bytes) -> str:
    """Every page without white space: lines may break anywhere."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    ("last", "first"),
    [("Ó", "A"), ("Peeters", "Jan"), ("Đặng-Nguyễn van der Straße", "Zoë Þóra"), ("Wolfeschlegelstein" * 10, "Aa " * 60)],
)  # fmt: skip
@pytest.mark.parametrize("kind", sorted(certificate.TITLES))
def test_the_paper_says_what_was_frozen(last: str, first: str, kind: str) -> None:
    content = replace(PLAIN, last_name=last, first_name=first.strip(), kind=kind)
    found = text_of(certificate.render(content))
    for label, value in certificate.shown(content):
        assert "".join(label.split()) in found
        assert "".join(value.split()) in found
    for fixed in (
        certificate.TITLES[kind],
        "Originele stempel",
        "Originele handtekening",
        "Greet Voorbeeld, directeur",
    ):
        assert "".join(fixed.split()) in found
    assert certificate.render(content) == certificate.render(content)


def test_everything_the_source_lists_is_there() -> None:
    found = dict(certificate.shown(PLAIN))
    assert found["a. Theoretisch aantal cursusuren"] == "80 lestijden van 50 minuten (4000 minuten)"
    assert found["c. Nog te volgen"] == "76 lestijden van 50 minuten (3800 minuten)"
    assert found["Aanwezig"] == "34 lestijden van 50 minuten en 25 minuten (1725 minuten)"
    assert "ziekte" not in text_of(certificate.render(PLAIN))


def test_a_correction_says_so_with_its_reason() -> None:
    content = replace(
        PLAIN, corrects_number="2027-000001", correction_reason="Les van 8 september verkeerd ingevoerd"
    )
    found = text_of(certificate.render(content))
    assert "CORRECTIEvangetuigschrift2027-000001" in found
    assert "Lesvan8septemberverkeerdingevoerd" in found


def test_a_sign_that_no_font_has_is_refused_before_anything_is_drawn() -> None:
    with pytest.raises(InvalidInput):
        certificate.render(replace(PLAIN, last_name="漢字"))


def test_an_ordinary_paper_is_one_page_with_its_place_to_sign() -> None:
    assert len(PdfReader(io.BytesIO(certificate.render(PLAIN))).pages) == 1
