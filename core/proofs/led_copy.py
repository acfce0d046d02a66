"""Which paper LED was filled from: a correction after that leaves LED with the data of the paper it replaced.

A registration is never overwritten from here. That LED is behind is kept as an event of the proof at the moment the
paper is replaced, so that the order of two acts on one day is known, and it ends by what is noted later: the entry was
taken back, the proof was entered anew, or a report about it was closed as "Verbeterd in LED".
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.history import events
from db.models import Document, HistoryEvent, LedTicket, Proof

SUBJECT = "proof"
REPLACED, TAKEN_BACK = "replaced_after_entry", "entry_taken_back"


@dataclass(frozen=True, slots=True)
class OldCopy:
    """What LED still holds: the number of the paper, the day it was replaced, the paper that stands for it now.

    `ticket_id` is the report about this proof that is open, with the day it came in.
    """

    number: str
    replaced_on: date
    by_number: str
    ticket_id: int | None
    reported_on: date | None


def note_replaced(
    session: Session, actor: Actor, proof: Proof, *, replaced: Document, by: Document, today: date
) -> None:
    """Beside a correction: what was typed over before was the paper that is replaced now."""
    if proof.entered_on is None and proof.registered_on is None:
        return
    events.add(
        session, actor, subject_kind=SUBJECT, subject_id=proof.id, kind=REPLACED, happened_on=today,
        old_value=replaced.number, new_value=by.number,
    )  # fmt: skip


def note_taken_back(session: Session, actor: Actor, proof: Proof, *, today: date) -> None:
    """Beside an entry that is taken back: what is typed over next is the paper of then."""
    if _replaced(session, proof.id, since=0) is not None:
        events.add(
            session, actor, subject_kind=SUBJECT, subject_id=proof.id, kind=TAKEN_BACK, happened_on=today
        )


def old_copy(session: Session, *, proof_id: int) -> OldCopy | None:
    """What LED holds of an older paper; None when it holds the paper that counts, or nothing."""
    found = session.execute(
        select(Proof.led_cancelled_on, Proof.entered_on, Proof.registered_on, Document.number)
        .join(Document, Document.id == Proof.document_id)
        .where(Proof.id == proof_id, Proof.state == "issued")
    ).one_or_none()
    if found is None or found[0] is not None or found[1:3] == (None, None):
        return None
    # Hardly any proof was ever replaced so: the rest costs one look at an index.
    if _replaced(session, proof_id, since=0) is None:
        return None
    replaced = _replaced(session, proof_id, since=_renewed(session, proof_id))
    if replaced is None:
        return None
    ticket = session.execute(
        select(LedTicket.id, LedTicket.reported_on)
        .where(LedTicket.proof_id == proof_id, LedTicket.closed_on.is_(None), LedTicket.kind != "replacement")
        .order_by(LedTicket.id.desc())
        .limit(1)
    ).one_or_none()
    key, reported_on = ticket if ticket is not None else (None, None)
    return OldCopy(replaced.old_value, replaced.happened_on, found[3], key, reported_on)


def _replaced(session: Session, proof_id: int, *, since: int) -> HistoryEvent | None:
    """The first paper that was replaced after LED last got the data: LED holds that one, not the ones between."""
    event = HistoryEvent
    mine = select(event).where(event.subject_kind == SUBJECT, event.subject_id == proof_id)
    return session.scalars(
        mine.where(event.kind == REPLACED, event.id > since).order_by(event.id).limit(1)
    ).first()


def _renewed(session: Session, proof_id: int) -> int:
    """The last event by which LED got, or will get, the data of the paper of then; 0 when there is none."""
    event, ticket = HistoryEvent, LedTicket
    taken_back = select(func.max(event.id)).where(
        event.subject_kind == SUBJECT, event.subject_id == proof_id, event.kind == TAKEN_BACK
    )
    # A report that was opened again is no longer closed as corrected, whatever its history says.
    corrected = (event.kind == "closed") & (event.new_value == "corrected") & (ticket.outcome == "corrected")
    by_ticket = (
        select(func.max(event.id))
        .join(ticket, (event.subject_kind == "ticket") & (event.subject_id == ticket.id))
        .where(ticket.proof_id == proof_id, corrected | (event.kind == "registered_again"))
    )
    return max(session.scalar(taken_back) or 0, session.scalar(by_ticket) or 0)
