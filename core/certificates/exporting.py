"""The register of issued papers as a sheet with real dates. No ground of an absence and no national number is in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor, person
from core.access.permissions import Action, require
from core.certificates import register
from core.certificates.register import Entry
from core.certificates.register_narrowing import Asked
from core.certificates.words import OF_BEFORE, TITLES
from core.courses.school_years import school_year_text
from core.exports import sheets
from core.exports.sheets import Cell, Column
from core.i18n import N_, Translator


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its header, its width, and what it says of an entry."""

    header: str
    width: int
    value: Callable[[Entry, Translator], Cell]


def _issued_by(row: Entry, t: Translator) -> str:
    return t(OF_BEFORE) if row.document.document_id is None else person(row.document.issued_by, t)


FIELDS = (
    Field(N_("Nummer"), 16, lambda row, _t: row.document.number),
    Field(N_("Papier"), 38, lambda row, t: t(TITLES[row.kind])),
    Field(N_("Schooljaar"), 12, lambda row, _t: school_year_text(row.school_year)),
    Field(N_("Code van de opleiding"), 16, lambda row, _t: row.course_code),
    Field(N_("Opleiding"), 36, lambda row, _t: row.course),
    Field(N_("Naam"), 22, lambda row, _t: row.last_name),
    Field(N_("Voornaam"), 18, lambda row, _t: row.first_name),
    Field(N_("Periode van"), 13, lambda row, _t: row.from_on),
    Field(N_("Periode tot en met"), 17, lambda row, _t: row.to_on),
    Field(N_("Uitgereikt op"), 13, lambda row, _t: row.document.issued_on),
    Field(N_("Uitgereikt door"), 22, lambda row, t: _issued_by(row, t)),
    Field(N_("Ondertekenaar"), 24, lambda row, _t: row.document.signatory),
    Field(N_("Ondertekend op"), 14, lambda row, _t: row.signed_on),
    Field(N_("Afgeleverd op"), 13, lambda row, _t: row.document.delivered_on),
    Field(N_("Afwijking sinds afgifte"), 20, lambda row, t: t("ja") if row.deviates else None),
    Field(N_("Vernietigd op"), 13, lambda row, _t: row.document.destroyed_on),
    Field(N_("Correctie van"), 16, lambda row, _t: row.document.corrects),
    Field(N_("Gecorrigeerd door"), 18, lambda row, _t: row.document.corrected_by),
)  # fmt: skip


def export_register(
    session: Session, *, actor: Actor, today: date, asked: Asked, language: str, described: str
) -> bytes:
    """An XLSX of the register under these filters; `described` says them in words on the second line."""
    require(session, actor, Action.EXPORT)
    t = Translator(language)
    rows = register.every(session, actor=actor, today=today, asked=asked)
    audit.record(
        session, actor=actor, action="certificate.export", subject_kind="certificate", subject_id=None,
        details={"rows": len(rows), "on": today},
    )  # fmt: skip
    return sheets.write(
        title=t("Afgifteregister"),
        subtitle=described,
        columns=[Column(t(field.header), field.width) for field in FIELDS],
        rows=([field.value(row, t) for field in FIELDS] for row in rows),
    )
