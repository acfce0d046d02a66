"""The paper read back from its bytes says what was frozen, whatever the names; no ground of absence is on it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.documents import certificate, fonts, lines
from core.documents.certificate import CertificateContent
from core.documents.fonts import Weight
from core.errors import InvalidInput
from core.i18n.formats import plain_date_text
from tests.conftest import Golden
from tests.core.documents import certificate_contents as papers
from tests.core.documents import reading

GROUNDS = ("ziekte", "medisch", "staking", "sluiting", "weer", "klein verlet", "arbeidsprestaties")
LETTERS = sorted(
    {
        sign for sign in map(chr, fonts.face(Weight.BOLD).codes)
        if sign.isalpha() and ord(sign) in fonts.face(Weight.REGULAR).codes and lines.normalised(sign) == sign
    }
)  # fmt: skip


def read(content: CertificateContent, number: str = "") -> str:
    return reading.squeezed(reading.text(certificate.render(content, national_number=number)))


def said(content: CertificateContent) -> list[str]:
    """Every value of the content as words, found by this test from the frozen fields alone."""
    frozen = certificate.to_json(content)
    texts = [
        str(frozen[name]) for name in (
            "number", "last_name", "first_name", "organisation_name", "course_name", "reference", "modules",
            "corrects_number", "correction_reason", "place", "signatory_name", "signatory_function", "model_version",
        )
    ]  # fmt: skip
    days = [
        frozen[name] for name in ("born_on", "starts_on", "ends_on", "enrolled_on", "issued_on", "exam_on")
    ]
    days += [frozen[name] for name in ("from_on", "to_on", "stopped_on")]
    if content.kind == "second_notice":
        days += [frozen["second_from_on"], frozen["second_to_on"]]
    days += [day.isoformat() for day in content.exam_days]
    texts += [plain_date_text(date.fromisoformat(str(day))) for day in days if day]
    texts += str(frozen["organisation_address"]).split("\n") + list(content.timetable)
    if content.kind == "vov_enrolment":
        return [text for text in texts if text]
    amounts = ["box_a", "box_b", "box_d"]
    if content.from_on is not None:
        amounts += ["planned", "given", "present", "justified", "unjustified"]
    minutes = [int(str(frozen[name])) for name in amounts] + [content.box_a - content.box_b]
    for amount in minutes:
        whole, left = divmod(amount, content.lesson_unit)
        texts += [str(amount), f"{whole} en {left} min" if left else str(whole)]
    return [lines.normalised(text) for text in texts if text]


def missing(content: CertificateContent, number: str = "") -> list[str]:
    found = read(content, number)
    return [text for text in said(content) if reading.squeezed(lines.normalised(text)) not in found]


@pytest.mark.parametrize("content", papers.ALL, ids=lambda content: content.kind)
@pytest.mark.parametrize(("last", "first"), papers.NAMES)
def test_the_paper_says_what_was_frozen(last: str, first: str, content: CertificateContent) -> None:
    named = replace(content, last_name=last, first_name=first)
    assert missing(named) == []
    assert certificate.render(named) == certificate.render(named)


@given(
    last=st.text(st.sampled_from([*LETTERS, " ", "-", "'", "’"]), min_size=1, max_size=120),
    first=st.text(st.sampled_from([*LETTERS, " ", "-", "."]), max_size=120),
    course=st.text(st.sampled_from([*LETTERS, " ", "/", "(", ")"]), min_size=1, max_size=200),
    amounts=st.lists(st.integers(0, 199_999), min_size=5, max_size=5),
    unit=st.sampled_from([50, 60]), kind=st.sampled_from(papers.ALL),
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_any_name_and_any_amount_is_read_back(
    last: str, first: str, course: str, amounts: list[int], unit: int, kind: CertificateContent
) -> None:
    planned, present, justified, unjustified, box_a = amounts
    content = replace(
        kind, last_name=last, first_name=first, course_name=course, lesson_unit=unit, box_a=box_a,
        box_b=min(box_a, planned), planned=planned if kind.from_on else 0, given=present + justified + unjustified,
        present=present, justified=justified, unjustified=unjustified,
    )  # fmt: skip
    assert missing(content) == []


@pytest.mark.parametrize(
    "last", ["漢字", "أحمد", "דוד", "Jan\u200bPeeters", "Jan\u202ePeeters", "ไทย", "J\x00n"]
)
def test_a_sign_that_no_font_has_is_refused_in_a_dutch_sentence_before_anything_is_drawn(last: str) -> None:
    with pytest.raises(InvalidInput, match="document kan") as refused:
        certificate.render(replace(papers.ASSIDUITY, last_name=last))
    assert "Latijnse letters" in str(refused.value)


@pytest.mark.parametrize("content", papers.ALL, ids=lambda content: content.kind)
def test_it_stays_as_it_was_agreed(content: CertificateContent, golden: Golden) -> None:
    text = reading.text(certificate.render(content, national_number=""))
    golden.check(f"documents/certificate-{content.kind}.txt", text + "\n")


@pytest.mark.parametrize("content", papers.ALL, ids=lambda content: content.kind)
def test_an_ordinary_paper_is_one_page_also_as_a_correction(content: CertificateContent) -> None:
    corrected = replace(
        content, corrects_number="N2026-000009", correction_reason="Les van 8 september was verkeerd ingevoerd",
        timetable=("dinsdag van 18.00 tot 21.00 uur", "donderdag van 18.00 tot 21.00 uur"),
    )  # fmt: skip
    assert len(reading.pages(certificate.render(corrected))) == 1


@pytest.mark.parametrize("content", papers.ALL, ids=lambda content: content.kind)
def test_no_ground_of_absence_no_code_and_no_picture_is_on_it(content: CertificateContent) -> None:
    pdf = certificate.render(content)
    text = reading.text(pdf).lower()
    assert [ground for ground in GROUNDS if ground in text.split()] == []
    assert reading.qr_codes(pdf) == []
    assert b"/Subtype /Image" not in pdf


def test_every_part_of_the_model_has_its_heading() -> None:
    found = read(papers.ASSIDUITY)
    for heading in (
        "Organisator", "Cursist", "Opleiding", "Categorie", "Erkenning", "Theoretisch aantal cursusuren",
        "Vrijstelling", "Lesuren die nog gevolgd moeten worden", "laattijdige inschrijving", "Uurrooster",
        "Begin van de opleiding", "Laatste examen van de 1e zittijd", "Werkelijk gegeven uren", "Aanwezigheid",
        "Gewettigde afwezigheid", "Ongewettigde afwezigheid", "Stopgezet op", "Tweede zittijd",
        "Originele stempel van de organisator", "Originele handtekening van een gemachtigde", "Rijksregisternummer",
        "artikel 109, § 1", "Opgemaakt te Gent op 4 januari 2027", "model 2019-1, aangevraagd op 20 augustus 2026",
    ):  # fmt: skip
        assert reading.squeezed(heading) in found, heading


def test_without_exam_the_end_of_the_course_stands_there_and_a_general_course_names_its_paragraph() -> None:
    found = read(papers.TAKEN)
    assert "Eindevandeopleiding(geenexamen)" in found
    assert "artikel109,§2" in found


def test_a_second_session_is_noticed_first_and_confirmed_with_its_days_after() -> None:
    assert "Mededeling:decursistheefteentweedeexamenzittijdvan23augustus2027" in read(papers.NOTICE)
    assert "Examensafgelegdop:24augustus2027,26augustus2027" in read(papers.TAKEN)
    assert "24augustus" not in read(papers.ASSIDUITY)


@pytest.mark.parametrize(
    ("kind", "told"),
    [("announced", "meedeelde"), ("not_attended", "geenenkelelesmeerbij"), ("", "Nietstopgezet")],
)
def test_a_stop_says_whether_it_was_announced_or_followed_from_absence(kind: str, told: str) -> None:
    day = date(2027, 1, 12) if kind else None
    assert told in read(replace(papers.ASSIDUITY, stopped_on=day, stop_kind=kind))


def test_a_correction_says_so_with_its_reason_and_the_number_it_corrects() -> None:
    content = replace(
        papers.ASSIDUITY,
        corrects_number="N2027-000007",
        correction_reason="Les van 8 september verkeerd ingevoerd",
    )
    found = read(content)
    assert "CORRECTIEvangetuigschriftN2027-000007" in found
    assert "Reden:Lesvan8septemberverkeerdingevoerd" in found
    assert "CORRECTIE" not in read(papers.ASSIDUITY)


def test_the_attest_prints_the_national_number_and_the_getuigschrift_leaves_a_line() -> None:
    assert "90.61.01-123.45" in read(papers.ATTEST, papers.NATIONAL_NUMBER)
    for content in papers.ALL:
        assert "Rijksregisternummer....." in read(content)
    assert papers.NATIONAL_NUMBER not in str(certificate.to_json(papers.ATTEST))


def test_the_attest_says_its_size_in_every_unit_that_is_known() -> None:
    found = read(papers.ATTEST)
    assert "Contacturen80lestijdenvan50minuten(4000minuten)" in found
    assert "Credits4,5" in found
    assert "Lestijden80" in found
    assert "Laatsteexamen28juni2027" in found
    bare = read(replace(papers.ATTEST, box_a=0, credits_hundredths=None, modules="", exam_on=None))
    assert not any(word in bare for word in ("Contacturen", "Credits", "Modules", "Laatsteexamen"))


@pytest.mark.parametrize("count", [1, 7, 60, 200])
def test_a_long_timetable_goes_on_without_a_line_lost_and_the_signing_block_stays_whole(count: int) -> None:
    slots = tuple(f"{at:03} op dinsdag van 18.00 tot 21.00 uur" for at in range(count))
    pages = reading.pages(certificate.render(replace(papers.ASSIDUITY, timetable=slots)))
    everything = reading.squeezed("".join(pages))
    assert all(everything.count(reading.squeezed(slot)) == 1 for slot in slots)
    assert len(pages) == 1 if count == 1 else len(pages) >= 1
    last = reading.squeezed(pages[-1])
    for part in (
        "Opgemaakt te Gent",
        "Originele stempel",
        "Originele handtekening",
        "Greet Voorbeeld, directeur",
    ):
        assert reading.squeezed(part) in last
    assert all(f"Pagina {number} van {len(pages)}" in page for number, page in enumerate(pages, 1))


def test_nothing_is_drawn_outside_the_page() -> None:
    wide = replace(
        papers.ASSIDUITY, last_name="W" * 120, course_name="W" * 200, reference="W" * 90, place="W" * 80,
        signatory_name="W" * 120, signatory_function="W" * 120, organisation_name="W" * 120,
    )  # fmt: skip
    for picture in reading.pictures(certificate.render(wide), scale=2):
        grey = picture.convert("L")  # type: ignore[attr-defined]
        dot = grey.width / 210
        assert grey.crop((round(189.5 * dot), 0, grey.width, grey.height)).getextrema() == (255, 255)
        assert grey.crop((0, 0, round(20 * dot), grey.height)).getextrema() == (255, 255)
