"""Delivering to the learner and registering in LED, for one proof or for many.

Registration closes the LED term (S0, "binnen de twee maanden"); delivery is recorded but closes nothing here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import audit, clock, lengths, once
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.deadlines import projection, terms
from core.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound
from core.i18n import N_
from core.i18n.formats import date_text
from core.proofs import issuing
from core.proofs.late_reasons import DELIVERY_WAYS, LATE_REASONS
from db.models import Deadline, DocumentEvent, Participation, Proof, UndoStep

REFERENCE_LENGTH = 36
REFUSALS: Mapping[str, type[DomainError]] = {
    kind.__name__: kind for kind in (NotAllowed, NotFound, Conflict, InvalidInput)
}
TAKEN = N_("LED-referte {reference} staat al bij een ander bewijs. Kijk de referte na.")
KEPT = (
    "delivered_on", "delivered_how", "delivered_by", "registered_on", "entered_by", "noted_by", "led_reference",
    "late_reason", "late_action",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A proof as it stood on the screen of whoever acts."""

    proof_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """A proof that could not be done, and the sentence that says why."""

    proof_id: int
    error: DomainError


@dataclass(frozen=True, slots=True)
class Result:
    """What became of each proof of one act."""

    done: tuple[int, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Registration:
    """What the registrar typed. `entered_by` entered it in the tool; who notes it here is the actor."""

    registered_on: date
    entered_by: str
    led_reference: str = ""
    late_reason: str = ""
    late_action: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a paper reached the learner."""

    delivered_on: date
    how: str
    by: str


def register(
    session: Session, *, actor: Actor, today: date, proofs: Sequence[Shown], registration: Registration, nonce: str = ""
) -> Result:  # fmt: skip
    """Note that proofs stand in LED. One proof that cannot be noted raises; of many, the good ones are noted."""
    require(session, actor, Action.REGISTER_PROOF)
    _check_registration(session, registration, today=today, many=len(proofs) > 1)

    def change(proof: Proof, completed_on: date) -> None:
        _check_registrable(session, proof, registration, completed_on=completed_on)
        proof.registered_on, proof.entered_by = registration.registered_on, registration.entered_by.strip()
        proof.noted_by, proof.led_reference = actor.display_name, registration.led_reference.strip()
        proof.late_reason, proof.late_action = registration.late_reason, registration.late_action.strip()
        proof.hold = ""

    act = _Act(
        "proof.register",
        Action.REGISTER_PROOF,
        change,
        N_("{n} x geregistreerd op {day}"),
        registration.registered_on,
    )
    return _all(session, actor=actor, today=today, proofs=proofs, act=act, nonce=nonce)


def deliver(
    session: Session, *, actor: Actor, today: date, proofs: Sequence[Shown], delivery: Delivery, nonce: str = ""
) -> Result:  # fmt: skip
    """Note that papers were handed over: date, way, by whom. From then on only a correction is possible."""
    require(session, actor, Action.DELIVER_PROOF)
    if delivery.delivered_on > today:
        raise InvalidInput(
            N_("De afleverdatum ligt in de toekomst. Kies vandaag of een vroegere dag."), field="delivered_on"
        )
    if delivery.how not in DELIVERY_WAYS or not delivery.by.strip():
        raise InvalidInput(N_("Kies hoe het bewijs werd afgeleverd en noteer door wie."), field="how")
    lengths.check(Proof, {"delivered_by": delivery.by.strip()})

    def change(proof: Proof, _completed_on: date) -> None:
        if proof.state != "issued" or proof.issued_on is None:
            raise InvalidInput(N_("Dit bewijs is nog niet uitgereikt. Reik het eerst uit."))
        if proof.delivered_on is not None:
            raise InvalidInput(
                N_("Dit bewijs is al afgeleverd op {day}. Maak een correctie."), day=proof.delivered_on
            )
        if delivery.delivered_on < proof.issued_on:
            raise InvalidInput(
                N_("Afleveren kan niet vóór het uitreiken op {day}."),
                field="delivered_on",
                day=proof.issued_on,
            )
        proof.delivered_on, proof.delivered_how = delivery.delivered_on, delivery.how
        proof.delivered_by = delivery.by.strip()
        if proof.document_id is not None:
            session.add(DocumentEvent(
                document_id=proof.document_id, kind="delivered", happened_on=delivery.delivered_on,
                recorded_at=clock.now(), recorded_by=actor.name, reason="",
            ))  # fmt: skip

    act = _Act(
        "proof.deliver", Action.DELIVER_PROOF, change, N_("{n} x afgeleverd op {day}"), delivery.delivered_on
    )
    return _all(session, actor=actor, today=today, proofs=proofs, act=act, nonce=nonce)


@dataclass(frozen=True, slots=True)
class _Act:
    name: str
    action: Action
    change: Callable[[Proof, date], None]
    summary: str
    day: date


def _all(
    session: Session, *, actor: Actor, today: date, proofs: Sequence[Shown], act: _Act, nonce: str
) -> Result:
    replayed = once.replay(session, nonce=nonce)
    if replayed is not None:
        return Result(tuple(replayed["done"]), tuple(_told_again(each) for each in replayed["refused"]))
    done: list[int] = []
    refused: list[Refusal] = []
    undo_items: list[dict[str, object]] = []
    applied = terms.load(session)
    # In the order of their keys, so that two people who act on the same proofs never wait for each other in a circle.
    for shown in sorted(proofs, key=lambda shown: shown.proof_id):
        try:
            with session.begin_nested():
                undo_items.append(_one(session, actor=actor, shown=shown, act=act, applied=applied))
        except DomainError as error:
            if len(proofs) == 1:
                raise
            refused.append(Refusal(shown.proof_id, error))
        else:
            done.append(shown.proof_id)
    if done:
        _keep_undo(session, actor, act, undo_items)
    audit.record(
        session, actor=actor, action=act.name, subject_kind="proof", subject_id=done[0] if len(done) == 1 else None,
        details={"proofs": done, "day": act.day, "on": today},
    )  # fmt: skip
    result = {"done": done, "refused": [_kept(refusal) for refusal in refused]}
    once.remember(session, nonce=nonce, command=act.name, result=result)
    return Result(tuple(done), tuple(refused))


def _kept(refusal: Refusal) -> dict[str, object]:
    error = refusal.error
    params = {name: _in_json(value) for name, value in error.params.items()}
    return {
        "proof_id": refusal.proof_id,
        "kind": type(error).__name__,
        "template": error.template,
        "params": params,
    }


def _in_json(value: object) -> int | str:
    """A day reads the same in both languages, so it may be kept as it is shown."""
    if isinstance(value, date):
        return date_text(value)
    return value if isinstance(value, int) else str(value)


def _told_again(kept: Mapping[str, Any]) -> Refusal:
    kind = REFUSALS.get(kept["kind"], DomainError)
    return Refusal(kept["proof_id"], kind(kept["template"], **kept["params"]))


def _one(
    session: Session, *, actor: Actor, shown: Shown, act: _Act, applied: terms.Terms
) -> dict[str, object]:
    proof = issuing.load(session, actor, act.action, proof_id=shown.proof_id, version=shown.version)
    before = {name: _stored(getattr(proof, name)) for name in (*KEPT, "hold")}
    completed_on = completed_on_of(session, proof)
    act.change(proof, completed_on)
    reference = proof.led_reference
    try:
        session.flush()
    except IntegrityError as error:
        # Two registrars noted the same reference in the same second: the unique index let one of them through.
        if "led_reference" not in str(error.orig):
            raise
        raise InvalidInput(TAKEN, field="led_reference", reference=reference) from error
    projection.settle(session, proof=proof, completed_on=completed_on, terms=applied)
    return {"proof_id": proof.id, "version": proof.version, "before": before}


def _keep_undo(session: Session, actor: Actor, act: _Act, items: Sequence[Mapping[str, object]]) -> None:
    # A delivery that is on record with its paper is taken back by a correction of the record, not by forgetting it.
    if actor.id is None or act.name != "proof.register":
        return
    summary = act.summary.format(n=len(items), day=date_text(act.day))
    session.add(
        UndoStep(
            account_id=actor.id,
            command=act.name,
            summary=summary,
            payload={"items": list(items)},
            at=clock.now(),
        )
    )


def _check_registration(session: Session, registration: Registration, *, today: date, many: bool) -> None:
    if registration.registered_on > today:
        raise InvalidInput(
            N_("De registratiedatum ligt in de toekomst. Kies vandaag of een vroegere dag."),
            field="registered_on",
        )
    if not registration.entered_by.strip():
        raise InvalidInput(N_("Noteer wie het bewijs in LED heeft ingevoerd."), field="entered_by")
    typed = {"entered_by": registration.entered_by, "late_action": registration.late_action}
    lengths.check(Proof, {name: text.strip() for name, text in typed.items()})
    reference = registration.led_reference.strip()
    if len(reference) > REFERENCE_LENGTH:
        raise InvalidInput(N_("Een LED-referte telt hoogstens 36 tekens."), field="led_reference")
    if reference and many:
        raise InvalidInput(
            N_("Een LED-referte hoort bij één bewijs. Noteer deze bewijzen zonder referte of één voor één."),
            field="led_reference",
        )
    if reference and (other := session.scalar(select(Proof.id).where(Proof.led_reference == reference))):
        raise InvalidInput(
            TAKEN,
            field="led_reference",
            reference=reference,
            other=other,
        )
    if registration.late_reason and registration.late_reason not in LATE_REASONS:
        raise InvalidInput(N_("Kies een reden uit de lijst."), field="late_reason")


def _check_registrable(
    session: Session, proof: Proof, registration: Registration, *, completed_on: date
) -> None:
    if proof.registered_on is not None:
        raise InvalidInput(
            N_(
                "Dit bewijs is al geregistreerd op {day} door {name}. Open het om de registratie te corrigeren."
            ),
            day=proof.registered_on,
            name=proof.entered_by or proof.noted_by,
        )
    if proof.state != "issued" or proof.issued_on is None:
        raise InvalidInput(N_("Dit bewijs is nog niet uitgereikt. Reik het eerst uit."))
    if proof.hold:
        raise InvalidInput(
            N_(
                "Zonder rijksregister- of BIS-nummer kan dit bewijs niet geregistreerd worden. "
                "Vul het in bij de deelnemer; de termijn loopt door."
            ),
            field="insz",
        )
    if registration.registered_on < max(completed_on, proof.issued_on):
        raise InvalidInput(
            N_("Registreren kan niet vóór het uitreiken op {day}."),
            field="registered_on",
            day=proof.issued_on,
        )
    due_on = session.scalars(
        select(Deadline.due_on).where(Deadline.subject_kind == "proof", Deadline.subject_id == proof.id)
    ).one()
    if registration.registered_on > due_on and not registration.late_reason:
        raise InvalidInput(
            N_("Dit bewijs is te laat: de uiterste datum was {day}. Kies de reden."),
            field="late_reason",
            day=due_on,
        )


def completed_on_of(session: Session, proof: Proof) -> date:
    """The day the participation behind a proof was completed: where its term starts."""
    day = session.scalars(
        select(Participation.completed_on).where(Participation.id == proof.participation_id)
    ).one()
    assert day is not None
    return day


def _stored(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
