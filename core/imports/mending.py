"""What goes back to whoever brought the sheet: the refused rows with their reason, to mend and bring again; an empty
sheet with the right heads; and a row as a person recognises it, without its national number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core import masking
from core.exports import sheets
from core.exports.sheets import Cell, Column
from core.i18n import N_
from core.imports import headers
from core.imports.kinds import REJECTED, Finding, Kind
from core.imports.machine import Preview
from core.imports.reading import Value, text_of
from core.rules import words

REASON, ROW = N_("Reden van weigering"), N_("Rij in het vorige bestand")
ABOUT = ("course", "group", "trajectory", "profile")  # what a row is about beside a person
MOMENT = ("held_on", "starts_at")  # what tells a row without a name
HIDDEN = "xx.xx.xx-xxx.xx"
Translate = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a preview: whom it is about, and the value its refusal points at, the number masked."""

    finding: Finding
    name: str
    trajectory: str
    value: str


def lines(preview: Preview) -> list[Line]:
    """The rows of a preview with what identifies them."""
    rows = {row.number: row.cells for row in headers.rows(preview.layout)}
    fields = {header: name for name, header in preview.layout.headers_by_field().items()}
    return [_line(found, rows.get(found.row, {}), fields) for found in preview.findings]


def _line(found: Finding, cells: Mapping[str, Value], fields: Mapping[str, str]) -> Line:
    names = (text_of(cells.get(name)) for name in ("last_name", "first_name", "name"))
    field = fields.get(found.column or "", "")
    value = HIDDEN if field == "insz" and cells.get(field) is not None else text_of(cells.get(field))
    trajectory = next((text for about in ABOUT if (text := text_of(cells.get(about)))), "")
    named = (
        ", ".join(name for name in names if name)
        or " ".join(text_of(cells.get(name)) for name in MOMENT).strip()
    )
    return Line(found, masking.masked(named), trajectory, masking.masked(value))


def message(found: Finding, t: Translate) -> str:
    """Why a row was refused, in the language of the screen."""
    return masking.masked(words.say(found.text, translate=t)) if found.template else ""


def refused(preview: Preview, *, t: Translate) -> bytes:
    """The refused rows as they were, with the reason beside them: mend them and bring this file."""
    layout = preview.layout
    bad = [found for found in preview.findings if found.status == REJECTED]
    width = len(layout.headers)
    rows: list[list[Cell]] = []
    for found in bad:
        cells = [_cell(value) for value in layout.sheet.rows[found.row - 1][:width]]
        rows.append([*cells, *[None] * (width - len(cells)), message(found, t), found.row])
    columns = [Column(header, 18) for header in layout.headers] + [Column(t(REASON), 70), Column(t(ROW), 14)]
    note = t("Verbeter deze {n} rijen en lees dit bestand opnieuw in.", n=len(bad))
    return sheets.write(title=t("Geweigerd"), subtitle=note, columns=columns, rows=rows)


def _cell(value: Value) -> Cell:
    return text_of(value) if isinstance(value, bool) else value


def template(kind: Kind, *, t: Translate) -> bytes:
    """An empty sheet whose heads are understood without mapping; the heads are Dutch in every language."""
    needed = ", ".join(field.label for field in kind.fields if field.mandatory)
    note = t("Vul in vanaf rij 5. Altijd nodig: {columns}.", columns=needed)
    columns = [Column(field.label, max(14, len(field.label) + 2)) for field in kind.fields]
    return sheets.write(title=kind.title, subtitle=note, columns=columns, rows=[])
