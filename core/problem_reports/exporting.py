"""The list of problems as a sheet, with the filters it was made with on its second line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.exports import sheets
from core.exports.sheets import Cell, Column
from core.i18n import N_, Translator
from core.problem_reports import drafts, files, queries
from core.problem_reports.kinds import NAMES
from core.problem_reports.queries import Filters
from core.problem_reports.rows import ReportRow, State

STATE_WORDS = {
    State.TO_REPORT: N_("Nog te melden"),
    State.WAITING: N_("Wacht op antwoord"),
    State.OVERDUE: N_("Te lang zonder antwoord"),
    State.ANSWERED: N_("Beantwoord, nog open"),
    State.SOLVED: N_("Opgelost"),
    State.MISTAKE: N_("Per vergissing geopend"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column: header, width in characters, and its value for a row."""

    header: str
    width: int
    value: Callable[[ReportRow, Translator], Cell]


FIELDS = (
    Field(N_("Stand"), 24, lambda row, t: t(STATE_WORDS[row.state])),
    Field(N_("Onze referte"), 12, lambda row, _t: drafts.reference(row.report_id)),
    Field(N_("Wat ging er mis"), 34, lambda row, t: t(NAMES[row.kind])),
    Field(N_("Toelichting"), 50, lambda row, _t: row.description),
    Field(N_("Opgemerkt op"), 14, lambda row, _t: row.noticed_on),
    Field(N_("Dagen open"), 12, lambda row, _t: row.days_open),
    Field(N_("Gemeld op"), 14, lambda row, _t: row.reported_on),
    Field(N_("Dagen zonder antwoord"), 14, lambda row, _t: row.days_waiting),
    Field(N_("Beantwoord op"), 14, lambda row, _t: row.answered_on),
    Field(N_("Antwoord"), 50, lambda row, _t: row.answer),
    Field(N_("Gesloten op"), 14, lambda row, _t: row.closed_on),
    Field(N_("Oplossing of reden"), 50, lambda row, _t: row.solution),
    Field(N_("Naam"), 22, lambda row, _t: row.last_name),
    Field(N_("Voornaam"), 18, lambda row, _t: row.first_name),
    Field(N_("Bewijsnummer"), 16, lambda row, _t: row.number),
    Field(N_("Bewijs"), 50, lambda row, _t: row.title),
    Field(N_("Campus"), 14, lambda row, _t: row.campus),
    Field(N_("Uiterste datum"), 14, lambda row, _t: row.due_on),
    Field(N_("Geregistreerd op"), 14, lambda row, _t: row.registered_on),
)


def export(
    session: Session, *, actor: Actor, today: date, filters: Filters, language: str, described: str
) -> bytes:
    """An XLSX of the problems under these filters; `described` says them in words."""
    require(session, actor, Action.EXPORT)
    require(session, actor, Action.SEE_REGISTRATION)
    t = Translator(language)
    rows = queries.every(session, actor=actor, today=today, filters=filters)
    audit.record(
        session, actor=actor, action="problem.export", subject_kind=files.SUBJECT, subject_id=None,
        details={"rows": len(rows), "on": today},
    )  # fmt: skip
    return sheets.write(
        title=t("Problemen met de registratie"),
        subtitle=described,
        columns=[Column(t(field.header), field.width) for field in FIELDS],
        rows=([field.value(row, t) for field in FIELDS] for row in rows),
    )
