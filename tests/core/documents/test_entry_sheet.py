"""The printed invoerblad: all that is typed, in its order, a page per proof."""

from dataclasses import replace
from datetime import date

import pytest

from core.documents import entry_sheet
from core.documents.entry_sheet import EntrySheet
from core.errors import InvalidInput
from tests.conftest import Golden
from tests.core.documents import contents, reading

SHEET = EntrySheet(
    name="El Amrani, Lotte",
    lines=(
        ("INSZ", "xx.xx.xx-xxx.31 (INSZ: in het invoerscherm)"),
        ("Naam", "El Amrani"),
        ("Voornaam", "Lotte"),
        ("Volledige naam van het bewijs", "Bewijs van competenties Onthaalmedewerker (BK-0390-2)"),
        (
            "Competenties",
            "bkc0045062 Verwelkomt bezoekers; bkc0045063 Beantwoordt telefonische oproepen; " * 2,
        ),
        ("Uitreikingsdatum", "21.09.2026"),
    ),
    due_on=date(2026, 11, 30),
    organisation_name="Opleidingscentrum De Brug",
    made_on=date(2026, 11, 21),
    remarks=("Dit is een testnummer.",),
)
LONGEST = replace(
    SHEET,
    name=contents.LONG_NAME,
    lines=tuple((f"Veld {at}", "Lange waarde " * 40) for at in range(18)),
    remarks=(),
)


@pytest.mark.parametrize("sheet", [SHEET, LONGEST], ids=["ordinary", "longest"])
def test_everything_given_can_be_read_back(sheet: EntrySheet) -> None:
    read = reading.squeezed(reading.text(entry_sheet.render_merged([sheet])))
    texts = [
        sheet.name,
        sheet.organisation_name,
        *(text for line in sheet.lines for text in line),
        *sheet.remarks,
    ]
    assert [text for text in texts if reading.squeezed(text) not in read] == []


def test_the_dutch_and_the_english_sheet_stay_as_they_were_agreed(golden: Golden) -> None:
    for language in ("nl", "en"):
        read = reading.text(entry_sheet.render_merged([replace(SHEET, language=language)]))
        golden.check(f"documents/entry-sheet-{language}.txt", read + "\n")


def test_each_proof_begins_a_page_and_counts_its_own() -> None:
    pages = reading.pages(entry_sheet.render_merged([SHEET, replace(SHEET, name="Yılmaz, Şeyma"), LONGEST]))
    assert len(pages) > 3
    assert "Pagina 1 van 1" in pages[1]
    assert "Yılmaz, Şeyma" in pages[1]
    assert f"Pagina 1 van {len(pages) - 2}" in pages[2]


def test_it_never_calls_itself_a_file_to_upload() -> None:
    read = reading.text(entry_sheet.render_merged([SHEET])).lower()
    assert "invoerblad" in read
    assert "upload" not in read
    assert "oplaad" not in read


def test_the_same_sheets_give_the_same_bytes() -> None:
    assert entry_sheet.render_merged([SHEET, LONGEST]) == entry_sheet.render_merged([SHEET, LONGEST])


def test_a_value_that_cannot_be_shown_is_refused() -> None:
    with pytest.raises(InvalidInput):
        entry_sheet.render_merged([replace(SHEET, lines=(("Naam", "王"),))])
