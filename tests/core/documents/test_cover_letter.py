"""The letter with a delivered proof: what it tells the learner, in his language, behind the window."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from core.documents import cover_letter
from core.documents.content import HouseStyle
from core.documents.cover_letter import CoverLetter
from core.errors import InvalidInput
from tests.conftest import Golden
from tests.core.documents import contents, reading

LETTER = CoverLetter(
    addressee="Lotte El Amrani",
    address="Voorbeeldstraat 7 bus 3\n9050 Gent",
    first_name="Lotte",
    proofs=((contents.ORDINARY.title, contents.ORDINARY.number),),
    organisation_name="Opleidingscentrum De Brug",
    organisation_address="Voorbeeldkaai 12\n9000 Gent",
    contact="An Verhulst · 09 000 00 00 · bewijzen@debrug.example",
    place="Gent",
    sent_on=date(2026, 11, 21),
    sender_name="An Verhulst",
    sender_function="Coördinator",
    registered_by=date(2026, 11, 17),
)
HARD = replace(
    LETTER,
    addressee=contents.LONG_NAME,
    address="Burgemeester Van Ackerwijk-Noord 123 bus 0045\n9000 Gent\nBelgië",
    first_name="Maria-Magdalena " * 6 + "Theodora",
    proofs=tuple((contents.LONGEST.title, f"2026-{index:06}") for index in range(12)),
    style=contents.WITH_LOGO.style,
)
PIECES = ("addressee", "contact", "sender_name", "sender_function", "organisation_name")


@pytest.mark.parametrize("letter", [LETTER, HARD], ids=["ordinary", "hard"])
def test_everything_given_can_be_read_back(letter: CoverLetter) -> None:
    read = reading.squeezed(reading.text(cover_letter.render(letter)))
    texts = [getattr(letter, name) for name in PIECES] + letter.address.split("\n")
    texts += [text for one in letter.proofs for text in one]
    assert [text for text in texts if reading.squeezed(text) not in read] == []


def test_the_dutch_and_english_letters_stay_as_they_were_agreed(golden: Golden) -> None:
    for language in ("nl", "en"):
        read = reading.text(cover_letter.render(replace(LETTER, language=language)))
        golden.check(f"documents/cover-letter-{language}.txt", read + "\n")


def test_it_tells_to_keep_the_paper_and_how_to_see_it_in_led() -> None:
    read = " ".join(reading.text(cover_letter.render(LETTER)).split())
    for told in ("plicht om dit papier te bewaren", "eID", "itsme", "sms", "uiterlijk op 17 november 2026"):
        assert told in read


def test_without_a_day_nothing_is_promised_about_the_registration() -> None:
    assert "uiterlijk" not in reading.text(cover_letter.render(replace(LETTER, registered_by=None)))


def test_an_ordinary_letter_fits_one_page() -> None:
    assert len(reading.pages(cover_letter.render(LETTER))) == 1
    assert len(reading.pages(cover_letter.render(replace(LETTER, language="en")))) == 1


@pytest.mark.parametrize("letter", [LETTER, HARD], ids=["ordinary", "hard"])
def test_the_address_stands_within_the_window_of_the_envelope(letter: CoverLetter) -> None:
    picture = reading.pictures(cover_letter.render(letter), scale=2)[0].convert("L")  # type: ignore[attr-defined]
    dot = picture.width / 210
    zone = (98, 42, 210, 88)
    window = (110, 50, 198, 84)
    picture.paste(255, tuple(round(side * dot) for side in window))
    assert picture.crop(tuple(round(side * dot) for side in zone)).getextrema() == (255, 255)


def test_the_same_letter_gives_the_same_bytes_dated_on_its_day() -> None:
    data = cover_letter.render(LETTER)
    assert data == cover_letter.render(LETTER)
    metadata = PdfReader(BytesIO(data)).metadata
    assert metadata is not None
    assert metadata.creation_date is not None
    assert metadata.creation_date.date() == LETTER.sent_on


@pytest.mark.parametrize(
    "letter",
    [
        replace(LETTER, addressee="王"),
        replace(LETTER, proofs=(("😀", "1"),)),
        replace(LETTER, style=HouseStyle(primary_colour="petrol")),
    ],
)
def test_a_letter_that_could_not_be_drawn_whole_is_refused(letter: CoverLetter) -> None:
    with pytest.raises(InvalidInput):
        cover_letter.render(letter)
