"""Delivering a paper to the learner, for one proof or for many.

Delivery is recorded but closes no term of a proof: registration in LED does. From then on an error asks a correction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core import audit, clock, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.i18n import N_
from core.proofs import many, undoable
from core.proofs.late_reasons import DELIVERY_WAYS
from core.proofs.many import Result, Shown
from core.rules.words import Text
from db.models import DocumentEvent, Proof

COMMAND = "proof.deliver"


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a paper reached the learner."""

    delivered_on: date
    how: str
    by: str


def deliver(
    session: Session, *, actor: Actor, today: date, proofs: Sequence[Shown], delivery: Delivery, nonce: str = ""
) -> Result:  # fmt: skip
    """Note that papers were handed over: date, way, by whom. From then on only a correction is possible."""
    require(session, actor, Action.DELIVER_PROOF)
    answered = many.replayed(session, nonce=nonce)
    if answered is not None:
        return answered
    _check_delivery(delivery, today=today)

    def note(proof: Proof, _completed_on: date) -> None:
        _check_deliverable(proof, delivery)
        _note(session, actor, proof, delivery)

    outcome = many.change(session, actor=actor, action=Action.DELIVER_PROOF, proofs=proofs, act=note)
    day, result = delivery.delivered_on, outcome.result
    told = Text(N_("{n} x afgeleverd op {day}"), {"n": len(result.done), "day": day})
    undoable.keep(session, actor=actor, today=today, command=COMMAND, told=told, before=outcome.before)
    audit.record(
        session, actor=actor, action=COMMAND, subject_kind="proof", subject_id=result.subject_id,
        details={"proofs": result.done, "day": day, "on": today},
    )  # fmt: skip
    many.remember(session, nonce=nonce, command=COMMAND, result=result)
    return result


def _check_delivery(delivery: Delivery, *, today: date) -> None:
    if delivery.delivered_on > today:
        raise InvalidInput(
            N_("De afleverdatum ligt in de toekomst. Kies vandaag of een vroegere dag."), field="delivered_on"
        )
    if delivery.how not in DELIVERY_WAYS or not delivery.by.strip():
        raise InvalidInput(N_("Kies hoe het bewijs werd afgeleverd en noteer door wie."), field="how")
    lengths.check(Proof, {"delivered_by": delivery.by.strip()})


def _check_deliverable(proof: Proof, delivery: Delivery) -> None:
    if proof.state != "issued" or proof.issued_on is None:
        raise InvalidInput(N_("Dit bewijs is nog niet uitgereikt. Reik het eerst uit."))
    if proof.delivered_on is not None:
        raise InvalidInput(
            N_("Dit bewijs is al afgeleverd op {day}. Maak een correctie."), day=proof.delivered_on
        )
    if delivery.delivered_on < proof.issued_on:
        raise InvalidInput(
            N_("Afleveren kan niet vóór het uitreiken op {day}."), field="delivered_on", day=proof.issued_on
        )


def _note(session: Session, actor: Actor, proof: Proof, delivery: Delivery) -> None:
    proof.delivered_on, proof.delivered_how = delivery.delivered_on, delivery.how
    proof.delivered_by = delivery.by.strip()
    if proof.document_id is not None:
        session.add(DocumentEvent(
            document_id=proof.document_id, kind="delivered", happened_on=delivery.delivered_on,
            recorded_at=clock.now(), recorded_by=actor.name, reason="",
        ))  # fmt: skip
