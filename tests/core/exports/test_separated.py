"""CSV that a spreadsheet opens without running anything, and that a reader gives back cell for cell."""

import csv
from datetime import date
from io import StringIO

import pytest

from core.exports import separated
from core.exports.sheets import Cell, Column


def read(*values: Cell) -> list[str]:
    columns = [Column(f"k{number}") for number, _ in enumerate(values)]
    text = separated.write(columns=columns, rows=[values]).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))[1]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", " =", "\u00a0=", "\u2003+"])
def test_what_a_spreadsheet_would_run_stands_behind_a_mark(sign: str) -> None:
    [cell] = read(f"{sign}1+1")
    assert cell == f"'{sign}1+1"


def test_each_line_of_a_cell_is_looked_at_and_its_ends_are_one_kind() -> None:
    assert read("a\r\n=b\rc") == ["a\n'=b\nc"]


def test_text_numbers_days_and_nothing_come_back_as_a_person_reads_them() -> None:
    assert read('a;"b"', 12, 11.4, -3, date(2026, 11, 21), None) == [
        'a;"b"', "12", "11,4", "-3", "21/11/2026", "",
    ]  # fmt: skip


def test_a_sign_that_cannot_be_seen_is_left_out() -> None:
    assert read("a\x00b\x07") == ["ab"]
