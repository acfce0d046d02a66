"""Where the table starts and which column means what.

A sheet may open with titles and blank rows, and close with totals. A header is matched by its folded
spelling: the mapping the caller gives first, then the one remembered for this provider, then the kind's list.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from core.errors import InvalidInput
from core.i18n import N_
from core.imports.kinds import Columns, Field, Row
from core.imports.reading import Sheet, Value, Workbook, text_of
from core.learners import names
from core.rules.words import Text

More: TypeAlias = Callable[[int, Value], str]
SEARCHED_ROWS = 40
EXAMPLES = 4  # of a kind whose columns are all optional
_PUNCTUATION = re.compile(r"[^a-z0-9]+")
_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_FILLERS = frozenset(
    {"deelnemer", "cursist", "leerling", "kandidaat", "student", "lerende", "participant", "van", "de", "het"}
)
_NUMBER = re.compile(r"[\d.,\s]+")
_TOTAL = re.compile(r"(sub|eind)?(totaal|totalen|total|totaux|aantal|som|gemiddelde)\b")
_NO_HEADER = N_("Er is geen kopregel gevonden. Zet boven elke kolom een naam, bijvoorbeeld: {examples}.")
_MISSING = N_("Deze kolommen ontbreken: {missing}. Geef ze een kop, of kies zelf welke kolom wat betekent.")


@dataclass(frozen=True, slots=True)
class Layout:
    """How one sheet is read: its header row (from 1), and per column the header and the field it means."""

    sheet: Sheet
    header_row: int
    headers: tuple[str, ...]
    fields: tuple[str, ...]
    missing: tuple[Field, ...]

    def headers_by_field(self) -> dict[str, str]:
        """Field name to the header as it stands in the sheet."""
        return {name: header for name, header in zip(self.fields, self.headers, strict=True) if name}

    def require_complete(self) -> None:
        """Raise InvalidInput when a mandatory column is not there."""
        if self.missing:
            raise InvalidInput(_MISSING, missing=tuple(Text(field.label) for field in self.missing))


def normal(header: str) -> str:
    """The spelling by which headers are compared: no accents, capitals, punctuation or stray spaces."""
    return " ".join(_PUNCTUATION.sub(" ", names.folded(header)).split())


def find(
    workbook: Workbook, *, kind: Columns, remembered: Mapping[str, str], given: Mapping[str, str], least: int = 2,
    more: More | None = None,
) -> Layout:  # fmt: skip
    """The sheet and row that look most like the kind's header; `least` columns must be known. Raises InvalidInput.

    `more` names the field of a header that is in no list, by its column.
    """
    known = _dictionary(kind, remembered, given)
    best: Layout | None = None
    for sheet in workbook.sheets:
        for number, cells in enumerate(sheet.rows[:SEARCHED_ROWS], start=1):
            layout = _layout(sheet, number, cells, kind, known, more)
            if best is None or _score(layout) > _score(best):
                best = layout
    if best is None or _score(best)[0] < min(least, len(kind.fields)):
        needed = tuple(field for field in kind.fields if field.mandatory) or kind.fields[:EXAMPLES]
        examples = tuple(Text(field.label) for field in needed)
        raise InvalidInput(_NO_HEADER, examples=examples)
    return best


def _dictionary(
    kind: Columns, remembered: Mapping[str, str], given: Mapping[str, str]
) -> dict[str, tuple[int, str]]:
    known: dict[str, tuple[int, str]] = {}
    for field in kind.fields:
        for rank, header in enumerate(field.headers):
            known.setdefault(header, (rank, field.name))
    known |= {normal(header): (-1, name) for header, name in remembered.items()}
    return known | {normal(header): (-2, name) for header, name in given.items()}


def _layout(
    sheet: Sheet, number: int, cells: Sequence[Value], kind: Columns, known: Mapping[str, tuple[int, str]],
    more: More | None,
) -> Layout:  # fmt: skip
    headers = tuple(text_of(cell) for cell in cells)
    chosen: dict[str, tuple[int, int]] = {}
    for column, header in enumerate(headers):
        rank, name = _meaning(header, known) if isinstance(cells[column], str) else (0, "")
        if name and (name not in chosen or rank < chosen[name][0]):
            chosen[name] = (rank, column)
    by_column = {column: name for name, (_, column) in chosen.items()}
    if more is not None and chosen:
        unknown = (column for column in range(len(headers)) if column not in by_column)
        by_column |= {column: name for column in unknown if (name := more(column, cells[column]))}
    missing = tuple(field for field in kind.fields if field.mandatory and field.name not in chosen)
    fields = tuple(by_column.get(column, "") for column in range(len(headers)))
    return Layout(sheet, number, headers, fields, missing)


def _meaning(header: str, known: Mapping[str, tuple[int, str]]) -> tuple[int, str]:
    """The field of a header: as it stands, without brackets, without "deelnemer" and the like."""
    plain, bare = normal(header), normal(_BRACKETS.sub(" ", header))
    shorter = " ".join(word for word in bare.split() if word not in _FILLERS)
    for distance, spelling in enumerate((plain, bare, shorter)):
        if spelling in known:
            rank, name = known[spelling]
            return rank + 100 * distance, name
    return 0, ""


def _score(layout: Layout) -> tuple[int, int]:
    return sum(1 for name in layout.fields if name), -len(layout.missing)


def rows(layout: Layout) -> Iterator[Row]:
    """The data rows under the header: blank rows, totals and repeated headers left out."""
    names_ = [(column, name) for column, name in enumerate(layout.fields) if name]
    header = [normal(text) for text in layout.headers]
    for number, cells in enumerate(layout.sheet.rows[layout.header_row :], start=layout.header_row + 1):
        found = {
            name: value
            for column, name in names_
            if column < len(cells) and not _is_blank(value := cells[column])
        }
        if not found or _is_total(cells) or _repeats(cells, header):
            continue
        yield Row(number, found)


def _is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _is_total(cells: Sequence[Value]) -> bool:
    """A line that counts: a word for a total, or numbers only, where a row of data would have more."""
    filled = [text_of(cell) for cell in cells if not _is_blank(cell)]
    words = [text for text in filled if not _NUMBER.fullmatch(text)]
    if not words:
        return len(filled) <= 2 and all(len(text) <= 6 for text in filled)
    return (len(words) == 1 or len(filled) <= 3) and _TOTAL.match(normal(words[0])) is not None


def _repeats(cells: Sequence[Value], header: Sequence[str]) -> bool:
    return (cells[0] is None or isinstance(cells[0], str)) and [
        normal(text_of(cell)) for cell in cells
    ] == list(header[: len(cells)])
