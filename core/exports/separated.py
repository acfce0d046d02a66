"""The one writer of CSV: semicolons, every cell quoted, and nothing in it that a spreadsheet would run as a formula."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO

from core.exports.sheets import FORBIDDEN, Cell, Column
from core.i18n.formats import date_text

MEDIA_TYPE = "text/csv; charset=utf-8"
# What a spreadsheet may read as the start of a formula, also after a space of any kind.
RUNS = ("=", "+", "-", "@", "\t", "\r")


def write(*, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One header and the rows, with the mark that tells a spreadsheet it is UTF-8."""
    target = StringIO()
    writer = csv.writer(target, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_text(column.header) for column in columns])
    writer.writerows([[_cell(value) for value in row] for row in rows])
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return _text(value) if isinstance(value, str) else str(value)


def _text(value: str) -> str:
    """Each inner line too: a spreadsheet that splits a cell there would begin anew."""
    lines = value.translate(FORBIDDEN).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(f"'{line}" if line.strip().startswith(RUNS) else line for line in lines)
