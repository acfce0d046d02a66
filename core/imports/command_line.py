"""The import without a screen: `python -m core import KIND FILE [--apply] [--json]`."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.errors import InvalidInput
from core.i18n import N_
from core.imports import commands, machine, reading, sheets
from core.imports.machine import Preview
from core.imports.reading import Workbook

_NO_FILE = N_("Bestand {name} kan niet gelezen worden. Kijk de naam en de rechten na.")


@dataclass(frozen=True, slots=True)
class Report:
    """What the command line prints: every row as data, or the refusals and the figures in words."""

    rows: list[dict[str, object]]
    lines: list[str]
    has_rejections: bool


def read(kind: str, file: Path) -> Workbook:
    """The file, before any transaction is open. Raises InvalidInput."""
    sheets.kind_named(kind)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise InvalidInput(_NO_FILE, name=file.name) from error
    return reading.read(content, file_name=file.name, limits=reading.COMMAND_LINE)


def run(session: Session, *, kind: str, workbook: Workbook, actor: Actor, today: date, apply: bool) -> Report:
    """Check the sheet, or apply its good rows."""
    if apply:
        preview = commands.apply(
            session, actor=actor, today=today, kind=kind, workbook=workbook, mode="good_rows"
        ).preview
    else:
        preview = machine.check(session, actor=actor, today=today, kind=kind, workbook=workbook)
    return Report(machine.as_rows(preview), in_words(preview), preview.counts.rejected > 0)


def in_words(preview: Preview) -> list[str]:
    """The refused rows with their reason, and the figures."""
    lines = [f"rij {found.row}: geweigerd: {found.message}" for found in preview.findings if found.reason]
    counts = preview.counts
    lines.append(
        f"{counts.rows} rijen: {counts.accepted} goed ({counts.new} nieuw, {counts.changed} gewijzigd), "
        f"{counts.unchanged} ongewijzigd, {counts.rejected} geweigerd; {counts.late} al te laat"
    )
    return lines
