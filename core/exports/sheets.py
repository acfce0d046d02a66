"""The one writer of spreadsheets. Text is always text: a cell that begins with "=" stays what was typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import xlsxwriter

Cell = str | int | float | bool | date | datetime | None
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORBIDDEN = str.maketrans(dict.fromkeys((*range(9), 11, 12, *range(14, 32))))
CELL_LIMIT = 32_767


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header and its width in characters."""

    header: str
    width: int = 16


def write(*, title: str, subtitle: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet: the title and the filters above, a frozen header with filter buttons, then the rows."""
    target = BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet("Termijnwacht")
        bold, muted = book.add_format({"bold": True}), book.add_format({"font_color": "#55656D"})
        head = book.add_format({"bold": True, "bg_color": "#F4F6F7", "bottom": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.write_string(0, 0, title, bold)
        sheet.write_string(1, 0, subtitle, muted)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(3, at, column.header, head)
        last = 3
        for last, row in enumerate(rows, start=4):
            for at, value in enumerate(row):
                _cell(sheet, last, at, value, day, moment)
        sheet.freeze_panes(4, 0)
        sheet.autofilter(3, 0, max(last, 4), max(len(columns) - 1, 0))
    return target.getvalue()


def _cell(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    at: int,
    value: Cell,
    day: xlsxwriter.format.Format,
    moment: xlsxwriter.format.Format,
) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, at, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, at, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, at, value.replace(tzinfo=None), moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, at, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 - a day, no instant
    else:
        sheet.write_string(row, at, value.translate(FORBIDDEN)[:CELL_LIMIT])
