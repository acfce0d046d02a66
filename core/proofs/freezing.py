"""A paper is made: data, bytes and hash frozen in one transaction under a gap-free number."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core import clock
from core.access.actors import Actor
from core.documents import proof as proof_paper
from core.documents.content import ProofContent, content_to_json
from core.errors import InvalidInput
from core.i18n import N_
from core.once import JsonValue
from core.proofs import content as contents
from core.proofs import problems
from core.trajectories.queries import TrajectoryFacts
from db.models import Document, Learner, Participation, Proof

KIND = "proof"


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper that was issued: its key and its number."""

    proof_id: int
    document_id: int
    number: str

    def as_json(self) -> dict[str, JsonValue]:
        """For the second answer to the same submit."""
        return {"proof_id": self.proof_id, "document_id": self.document_id, "number": self.number}


def told_again(kept: Mapping[str, JsonValue]) -> Issued:
    """The answer that was given the first time."""
    proof_id, document_id, number = kept["proof_id"], kept["document_id"], kept["number"]
    assert isinstance(proof_id, int)
    assert isinstance(document_id, int)
    return Issued(proof_id, document_id, str(number))


def check_issuable(session: Session, proof: Proof, trajectory: TrajectoryFacts, *, today: date) -> None:
    """A completed, recognised trajectory and nothing missing on the paper, as the facts are now."""
    completion = session.get_one(Participation, proof.participation_id)
    assert completion.completed_on is not None
    if completion.completed_on > today:
        raise InvalidInput(
            N_("Het traject is nog niet afgerond; reik het bewijs uit na {day}."),
            day=completion.completed_on,
        )
    for day in (completion.completed_on, today):
        if not trajectory.recognised(day):
            raise InvalidInput(
                N_("Traject {code} was niet erkend op {day}. Controleer de erkenningsdata."),
                code=trajectory.code,
                day=day,
            )
    # From the facts as they are now: the stored problem of an issued proof knows nothing of its name any more.
    found = problems.hold(
        person=problems.person_of(session.get_one(Learner, proof.learner_id)),
        trajectory=trajectory,
        completed_on=completion.completed_on,
        is_issued=False,
        has_open_problem=False,  # it stops the registration, never the paper
    )
    if found in problems.STOPS_ISSUE:
        raise InvalidInput(problems.WAY_OUT[found], field=found)


def freeze(
    session: Session,
    *,
    actor: Actor,
    proof: Proof,
    paper: ProofContent,
    today: date,
    corrects: Document | None = None,
) -> Document:
    """The paper under the next number of the year: data, bytes and hash in one row that never changes."""
    number = contents.next_number(session, kind=KIND, year=today.year)
    code = contents.new_code()
    final = contents.numbered(paper, number=number, code=code)
    pdf = proof_paper.render(final)
    document = Document(
        kind=KIND, year=number.year, sequence=number.sequence, number=number.text, subject_kind="proof",
        subject_id=proof.id, learner_id=proof.learner_id, campus_id=proof.campus_id, issued_on=today,
        issued_at=clock.now(), issued_by=actor.name, template_version=proof_paper.TEMPLATE, verify_code=code,
        content=content_to_json(final), pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest(),
        corrects_id=corrects.id if corrects else None, reason=paper.correction_reason,
    )  # fmt: skip
    session.add(document)
    session.flush()
    return document
