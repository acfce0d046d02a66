"""The letters that go with papers handed over: one per learner, in the language of the learner, to print at once.

A letter holds a name and an address, so making one asks the right to deliver and is written down per person. It is
made from what the file says today: unlike the paper, it is not kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.deadlines.terms import LED_REGISTRATION
from core.documents import cover_letter
from core.documents.content import HouseStyle
from core.documents.cover_letter import CoverLetter
from core.i18n import Translator
from core.proofs import papers
from core.proofs.bundles import Bundle
from core.proofs.papers import Paper
from db.models import Campus, Deadline, Document, Learner, Organisation, Proof

WHAT = "letter.pdf"
HOME = "BEL"


@dataclass(frozen=True, slots=True)
class _Row:
    """A paper with whom it is for, where it was issued, and until when it must be in LED."""

    proof: Proof
    paper: Document
    learner: Learner
    campus: str
    due_on: date | None


def letters(session: Session, *, actor: Actor, today: date, proof_ids: Sequence[int]) -> Bundle:
    """The letters of these proofs in one PDF: papers of one person share a letter, people stand in this order."""
    require(session, actor, Action.DELIVER_PROOF)
    chosen = papers.chosen(session, actor=actor, right=Action.DELIVER_PROOF, what=WHAT, proof_ids=proof_ids)
    rows = _rows(session, chosen)
    organisation = session.get_one(Organisation, 1)
    by_learner: dict[int, list[_Row]] = {}
    for row in rows:
        by_learner.setdefault(row.learner.id, []).append(row)
    written = [_letter(organisation, own, today) for own in by_learner.values()]
    audit.record(
        session, actor=actor, action=WHAT, subject_kind="document", subject_id=None,
        details={"documents": [row.paper.id for row in rows], "on": today},
    )  # fmt: skip
    return Bundle(cover_letter.render_merged(written), len(written))


def _rows(session: Session, chosen: Sequence[Paper]) -> list[_Row]:
    found = session.execute(
        select(Proof.id, Learner, Campus.city, Deadline.due_on)
        .join(Learner, Learner.id == Proof.learner_id)
        .join(Campus, Campus.id == Proof.campus_id)
        .outerjoin(
            Deadline,
            (Deadline.subject_kind == "proof")
            & (Deadline.subject_id == Proof.id)
            & (Deadline.rule_id == LED_REGISTRATION),
        )
        .where(Proof.id.in_([paper.proof.id for paper in chosen]))
    )
    facts = {key: (learner, city, due_on) for key, learner, city, due_on in found}
    return [_Row(paper.proof, paper.document, *facts[paper.proof.id]) for paper in chosen]


def _letter(organisation: Organisation, rows: Sequence[_Row], today: date) -> CoverLetter:
    learner, paper = rows[0].learner, rows[0].paper
    open_terms = [row.due_on for row in rows if row.proof.registered_on is None and row.due_on is not None]
    coming = [day for day in open_terms if day >= today]
    return CoverLetter(
        addressee=f"{learner.first_name} {learner.last_name}".strip(),
        address=_address(learner),
        first_name=learner.first_name,
        proofs=tuple((row.proof.title, row.paper.number) for row in rows),
        organisation_name=organisation.name,
        organisation_address=f"{organisation.street}\n{organisation.postal_code} {organisation.city}",
        contact="\n".join(part for part in (organisation.email, organisation.phone) if part),
        place=rows[0].campus or organisation.city,
        sent_on=today,
        sender_name=str(paper.content["signatory_name"]),
        sender_function=str(paper.content["signatory_function"]),
        registered_by=max(coming) if coming and len(coming) == len(open_terms) else None,
        language=Translator(learner.language).language,
        style=HouseStyle(organisation.logo, organisation.primary_colour, organisation.house_text),
    )


def _address(learner: Learner) -> str:
    town = f"{learner.postal_code} {learner.city}".strip()
    country = learner.country if learner.country != HOME else ""
    return "\n".join(part for part in (learner.street, town, country) if part)
