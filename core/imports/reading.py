"""From the bytes of an uploaded file to typed cells, in another process and within limits."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from core.errors import InvalidInput
from core.i18n import N_
from core.i18n.formats import date_text
from core.imports import containers

Value = str | float | bool | date | None

WORKER = Path(__file__).with_name("worker.py")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may ask; the browser's limits are the default, the command line may raise them."""

    size: int = 10 << 20
    rows: int = 20_000
    columns: int = 100
    megabytes: int = 768
    seconds: int = 30


BROWSER = Limits()
COMMAND_LINE = Limits(size=100 << 20, rows=200_000, megabytes=2_048, seconds=120)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file: its rows from row 1 on, cells still typed. The cells are never printed."""

    name: str
    rows: Sequence[Sequence[Value]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file as it was read: its sheets, its name without folder, and the hash that knows it again."""

    file_name: str
    sha256: str
    sheets: tuple[Sheet, ...]


REFUSALS = {
    "size": N_("Dit bestand is te groot: hoogstens {megabytes} MB. Splits het op of bewaar het als .csv."),
    "empty": N_("Dit bestand is leeg. Kies een bestand met minstens een kopregel en één rij."),
    "rows": N_("Dit blad telt meer dan {rows} rijen. Splits het op in kleinere bestanden."),
    "columns": N_("Dit blad telt meer dan {columns} kolommen. Verwijder de kolommen die niet nodig zijn."),
    "cell": N_(
        "Een cel bevat meer tekst dan een rekenblad toelaat. Kijk het bestand na en bewaar het opnieuw."
    ),
    "nul": N_("Dit bestand bevat onleesbare tekens. Bewaar het opnieuw als .xlsx of als CSV in UTF-8."),
    "encoding": N_(
        "De letters van dit bestand zijn niet te lezen. Bewaar het opnieuw als CSV in UTF-8 of als .xlsx."
    ),
    "quotes": N_(
        "Een aanhalingsteken in dit bestand is niet gesloten. Bewaar het opnieuw als .csv of als .xlsx."
    ),
    "memory": N_(
        "Dit bestand vraagt te veel geheugen. Verwijder lege bladen en opmaak, of bewaar het als .csv."
    ),
    "time": N_("Dit bestand lezen duurt te lang. Verwijder lege bladen en opmaak, of bewaar het als .csv."),
    "unreadable": N_("Dit bestand is beschadigd. Open het in je rekenblad en bewaar het opnieuw."),
}


def read(content: bytes, *, file_name: str, limits: Limits = BROWSER) -> Workbook:
    """The sheets of a file. Raises InvalidInput, with a Dutch sentence, for anything that cannot be taken."""
    base = file_name.replace("\\", "/").rpartition("/")[2][-200:]
    if len(content) > limits.size:
        raise refusal("size", limits)
    if not content.strip():
        raise refusal("empty", limits)
    form = containers.form_of(content, file_name=base)
    answer = _ask(content, form=form, limits=limits)
    sheets = tuple(Sheet(name, [_row(row) for row in rows]) for name, rows in answer if rows)
    if not sheets:
        raise refusal("empty", limits)
    return Workbook(base, hashlib.sha256(content).hexdigest(), sheets)


def refusal(code: str, limits: Limits) -> InvalidInput:
    """The sentence for one of the codes of REFUSALS."""
    return InvalidInput(REFUSALS[code], megabytes=limits.size >> 20, rows=limits.rows, columns=limits.columns)


def _ask(content: bytes, *, form: str, limits: Limits) -> list[tuple[str, list[list[object]]]]:
    numbers = (limits.rows, limits.columns, limits.megabytes, limits.seconds)
    command = [sys.executable, "-I", str(WORKER), form, *map(str, numbers)]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=limits.seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise refusal("time", limits) from error
    if done.returncode != 0:
        # Killed by its limits: the parser asked for more memory or time than it may have.
        raise refusal("memory", limits)
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise refusal(answer["refused"], limits)
    sheets: list[tuple[str, list[list[object]]]] = answer["sheets"]
    return sheets


def _row(cells: list[object]) -> list[Value]:
    return [date.fromisoformat(value[1]) if type(value) is list else value for value in cells]  # type: ignore[misc]


def text_of(value: Value) -> str:
    """A cell as a person reads it: whole numbers without their decimal, dates as dd/mm/yyyy."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, date):
        return date_text(value)
    return str(int(value)) if float(value).is_integer() else repr(value)
