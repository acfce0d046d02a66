"""A wrong "ingevoerd" is taken back with a reason, by anybody who may enter, until LED was seen to hold the proof."""

import json
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor, Role
from core.deadlines import projection, terms
from core.errors import Conflict, NotAllowed, NotFound
from core.evidence import files as evidence
from core.evidence.files import Upload
from core.identifiers import format_insz
from core.proofs import commands, details, undoable
from core.proofs.delivering import Delivery
from core.proofs.entering import Entry
from core.proofs.filters import Step
from core.proofs.many import Shown
from core.proofs.registering import Registration
from db.models import AuditEntry, CounterRight, Proof
from tests import factories
from tests.core.conftest import Refused
from tests.factories import TODAY, Provider

REASON = "het stond bij een ander bewijs"


@pytest.fixture
def entered(session: Session, given: Provider) -> Proof:
    """A proof that the coordinator noted as entered, before the entry of another one: it is not his last act."""
    actor = given.coordinator
    proof, other = (factories.earned(session, given)[0] for _ in range(2))
    for each, reference in ((proof, "A-1"), (other, "")):
        commands.issue(session, actor=actor, today=TODAY, proof_id=each.id, version=each.version)
        commands.enter(
            session, actor=actor, today=TODAY, proofs=[Shown(each.id, each.version)],
            entry=Entry(TODAY, given.registrar_id, reference),
            evidence=Upload("scherm.png", b"\x89PNG\r\n\x1a\n pixels"),
        )  # fmt: skip
    return proof


def take_back(session: Session, actor: Actor, proof: Proof, reason: str = REASON, **changed: object) -> None:
    values = {"proof_id": proof.id, "version": proof.version, "reason": reason} | changed
    commands.take_back_entry(session, actor=actor, today=TODAY, **values)


def entry_of(proof: Proof) -> tuple[object, ...]:
    return proof.entered_on, proof.entered_by, proof.entered_by_id, proof.noted_by, proof.led_reference


NOTHING = (None, "", None, "", "")


def test_an_entry_that_is_nobodys_last_act_any_more_is_taken_back_by_a_colleague_and_made_again(
    session: Session, given: Provider, entered: Proof
) -> None:
    colleague = factories.actor(session, Role.REGISTRAR)
    take_back(session, colleague, entered)
    assert entry_of(entered) == NOTHING
    found = details.detail(session, actor=colleague, today=TODAY, proof_id=entered.id)
    assert found is not None
    assert (found.row.step, found.row.is_to_confirm) == (Step.REGISTER, False)
    assert not list(projection.differences(session, terms=terms.load(session)))
    assert len(evidence.of(session, subject_kind="proof", subject_id=entered.id)) == 1, "what was seen, stays"
    commands.enter(
        session, actor=colleague, today=TODAY, proofs=[Shown(entered.id, entered.version)],
        entry=Entry(TODAY, given.registrar_id, "A-1"),
    )  # fmt: skip
    assert entered.led_reference == "A-1"


def test_the_log_keeps_what_stood_there_and_why_it_went_in_one_entry(
    session: Session, given: Provider, entered: Proof
) -> None:
    before = len(session.scalars(select(AuditEntry.sequence)).all())
    take_back(session, given.coordinator, entered, f"  {REASON} ")
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence)).all()
    assert len(entries) == before + 1
    assert (entries[-1].action, entries[-1].subject_kind, entries[-1].subject_id) == (
        "proof.take_back_entry", "proof", entered.id,
    )  # fmt: skip
    told = json.loads(entries[-1].details)
    assert told == {
        "day": "2026-11-21", "name": "Nele Peeters", "reference": "A-1", "reason": REASON, "on": "2026-11-21",
    }  # fmt: skip
    assert audit.verify(session).findings == ()


def test_a_reference_that_is_a_national_number_does_not_reach_the_log(
    session: Session, given: Provider, entered: Proof
) -> None:
    number = format_insz(factories.insz())
    entered.led_reference = number
    session.flush()
    take_back(session, given.coordinator, entered)
    kept = session.scalars(select(AuditEntry.details).order_by(AuditEntry.sequence.desc())).first()
    assert kept is not None
    assert (number in kept, "[weggelaten]" in kept) == (False, True)


