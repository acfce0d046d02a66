"""The proof: what was given is what can be read back, for the shortest, longest and strangest content."""

import hashlib
import subprocess
import sys
from dataclasses import fields, replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from core.documents import flow, proof
from core.documents.content import Coded, HouseStyle, ProofContent, content_from_json, content_to_json
from core.documents.sheet import HEIGHT, WIDTH
from core.errors import InvalidInput
from tests.conftest import Golden
from tests.core.documents import contents, reading

# Every kind of paper is drawn, and its text and code are read back.
pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
ALL = {
    "professional": contents.ORDINARY,
    "partial": contents.PARTIAL,
    "competences": contents.COMPETENCES,
    "many competences": contents.MANY_COMPETENCES,
    "correction": contents.CORRECTION,
    "shortest": contents.SHORTEST,
    "longest": contents.LONGEST,
    "logo": contents.WITH_LOGO,
    "duplicate": contents.DUPLICATE,
    "duplicate longest": contents.DUPLICATE_LONGEST,
    "duplicate english": contents.DUPLICATE_ENGLISH,
}
NOT_PRINTED = {"kind", "trajectory_kind", "language"}
UNGROUPED = {"enterprise_number"}


def written(content: ProofContent) -> list[str]:
    """Every text that must stand on the paper."""
    texts = [
        value
        for field in fields(content)
        if isinstance(value := getattr(content, field.name), str)
        and field.name not in NOT_PRINTED | UNGROUPED
    ]
    coded = [*content.competences, *content.included_partials]
    texts += [flow.enterprise_number(content.enterprise_number), content.style.text]
    texts += [text for one in coded for text in (one.code, one.title)]
    return [line for text in texts for line in text.split("\n")]


@pytest.mark.parametrize("name", ALL)
def test_every_field_of_the_content_can_be_read_back(name: str) -> None:
    read = reading.squeezed(reading.text(proof.render(ALL[name])))
    assert [text for text in written(ALL[name]) if reading.squeezed(text) not in read] == []


@pytest.mark.parametrize(("last_name", "first_name"), contents.STRANGE_NAMES)
def test_a_strange_name_is_read_back_letter_by_letter(last_name: str, first_name: str) -> None:
    content = replace(contents.ORDINARY, last_name=last_name, first_name=first_name)
    lines = reading.text(proof.render(content)).splitlines()
    assert any(line.strip() == f"{first_name} {last_name}" for line in lines)


def test_a_name_of_loose_letters_and_marks_is_written_with_whole_letters() -> None:
    content = replace(contents.ORDINARY, last_name="Nguye\u0302\u0303n", first_name="Ange\u0301le")
    assert "Angéle Nguyễn" in reading.text(proof.render(content))


def test_the_text_of_each_kind_stays_as_it_was_agreed(golden: Golden) -> None:
    for name, content in ALL.items():
        golden.check(
            f"documents/proof-{name.replace(' ', '-')}.txt", reading.text(proof.render(content)) + "\n"
        )


def test_sixty_competences_fill_several_numbered_pages_in_their_order() -> None:
    pages = reading.pages(proof.render(contents.MANY_COMPETENCES))
    assert len(pages) == 3
    assert all(f"Pagina {number} van 3" in page for number, page in enumerate(pages, start=1))
    assert all("Vervolg van bewijs 2026-000123 van Lotte El Amrani" in page for page in pages[1:])
    found = [code for page in pages for code in page.split() if code.startswith("bkc")]
    assert found == [one.code for one in contents.MANY_COMPETENCES.competences]


@pytest.mark.parametrize("count", range(1, 30))
def test_the_signature_never_stands_on_a_page_of_its_own(count: int) -> None:
    content = replace(contents.COMPETENCES, competences=contents.competences(count))
    assert "bkc" in reading.pages(proof.render(content))[-1]


def test_an_ordinary_proof_fits_one_page() -> None:
    assert [
        len(reading.pages(proof.render(ALL[name]))) for name in ("professional", "partial", "correction")
    ] == [1] * 3


def test_a_correction_names_the_paper_it_replaces_and_why() -> None:
    read = reading.text(proof.render(contents.CORRECTION))
    assert "Correctie van bewijs 2026-000123" in read
    assert "Reden: De voornaam was verkeerd gespeld op het eerste bewijs." in read


def test_a_duplicate_says_that_it_is_one_and_of_which_paper_on_every_page() -> None:
    content = replace(contents.MANY_COMPETENCES, duplicate_on=date(2027, 1, 5))
    pages = reading.pages(proof.render(content))
    read = " ".join(pages[0].split())
    assert "DUPLICAAT Opgemaakt op 5 januari 2027." in read
    assert "Gelijk aan het bewijs met nummer 2026-000123, uitgereikt op 20 november 2026." in read
    assert all("Duplicaat van bewijs 2026-000123" in page for page in pages)


def test_an_ordinary_duplicate_fits_one_page_and_leads_to_the_original() -> None:
    pdf = proof.render(contents.DUPLICATE)
    assert len(reading.pages(pdf)) == 1
    assert reading.qr_codes(pdf) == [contents.ORDINARY.verify_url]


