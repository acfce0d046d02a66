"""Many papers at once: one file to print or one archive, from the frozen rows, with every look written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.documents.content import content_from_json
from core.documents.merged import render_merged, zip_documents
from core.proofs import papers
from db.models import Document


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
    right = Action.READ_DOCUMENT
    require(session, actor, right)
    chosen = papers.chosen(session, actor=actor, right=right, what=what, proof_ids=proof_ids)
    found = [paper.document for paper in chosen]
    audit.record(
        session, actor=actor, action=what, subject_kind="document", subject_id=None,
        details={"documents": [row.id for row in found], "on": today},
    )  # fmt: skip
    return found
