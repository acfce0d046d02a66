"""From a due paper to a numbered one: checked, gathered, frozen."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, clock, once
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.attendance import totals
from core.certificates import blanks, files
from core.certificates import content as contents
from core.documents import certificate as drawn
from core.errors import InvalidInput
from core.i18n import N_
from core.learners import vault
from core.once import JsonValue
from core.proofs.content import new_code, next_number
from db.models import Certificate, Document, DocumentEvent, Learner

NOT_DUE = N_("Dit getuigschrift is niet meer uit te reiken. Open het om te zien waarom.")
TOO_EARLY = N_(
    "De periode loopt tot en met {day}. Een getuigschrift van nauwgezetheid mag pas de dag daarna opgemaakt worden."
)
NOT_ENTERED = N_("In deze periode zijn nog {count} lessen niet ingevoerd. Sluit ze af en reik daarna uit.")
NOT_THE_SUM = N_("Aanwezig, gewettigd en ongewettigd zijn samen niet de gegeven minuten. Kijk de lessen na.")
# One series of numbers per kind of paper and year; the letters keep the numbers of all documents apart.
SERIES: Final[Mapping[str, tuple[str, str]]] = {
    "enrolment": ("cert_enrolment", "I"),
    "assiduity": ("cert_assiduity", "N"),
    "second_notice": ("cert_second_notice", "Z"),
    "second_taken": ("cert_second_taken", "D"),
    "vov_enrolment": ("cert_vov_enrolment", "V"),
}


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper that was issued: its key and its number."""

    certificate_id: int
    document_id: int
    number: str


def issue(
    session: Session, *, actor: Actor, today: date, certificate_id: int, version: int, signatory_id: int | None = None,
    nonce: str = "",
) -> Issued:  # fmt: skip
    """Freeze a paper, dated today; the same submit twice gives the same paper. Raises InvalidInput."""
    require(session, actor, Action.ISSUE_CERTIFICATE)
    answered = once.replay(session, nonce=nonce)
    if answered is not None:
        return _told_again(answered)
    paper = files.load(
        session, actor, Action.ISSUE_CERTIFICATE, certificate_id=certificate_id, version=version
    )
    _check(session, paper, today)
    corrected = session.get(Document, paper.document_id) if paper.document_id is not None else None
    gathered = contents.gather(
        session, paper=paper, today=today, signatory_id=signatory_id,
        corrects_number=_corrected_number(session, corrected) if corrected else "",
    )  # fmt: skip
    document = _freeze(session, actor, paper, gathered, today=today, corrects=corrected)
    paper.state, paper.issued_on, paper.document_id = "issued", today, document.id
    files.settle(session, paper)
    audit.record(
        session, actor=actor, action="certificate.issue", subject_kind="certificate", subject_id=paper.id,
        details={"number": document.number, "sha256": document.sha256, "on": today},
    )  # fmt: skip
    result: dict[str, JsonValue] = {
        "certificate_id": paper.id, "document_id": document.id, "number": document.number,
    }  # fmt: skip
    once.remember(session, nonce=nonce, command="certificate.issue", result=result)
    return _told_again(result)


def _corrected_number(session: Session, corrected: Document) -> str:
    """The delivered paper that is corrected; a correction destroyed before delivery passes on what it corrected."""
    destroyed = select(DocumentEvent.id).where(
        DocumentEvent.document_id == corrected.id, DocumentEvent.kind == "destroyed"
    )
    if session.scalars(destroyed).first() is not None:
        return str(corrected.content["corrects_number"])
    return corrected.number


def _told_again(kept: Mapping[str, JsonValue]) -> Issued:
    certificate_id, document_id = kept["certificate_id"], kept["document_id"]
    assert isinstance(certificate_id, int)
    assert isinstance(document_id, int)
    return Issued(certificate_id, document_id, str(kept["number"]))


def _check(session: Session, paper: Certificate, today: date) -> None:
    if paper.state != "due":
        raise InvalidInput(NOT_DUE)
    if paper.from_on is None or paper.to_on is None:
        return
    if today <= paper.to_on:
        raise InvalidInput(TOO_EARLY, field="issued_on", day=paper.to_on)
    found = totals.of_one(
        session, enrolment_id=paper.enrolment_id, first_on=paper.from_on, last_on=paper.to_on
    )
    if found.not_entered:
        raise InvalidInput(NOT_ENTERED, count=found.not_entered)
    if found.present + found.justified + found.unjustified != found.given:
        raise InvalidInput(NOT_THE_SUM)


def _freeze(
    session: Session, actor: Actor, paper: Certificate, gathered: drawn.CertificateContent, *, today: date,
    corrects: Document | None,
) -> Document:  # fmt: skip
    kind, letter = SERIES[paper.kind]
    number = next_number(session, kind=kind, year=today.year)
    final = replace(gathered, number=f"{letter}{number.text}")
    model = blanks.model(session, kind=paper.kind, on=today)
    blank = blanks.drawn_on(model, kind=paper.kind)
    template = drawn.TEMPLATE if blank is None or model is None else f"{drawn.TEMPLATE}-blank-{model.id}"
    digits = _national_number(session, actor, paper, final)
    pdf = drawn.render(final, national_number=digits, blank=blank)
    document = Document(
        kind=kind, year=number.year, sequence=number.sequence, number=final.number, subject_kind="certificate",
        subject_id=paper.id, learner_id=paper.learner_id, campus_id=paper.campus_id, issued_on=today,
        issued_at=clock.now(), issued_by=actor.name, template_version=template, verify_code=new_code(),
        content=drawn.to_json(final), pdf=vault.seal_paper(pdf, number=final.number) if digits else pdf,
        sha256=hashlib.sha256(pdf).hexdigest(), corrects_id=corrects.id if corrects else None,
        reason=paper.correction_reason if corrects else "",
    )  # fmt: skip
    session.add(document)
    session.flush()
    return document


def _national_number(
    session: Session, actor: Actor, paper: Certificate, content: drawn.CertificateContent
) -> str:
    """The number that the paper prints, its use written down; '' where none is printed. Raises Sealed."""
    if content.number_place != "printed":
        return ""
    learner = session.get_one(Learner, paper.learner_id)
    assert learner.insz_cipher is not None
    audit.log_access(
        session, actor=actor, what="insz", learner_id=learner.id, subject=f"document {content.number}"
    )
    return vault.unseal(learner.insz_cipher)
