"""What may become of a paper: destroyed before delivery, corrected after it, withdrawn. Each asks a reason."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, clock, lengths, once
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.i18n import N_
from core.proofs import content as contents
from core.proofs import files, freezing, led_copy
from core.proofs.freezing import Issued
from core.trajectories import queries as trajectories
from db.models import Document, DocumentEvent, Proof


def destroy(
    session: Session, *, actor: Actor, today: date, proof_id: int, version: int, reason: str, nonce: str = ""
) -> None:  # fmt: skip
    """An error found before delivery: the paper is destroyed under a reason and the proof can be issued anew."""
    require(session, actor, Action.CORRECT_PROOF)
    if once.replay(session, nonce=nonce) is not None:
        return
    proof = files.load(session, actor, Action.CORRECT_PROOF, proof_id=proof_id, version=version)
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
    if proof.entered_on is not None:
        raise InvalidInput(
            N_(
                "Dit bewijs is al ingevoerd in LED op {day}. Neem eerst de invoer terug, met “Invoer terugnemen” bij "
                "dit bewijs. Staat het echt in LED, lever het dan af en maak een correctie."
            ),
            day=proof.entered_on,
        )
    _event(session, actor, document, "destroyed", today, reason)
    proof.state, proof.issued_on, proof.document_id = "to_issue", None, None
    files.reassess(session, proof, trajectories.facts_of(session, proof.trajectory_id))
    audit.record(
        session, actor=actor, action="proof.destroy", subject_kind="proof", subject_id=proof.id,
        details={"number": document.number, "reason": reason, "on": today},
    )  # fmt: skip
    once.remember(session, nonce=nonce, command="proof.destroy", result={})


def correct(
    session: Session, *, actor: Actor, today: date, proof_id: int, version: int, reason: str,
    signatory_id: int | None = None, nonce: str = "",
) -> Issued:  # fmt: skip
    """After delivery only a correction: a new paper with the reason, linked to the one it replaces."""
    require(session, actor, Action.CORRECT_PROOF)
    answered = once.replay(session, nonce=nonce)
    if answered is not None:
        return freezing.told_again(answered)
    files.hold_person(session, select(Proof.learner_id).where(Proof.id == proof_id))
    proof = files.load(session, actor, Action.CORRECT_PROOF, proof_id=proof_id, version=version)
    replaced = _document(session, proof)
    lengths.check_reason(reason)
    if proof.delivered_on is None:
        raise InvalidInput(N_("Dit bewijs is nog niet afgeleverd. Vernietig het en reik het opnieuw uit."))
    trajectory = trajectories.facts_of(session, proof.trajectory_id)
    freezing.check_issuable(session, proof, trajectory, today=today)
    paper = contents.gather(
        session, proof=proof, trajectory=trajectory, today=today, signatory_id=signatory_id
    )
    paper = replace(paper, corrects_number=replaced.number, correction_reason=reason.strip())
    document = freezing.freeze(session, actor=actor, proof=proof, paper=paper, today=today, corrects=replaced)
    _event(session, actor, replaced, "replaced", today, reason)
    led_copy.note_replaced(session, actor, proof, replaced=replaced, by=document, today=today)
    proof.document_id, proof.issued_on = document.id, today
    proof.delivered_on, proof.delivered_how, proof.delivered_by = None, "", ""
    files.reassess(session, proof, trajectory)
    audit.record(
        session, actor=actor, action="proof.correct", subject_kind="proof", subject_id=proof.id,
        details={"number": document.number, "replaces": replaced.number, "reason": reason, "on": today},
    )  # fmt: skip
    issued = Issued(proof.id, document.id, document.number)
    once.remember(session, nonce=nonce, command="proof.correct", result=issued.as_json())
    return issued


def withdraw(
    session: Session, *, actor: Actor, today: date, proof_id: int, version: int, reason: str, nonce: str = ""
) -> None:  # fmt: skip
    """Take a proof back: everything stays, its state says withdrawn, its open term lapses."""
    require(session, actor, Action.CORRECT_PROOF)
    if once.replay(session, nonce=nonce) is not None:
        return
    proof = files.load(session, actor, Action.CORRECT_PROOF, proof_id=proof_id, version=version)
    if proof.state != "issued":
        raise InvalidInput(N_("Dit bewijs is niet uitgereikt; er valt niets in te trekken."))
    lengths.check_reason(reason)
    if proof.document_id is not None:
        _event(session, actor, session.get_one(Document, proof.document_id), "withdrawn", today, reason)
    proof.state, proof.hold = "withdrawn", ""
    files.settle(session, proof)
    audit.record(
        session, actor=actor, action="proof.withdraw", subject_kind="proof", subject_id=proof.id,
        details={"reason": reason, "on": today},
    )  # fmt: skip
    once.remember(session, nonce=nonce, command="proof.withdraw", result={})


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
