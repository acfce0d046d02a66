"""Issuing: from an earned proof to a numbered paper."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, once
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.i18n import N_
from core.proofs import content as contents
from core.proofs import files, freezing
from core.proofs.freezing import Issued
from core.trajectories import queries as trajectories
from db.models import Document, Proof


def issue(
    session: Session, *, actor: Actor, today: date, proof_id: int, version: int, signatory_id: int | None = None,
    nonce: str = "",
) -> Issued:  # fmt: skip
    """Freeze a proof as a numbered PDF, dated today; the same submit twice gives the same paper."""
    require(session, actor, Action.ISSUE_PROOF)
    answered = once.replay(session, nonce=nonce)
    if answered is not None:
        return freezing.told_again(answered)
    files.hold_person(session, select(Proof.learner_id).where(Proof.id == proof_id))
    proof = files.load(session, actor, Action.ISSUE_PROOF, proof_id=proof_id, version=version)
    if proof.state != "to_issue":
        raise InvalidInput(
            N_("Dit bewijs is al uitgereikt op {day}. Open het om het te bekijken."),
            day=proof.issued_on,
        )
    trajectory = trajectories.facts_of(session, proof.trajectory_id)
    freezing.check_issuable(session, proof, trajectory, today=today)
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
    document = freezing.freeze(
        session, actor=actor, proof=proof, paper=paper, today=today, corrects=undelivered
    )
    proof.state, proof.issued_on, proof.document_id = "issued", today, document.id
    files.reassess(session, proof, trajectory)
    audit.record(
        session, actor=actor, action="proof.issue", subject_kind="proof", subject_id=proof.id,
        details={"number": document.number, "sha256": document.sha256, "on": today},
    )  # fmt: skip
    issued = Issued(proof.id, document.id, document.number)
    once.remember(session, nonce=nonce, command="proof.issue", result=issued.as_json())
    return issued


def _undelivered_correction(session: Session, proof: Proof) -> Document | None:
    """The correction that was destroyed before it was delivered: what follows it corrects the same paper."""
    last = session.scalars(
        select(Document)
        .where(Document.subject_kind == "proof", Document.subject_id == proof.id)
        .order_by(Document.id.desc())
        .limit(1)
    ).one_or_none()
    return last if last is not None and last.corrects_id is not None else None
