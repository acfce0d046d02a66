"""The one writer of XLSX files: text stays text (no formulas, no links), days are real days, the filters stand on top."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

import xlsxwriter

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
HEAD_ROW = 2

Cell = str | int | float | date | None


def workbook(
    *, sheet: str, note: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]]
) -> bytes:
    """One sheet: a note on the first line, the heads on the third, then the rows; `columns` are heads and widths."""
    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, OPTIONS)
    page = book.add_worksheet(sheet[:31])
    bold, day = (
        book.add_format({"bold": True}),
        book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
    )
    page.write_string(0, 0, note)
    for position, (head, width) in enumerate(columns):
        page.write_string(HEAD_ROW, position, head, bold)
        page.set_column(position, position, width)
    page.freeze_panes(HEAD_ROW + 1, 0)
    last = HEAD_ROW
    for last, cells in enumerate(rows, start=HEAD_ROW + 1):
        for position, value in enumerate(cells):
            if isinstance(value, date):
                page.write_datetime(last, position, value, day)
            elif isinstance(value, int | float):
                page.write_number(last, position, value)
            elif value:
                page.write_string(last, position, value)
    page.autofilter(HEAD_ROW, 0, last, max(0, len(columns) - 1))
    book.close()
    return kept.getvalue()
