"""When what somebody achieved is fixed: from then on a proof is withdrawn or corrected, never removed.

What hangs on a proof for good, a paper at the learner or a problem that was reported, would lose it otherwise.
"""

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from db.models import Document, DocumentEvent, LedTicket, ProblemReport, Proof


def is_fixed() -> ColumnElement[bool]:
    """Of a proof in the statement: it was issued, an earlier paper of it is with the learner, or a problem was noted.

    A correction destroyed before it was delivered makes the proof "to issue" again, but the paper it was to replace
    did leave the house. Nor can it go once somebody reported something about it in LED: the ticket names it.
    """
    return or_(is_of_paper(), has_problem(), has_ticket())


def is_of_paper() -> ColumnElement[bool]:
    """The same by its papers alone."""
    return or_(Proof.state != "to_issue", _is_with_learner())


def has_problem() -> ColumnElement[bool]:
    """Of a proof in the statement: a problem was noted for it, open or closed; its history must stay somewhere."""
    return exists().where(ProblemReport.proof_id == Proof.id)


def has_ticket() -> ColumnElement[bool]:
    """Of a proof in the statement: somebody reported something about it in LED; the ticket names it."""
    return exists().where(LedTicket.proof_id == Proof.id)


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
