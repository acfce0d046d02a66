"""The queue as a spreadsheet: what is seen, or all fields; never the national number."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, spreadsheet
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.i18n import N_
from core.i18n.formats import date_text
from core.proofs import queries
from core.proofs.queries import Filters, QueueRow
from core.spreadsheet import Cell
from db.models import Deadline, Learner, Participation, Proof

MOST = 50_000
CHUNK = 500


@dataclass(frozen=True, slots=True)
class More:
    """The fields of a proof that the list does not show."""

    born_on: date | None
    completed_on: date | None
    target_on: date
    delivered_how: str
    entered_by: str
    noted_by: str
    led_reference: str
    late_reason: str
    late_action: str


Head = tuple[str, int, Callable[[QueueRow], Cell]]
SEEN: Sequence[Head] = (
    (N_("Uiterste datum"), 14, lambda row: row.due_on),
    (N_("Dagen"), 8, lambda row: row.days),
    (N_("Naam"), 22, lambda row: row.last_name),
    (N_("Voornaam"), 18, lambda row: row.first_name),
    (N_("Bewijs"), 52, lambda row: row.title),
    (N_("Traject"), 32, lambda row: row.trajectory),
    (N_("Campus"), 16, lambda row: row.campus),
    (N_("Nummer"), 14, lambda row: row.number),
    (N_("Uitgereikt op"), 14, lambda row: row.issued_on),
    (N_("Afgeleverd op"), 14, lambda row: row.delivered_on),
    (N_("Geregistreerd op"), 14, lambda row: row.registered_on),
)
EXTRA: Sequence[tuple[str, int, Callable[[More], Cell]]] = (
    (N_("Geboortedatum"), 14, lambda more: more.born_on),
    (N_("Afgerond op"), 14, lambda more: more.completed_on),
    (N_("Streefdatum"), 14, lambda more: more.target_on),
    (N_("Hoe afgeleverd"), 16, lambda more: more.delivered_how),
    (N_("Ingevoerd door"), 20, lambda more: more.entered_by),
    (N_("Genoteerd door"), 20, lambda more: more.noted_by),
    (N_("LED-referte"), 36, lambda more: more.led_reference),
    (N_("Reden te laat"), 18, lambda more: more.late_reason),
    (N_("Wat eraan gedaan is"), 40, lambda more: more.late_action),
)


def seen(session: Session, *, actor: Actor, today: date, filters: Filters, t: Callable[..., str]) -> bytes:
    """The list as it stands on the screen, all its pages."""
    return _export(session, actor, today, filters, t, extra=False)


def every_field(
    session: Session, *, actor: Actor, today: date, filters: Filters, t: Callable[..., str]
) -> bytes:
    """The same proofs with everything that is known of them."""
    return _export(session, actor, today, filters, t, extra=True)


def _export(
    session: Session, actor: Actor, today: date, filters: Filters, t: Callable[..., str], *, extra: bool
) -> bytes:
    require(session, actor, Action.EXPORT)
    rows = list(_rows(session, actor, today, filters))
    more = _more(session, [row.proof_id for row in rows]) if extra else {}
    heads = [(t(head), width) for head, width, _ in SEEN] + [(t(h), w) for h, w, _ in EXTRA if extra]
    cells = [
        [value(row) for _, _, value in SEEN]
        + ([value(more[row.proof_id]) for _, _, value in EXTRA] if extra else [])
        for row in rows
    ]
    audit.record(
        session, actor=actor, action="proof.export", subject_kind="proof", subject_id=None,
        details={"rows": len(rows), "fields": "all" if extra else "seen", "on": today},
    )  # fmt: skip
    note = t(
        "Bewijzen op {day}, {n} rijen. Filters: {filters}",
        day=date_text(today),
        n=len(rows),
        filters=_told(filters, t),
    )
    return spreadsheet.workbook(sheet=t("Bewijzen"), note=note, columns=heads, rows=cells)


def _told(filters: Filters, t: Callable[..., str]) -> str:
    parts = [filters.status, filters.kind, filters.step, filters.hold, filters.search and t("zoekopdracht")]
    parts += ["campus" if filters.campus_id else "", "traject" if filters.trajectory_id else ""]
    return ", ".join(str(part) for part in parts if part) or t("geen")


def _rows(session: Session, actor: Actor, today: date, filters: Filters) -> Iterator[QueueRow]:
    page, given, total = 1, 0, 1
    while given < min(total, MOST):
        found = queries.queue(session, actor=actor, today=today, filters=filters, page=page)
        if not found.rows:
            return
        yield from found.rows
        page, given, total = page + 1, given + len(found.rows), found.total


def _more(session: Session, keys: Sequence[int]) -> dict[int, More]:
    found: dict[int, More] = {}
    for start in range(0, len(keys), CHUNK):
        rows = session.execute(
            select(Proof, Learner.born_on, Participation.completed_on, Deadline.target_on)
            .join(Learner, Learner.id == Proof.learner_id)
            .join(Participation, Participation.id == Proof.participation_id)
            .join(Deadline, (Deadline.subject_kind == "proof") & (Deadline.subject_id == Proof.id))
            .where(Proof.id.in_(keys[start : start + CHUNK]))
        )
        for proof, born_on, completed_on, target_on in rows:
            found[proof.id] = More(
                born_on, completed_on, target_on, proof.delivered_how, proof.entered_by, proof.noted_by,
                proof.led_reference, proof.late_reason, proof.late_action,
            )  # fmt: skip
    return found
