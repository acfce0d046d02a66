"""The comparison without a screen: `python -m core reconcile FILE [--from DAY] [--to DAY] [--keep]`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.errors import InvalidInput
from core.i18n import N_
from core.imports import reading
from core.imports.reading import Workbook
from core.reconciliation import commands, comparing, outcome, queries, words
from core.reconciliation.outcome import Period
from core.reconciliation.words import Kind

_NO_FILE = N_("Bestand {name} kan niet gelezen worden. Kijk de naam en de rechten na.")
_NO_DAY = N_("“{value}” is geen bestaande datum. Schrijf bijvoorbeeld 2026-10-31.")


@dataclass(frozen=True, slots=True)
class Report:
    """What the command line prints: the counts as data and in words, and whether anything differs."""

    counts: Mapping[str, int]
    lines: list[str]
    has_differences: bool


def read(file: Path) -> Workbook:
    """The file, before any transaction is open. Raises InvalidInput."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise InvalidInput(_NO_FILE, name=file.name) from error
    return reading.read(content, file_name=file.name, limits=reading.COMMAND_LINE)


def day(text: str) -> date | None:
    """A day as 2026-10-31; None when nothing is given. Raises InvalidInput."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InvalidInput(_NO_DAY, value=text[:20]) from error


def run(
    session: Session, *, workbook: Workbook, period: Period, actor: Actor, today: date, keep: bool
) -> Report:
    """Compare, and with `keep` keep the differences so that they can be decided on screen."""
    before = queries.same_file(session, actor=actor, sha256=workbook.sha256)
    lines = [f"dit bestand werd al vergeleken op {before.read_on} door {before.read_by}"] if before else []
    if keep:
        key = commands.compare(session, actor=actor, today=today, workbook=workbook, period=period)
        kept = queries.comparison(session, actor=actor, reconciliation_id=key)
        counts: Mapping[str, int] = kept.counts if kept else {}
        lines.append(f"bewaard als vergelijking {key}")
    else:
        counts = comparing.trial(session, actor=actor, today=today, workbook=workbook, period=period).counts
    return Report(counts, lines + in_words(counts), any(counts[kind.value] for kind in Kind))


def in_words(counts: Mapping[str, int]) -> list[str]:
    """The figures, one a line."""
    lines = [
        f"{counts[outcome.ROWS]} rijen in de lijst, {counts[outcome.EXPECTED]} geregistreerde bewijzen hier verwacht",
        f"{counts[outcome.EQUAL]} gelijk",
        f"{counts[Kind.MISSING]} ontbreken in de lijst",
        f"{counts[Kind.UNKNOWN]} onbekend bij ons (persoon {counts[words.PERSON]}, bewijs {counts[words.PROOF]})",
        f"{counts[Kind.DOUBLE]} dubbel (in de lijst {counts[words.LISTED_TWICE]}, bij ons {counts[words.HELD_TWICE]})",
        f"{counts[Kind.DIFFERENT]} verschillen",
        f"{counts[Kind.TO_REGISTER]} hier nog te noteren",
        f"{counts[Kind.INVALID]} niet te lezen",
    ]
    if counts[outcome.PARTLY]:
        lines.append(
            f"{counts[outcome.PARTLY]} met een onbekend woord voor soort of status, daarop niet vergeleken"
        )
    return lines
