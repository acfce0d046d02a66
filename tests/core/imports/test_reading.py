"""Files as they come: real bytes of every form, and everything that must be refused before it is parsed."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from core.errors import InvalidInput
from core.imports import reading, worker
from core.imports.reading import Limits, text_of
from tests.core.imports.conftest import text, xlsx

ROWS = (("Naam", "Datum", "Getal"), ("Nguyễn; “Ö”", date(2026, 10, 1), 93612208880), (None, None, 1.5))


def ods(rows: list[list[object]]) -> bytes:
    book = OpenDocumentSpreadsheet()
    table = Table(name="Blad1")
    for row in rows:
        line = TableRow()
        for value in row:
            if isinstance(value, date):
                cell = TableCell(valuetype="date", datevalue=value.isoformat())
            elif isinstance(value, int | float):
                cell = TableCell(valuetype="float", value=str(value))
            else:
                cell = TableCell(valuetype="string")
            cell.addElement(P(text=str(value or "")))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rezipped(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_workbook_keeps_its_types() -> None:
    book = reading.read(xlsx(ROWS), file_name="C:\\map\\najaar.xlsx")
    assert book.file_name == "najaar.xlsx"
    assert book.sheets[0].rows[1] == ["Nguyễn; “Ö”", date(2026, 10, 1), 93612208880]
    assert book.sheets[0].rows[2] == [None, None, 1.5]
    assert [text_of(value) for value in book.sheets[0].rows[1]] == [
        "Nguyễn; “Ö”",
        "01/10/2026",
        "93612208880",
    ]
    assert [text_of(value) for value in (None, True, False, 1.5, " a ")] == ["", "WAAR", "ONWAAR", "1.5", "a"]


def test_an_ods_file_reads_the_same() -> None:
    book = reading.read(ods([list(row) for row in ROWS[:2]]), file_name="najaar.ods")
    assert book.sheets[0].rows[1] == ["Nguyễn; “Ö”", date(2026, 10, 1), 93612208880]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_in_every_usual_spelling(encoding: str, delimiter: str) -> None:
    rows = [["Naam", "Lijst", "Noot"], ["Chloë", "a; b, c", 'zei "ja"\nen ging'], [], ["Ömer", "", "x"]]
    book = reading.read(text(rows, delimiter=delimiter, encoding=encoding), file_name="blad.csv")
    assert book.sheets[0].rows == [
        ["Naam", "Lijst", "Noot"],
        ["Chloë", "a; b, c", 'zei "ja"\nen ging'],
        [],
        ["Ömer", None, "x"],
    ]


def test_the_first_line_of_a_spreadsheet_that_names_its_separator_is_no_row() -> None:
    book = reading.read(b"sep=,\r\nNaam,Voornaam\r\nA;B,C\r\n", file_name="blad.csv")
    assert book.sheets[0].rows == [[], ["Naam", "Voornaam"], ["A;B", "C"]]


def test_an_offset_table_keeps_its_place() -> None:
    book = reading.read(xlsx([[], [], [None, None, "x"]]), file_name="blad.xlsx")
    assert book.sheets[0].rows == [[], [], [None, None, "x"]]


LOCKED = b"\xd0\xcf\x11\xe0" + bytes(600)


def _macro(files: dict[str, bytes]) -> None:
    files["xl/vbaProject.bin"] = b"x"


def _nested(files: dict[str, bytes]) -> None:
    files["xl/media/more.zip"] = b"PK"


def _bomb(files: dict[str, bytes]) -> None:
    files["xl/worksheets/sheet2.xml"] = bytes(50 << 20)


def _many(files: dict[str, bytes]) -> None:
    files.update({f"xl/media/{n}.png": b"" for n in range(500)})


def _typeless(files: dict[str, bytes]) -> None:
    files.pop("[Content_Types].xml")


def _enabled(files: dict[str, bytes]) -> None:
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(
        b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
    )


def _broken(files: dict[str, bytes]) -> None:
    files["xl/workbook.xml"] = b"<geen einde"


GOOD = xlsx(ROWS)
REFUSED: list[tuple[str, bytes, str, str]] = [
    ("a folder name is no reason", b"", "leeg.csv", "leeg"),
    ("blanks", b"  \n \n", "leeg.csv", "leeg"),
    ("other suffix", GOOD, "blad.pdf", "geen .xlsx"),
    ("no suffix", GOOD, "blad", "geen .xlsx"),
    ("macro suffix", GOOD, "blad.xlsm", "macro"),
    ("old form", LOCKED, "blad.xls", "wachtwoord"),
    ("password", LOCKED, "blad.xlsx", "wachtwoord"),
    ("zip called csv", GOOD, "blad.csv", "past niet"),
    ("csv called xlsx", b"a;b\n1;2\n", "blad.xlsx", "past niet"),
    ("xlsx called ods", GOOD, "blad.ods", "past niet"),
    ("macro inside", rezipped(GOOD, _macro), "blad.xlsx", "macro"),
    ("macro type", rezipped(GOOD, _enabled), "blad.xlsx", "macro"),
    ("nested", rezipped(GOOD, _nested), "blad.xlsx", "andere bestanden"),
    ("bomb", rezipped(GOOD, _bomb), "blad.xlsx", "te groot"),
    ("many entries", rezipped(GOOD, _many), "blad.xlsx", "te groot"),
    ("no types", rezipped(GOOD, _typeless), "blad.xlsx", "past niet"),
    ("broken xml", rezipped(GOOD, _broken), "blad.xlsx", "beschadigd"),
    ("cut off", GOOD[:-40], "blad.xlsx", "beschadigd"),
    ("nul", b"a;b\n1;\x002\n", "blad.csv", "onleesbare"),
    ("utf-16", "a;b\n1;2".encode("utf-16"), "blad.csv", "onleesbare"),
    ("no letters", b"a;b\n\x81\x8d;2\n", "blad.csv", "letters"),
    ("open quote", b'a;b\n"1;2\n3;4\n', "blad.csv", "aanhalingsteken"),
    ("long cell", b"a;b\n" + b"x" * 40_000 + b";2\n", "blad.csv", "cel"),
    ("wide", b";".join([b"x"] * 101), "blad.csv", "kolommen"),
    ("long", b"a;b\n" * 20_001, "blad.csv", "20000 rijen"),
    ("big", b"a" * ((10 << 20) + 1), "blad.csv", "10 MB"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "name", "says"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_what_cannot_be_taken_is_refused_in_a_clear_sentence(content: bytes, name: str, says: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        reading.read(content, file_name=name)
    assert says in str(caught.value)
    assert "{" not in str(caught.value)


@pytest.mark.parametrize(
    ("limits", "says"),
    [(Limits(megabytes=90), "geheugen"), (Limits(seconds=0), "te lang")],
    ids=["memory", "time"],
)
def test_a_parser_that_asks_too_much_is_stopped(limits: Limits, says: str) -> None:
    sparse = xlsx([["a"]] + [[]] * 30_000 + [[None] * 16_000 + ["x"]])
    with pytest.raises(InvalidInput, match=says):
        reading.read(sparse, file_name="blad.xlsx", limits=limits)


def test_formatting_down_to_the_last_row_is_no_row() -> None:
    assert worker.trimmed([["a", ""], [""], *([[""]] * 30_000)], max_rows=3, max_columns=2) == [["a"]]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=300),
    st.sampled_from(["a.csv", "a.xlsx", "a.ods", "a.txt"]),
    st.sampled_from([b"", b"PK\x03\x04", GOOD[:200]]),
)
def test_no_bytes_make_the_reader_stumble(content: bytes, name: str, start: bytes) -> None:
    try:
        book = reading.read(start + content, file_name=name)
    except InvalidInput as error:
        assert "{" not in str(error)  # noqa: PT017 - either answer is right
    else:
        assert book.sheets


@settings(max_examples=25, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_one_wrong_byte_in_a_workbook_never_makes_it_stumble(place: int, value: int) -> None:
    changed = bytearray(GOOD)
    changed[place] = value
    try:
        reading.read(bytes(changed), file_name="a.xlsx")
    except InvalidInput as error:
        assert str(error)  # noqa: PT017 - either answer is right