def test_after_it_the_paper_can_be_destroyed_as_the_refusal_before_it_says(
    session: Session, given: Provider, entered: Proof, refused: Refused
) -> None:
    def destroy() -> None:
        commands.destroy(
            session, actor=given.coordinator, today=TODAY, proof_id=entered.id, version=entered.version,
            reason="de voornaam was fout geschreven",
        )  # fmt: skip

    with refused(text="Neem eerst de invoer terug"):
        destroy()
    session.refresh(entered)
    take_back(session, given.coordinator, entered)
    destroy()
    assert entered.state == "to_issue"


def test_what_is_confirmed_or_was_never_entered_is_not_taken_back(
    session: Session, given: Provider, entered: Proof, refused: Refused
) -> None:
    (other,) = factories.earned(session, given)
    with refused(text="niet als ingevoerd genoteerd"):
        take_back(session, given.coordinator, other)
    commands.register(
        session, actor=given.coordinator, today=TODAY, proofs=[Shown(entered.id, entered.version)],
        registration=Registration(TODAY, None),
    )  # fmt: skip
    before = entry_of(entered)
    with refused(text="bevestigd in LED op 21/11/2026"):
        take_back(session, given.coordinator, entered)
    session.refresh(entered)
    assert entry_of(entered) == before


def test_a_proof_changed_since_it_was_shown_keeps_its_entry(
    session: Session, given: Provider, entered: Proof
) -> None:
    shown = entered.version
    commands.deliver(
        session, actor=given.coordinator, today=TODAY, proofs=[Shown(entered.id, shown)],
        delivery=Delivery(TODAY, "hand", "Balie"),
    )  # fmt: skip
    with pytest.raises(Conflict) as caught:
        take_back(session, given.coordinator, entered, version=shown)
    assert caught.value.stored["entered_on"] == "21/11/2026"
    assert entered.entered_on == TODAY


@pytest.mark.parametrize("reason", ["", "kort", "persoon {number} was verkeerd"])
def test_it_asks_a_reason_without_a_national_number(
    session: Session, given: Provider, entered: Proof, refused: Refused, reason: str
) -> None:
    reason = reason.replace("{number}", factories.insz())
    with refused(text="rijksregisternummer" if reason.startswith("persoon") else "tien tekens"):
        take_back(session, given.coordinator, entered, reason)
    assert entered.entered_on == TODAY


def test_who_may_not_enter_may_not_take_back(session: Session, given: Provider, entered: Proof) -> None:
    for role in (Role.READER, Role.MANAGER):
        with pytest.raises(NotAllowed):
            take_back(session, factories.actor(session, role), entered)
    elsewhere = factories.actor(session, Role.REGISTRAR, campuses=[given.other])
    with pytest.raises(NotFound):
        take_back(session, elsewhere, entered)
    ended = factories.actor(session, Role.REGISTRAR)
    for right in session.scalars(select(CounterRight)):
        right.ends_on = date(2026, 11, 20)
    session.flush()
    with pytest.raises(NotAllowed, match="geen lopend recht"):
        take_back(session, ended, entered)
    with pytest.raises(NotFound):
        commands.take_back_entry(
            session, actor=factories.actor(session), today=TODAY, proof_id=999_999, version=1, reason=REASON
        )
    assert entered.entered_on == TODAY


def test_one_submit_takes_back_once(session: Session, given: Provider, entered: Proof) -> None:
    values = {"version": entered.version, "nonce": "n-1"}
    take_back(session, given.coordinator, entered, **values)
    take_back(session, given.coordinator, entered, **values)
    entries = select(AuditEntry.sequence).where(AuditEntry.action == "proof.take_back_entry")
    assert len(session.scalars(entries).all()) == 1


def test_who_entered_it_does_not_undo_what_a_colleague_took_back(session: Session, given: Provider) -> None:
    (proof,) = factories.earned(session, given)
    actor = given.coordinator
    commands.issue(session, actor=actor, today=TODAY, proof_id=proof.id, version=proof.version)
    commands.enter(
        session, actor=actor, today=TODAY, proofs=[Shown(proof.id, proof.version)], entry=Entry(TODAY, given.registrar_id)
    )  # fmt: skip
    take_back(session, factories.actor(session, Role.REGISTRAR), proof)
    last = undoable.last_act(session, actor=actor)
    assert last is not None
    done = commands.undo(session, actor=actor, today=TODAY, step_id=last.step_id)
    assert (done.done, [type(each.error) for each in done.refused]) == ((), [Conflict])
    assert entry_of(proof) == NOTHING
