"""The proofs of one person in full: term, registration, and every paper with what became of it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.deadlines.terms import LED_REGISTRATION
from core.subject.rows import PaperLine, ProofLine
from db.models import Deadline, Document, DocumentEvent, Proof


def of_people(session: Session, actor: Actor, keys: Sequence[int]) -> list[ProofLine]:
    """Every proof of these files, in the order they were earned."""
    statement = (
        select(Proof, Deadline.due_on, func.coalesce(Document.number, Proof.external_number))
        .outerjoin(
            Deadline,
            (Deadline.subject_kind == "proof") & (Deadline.subject_id == Proof.id)
            & (Deadline.rule_id == LED_REGISTRATION),
        )
        .outerjoin(Document, Document.id == Proof.document_id)
        .where(Proof.learner_id.in_(keys), *scope.of_campuses(actor, Proof.campus_id))
        .order_by(Proof.id)
    )  # fmt: skip
    found = session.execute(statement).all()
    papers = _papers(session, [proof.id for proof, _, _ in found])
    return [
        ProofLine(
            proof.id, proof.kind, proof.title, number or "", proof.state, due_on, proof.issued_on, proof.delivered_on,
            proof.delivered_how, proof.delivered_by, proof.entered_on, proof.entered_by, proof.registered_on,
            proof.noted_by, proof.led_reference, proof.led_cancelled_on, proof.late_reason, proof.late_action,
            papers.get(proof.id, []),
        )
        for proof, due_on, number in found
    ]  # fmt: skip


def _papers(session: Session, proof_ids: Sequence[int]) -> dict[int, list[PaperLine]]:
    columns = (
        Document.id, Document.subject_id, Document.number, Document.issued_on, Document.issued_by, Document.reason,
    )  # fmt: skip
    rows = session.execute(
        select(*columns)
        .where(Document.subject_kind == "proof", Document.subject_id.in_(proof_ids))
        .order_by(Document.id)
    ).all()
    told: dict[int, list[tuple[str, date, str]]] = {}
    for event in session.scalars(
        select(DocumentEvent)
        .where(DocumentEvent.document_id.in_([row[0] for row in rows]))
        .order_by(DocumentEvent.id)
    ):
        told.setdefault(event.document_id, []).append((event.kind, event.happened_on, event.reason))
    papers: dict[int, list[PaperLine]] = {}
    for key, proof_id, number, issued_on, issued_by, reason in rows:
        papers.setdefault(proof_id, []).append(
            PaperLine(key, number, issued_on, issued_by, reason, told.get(key, []))
        )
    return papers
