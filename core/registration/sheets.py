"""The invoerblad of chosen proofs, to print or as a spreadsheet: what is typed over, the national number masked."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.documents import entry_sheet
from core.documents.content import HouseStyle
from core.documents.entry_sheet import EntrySheet
from core.errors import InvalidInput, NotFound
from core.exports import sheets
from core.exports.sheets import Column
from core.i18n import N_, Translator
from core.provider_settings import queries as provider_settings
from core.registration import fields, queries
from core.registration.fields import Field
from core.registration.queries import Record
from core.rules import words
from db.models import Organisation

PRINTED, SPREADSHEET = "entry_sheet.pdf", "entry_sheet.xlsx"
TITLE = N_("Invoerblad")
PURPOSE = N_("Om over te typen in MAGDA Online, “Bewijzen beroepskwalificerend traject”. Stand op {day}.")
REMARKS = N_("Aandacht")


def printed(session: Session, *, actor: Actor, today: date, proof_ids: Sequence[int], language: str) -> bytes:
    """One PDF with a page per proof."""
    require(session, actor, Action.EXPORT)
    found, order = _chosen(session, actor, today, proof_ids)
    organisation, t = session.get_one(Organisation, 1), Translator(language)
    made = [
        EntrySheet(
            name=record.facts.name,
            lines=tuple((t(line.label), line.shown) for line in _lines(record, order, t)),
            due_on=record.row.due_on,
            remarks=tuple(_remarks(record, t)),
            organisation_name=organisation.name,
            made_on=today,
            language=t.language,
            style=HouseStyle(organisation.logo, organisation.primary_colour, organisation.house_text),
        )
        for record in found
    ]
    content = entry_sheet.render_merged(made)
    audit.record(
        session, actor=actor, action=PRINTED, subject_kind="proof", subject_id=None,
        details={"proofs": [record.row.proof_id for record in found], "on": today},
    )  # fmt: skip
    return content


def spreadsheet(
    session: Session, *, actor: Actor, today: date, proof_ids: Sequence[int], language: str
) -> bytes:
    """One XLSX with a row per proof, its columns in the order in which they are typed."""
    require(session, actor, Action.EXPORT)
    found, order = _chosen(session, actor, today, proof_ids)
    t = Translator(language)
    columns = [Column(t(N_("Uiterste datum")), 14), *(Column(t(field.label), field.width) for field in order)]
    content = sheets.write(
        title=t(TITLE),
        subtitle=t(PURPOSE, day=words.day_text(today)),
        columns=[*columns, Column(t(REMARKS), 60)],
        rows=(
            [record.row.due_on, *(_cell(record, field, t) for field in order), " ".join(_remarks(record, t))]
            for record in found
        ),
    )
    audit.record(
        session, actor=actor, action=SPREADSHEET, subject_kind="proof", subject_id=None,
        details={"proofs": [record.row.proof_id for record in found], "on": today},
    )  # fmt: skip
    return content


def _chosen(
    session: Session, actor: Actor, today: date, proof_ids: Sequence[int]
) -> tuple[list[Record], tuple[Field, ...]]:
    if not 0 < len(proof_ids) <= queries.MOST:
        raise InvalidInput(N_("Kies tussen 1 en {most} bewijzen."), most=queries.MOST)
    found = queries.chosen(session, actor=actor, today=today, proof_ids=proof_ids)
    if not found:
        raise NotFound(N_("Niet gevonden. Misschien is het verplaatst of hoort het bij een andere campus."))
    return found, fields.ordered(provider_settings.text(session, fields.SETTING))


def _lines(record: Record, order: Sequence[Field], t: Translator) -> list[fields.Line]:
    made = fields.lines(record.facts, order, number=None)
    return [
        fields.Line(line.code, line.label, _cell(record, fields.BY_CODE[line.code], t), "") for line in made
    ]


def _cell(record: Record, field: Field, t: Translator) -> str:
    """What is typed; of the national number only its mask, and where it can be seen."""
    value = field.value(record.facts)
    return f"{value} ({t(fields.IN_SCREEN)})" if field.code == fields.INSZ and value else value


def _remarks(record: Record, t: Translator) -> list[str]:
    return [words.say(finding.text, translate=t, language=t.language) for finding in record.findings]
