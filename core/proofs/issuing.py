"""Issuing and what may become of a paper: destroyed before delivery, corrected after it, withdrawn.

Data, bytes and hash are frozen in one transaction under a gap-free number.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core import audit, clock, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.deadlines import projection, terms
from core.documents import proof as proof_paper
from core.documents.content import ProofContent, content_to_json
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from core.i18n.formats import date_text
from core.proofs import content as contents
from core.proofs import problems
from core.trajectories import queries as trajectories
from core.trajectories.queries import TrajectoryFacts
from db.models import Document, DocumentEvent, Learner, Participation, Proof

KIND = "proof"
# PostgreSQL's FOR NO KEY UPDATE: rows that point here by a foreign key do not wait for it, so nobody waits in a circle.
LOCK = {"key_share": True}
GONE = N_("Dit bewijs bestaat niet meer. Laad de lijst opnieuw.")
CHANGED = N_("Iemand anders wijzigde dit bewijs intussen. Kijk beide waarden na en probeer opnieuw.")


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper that was issued: its key and its number."""

    proof_id: int
    document_id: int
    number: str


def issue(
    session: Session,
    *,
    actor: Actor,
    today: date,
    proof_id: int,
    version: int,
    signatory_id: int | None = None,
) -> Issued:
    """Freeze a proof as a numbered PDF, dated today."""
    require(session, actor, Action.ISSUE_PROOF)
    hold_person(session, select(Proof.learner_id).where(Proof.id == proof_id))
    proof = load(session, actor, Action.ISSUE_PROOF, proof_id=proof_id, version=version)
    if proof.state != "to_issue":
        raise InvalidInput(
            N_("Dit bewijs is al uitgereikt op {day}. Open het om het te bekijken."),
            day=proof.issued_on,
        )
    trajectory = trajectories.facts_of(session, proof.trajectory_id)
    _check_issuable(session, proof, trajectory, today=today)
    paper = contents.gather(
        session, proof=proof, trajectory=trajectory, today=today, signatory_id=signatory_id
    )
    undelivered = _undelivered_correction(session, proof)
    if undelivered is not None:
        paper = replace(
            paper,
            corrects_number=undelivered.content["corrects_number"],
            correction_reason=undelivered.reason,
        )
    document = _freeze(session, actor=actor, proof=proof, paper=paper, today=today, corrects=undelivered)
    proof.state, proof.issued_on, proof.document_id = "issued", today, document.id
    _reassess(session, proof, trajectory)
    audit.record(
        session, actor=actor, action="proof.issue", subject_kind="proof", subject_id=proof.id,
        details={"number": document.number, "sha256": document.sha256, "on": today},
    )  # fmt: skip
    return Issued(proof.id, document.id, document.number)


def destroy(session: Session, *, actor: Actor, today: date, proof_id: int, version: int, reason: str) -> None:
    """An error found before delivery: the paper is destroyed under a reason and the proof can be issued anew."""
    require(session, actor, Action.CORRECT_PROOF)
    proof = load(session, actor, Action.CORRECT_PROOF, proof_id=proof_id, version=version)
    document = _document(session, proof)
    lengths.check_reason(reason)
    if proof.delivered_on is not None:
        raise InvalidInput(
            N_("Dit bewijs is al afgeleverd op {day}. Maak een correctie."), day=proof.delivered_on
        )
    if proof.registered_on is not None:
        raise InvalidInput(
            N_(
                "Dit bewijs is al geregistreerd in LED op {day}. "
                "Maak eerst de registratie ongedaan of geef een correctie uit."
            ),
            day=proof.registered_on,
        )
    _event(session, actor, document, "destroyed", today, reason)
    proof.state, proof.issued_on, proof.document_id = "to_issue", None, None
    _reassess(session, proof, trajectories.facts_of(session, proof.trajectory_id))
    audit.record(
        session, actor=actor, action="proof.destroy", subject_kind="proof", subject_id=proof.id,
        details={"number": document.number, "reason": reason, "on": today},
    )  # fmt: skip


def correct(
    session: Session, *, actor: Actor, today: date, proof_id: int, version: int, reason: str,
    signatory_id: int | None = None,
) -> Issued:  # fmt: skip
    """After delivery only a correction: a new paper with the reason, linked to the one it replaces."""
    require(session, actor, Action.CORRECT_PROOF)
    hold_person(session, select(Proof.learner_id).where(Proof.id == proof_id))
    proof = load(session, actor, Action.CORRECT_PROOF, proof_id=proof_id, version=version)
    replaced = _document(session, proof)
    lengths.check_reason(reason)
    if proof.delivered_on is None:
        raise InvalidInput(N_("Dit bewijs is nog niet afgeleverd. Vernietig het en reik het opnieuw uit."))
    trajectory = trajectories.facts_of(session, proof.trajectory_id)
    _check_issuable(session, proof, trajectory, today=today)
    paper = contents.gather(
        session, proof=proof, trajectory=trajectory, today=today, signatory_id=signatory_id
    )
    paper = replace(paper, corrects_number=replaced.number, correction_reason=reason.strip())
    document = _freeze(session, actor=actor, proof=proof, paper=paper, today=today, corrects=replaced)
    _event(session, actor, replaced, "replaced", today, reason)
    proof.document_id, proof.issued_on = document.id, today
    proof.delivered_on, proof.delivered_how, proof.delivered_by = None, "", ""
    _reassess(session, proof, trajectory)
    audit.record(
        session, actor=actor, action="proof.correct", subject_kind="proof", subject_id=proof.id,
        details={"number": document.number, "replaces": replaced.number, "reason": reason, "on": today},
    )  # fmt: skip
    return Issued(proof.id, document.id, document.number)


