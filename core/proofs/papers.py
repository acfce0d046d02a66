"""The issued papers of chosen proofs, for whoever may have them, with every look written down."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput, NotFound
from core.i18n import N_
from db.models import Document, Proof

MOST = 1000


@dataclass(frozen=True, slots=True)
class Paper:
    """A proof with the paper that stands for it now."""

    proof: Proof
    document: Document


def chosen(
    session: Session, *, actor: Actor, right: Action, what: str, proof_ids: Sequence[int]
) -> list[Paper]:
    """The papers in the order that was asked; proofs without one are left out. `what` names the look."""
    require(session, actor, right)
    if not 0 < len(proof_ids) <= MOST:
        raise InvalidInput(N_("Kies tussen 1 en {most} bewijzen."), most=MOST)
    found = session.execute(
        select(Proof, Document)
        .join(Document, Document.id == Proof.document_id)
        .where(Proof.id.in_(proof_ids))
    )
    known = {proof.id: Paper(proof, document) for proof, document in found}
    papers = [known[key] for key in dict.fromkeys(proof_ids) if key in known]
    if not papers:
        raise NotFound(N_("Van deze bewijzen bewaren we geen document. Reik ze eerst uit."))
    for paper in papers:
        document = paper.document
        require(session, actor, right, campus_id=document.campus_id)
        audit.log_access(
            session, actor=actor, what=what, learner_id=document.learner_id, subject=document.number
        )
    return papers
