"""What anybody may know of a paper by the code printed on it (`/verify/<code>`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.proofs import content as contents
from db.models import Document, DocumentEvent


@dataclass(frozen=True, slots=True)
class Verification:
    """What anybody may know of a paper by its code: its state, its kind, initials and no more."""

    status: str
    number: str
    title: str
    initials: str
    issued_on: date
    organisation: str
    replaced_by: str


def verification(session: Session, *, code: str) -> Verification | None:
    """Valid, replaced, withdrawn or destroyed; None for a code we never gave."""
    document = session.scalars(
        select(Document).where(Document.verify_code == contents.plain_code(code))
    ).one_or_none()
    if document is None:
        return None
    kinds = session.scalars(
        select(DocumentEvent.kind).where(
            DocumentEvent.document_id == document.id,
            DocumentEvent.kind.not_in(("delivered", "undelivered")),
        )
    ).all()
    content: Mapping[str, object] = document.content
    names = (str(content["first_name"]), str(content["last_name"]))
    initials = " ".join(f"{name[0]}." for name in names if name)
    status = kinds[-1] if kinds else "valid"
    return Verification(
        status, document.number, str(content["title"]), initials, document.issued_on,
        str(content["organisation_name"]), _successor(session, document.id),
    )  # fmt: skip


def _successor(session: Session, document_id: int) -> str:
    """The number of the paper that replaced this one; a successor destroyed before delivery is passed over."""
    destroyed = (
        select(DocumentEvent.id)
        .where(DocumentEvent.document_id == Document.id, DocumentEvent.kind == "destroyed")
        .exists()
    )
    found = session.execute(
        select(Document.id, Document.number, destroyed).where(Document.corrects_id == document_id)
    ).one_or_none()
    if found is None:
        return ""
    return _successor(session, found[0]) if found[2] else found[1]
