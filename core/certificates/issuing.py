"""From a due paper to a numbered one: checked, gathered, frozen."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from core import audit, clock, once
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.certificates import blanks, files, obstacles
from core.certificates import content as contents
from core.certificates import facts as loading
from core.certificates.facts import Facts, Issuer
from core.documents import certificate as drawn
from core.learners import vault
from core.once import JsonValue
from core.proofs.content import new_code, next_number
from db.models import Certificate, Document

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


@dataclass(frozen=True, slots=True)
class Run:
    """What many papers are made of, read once for all of them after they were locked."""

    facts: Mapping[int, Facts]
    issuer: Issuer

    @classmethod
    def of(
        cls, session: Session, papers: Sequence[Certificate], *, today: date, signatory_id: int | None
    ) -> "Run":
        """Read everything; for one paper as for many."""
        return cls(
            loading.of(session, papers), loading.issuer(session, today=today, signatory_id=signatory_id)
        )


def issue(
    session: Session, *, actor: Actor, today: date, certificate_id: int, version: int, signatory_id: int | None = None,
    nonce: str = "", run: Run | None = None,
) -> Issued:  # fmt: skip
    """Freeze a paper, dated today; the same submit twice gives the same paper. Raises InvalidInput.

    `run` is what a batch read for all its papers at once, this one among them.
    """
    require(session, actor, Action.ISSUE_CERTIFICATE)
    answered = once.replay(session, nonce=nonce)
    if answered is not None:
        return _told_again(answered)
    if run is None:
        files.hold_facts(session, certificate_ids=[certificate_id])
    paper = files.load(
        session, actor, Action.ISSUE_CERTIFICATE, certificate_id=certificate_id, version=version
    )
    run = run or Run.of(session, [paper], today=today, signatory_id=signatory_id)
    issued = _freeze(session, actor, run.facts[paper.id], run.issuer, today=today)
    audit.record(
        session, actor=actor, action="certificate.issue", subject_kind="certificate", subject_id=paper.id,
        details={"number": issued.number, "sha256": issued.sha256, "on": today},
    )  # fmt: skip
    result: dict[str, JsonValue] = {
        "certificate_id": paper.id, "document_id": issued.id, "number": issued.number,
    }  # fmt: skip
    once.remember(session, nonce=nonce, command="certificate.issue", result=result)
    return _told_again(result)


def _freeze(session: Session, actor: Actor, facts: Facts, issuer: Issuer, *, today: date) -> Document:
    """Number, draw and keep a paper that was loaded under its lock. Raises InvalidInput by its first obstacle."""
    for obstacle in obstacles.found(facts, issuer, today=today):
        raise obstacle.error
    paper = facts.paper
    document = _document(session, actor, facts, issuer, today=today)
    paper.state, paper.issued_on, paper.document_id = "issued", today, document.id
    files.settle(session, paper)
    return document


def _told_again(kept: Mapping[str, JsonValue]) -> Issued:
    certificate_id, document_id = kept["certificate_id"], kept["document_id"]
    assert isinstance(certificate_id, int)
    assert isinstance(document_id, int)
    return Issued(certificate_id, document_id, str(kept["number"]))


def _document(session: Session, actor: Actor, facts: Facts, issuer: Issuer, *, today: date) -> Document:
    paper = facts.paper
    # A destroyed correction stays in the chain of documents, where each has one successor at most.
    corrects = None if paper.document_id is None else files.newest_document(session, paper)
    kind, letter = SERIES[paper.kind]
    number = next_number(session, kind=kind, year=today.year)
    final = replace(contents.of(facts, issuer, today=today), number=f"{letter}{number.text}")
    model = issuer.model(paper.kind)
    blank = blanks.drawn_on(model, kind=paper.kind)
    template = drawn.TEMPLATE if blank is None or model is None else f"{drawn.TEMPLATE}-blank-{model.id}"
    digits = _national_number(session, actor, facts, final)
    pdf = drawn.render(final, national_number=digits, blank=blank)
    document = Document(
        kind=kind, year=number.year, sequence=number.sequence, number=final.number, subject_kind="certificate",
        subject_id=paper.id, learner_id=paper.learner_id, campus_id=paper.campus_id, issued_on=today,
        issued_at=clock.now(), issued_by=actor.name, template_version=template, verify_code=new_code(),
        content=drawn.to_json(final), pdf=vault.seal_paper(pdf, number=final.number) if digits else pdf,
        sha256=hashlib.sha256(pdf).hexdigest(), corrects_id=corrects,
        reason=paper.correction_reason,
    )  # fmt: skip
    session.add(document)
    session.flush()
    return document


def _national_number(session: Session, actor: Actor, facts: Facts, content: drawn.CertificateContent) -> str:
    """The number that the paper prints, its use written down; '' where none is printed. Raises Sealed."""
    if content.number_place != "printed":
        return ""
    learner = facts.learner
    assert learner.insz_cipher is not None
    audit.log_access(
        session, actor=actor, what="insz", learner_id=learner.id, subject=f"document {content.number}"
    )
    return vault.unseal(learner.insz_cipher)
