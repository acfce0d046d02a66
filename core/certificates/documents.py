"""The numbered documents of papers: what each corrects, what corrects it, when it was delivered or destroyed.

Among them stands the one of before Termijnwacht, which is on paper only and was noted with the number it bears.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from core.certificates.terms_of_papers import CERTIFICATE
from db.models import AuditEntry, Certificate, Document, DocumentEvent


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One numbered document of a paper and what became of it; what it corrects and what corrects it, by number.

    `document_id` None: a paper of before Termijnwacht, of which nothing but its number and days is kept.
    """

    document_id: int | None
    certificate_id: int
    number: str
    issued_on: date
    issued_by: str
    reason: str
    signatory: str
    corrects: str
    corrected_by: str
    delivered_on: date | None
    destroyed_on: date | None
    destroyed_reason: str
    signed_on: date | None = None


def of(session: Session, *, certificate_ids: Collection[int]) -> list[DocumentLine]:
    """Every document these papers ever had, newest first.

    A correction that was destroyed before delivery hands what it corrected on to the next one, so the link between a
    corrected document and its correction is read from what is printed on them.
    """
    of_papers = (Document.subject_kind == CERTIFICATE, Document.subject_id.in_(certificate_ids))
    statement = select(Document).where(*of_papers).options(defer(Document.pdf)).order_by(Document.id.desc())
    found = session.scalars(statement).all()
    events = session.scalars(
        select(DocumentEvent)
        .join(Document, Document.id == DocumentEvent.document_id)
        .where(*of_papers)
        .order_by(DocumentEvent.id)
    ).all()
    became = {(each.document_id, each.kind): each for each in events}
    corrected_by = {
        (each.subject_id, str(each.content["corrects_number"])): each.number
        for each in reversed(found)
        if each.content.get("corrects_number") and (each.id, "destroyed") not in became
    }
    signed = _signed(session, certificate_ids)
    lines = [
        _line(each, became, corrected_by.get((each.subject_id, each.number), ""), signed.get(each.number))
        for each in found
    ]
    reasons = _reasons(session, certificate_ids)
    return lines + [
        _earlier(paper, corrected_by.get((paper.id, paper.earlier_number), ""), reasons.get(paper.id, ""))
        for paper in session.scalars(
            select(Certificate)
            .where(Certificate.id.in_(certificate_ids), Certificate.earlier_issued_on.is_not(None))
            .order_by(Certificate.id.desc())
        )
    ]


def _earlier(paper: Certificate, corrected_by: str, destroyed_reason: str) -> DocumentLine:
    assert paper.earlier_issued_on is not None
    return DocumentLine(
        None, paper.id, paper.earlier_number, paper.earlier_issued_on, "", "", "", "", corrected_by,
        paper.earlier_delivered_on, paper.earlier_destroyed_on, destroyed_reason,
    )  # fmt: skip


def _reasons(session: Session, certificate_ids: Collection[int]) -> Mapping[int, str]:
    """Why the paper of before Termijnwacht was destroyed, by certificate: it has no document to keep an event of, so
    the audit alone knows. What was destroyed before it was noted, or after another issue, was one of ours."""
    acts = session.execute(
        select(Certificate.id, AuditEntry.action, AuditEntry.details)
        .join(Certificate, Certificate.id == AuditEntry.subject_id)
        .where(
            AuditEntry.subject_kind == CERTIFICATE, Certificate.id.in_(certificate_ids),
            Certificate.earlier_destroyed_on.is_not(None),
            AuditEntry.action.in_(("certificate.note_earlier", "certificate.issue", "certificate.destroy")),
        )
        .order_by(AuditEntry.sequence)
    )  # fmt: skip
    last: dict[int, str] = {}
    found: dict[int, str] = {}
    for key, action, details in acts:
        if action == "certificate.destroy" and last.get(key) == "certificate.note_earlier":
            found[key] = str(json.loads(details).get("reason", ""))
        last[key] = action
    return found


def _signed(session: Session, certificate_ids: Collection[int]) -> Mapping[str, date]:
    """The day noted for stamp and signature of each document, by number, also of one that was destroyed or corrected.

    The paper itself keeps only that of its newest document; each act of signing tells its day to the audit, after the
    issue that gave the number.
    """
    acts = session.execute(
        select(AuditEntry.subject_id, AuditEntry.action, AuditEntry.details)
        .where(
            AuditEntry.subject_kind == CERTIFICATE, AuditEntry.subject_id.in_(certificate_ids),
            AuditEntry.action.in_(("certificate.issue", "certificate.sign")),
        )
        .order_by(AuditEntry.sequence)
    )  # fmt: skip
    living: dict[int | None, str] = {}
    found: dict[str, date] = {}
    for key, action, details in acts:
        told = json.loads(details)
        if action == "certificate.issue":
            living[key] = str(told.get("number", ""))
        elif key in living:
            found[living[key]] = date.fromisoformat(told["day"])
    return found


def _line(
    row: Document, became: Mapping[tuple[int, str], DocumentEvent], corrected_by: str, signed_on: date | None
) -> DocumentLine:
    delivered, destroyed = became.get((row.id, "delivered")), became.get((row.id, "destroyed"))
    return DocumentLine(
        row.id, row.subject_id, row.number, row.issued_on, row.issued_by, row.reason,
        str(row.content.get("signatory_name", "")), str(row.content.get("corrects_number", "")), corrected_by,
        delivered.happened_on if delivered else None, destroyed.happened_on if destroyed else None,
        destroyed.reason if destroyed else "", signed_on,
    )  # fmt: skip
