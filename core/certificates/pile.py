"""The issued papers of a lot together: one PDF to print or one archive, page for page as they were issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.certificates.many import HOW_MANY, MOST
from core.documents import joined, merged
from core.errors import InvalidInput, NotFound
from core.i18n import N_
from core.learners import vault
from core.proofs.bundles import Bundle
from db.models import Certificate, Document

NONE = N_("Geen van deze papieren is uitgereikt. Reik ze eerst uit.")
ON_PAPER = N_("Deze papieren zijn van vóór Termijnwacht: ze bestaan alleen op papier, er is geen PDF van.")
# How a file is named, by the kind of paper: never after a person.
NAMES: Final = {
    "enrolment": "inschrijving", "assiduity": "nauwgezetheid", "second_notice": "tweede-zittijd-mededeling",
    "second_taken": "tweede-zittijd-deelname", "vov_enrolment": "attest-vov",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued paper with its frozen bytes."""

    certificate: Certificate
    document: Document

    @property
    def file_name(self) -> str:
        """After its kind and number."""
        return merged.file_name(self.document.number, prefix=NAMES[self.certificate.kind])

    @property
    def pdf(self) -> bytes:
        """The bytes as they were issued; one that prints the national number is kept sealed."""
        return vault.paper_bytes(self.document.pdf, number=self.document.number)


def printed(
    session: Session,
    *,
    actor: Actor,
    today: date,
    certificate_ids: Sequence[int],
    on_both_sides: bool = False,
) -> Bundle:
    """One PDF of these papers, in this order; printed on both sides, each begins on a front side of its own."""
    require(session, actor, Action.READ_DOCUMENT)
    papers = issued(session, actor, Action.READ_DOCUMENT, certificate_ids, what="certificate.pdf")
    title = f"Getuigschriften ({len(papers)})"
    content = joined.pages(
        [paper.pdf for paper in papers], title=title, made_on=today, on_both_sides=on_both_sides
    )
    audit.record(
        session, actor=actor, action="certificate.pdf", subject_kind="certificate", subject_id=None,
        details={"documents": [paper.document.id for paper in papers], "on": today},
    )  # fmt: skip
    return Bundle(content, len(papers))


def archive(session: Session, *, actor: Actor, today: date, certificate_ids: Sequence[int]) -> Bundle:
    """One zip of these papers, each byte for byte as it was issued, named after its kind and number."""
    require(session, actor, Action.READ_DOCUMENT)
    papers = issued(session, actor, Action.READ_DOCUMENT, certificate_ids, what="certificate.zip")
    content = joined.archive((paper.file_name, paper.pdf) for paper in papers)
    audit.record(
        session, actor=actor, action="certificate.zip", subject_kind="certificate", subject_id=None,
        details={"documents": [paper.document.id for paper in papers], "on": today},
    )  # fmt: skip
    return Bundle(content, len(papers))


def issued(
    session: Session, actor: Actor, right: Action, certificate_ids: Sequence[int], *, what: str
) -> list[Issued]:
    """The issued ones in the order that was asked, each look written down as `what`. Raises NotFound for none."""
    if not 0 < len(certificate_ids) <= MOST:
        raise InvalidInput(HOW_MANY, most=MOST)
    rows = session.execute(
        select(Certificate, Document)
        .join(Document, Document.id == Certificate.document_id)
        .where(Certificate.id.in_(certificate_ids), Certificate.state == "issued")
    )
    known = {paper.id: Issued(paper, document) for paper, document in rows}
    found = [known[key] for key in dict.fromkeys(certificate_ids) if key in known]
    if not found:
        raise NotFound(_none(session, certificate_ids))
    for campus_id in {paper.certificate.campus_id for paper in found}:
        require(session, actor, right, campus_id=campus_id)
    for paper in found:
        bears_number = vault.is_sealed_paper(paper.document.pdf)
        # Who may not reveal a national number does not get it by way of a paper that prints it.
        if bears_number:
            require(session, actor, Action.REVEAL_INSZ, campus_id=paper.certificate.campus_id)
        audit.log_access(
            session, actor=actor, what="insz" if bears_number else what, learner_id=paper.certificate.learner_id,
            subject=f"document {paper.document.number}",
        )  # fmt: skip
    return found


def _none(session: Session, certificate_ids: Sequence[int]) -> str:
    """Why there is nothing to print: nothing is issued, or what is was made before Termijnwacht."""
    earlier = select(Certificate.id).where(Certificate.id.in_(certificate_ids), Certificate.state == "issued")
    return NONE if session.scalar(earlier.limit(1)) is None else ON_PAPER
