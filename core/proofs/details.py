"""One proof in full, with every paper it ever had."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.deadlines.terms import LED_REGISTRATION
from core.proofs import rows
from core.proofs.rows import QueueRow
from db.models import Deadline, Document, DocumentEvent, Learner, Participation, Proof


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper of a proof and what became of it."""

    document_id: int
    number: str
    issued_on: date
    issued_by: str
    sha256: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class ProofDetail:
    """One proof as the detail panel shows it."""

    row: QueueRow
    learner_id: int
    participation_id: int
    campus_id: int
    insz_tail: str
    insz_kind: str
    born_on: date | None
    completed_on: date
    outcome: str
    target_on: date
    rolled_on: date
    rule_version_on: date
    codes: Sequence[str]
    document_id: int | None
    delivered_how: str
    delivered_by: str
    entered_by: str
    noted_by: str
    led_reference: str
    late_reason: str
    late_action: str
    state: str
    papers: Sequence[PaperRow]


def detail(session: Session, *, actor: Actor, today: date, proof_id: int) -> ProofDetail | None:
    """One proof; None when it does not exist or lies on another campus."""
    statement = rows.columns().add_columns(Proof, Deadline, Learner, Participation)
    statement = statement.join(Participation, Participation.id == Proof.participation_id).where(
        Proof.id == proof_id, Deadline.subject_kind == "proof", Deadline.rule_id == LED_REGISTRATION
    )
    if actor.campus_ids is not None:
        statement = statement.where(Proof.campus_id.in_(sorted(actor.campus_ids)))
    found = session.execute(statement).one_or_none()
    if found is None:
        return None
    values = tuple(found)
    proof, deadline, learner, participation = values[-4:]
    return ProofDetail(
        row=rows.row(values[:-4], today), learner_id=learner.id, participation_id=participation.id,
        campus_id=proof.campus_id, insz_tail=learner.insz_tail, insz_kind=learner.insz_kind, born_on=learner.born_on,
        completed_on=participation.completed_on, outcome=participation.outcome, target_on=deadline.target_on,
        rolled_on=deadline.rolled_on, rule_version_on=deadline.rule_version_on, codes=tuple(proof.codes),
        document_id=proof.document_id, delivered_how=proof.delivered_how, delivered_by=proof.delivered_by,
        entered_by=proof.entered_by, noted_by=proof.noted_by, led_reference=proof.led_reference,
        late_reason=proof.late_reason, late_action=proof.late_action, state=proof.state,
        papers=papers(session, proof_id=proof.id),
    )  # fmt: skip


def papers(session: Session, *, proof_id: int) -> list[PaperRow]:
    """Every paper ever issued for a proof, newest first, with what became of it."""
    events: dict[int, tuple[str, str]] = {}
    statement = (
        select(DocumentEvent.document_id, DocumentEvent.kind, DocumentEvent.reason)
        .join(Document, Document.id == DocumentEvent.document_id)
        .where(Document.subject_kind == "proof", Document.subject_id == proof_id)
        .order_by(DocumentEvent.id)
    )
    for document_id, kind, reason in session.execute(statement):
        events[document_id] = (kind, reason)
    rows = session.scalars(
        select(Document)
        .where(Document.subject_kind == "proof", Document.subject_id == proof_id)
        .order_by(Document.id.desc())
    )
    return [
        PaperRow(d.id, d.number, d.issued_on, d.issued_by, d.sha256, *events.get(d.id, ("issued", d.reason)))
        for d in rows
    ]
