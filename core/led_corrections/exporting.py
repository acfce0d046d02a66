"""An XLSX of the tickets: what the list shows and every date, with no national number in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor, person
from core.access.permissions import Action, require
from core.exports import sheets
from core.exports.sheets import Cell, Column
from core.i18n import N_, Translator
from core.led_corrections import queries, stages, words
from core.led_corrections.queries import TicketFilters, TicketRow


@dataclass(frozen=True, slots=True)
class Field:
    """One column: header, width, and its value for a ticket."""

    header: str
    width: int
    value: Callable[[TicketRow, Translator], Cell]


FIELDS = (
    Field(N_("Melding"), 10, lambda row, _t: row.ticket_id),
    Field(N_("Stand"), 20, lambda row, t: t(stages.STAGES[row.stage])),
    Field(N_("Wacht (dagen)"), 12, lambda row, _t: None if row.closed_on else row.waits),
    Field(N_("Naam"), 22, lambda row, _t: row.last_name),
    Field(N_("Voornaam"), 18, lambda row, _t: row.first_name),
    Field(N_("Wat is er mis"), 26, lambda row, t: t(words.KINDS[row.kind])),
    Field(N_("Gegeven"), 24, lambda row, t: t(words.FIELDS[row.field]) if row.field else ""),
    Field(N_("Zoals het in LED staat"), 30, lambda row, _t: row.old_value),
    Field(N_("Zoals het hoort"), 30, lambda row, _t: row.new_value),
    Field(N_("Omschrijving"), 40, lambda row, _t: row.description),
    Field(N_("Bewijsnummer"), 14, lambda row, _t: row.proof.number if row.proof else ""),
    Field(N_("Benaming van het bewijs"), 50, lambda row, _t: row.proof.title if row.proof else ""),
    Field(N_("LED-referte"), 38, lambda row, _t: row.proof.led_reference if row.proof else ""),
    Field(N_("Geregistreerd op"), 14, lambda row, _t: row.proof.registered_on if row.proof else None),
    Field(N_("Geannuleerd in LED op"), 14, lambda row, _t: row.proof.led_cancelled_on if row.proof else None),
    Field(N_("Campus"), 14, lambda row, _t: row.campus),
    Field(N_("Gemeld door"), 18, lambda row, t: t(words.REPORTERS[row.reporter])),
    Field(N_("Naam van de melder"), 22, lambda row, _t: row.reporter_name),
    Field(N_("Gemeld op"), 14, lambda row, _t: row.reported_on),
    Field(N_("Weg"), 20, lambda row, t: t(words.ROUTES[row.route]) if row.route else ""),
    Field(N_("Verstuurd op"), 14, lambda row, _t: row.sent_on),
    Field(N_("Beantwoord op"), 14, lambda row, _t: row.answered_on),
    Field(N_("Antwoord"), 40, lambda row, _t: row.answer),
    Field(N_("Afloop"), 24, lambda row, t: t(words.OUTCOMES[row.outcome]) if row.outcome else ""),
    Field(N_("Afgesloten op"), 14, lambda row, _t: row.closed_on),
    Field(N_("Geopend door"), 20, lambda row, t: person(row.opened_by, t)),
    Field(N_("Afgesloten door"), 20, lambda row, t: person(row.closed_by, t)),
)


def export(
    session: Session, *, actor: Actor, today: date, filters: TicketFilters, language: str, described: str
) -> bytes:  # fmt: skip
    """The sheet under these filters; `described` says them in words on the second line."""
    require(session, actor, Action.EXPORT)
    t = Translator(language)
    rows = queries.every(session, actor=actor, today=today, filters=filters)
    audit.record(
        session, actor=actor, action="ticket.export", subject_kind=words.SUBJECT, subject_id=None,
        details={"rows": len(rows), "on": today},
    )  # fmt: skip
    return sheets.write(
        title=t("Correcties in LED"), subtitle=described,
        columns=[Column(t(field.header), field.width) for field in FIELDS],
        rows=([field.value(row, t) for field in FIELDS] for row in rows),
    )  # fmt: skip
