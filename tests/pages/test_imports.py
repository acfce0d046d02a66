"""A sheet on screen: refused in words, previewed row by row, applied, and taken back."""

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from sqlalchemy import select
from sqlalchemy.orm import Session

import db.session
from core.exports.sheets import MEDIA_TYPE
from core.i18n import Translator
from core.imports import headers, machine, mending, reading, sheets
from db.models import AccessEntry, ImportBatch, Learner, Proof
from tests import factories
from tests.conftest import TODAY
from tests.factories import Provider
from tests.pages.conftest import Opened, open_page
from tests.pages.drawers import counted, only

HEAD = ("Naam", "Voornaam", "Rijksregisternummer", "Geboortedatum", "Traject", "Resultaat", "Afgerond op")
BORN = date(1990, 1, 1)


def sheet(*rows: tuple[object, ...], head: tuple[str, ...] = HEAD) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for at, cells in enumerate((head, *rows)):
            for column, value in enumerate(cells):
                if isinstance(value, date):
                    page.write_datetime(at, column, value, day)
                else:
                    page.write(at, column, value)
    return target.getvalue()


def good(name: str = "Peeters") -> tuple[object, ...]:
    return (name, "Amina", factories.insz(BORN), BORN, "T-901", "geslaagd", date(2026, 11, 2))


def bad(name: str = "Claes") -> tuple[object, ...]:
    number = factories.insz(BORN)
    wrong = number[:9] + f"{(int(number[9:]) % 97) + 1:02d}"
    return (name, "Bram", wrong, BORN, "T-901", "geslaagd", date(2026, 11, 2))


def uploaded(given: Provider, content: bytes, name: str = "najaar.xlsx") -> Opened:
    opened = open_page("imports", given.coordinator)
    opened.at.file_uploader[0].set_value((name, content, MEDIA_TYPE)).run()
    opened.calm()
    return opened


def test_a_preview_gives_every_row_its_sign_and_reason_and_writes_nothing(
    session: Session, given: Provider
) -> None:
    row = bad()
    opened = uploaded(given, sheet(good(), row))
    frame = opened.at.dataframe[0].value
    assert [next(iter(cell)) for cell in frame["Stand"]] == ["✓ Goed", "▲ Geweigerd"]
    assert "controlegetal" in frame["Wat er gebeurt"][1]
    assert str(row[2]) not in opened.texts + frame.to_string()
    assert counted(Learner) == 0


def test_the_good_rows_are_applied_and_the_batch_is_taken_back(session: Session, given: Provider) -> None:
    opened = uploaded(given, sheet(good(), bad()))
    opened.button("Alleen de goede rij invoeren")
    assert "1 rij ingevoerd" in opened.texts
    assert "najaar.xlsx" in opened.texts
    assert (counted(Learner), counted(Proof)) == (1, 1)
    opened.button("Invoer terugdraaien")
    assert "is teruggedraaid" in opened.texts
    assert (counted(Learner), counted(Proof)) == (0, 0)
    assert only(select(ImportBatch.state)) == "undone"


def test_all_or_nothing_refuses_a_sheet_with_one_bad_row(session: Session, given: Provider) -> None:
    opened = uploaded(given, sheet(good(), bad()))
    opened.button("Alles of niets")
    assert "1 rijen zijn geweigerd" in opened.texts
    assert counted(Learner) == 0


def test_the_same_sheet_twice_has_nothing_to_enter(given: Provider) -> None:
    content = sheet(good())
    uploaded(given, content).button("1 rij invoeren")
    again = uploaded(given, content)
    assert "Er valt niets in te voeren" in again.texts
    assert not [button for button in again.at.button if button.label.endswith("invoeren")]


def test_a_file_that_is_no_sheet_is_refused_and_the_next_one_is_read(given: Provider) -> None:
    opened = uploaded(given, b"\x00\x01 geen blad", name="kapot.xlsx")
    assert opened.at.error
    key = opened.at.file_uploader[0].key
    opened.at.file_uploader[0].set_value(("goed.xlsx", sheet(good()), MEDIA_TYPE)).run()
    opened.calm()
    assert key is not None
    assert "goed.xlsx" in opened.texts


@pytest.mark.parametrize(
    ("name", "said"), [("oud.xls", "oud .xls-bestand"), ("m.xlsm", "macro"), ("x.exe", "geen .xlsx")]
)
def test_a_file_with_another_ending_is_refused_in_our_words(given: Provider, name: str, said: str) -> None:
    opened = uploaded(given, b"MZ geen blad", name=name)
    assert said in opened.at.error[0].value.replace("\\", "")
    opened.at.file_uploader[0].set_value(("goed.xlsx", sheet(good()), MEDIA_TYPE)).run()
    opened.calm()
    assert "goed.xlsx" in opened.texts


def test_a_column_that_is_not_recognised_is_chosen_and_remembered(given: Provider) -> None:
    head = (*HEAD[:4], "Wat gevolgd", *HEAD[5:])
    opened = uploaded(given, sheet(good(), head=head))
    assert "Deze kolommen ontbreken" in opened.texts
    next(box for box in opened.at.selectbox if box.label == "Wat gevolgd").set_value("trajectory")
    opened.button("Kolommen toepassen")
    opened.button("1 rij invoeren")
    again = uploaded(given, sheet(good("Nasser"), head=head))
    assert "1 rij is goed" in again.texts


def test_the_refused_rows_come_back_with_their_reason_and_can_be_mended(given: Provider) -> None:
    workbook = reading.read(sheet(good(), bad()), file_name="x.xlsx")
    with db.session.reading() as session:
        preview = machine.check(
            session, actor=given.coordinator, today=TODAY, kind="completions", workbook=workbook
        )
    made = mending.refused(preview, t=Translator("nl"))
    found = reading.read(made, file_name="geweigerde-rijen.xlsx")
    rows = found.sheets[0].rows
    assert rows[-1][0] == "Claes"
    assert "controlegetal" in str(rows[-1][-2])
    assert rows[-1][-1] == 3
    with db.session.reading() as session:
        again = machine.check(
            session, actor=given.coordinator, today=TODAY, kind="completions", workbook=found
        )
    assert [finding.reason for finding in again.findings] == ["check_digit"]


def test_taking_the_refused_rows_is_written_down_before_the_file_is_ready(given: Provider) -> None:
    opened = uploaded(given, sheet(good(), bad()))
    opened.button("Geweigerde rijen als Excel")
    assert opened.at.session_state["imports.mend.ready"][0] == "geweigerde-rijen.xlsx"
    with db.session.reading() as session:
        assert [look.what for look in session.scalars(select(AccessEntry))] == ["refused.xlsx"]


@pytest.mark.parametrize("kind", sheets.KINDS, ids=lambda kind: kind.name)
def test_every_head_of_an_empty_sheet_is_understood(kind: sheets.Kind) -> None:
    workbook = reading.read(mending.template(kind, t=Translator("nl")), file_name="leeg.xlsx")
    layout = headers.find(workbook, kind=kind, remembered={}, given={})
    assert layout.fields == tuple(field.name for field in kind.fields)


def test_the_kind_of_old_papers_says_what_goes_first_and_gives_its_empty_sheet(given: Provider) -> None:
    opened = open_page("imports", given.coordinator)
    opened.at.selectbox(key="imports.kind").select("papers").run()
    opened.calm()
    assert "Lees eerst de inschrijvingen, de lessen en de aanwezigheden in" in opened.texts
    opened.button("Leeg blad maken")
    assert any("leeg-blad-papers.xlsx" in link.proto.label for link in opened.at.get("link_button"))
