"""When what somebody achieved is fixed: from then on a proof is withdrawn or corrected, never removed."""

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from db.models import Document, DocumentEvent, LedTicket, Proof


def is_fixed() -> ColumnElement[bool]:
    """Of a proof in the statement: it was issued, or an earlier paper of it is with the learner.

    A correction destroyed before it was delivered makes the proof "to issue" again, but the paper it was to replace
    did leave the house. Nor can it go once somebody reported something about it in LED: the ticket names it.
    """
    return or_(Proof.state != "to_issue", _is_with_learner(), exists().where(LedTicket.proof_id == Proof.id))


def _is_with_learner() -> ColumnElement[bool]:
    later = aliased(DocumentEvent)
    taken_back = exists().where(
        later.document_id == DocumentEvent.document_id,
        later.kind == "undelivered",
        later.id > DocumentEvent.id,
    )
    delivered = exists().where(
        DocumentEvent.document_id == Document.id, DocumentEvent.kind == "delivered", ~taken_back
    )
    # What is corrected was delivered, whatever its events say.
    return exists().where(
        and_(Document.subject_kind == "proof", Document.subject_id == Proof.id),
        or_(Document.corrects_id.is_not(None), delivered),
    )
