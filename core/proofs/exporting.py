"""The queue as a sheet: what is seen, or all fields. The national number is never among them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor, person
from core.access.permissions import Action, require
from core.exports import sheets
from core.exports.sheets import Cell, Column
from core.i18n import N_, Translator
from core.proofs import problems, queries
from core.proofs.filters import Filters, Status, Step
from core.proofs.late_reasons import DELIVERY_WAYS, LATE_REASONS
from core.proofs.rows import QueueRow
from db.models import Deadline, Learner, Participation, Proof

STATUS_WORDS = {
    Status.LATE: N_("▲ Te laat"),
    Status.SOON: N_("◆ Deze week"),
    Status.PLAN: N_("○ Op schema"),
    Status.HOLD: N_("■ Geblokkeerd"),
    Status.DONE: N_("✓ Geregistreerd"),
}
CANCELLED = N_("■ Geannuleerd in LED")
STEP_WORDS = {
    Step.ISSUE: N_("Uitreiken"),
    Step.REGISTER: N_("Registreren in LED"),
    Step.DELIVER: N_("Afleveren"),
}
TO_CONFIRM = N_("Bevestigen in LED")
KIND_WORDS = {
    "professional": N_("Beroepskwalificatie"),
    "partial": N_("Deelkwalificatie"),
    "competences": N_("Competenties"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column of the export: header, width, and its value for a row and its further facts."""

    header: str
    width: int
    value: Callable[["Line", Translator], Cell]


@dataclass(frozen=True, slots=True)
class Line:
    """A queue row with the stored rows behind it."""

    row: QueueRow
    proof: Proof
    deadline: Deadline
    completed_on: date | None
    born_on: date | None


def _step(row: QueueRow, t: Translator) -> str:
    if row.is_to_confirm:
        return t(TO_CONFIRM)
    return t(STEP_WORDS[row.step]) if row.step else ""


def _status(row: QueueRow) -> str:
    """What LED cancelled is not to be read as registered, though its term was met."""
    return CANCELLED if row.led_cancelled_on is not None else STATUS_WORDS[row.status]


SEEN = (
    Field(N_("Termijn"), 16, lambda line, t: t(_status(line.row))),
    Field(N_("Uiterste datum"), 14, lambda line, _t: line.row.due_on),
    Field(N_("Dagen"), 8, lambda line, _t: line.row.days),
    Field(N_("Naam"), 22, lambda line, _t: line.row.last_name),
    Field(N_("Voornaam"), 18, lambda line, _t: line.row.first_name),
    Field(N_("Soort bewijs"), 20, lambda line, t: t(KIND_WORDS[line.row.kind])),
    Field(N_("Traject"), 28, lambda line, _t: line.row.trajectory),
    Field(N_("Campus"), 14, lambda line, _t: line.row.campus),
    Field(N_("Nummer"), 14, lambda line, _t: line.row.number),
    Field(N_("Volgende stap"), 20, lambda line, t: _step(line.row, t)),
    Field(N_("Probleem"), 24, lambda line, t: t(problems.WORDS[line.row.hold]) if line.row.hold else ""),
)
FURTHER = (
    Field(N_("Benaming van het bewijs"), 50, lambda line, _t: line.row.title),
    Field(N_("Geboortedatum"), 14, lambda line, _t: line.born_on),
    Field(N_("Traject afgerond op"), 16, lambda line, _t: line.completed_on),
    Field(N_("Streefdatum"), 14, lambda line, _t: line.deadline.target_on),
    Field(N_("Verschoven datum (info)"), 14, lambda line, _t: line.deadline.rolled_on),
    Field(N_("Regelversie vanaf"), 14, lambda line, _t: line.deadline.rule_version_on),
    Field(N_("Uitgereikt op"), 14, lambda line, _t: line.proof.issued_on),
    Field(N_("Afgeleverd op"), 14, lambda line, _t: line.proof.delivered_on),
    Field(N_("Wijze van afleveren"), 20, lambda line, t: t(DELIVERY_WAYS.get(line.proof.delivered_how, ""))),
    Field(N_("Afgeleverd door"), 20, lambda line, _t: line.proof.delivered_by),
    Field(N_("Ingevoerd op"), 14, lambda line, _t: line.proof.entered_on),
    Field(N_("Geregistreerd op"), 14, lambda line, _t: line.proof.registered_on),
    Field(N_("Geannuleerd in LED op"), 14, lambda line, _t: line.row.led_cancelled_on),
    Field(N_("Ingevoerd door"), 20, lambda line, t: person(line.proof.entered_by, t)),
    Field(N_("Genoteerd door"), 20, lambda line, t: person(line.proof.noted_by, t)),
    Field(N_("LED-referte"), 38, lambda line, _t: line.proof.led_reference),
    Field(
        N_("Reden van laattijdigheid"), 30, lambda line, t: t(LATE_REASONS.get(line.proof.late_reason, ""))
    ),
    Field(N_("Wat eraan gedaan werd"), 40, lambda line, _t: line.proof.late_action),
)


def export(
    session: Session,
    *,
    actor: Actor,
    today: date,
    filters: Filters,
    all_fields: bool,
    language: str,
    described: str,
) -> bytes:
    """An XLSX of the queue under these filters; `described` says them in words on the second line."""
    require(session, actor, Action.EXPORT)
    t = Translator(language)
    fields = (*SEEN, *FURTHER) if all_fields else SEEN
    lines = _lines(session, queries.every(session, actor=actor, today=today, filters=filters))
    audit.record(
        session, actor=actor, action="proof.export", subject_kind="proof", subject_id=None,
        details={"rows": len(lines), "all_fields": all_fields, "on": today},
    )  # fmt: skip
    return sheets.write(
        title=t("Bewijzen"),
        subtitle=described,
        columns=[Column(t(field.header), field.width) for field in fields],
        rows=([field.value(line, t) for field in fields] for line in lines),
    )


def _lines(session: Session, rows: Sequence[QueueRow]) -> list[Line]:
    stored: dict[int, tuple[Proof, Deadline, date | None, date | None]] = {}
    keys = [row.proof_id for row in rows]
    for start in range(0, len(keys), 500):
        statement = (
            select(Proof, Deadline, Participation.completed_on, Learner.born_on)
            .join(Deadline, (Deadline.subject_kind == "proof") & (Deadline.subject_id == Proof.id))
            .join(Participation, Participation.id == Proof.participation_id)
            .join(Learner, Learner.id == Proof.learner_id)
            .where(Proof.id.in_(keys[start : start + 500]))
        )
        for proof, deadline, completed_on, born_on in session.execute(statement):
            stored[proof.id] = (proof, deadline, completed_on, born_on)
    return [Line(row, *stored[row.proof_id]) for row in rows]