def withdraw(
    session: Session, *, actor: Actor, today: date, proof_id: int, version: int, reason: str
) -> None:
    """Take a proof back: everything stays, its state says withdrawn, its open term lapses."""
    require(session, actor, Action.CORRECT_PROOF)
    proof = load(session, actor, Action.CORRECT_PROOF, proof_id=proof_id, version=version)
    if proof.state != "issued":
        raise InvalidInput(N_("Dit bewijs is niet uitgereikt; er valt niets in te trekken."))
    lengths.check_reason(reason)
    if proof.document_id is not None:
        _event(session, actor, session.get_one(Document, proof.document_id), "withdrawn", today, reason)
    proof.state, proof.hold = "withdrawn", ""
    _settle(session, proof)
    audit.record(
        session, actor=actor, action="proof.withdraw", subject_kind="proof", subject_id=proof.id,
        details={"reason": reason, "on": today},
    )  # fmt: skip


def hold_person(session: Session, owner: Select[int]) -> None:
    """Keep the person as he is until the end, before anything of his is locked: nobody waits in a circle."""
    session.execute(
        select(Learner.id).where(Learner.id == owner.scalar_subquery()).with_for_update(read=True)
    )


def load(session: Session, actor: Actor, action: Action, *, proof_id: int, version: int) -> Proof:
    """The proof under a lock, on a campus of the actor, still as it was shown. Raises NotFound or Conflict."""
    proof = session.get(Proof, proof_id, with_for_update=LOCK)
    if proof is None:
        raise NotFound(GONE)
    require(session, actor, action, campus_id=proof.campus_id)
    if proof.version != version:
        raise Conflict(CHANGED, stored=stored_values(proof))
    proof.version += 1
    return proof


def stored_values(proof: Proof) -> dict[str, str]:
    """What another user may have changed, as text, for the conflict on the screen."""
    return {
        "state": proof.state,
        "issued_on": date_text(proof.issued_on),
        "delivered_on": date_text(proof.delivered_on),
        "registered_on": date_text(proof.registered_on),
        "entered_by": proof.entered_by,
        "led_reference": proof.led_reference,
    }


def _check_issuable(session: Session, proof: Proof, trajectory: TrajectoryFacts, *, today: date) -> None:
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
    )
    if found in problems.STOPS_ISSUE:
        raise InvalidInput(problems.WAY_OUT[found], field=found)


def _undelivered_correction(session: Session, proof: Proof) -> Document | None:
    """The correction that was destroyed before it was delivered: what follows it corrects the same paper."""
    last = session.scalars(
        select(Document)
        .where(Document.subject_kind == "proof", Document.subject_id == proof.id)
        .order_by(Document.id.desc())
        .limit(1)
    ).one_or_none()
    return last if last is not None and last.corrects_id is not None else None


def _freeze(
    session: Session,
    *,
    actor: Actor,
    proof: Proof,
    paper: ProofContent,
    today: date,
    corrects: Document | None = None,
) -> Document:
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


def _document(session: Session, proof: Proof) -> Document:
    if proof.state != "issued" or proof.document_id is None:
        raise InvalidInput(
            N_("Van dit bewijs bewaren we geen document. Een bewijs van elders kan je enkel intrekken.")
        )
    return session.get_one(Document, proof.document_id)


def _event(session: Session, actor: Actor, document: Document, kind: str, today: date, reason: str) -> None:
    session.add(
        DocumentEvent(
            document_id=document.id, kind=kind, happened_on=today, recorded_at=clock.now(), recorded_by=actor.name,
            reason=reason.strip(),
        )
    )  # fmt: skip


def _reassess(session: Session, proof: Proof, trajectory: TrajectoryFacts) -> None:
    completed_on = session.scalars(
        select(Participation.completed_on).where(Participation.id == proof.participation_id)
    ).one()
    assert completed_on is not None
    proof.hold = problems.hold(
        person=problems.person_of(session.get_one(Learner, proof.learner_id)),
        trajectory=trajectory,
        completed_on=completed_on,
        is_issued=proof.state == "issued",
    )
    _settle(session, proof)


def _settle(session: Session, proof: Proof) -> None:
    completed_on = session.scalars(
        select(Participation.completed_on).where(Participation.id == proof.participation_id)
    ).one()
    assert completed_on is not None
    session.flush()
    projection.settle(session, proof=proof, completed_on=completed_on, terms=terms.load(session))
