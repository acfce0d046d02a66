"""Many papers at once: one file to print or one archive, from the frozen rows, with every look written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.documents.content import content_from_json
from core.documents.merged import render_merged, zip_documents
from core.errors import InvalidInput, NotFound
from core.i18n import N_
from db.models import Document, Proof

MOST = 1000


@dataclass(frozen=True, slots=True)
class Bundle:
    """The bytes of one file and how many papers are in it."""

    content: bytes
    papers: int


def merged(session: Session, *, actor: Actor, today: date, proof_ids: Sequence[int]) -> Bundle:
    """The papers of these proofs in one PDF, in this order."""
    found = _documents(session, actor, today, proof_ids, what="bundle.pdf")
    return Bundle(render_merged(content_from_json(row.content) for row in found), len(found))


def archive(session: Session, *, actor: Actor, today: date, proof_ids: Sequence[int]) -> Bundle:
    """The papers of these proofs in one zip, each byte for byte as it was issued."""
    found = _documents(session, actor, today, proof_ids, what="bundle.zip")
    return Bundle(zip_documents((row.number, row.pdf) for row in found), len(found))


def _documents(
    session: Session, actor: Actor, today: date, proof_ids: Sequence[int], *, what: str
) -> list[Document]:
    require(session, actor, Action.READ_DOCUMENT)
    if not 0 < len(proof_ids) <= MOST:
        raise InvalidInput(N_("Kies tussen 1 en {most} bewijzen."), most=MOST)
    found_rows = session.execute(
        select(Proof.id, Document)
        .join(Document, Document.id == Proof.document_id)
        .where(Proof.id.in_(proof_ids))
    )
    rows = {row[0]: row[1] for row in found_rows}
    found = [rows[key] for key in dict.fromkeys(proof_ids) if key in rows]
    if not found:
        raise NotFound(N_("Van deze bewijzen bewaren we geen document. Reik ze eerst uit."))
    for row in found:
        require(session, actor, Action.READ_DOCUMENT, campus_id=row.campus_id)
        audit.log_access(session, actor=actor, what=what, learner_id=row.learner_id, subject=row.number)
    audit.record(
        session, actor=actor, action=what, subject_kind="document", subject_id=None,
        details={"documents": [row.id for row in found], "on": today},
    )  # fmt: skip
    return found
