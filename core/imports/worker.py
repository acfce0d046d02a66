"""The other process: turns the bytes of a sheet into JSON, under limits of memory and time.

It is started by file name with `python -I`, so that it loads nothing of ours and nothing of the web server.
It reads the file from stdin, writes {"sheets": [[name, rows], ...]} to stdout, or {"refused": code}. A cell
is a text, a number, a boolean, null, or ["d", "2026-10-01"] for a day; a day with an hour is a text.
"""

import csv
import io
import json
import sys
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

MAX_SHEETS = 20
MAX_CELL = 32_767
DELIMITERS = ";,\t"


class Refused(Exception):
    """The file cannot be taken; the argument is one of the codes of reading.REFUSALS."""


def limit(*, megabytes: int, seconds: int) -> None:
    """Bind this process to so much memory and processor time, where the system can (POSIX)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def cell(value: object) -> object:
    """One value as JSON can carry it. A time of day or a duration becomes text."""
    if value == "" or value is None:
        return None
    if isinstance(value, datetime) and value.time() != time(0):
        return f"{value.day:02}/{value.month:02}/{value.year:04} {value.hour:02}:{value.minute:02}"
    if isinstance(value, datetime | date):
        return ["d", value.isoformat()[:10]]
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, str):
        if "\0" in value:
            raise Refused("nul")
        if len(value) > MAX_CELL:
            raise Refused("cell")
    return value


def trimmed(rows: Iterable[Iterable[object]], *, max_rows: int, max_columns: int) -> list[list[object]]:
    """Rows without empty cells at their end and without empty rows at the end, within the limits."""
    kept: list[list[object]] = []
    blanks = 0
    for row in rows:
        cells = [cell(value) for value in row]
        while cells and cells[-1] is None:
            cells.pop()
        if not cells:
            blanks += 1
            continue
        if len(cells) > max_columns:
            raise Refused("columns")
        if len(kept) + blanks >= max_rows:
            raise Refused("rows")
        kept.extend([] for _ in range(blanks))
        blanks = 0
        kept.append(cells)
    return kept


def workbook(content: bytes, *, max_rows: int, max_columns: int) -> list[tuple[str, list[list[object]]]]:
    """The visible sheets of an xlsx or ods file."""
    import python_calamine

    opened = python_calamine.load_workbook(io.BytesIO(content))
    visible = [
        sheet.name
        for sheet in opened.sheets_metadata
        if sheet.visible == python_calamine.SheetVisibleEnum.Visible
        and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    found = []
    for name in visible[:MAX_SHEETS]:
        sheet = opened.get_sheet_by_name(name)
        start = sheet.start or (0, 0)
        above: list[Iterable[object]] = [[] for _ in range(start[0])]
        rows: list[Iterable[object]] = [
            *above,
            *([None] * start[1] + row for row in sheet.to_python(skip_empty_area=True)),
        ]
        found.append((name, trimmed(rows, max_rows=max_rows, max_columns=max_columns)))
    return found


def decoded(content: bytes) -> str:
    """Text in UTF-8, with or without byte order mark, else in Windows-1252."""
    if b"\0" in content:
        raise Refused("nul")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return content.decode("cp1252")
        except UnicodeDecodeError as error:
            raise Refused("encoding") from error


def delimiter(text: str) -> str:
    """The separator that splits the first lines into the most cells, outside quotes."""
    outside = "".join(text[:20_000].split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def separated(content: bytes, *, max_rows: int, max_columns: int) -> list[tuple[str, list[list[object]]]]:
    """The one sheet of a csv file. A first line "sep=;" counts as an empty row."""
    text = decoded(content)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        text, mark = "\n" + rest, first.strip()[-1]
    else:
        mark = delimiter(text)
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        return [("", trimmed(reader, max_rows=max_rows, max_columns=max_columns))]
    except csv.Error as error:
        raise Refused("cell" if "field larger" in str(error) else "quotes") from error


def answered(form: str, content: bytes, *, max_rows: int, max_columns: int) -> dict[str, object]:
    """The sheets, or why not; every failure of the parser is an answer too."""
    parse = separated if form == "csv" else workbook
    try:
        return {"sheets": parse(content, max_rows=max_rows, max_columns=max_columns)}
    except Refused as refusal:
        return {"refused": refusal.args[0]}
    except MemoryError:
        return {"refused": "memory"}
    except Exception:  # the parser's own errors: whatever they are, the file is not readable
        return {"refused": "unreadable"}


def main() -> None:
    """Read, bind this process, parse, answer."""
    form, max_rows, max_columns, megabytes, seconds = sys.argv[1], *map(int, sys.argv[2:6])
    content = sys.stdin.buffer.read()
    limit(megabytes=megabytes, seconds=seconds)
    found = answered(form, content, max_rows=max_rows, max_columns=max_columns)
    sys.stdout.write(json.dumps(found, ensure_ascii=True, separators=(",", ":")))


if __name__ == "__main__":
    main()