def test_a_duplicate_says_everything_the_original_says() -> None:
    for content in (contents.ORDINARY, contents.COMPETENCES, contents.CORRECTION, contents.LONGEST):
        read = reading.squeezed(reading.text(proof.render(replace(content, duplicate_on=date(2027, 1, 5)))))
        assert [text for text in written(content) if reading.squeezed(text) not in read] == []


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_drawn_outside_the_margins_or_over_something_else(name: str) -> None:
    for picture in reading.pictures(proof.render(ALL[name]), scale=2):
        grey = picture.convert("L")  # type: ignore[attr-defined]
        dot = grey.width / WIDTH
        below_band = round(4 * dot)
        for box in (
            (0, below_band, round(21 * dot), grey.height),
            (round(189.5 * dot), below_band, grey.width, grey.height),
            (0, round(293 * dot), grey.width, round(HEIGHT * dot)),
        ):
            assert grey.crop(box).getextrema() == (255, 255)


@pytest.mark.parametrize("name", ALL)
def test_no_line_of_text_stands_on_another(name: str) -> None:
    for page in PdfReader(BytesIO(proof.render(ALL[name]))).pages:
        spots: list[tuple[float, float]] = []

        def note(text: str, _cm: object, matrix: list[float], *_rest: object) -> None:
            if text.strip():
                spots.append((matrix[4], matrix[5]))  # noqa: B023 - read in this round

        page.extract_text(visitor_text=note)
        close = [
            (one, other)
            for index, one in enumerate(spots)
            for other in spots[index + 1 :]
            if abs(one[0] - other[0]) < 1 and 0 < abs(one[1] - other[1]) < 7
        ]
        assert close == []


@pytest.mark.parametrize("name", ["professional", "longest", "many competences", "logo"])
def test_the_qr_code_reads_as_the_address_to_verify(name: str) -> None:
    assert reading.qr_codes(proof.render(ALL[name])) == [ALL[name].verify_url]


@pytest.mark.slow
def test_the_qr_code_reads_for_codes_of_every_length() -> None:
    for length in range(1, 120, 7):
        url = f"https://termijnwacht.example/verify/{'7KQ4M2XP9R' * 12}"[: 36 + length]
        assert reading.qr_codes(proof.render(replace(contents.ORDINARY, verify_url=url))) == [url]


@pytest.mark.slow
def test_the_same_content_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "import hashlib; from core.documents import proof; from tests.core.documents import contents;"
        "print(hashlib.sha256(proof.render(contents.WITH_LOGO)).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    ).stdout.strip()
    assert other == hashlib.sha256(proof.render(contents.WITH_LOGO)).hexdigest()


def test_a_proof_drawn_after_many_others_is_the_same() -> None:
    first = proof.render(contents.ORDINARY)
    for content in ALL.values():
        proof.render(content)
    assert proof.render(contents.ORDINARY) == first


def test_the_file_says_what_it_is_in_which_language_and_of_which_day() -> None:
    reader = PdfReader(BytesIO(proof.render(contents.ORDINARY)))
    assert reader.metadata is not None
    assert (
        reader.metadata.title == "Bewijs van beroepskwalificatie Onthaalmedewerker (BK-0390-2) – 2026-000123"
    )
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == contents.ORDINARY.issued_on
    assert reader.trailer["/Root"]["/Lang"] == "nl-BE"


def test_both_fonts_are_embedded_as_small_subsets() -> None:
    reader = PdfReader(BytesIO(proof.render(contents.ORDINARY)))
    resources = reader.pages[0]["/Resources"]
    assert not isinstance(resources, IndirectObject)
    names = set()
    for font in resources["/Font"].values():
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        names.add(str(descendant["/BaseFont"]).split("+")[1])
        assert 1_000 < len(descendant["/FontDescriptor"]["/FontFile2"].get_data()) < 25_000
    assert names == {"HankenGrotesk-Regular", "HankenGrotesk-Bold"}
    assert len(proof.render(contents.ORDINARY)) < 20_000


@pytest.mark.parametrize("content", ALL.values(), ids=ALL)
def test_a_frozen_content_comes_back_whole_and_draws_the_same_bytes(content: ProofContent) -> None:
    import json

    thawed = content_from_json(json.loads(json.dumps(content_to_json(content))))
    assert thawed == content
    assert proof.render(thawed) == proof.render(content)


def test_a_snapshot_with_other_fields_is_not_guessed_at() -> None:
    with pytest.raises(TypeError):
        content_from_json({**content_to_json(contents.ORDINARY), "unknown": "x"})


def test_a_kind_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="diploma"):
        replace(contents.ORDINARY, kind="diploma")


def test_a_house_colour_that_is_no_colour_is_refused() -> None:
    content = replace(contents.ORDINARY, style=HouseStyle(primary_colour="groen"))
    with pytest.raises(InvalidInput, match="groen"):
        proof.render(content)


def test_a_house_text_that_does_not_fit_the_foot_is_refused() -> None:
    with pytest.raises(InvalidInput, match="huisstijl"):
        proof.render(replace(contents.ORDINARY, style=HouseStyle(text="Te lang " * 200)))


def test_the_partial_qualifications_inside_a_professional_one_are_named() -> None:
    parts = (Coded("BK-0390-2-DBK-01", "Onthaal"), Coded("BK-0390-2-DBK-02", "Administratie"))
    read = reading.text(proof.render(replace(contents.ORDINARY, included_partials=parts)))
    assert "Onthaal (BK-0390-2-DBK-01)\nAdministratie (BK-0390-2-DBK-02)" in read


def test_every_label_of_an_english_proof_is_english() -> None:
    read = reading.text(proof.render(replace(contents.ORDINARY, language="en")))
    assert "Date of birth" in read
    assert "12 May 1990" in read
    assert "Geboortedatum" not in read
