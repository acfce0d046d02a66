"""Reading an export back as a spreadsheet program does."""

from io import BytesIO

from python_calamine import CalamineWorkbook


def lines(content: bytes) -> list[dict[str, object]]:
    """Each row of an export by the heads of its columns, which stand in the fourth line."""
    rows = (
        CalamineWorkbook.from_filelike(BytesIO(content))
        .get_sheet_by_index(0)
        .to_python(skip_empty_area=False)
    )
    heads = [str(head) for head in rows[3]]
    return [dict(zip(heads, row, strict=True)) for row in rows[4:]]
