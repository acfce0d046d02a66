"""The log as a spreadsheet, with the filters it was made with; taking it out is itself an entry."""

from collections.abc import Callable, Iterator
from datetime import date

from sqlalchemy.orm import Session

from core import audit, clock
from core.access.actors import Actor, person
from core.access.permissions import Action, require
from core.exports import sheets
from core.exports.sheets import Cell, Column
from core.i18n import N_
from core.i18n.formats import date_text
from core.journal import entries, sentences
from core.journal.entries import LogFilters, LogRow

MOST, CHUNK = 50_000, 1_000
COLUMNS = (
    (N_("Nummer"), 10),
    (N_("Tijdstip"), 18),
    (N_("Wie"), 20),
    (N_("Handeling"), 44),
    (N_("Onderwerp"), 20),
    (N_("Nummer onderwerp"), 12),
    (N_("Gegevens"), 80),
)


def export(
    session: Session, *, actor: Actor, today: date, filters: LogFilters, t: Callable[..., str]
) -> bytes:
    """All entries the filters let through, newest first."""
    require(session, actor, Action.SEE_AUDIT)
    rows = list(_rows(session, filters))
    audit.record(
        session, actor=actor, action="audit.export", subject_kind="audit", subject_id=None,
        details={"rows": len(rows), "on": today},
    )  # fmt: skip
    return sheets.write(
        title=t("Logboek"),
        subtitle=t("Op {day}, {n} handelingen", day=date_text(today), n=len(rows)),
        columns=[Column(t(head), width) for head, width in COLUMNS],
        rows=[_cells(row, t) for row in rows],
    )


def _rows(session: Session, filters: LogFilters) -> Iterator[LogRow]:
    for page in range(1, MOST // CHUNK + 1):
        found = entries.entries(session, filters=filters, page=page, size=CHUNK)
        yield from found.rows
        if page * CHUNK >= found.total:
            return


def _cells(row: LogRow, t: Callable[..., str]) -> list[Cell]:
    return [
        row.sequence, clock.local(row.at), person(row.actor, t), sentences.act(row.action, t),
        sentences.subject(row.subject_kind, t), row.subject_id, row.details,
    ]  # fmt: skip
