"""The hours to file in the WSE-loket, as a sheet. Never a national number: the sheet says how to match instead."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from core import audit
from core.access import scope
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.courses.words import VOV_FORMS
from core.enrolments.words import ASSESSMENTS
from core.errors import InvalidInput
from core.exports import separated, sheets
from core.exports.sheets import Cell, Column
from core.i18n import N_, Translator
from core.identifiers import format_enterprise_number
from core.vov import standing, words
from core.vov.filing import Key
from core.vov.rows import AMOUNTS, StretchRow
from db.models import Enrolment

XLSX, CSV = "xlsx", "csv"
MEDIA_TYPES: Final = {XLSX: sheets.MEDIA_TYPE, CSV: separated.MEDIA_TYPE}
MATCHING = N_(
    "Zonder rijksregisternummer. Zoek elke cursist in het WSE-loket op naam, voornaam en geboortedatum, bij de "
    "opleiding met dit ODB-nummer."
)
NOTHING = N_("Kies minstens één periode om te exporteren.")
NAMES = {
    "given": (N_("Gegeven (min)"), N_("Gegeven (lestijden)")),
    "present": (N_("Aanwezig (min)"), N_("Aanwezig (lestijden)")),
    "justified": (N_("Gewettigd (min)"), N_("Gewettigd (lestijden)")),
    "unjustified": (N_("Ongewettigd (min)"), N_("Ongewettigd (lestijden)")),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its header, its width in characters, and its value for a row."""

    header: str
    width: int
    value: Callable[[StretchRow, Translator], Cell]


def _minutes(name: str) -> Field:
    return Field(NAMES[name][0], 14, lambda row, _t: int(getattr(row.totals, name)))


def _periods(name: str) -> Field:
    """In the unit of the course: a lesson period of 50 minutes gives one hour of leave."""
    return Field(
        NAMES[name][1], 16, lambda row, _t: round(getattr(row.totals, name) / row.course.lesson_unit, 2)
    )


FIELDS = (
    Field(N_("Naam"), 22, lambda row, _t: row.person.last_name),
    Field(N_("Voornaam"), 18, lambda row, _t: row.person.first_name),
    Field(N_("Geboortedatum"), 14, lambda row, _t: row.person.born_on),
    Field(N_("Werkgever"), 26, lambda row, _t: row.person.employer),
    Field(N_("Ondernemingsnummer werkgever"), 18, lambda row, _t: _number(row)),
    Field(N_("ODB-nummer"), 14, lambda row, _t: row.course.odb_number),
    Field(N_("Code"), 14, lambda row, _t: row.course.code),
    Field(N_("Opleiding"), 34, lambda row, _t: row.course.name),
    Field(N_("Vlaams opleidingsverlof"), 30, lambda row, t: t(VOV_FORMS[row.course.form])),
    Field(N_("Van"), 12, lambda row, _t: row.from_on),
    Field(N_("Tot en met"), 12, lambda row, _t: row.ends_on),
    Field(N_("Gestopt op"), 12, lambda row, _t: row.stopped_on),
    Field(N_("Lestijd (min)"), 10, lambda row, _t: row.course.lesson_unit),
    *(_minutes(name) for name in AMOUNTS),
    *(_periods(name) for name in AMOUNTS),
    Field(N_("Niet ingevulde lessen"), 12, lambda row, _t: row.totals.not_entered),
    Field(N_("Eindbeoordeling"), 22, lambda row, t: t(ASSESSMENTS.get(row.assessment, ""))),
    Field(N_("Eindbeoordeling op"), 14, lambda row, _t: row.assessed_on),
    Field(N_("Stand"), 24, lambda row, t: t(words.STATES[row.state])),
    Field(N_("Ingediend op"), 14, lambda row, _t: row.filing.filed_on if row.filing else None),
    Field(N_("Referte"), 20, lambda row, _t: row.filing.reference if row.filing else ""),
)


def export(
    session: Session, *, actor: Actor, today: date, chosen: Sequence[Key], form: str, language: str
) -> bytes:
    """The hours of these stretches as .xlsx or .csv, those of other campuses left out."""
    require(session, actor, Action.FILE_VOV)
    wanted = set(chosen)
    if not wanted or form not in MEDIA_TYPES:
        raise InvalidInput(NOTHING)
    t = Translator(language)
    own = [Enrolment.id.in_({key for key, _, _ in wanted}), *scope.of_campuses(actor, Enrolment.campus_id)]
    rows = [row for row in standing.of(session, *own, today=today) if row.key in wanted]
    rows.sort(key=lambda row: (row.course.code, row.from_on, row.person.name))
    audit.record(
        session, actor=actor, action="vov.export", subject_kind="enrolment", subject_id=None,
        details={"rows": len(rows), "form": form, "on": today},
    )  # fmt: skip
    columns = [Column(t(field.header), field.width) for field in FIELDS]
    cells = [[field.value(row, t) for field in FIELDS] for row in rows]
    if form == CSV:
        return separated.write(columns=columns, rows=cells)
    return sheets.write(
        title=t("Aanwezigheden voor het WSE-loket"), subtitle=t(MATCHING), columns=columns, rows=cells
    )


def _number(row: StretchRow) -> str:
    return format_enterprise_number(row.person.employer_number) if row.person.employer_number else ""
