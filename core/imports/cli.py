"""The import without a screen: `python -m core import KIND FILE [--apply] [--json]`."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.errors import InvalidInput
from core.i18n import N_
from core.imports import commands, machine, reading, sheets
from core.imports.machine import Preview

DONE, FOUND_WRONG, COULD_NOT_RUN = 0, 1, 2
STATUS = {"accepted": N_("goed"), "rejected": N_("geweigerd"), "unchanged": N_("ongewijzigd")}
_NO_FILE = N_("Bestand {name} kan niet gelezen worden. Kijk de naam en de rechten na.")
Opener = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the command line prints and how it ends."""

    output: str
    exit_code: int


def run(
    kind: str,
    file: Path,
    *,
    actor: Actor,
    today: date,
    apply: bool,
    as_json: bool,
    reading_session: Opener,
    writing_session: Opener,
) -> Answer:
    """Check a sheet, or apply its good rows. Raises DomainError when it cannot run (exit 2)."""
    sheets.kind_named(kind)
    workbook = reading.read(_bytes(file), file_name=file.name, limits=reading.COMMAND_LINE)
    if apply:
        with writing_session() as session:
            preview = commands.apply(
                session, actor=actor, today=today, kind=kind, workbook=workbook, mode="good_rows"
            ).preview
    else:
        with reading_session() as session:
            preview = machine.check(session, actor=actor, today=today, kind=kind, workbook=workbook)
    code = FOUND_WRONG if preview.counts.rejected else DONE
    return Answer(machine.as_json(preview) if as_json else in_words(preview), code)


def in_words(preview: Preview) -> str:
    """The rows that need attention, and the figures."""
    lines = [
        f"rij {found.row}: {STATUS[found.status]}: {found.message}".rstrip(": ")
        for found in preview.findings
        if found.reason
    ]
    counts = preview.counts
    lines.append(
        f"{counts.rows} rijen: {counts.accepted} goed ({counts.new} nieuw, {counts.changed} gewijzigd), "
        f"{counts.unchanged} ongewijzigd, {counts.rejected} geweigerd; {counts.late} al te laat"
    )
    return "\n".join(lines)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InvalidInput(_NO_FILE, name=file.name) from error
