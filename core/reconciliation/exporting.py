"""The differences of a comparison with what was decided about each, as a sheet. No national number, masked or not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor, person
from core.access.permissions import Action, require
from core.errors import NotFound
from core.exports import sheets
from core.exports.sheets import Cell, Column
from core.i18n import N_, Translator
from core.i18n.formats import date_text
from core.reconciliation import queries, telling, words
from core.reconciliation.queries import Comparison, Row

_GONE = N_("Deze vergelijking bestaat niet meer. Laad de lijst opnieuw.")


@dataclass(frozen=True, slots=True)
class Field:
    """One column of the export."""

    header: str
    width: int
    value: Callable[[Row, Translator], Cell]


FIELDS: Sequence[Field] = (
    Field(N_("Verschil"), 22, lambda row, t: t(words.KINDS[row.kind])),
    Field(N_("Rij in de lijst"), 12, lambda row, _t: row.row_number),
    Field(N_("Deelnemer"), 26, lambda row, _t: row.name),
    Field(N_("Benaming van het bewijs"), 44, lambda row, _t: row.title),
    Field(N_("LED-referte in de lijst"), 24, lambda row, _t: row.reference),
    Field(N_("Wat er verschilt"), 70, lambda row, t: telling.told(row, t, show_day=date_text)),
    Field(
        N_("Beslissing"), 22, lambda row, t: t(words.DECISIONS[row.decision]) if row.decision else t("nog te beslissen")
    ),
    Field(N_("Beslist op"), 12, lambda row, _t: row.decided_on),
    Field(N_("Beslist door"), 20, lambda row, t: person(row.decided_by, t)),
    Field(N_("Reden"), 50, lambda row, _t: row.reason),
    Field(N_("Uit een eerdere lijst"), 14, lambda row, t: t("ja") if row.is_carried else ""),
)  # fmt: skip


def export(session: Session, *, actor: Actor, today: date, reconciliation_id: int, language: str) -> bytes:
    """An XLSX of every difference the actor may see. Raises NotFound."""
    require(session, actor, Action.RECONCILE)
    require(session, actor, Action.EXPORT)
    found = queries.comparison(session, actor=actor, reconciliation_id=reconciliation_id)
    if found is None:
        raise NotFound(_GONE)
    t = Translator(language)
    rows = queries.every(session, actor=actor, reconciliation_id=reconciliation_id)
    audit.record(
        session, actor=actor, action="reconciliation.export", subject_kind="reconciliation",
        subject_id=reconciliation_id, details={"rows": len(rows), "on": today},
    )  # fmt: skip
    return sheets.write(
        title=t("Verschillen met de lijst uit de registratietool"),
        subtitle=_described(found, t),
        columns=[Column(t(field.header), field.width) for field in FIELDS],
        rows=([field.value(row, t) for field in FIELDS] for row in rows),
    )


def _described(found: Comparison, t: Translator) -> str:
    """Which list, compared when and by whom, and over which period."""
    said = t(
        "{name}, vergeleken op {day} door {person}", name=found.file_name, day=date_text(found.read_on),
        person=person(found.read_by, t),
    )  # fmt: skip
    return f"{said} · {telling.period(found.first_on, found.last_on, t, show_day=date_text)}"
