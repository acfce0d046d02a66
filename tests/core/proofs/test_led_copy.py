"""A paper replaced after it was typed over leaves LED behind, until something is noted by which LED follows."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.led_corrections import commands as tickets
from core.led_corrections.closing import Ending
from core.led_corrections.opening import Report
from core.led_corrections.restoring import Again
from core.proofs import commands, led_copy
from core.proofs.delivering import Delivery
from core.proofs.entering import Entry
from core.proofs.many import Shown
from core.proofs.registering import Registration
from db.models import HistoryEvent, LedTicket, Proof
from tests import factories
from tests.factories import TODAY, Provider

REASON = "de voornaam was fout geschreven"
Correct = Callable[[], str]
Open, Close = Callable[..., LedTicket], Callable[..., None]


@pytest.fixture
def proof(session: Session, given: Provider) -> Proof:
    """Issued and delivered on the working day."""
    (found,) = factories.earned(session, given)
    actor = given.coordinator
    commands.issue(session, actor=actor, today=TODAY, proof_id=found.id, version=found.version)
    deliver(session, given, found)
    return found


def deliver(session: Session, given: Provider, proof: Proof) -> None:
    commands.deliver(
        session, actor=given.coordinator, today=TODAY, proofs=[Shown(proof.id, proof.version)],
        delivery=Delivery(TODAY, "hand", "Balie"),
    )  # fmt: skip


def enter(session: Session, given: Provider, proof: Proof) -> None:
    commands.enter(
        session, actor=given.coordinator, today=TODAY, proofs=[Shown(proof.id, proof.version)],
        entry=Entry(TODAY, given.registrar_id),
    )  # fmt: skip


def register(session: Session, given: Provider, proof: Proof) -> None:
    commands.register(
        session, actor=given.coordinator, today=TODAY, proofs=[Shown(proof.id, proof.version)],
        registration=Registration(TODAY, given.registrar_id),
    )  # fmt: skip


@pytest.fixture
def correct(session: Session, given: Provider, proof: Proof) -> Correct:
    """Correct the paper on the working day; gives the new number."""

    def corrected() -> str:
        return commands.correct(
            session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version, reason=REASON
        ).number  # fmt: skip

    return corrected


def number_of(session: Session, proof: Proof) -> str:
    from db.models import Document

    return session.get_one(Document, proof.document_id).number


def old(session: Session, proof: Proof) -> tuple[str, str] | None:
    found = led_copy.old_copy(session, proof_id=proof.id)
    return (found.number, found.by_number) if found is not None else None


@pytest.fixture
def opened(session: Session, given: Provider, proof: Proof) -> Open:
    def opening(kind: str = "wrong") -> LedTicket:
        key = tickets.open_ticket(
            session, actor=given.coordinator, today=TODAY,
            report=Report(
                proof.learner_id, kind, "own_check", TODAY, proof.id, field="person" if kind == "wrong" else "",
                new_value="Zoë" if kind == "wrong" else "", description="De voornaam staat fout in LED.",
            ),
        )  # fmt: skip
        return session.get_one(LedTicket, key)

    return opening


@pytest.fixture
def closed(session: Session, given: Provider, proof: Proof) -> Close:
    def closing(ticket: LedTicket, outcome: str) -> None:
        tickets.close(
            session, actor=given.coordinator, today=TODAY, ticket_id=ticket.id, version=ticket.version,
            proof_version=proof.version, ending=Ending(outcome, TODAY, "nagekeken in LED"),
        )  # fmt: skip

    return closing


@pytest.mark.parametrize("act", [enter, register])
def test_a_correction_after_entry_or_registration_leaves_led_with_the_old_paper(
    session: Session, given: Provider, proof: Proof, correct: Correct, act: Callable[..., None]
) -> None:
    first = number_of(session, proof)
    act(session, given, proof)
    assert old(session, proof) is None
    second = correct()
    assert old(session, proof) == (first, second)
    deliver(session, given, proof)
    third = correct()
    assert old(session, proof) == (first, third), "LED never saw the one between"
    found = led_copy.old_copy(session, proof_id=proof.id)
    assert found is not None
    assert (found.replaced_on, found.ticket_id, found.reported_on) == (TODAY, None, None)


def test_a_correction_on_the_same_day_but_before_the_entry_does_not(
    session: Session, given: Provider, proof: Proof, correct: Correct
) -> None:
    correct()
    register(session, given, proof)
    assert old(session, proof) is None
    assert session.scalars(select(HistoryEvent)).all() == []


def test_an_entry_taken_back_and_made_anew_is_of_the_new_paper(
    session: Session, given: Provider, proof: Proof, correct: Correct
) -> None:
    enter(session, given, proof)
    correct()
    commands.take_back_entry(
        session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version, reason=REASON
    )
    assert old(session, proof) is None
    enter(session, given, proof)
    assert old(session, proof) is None
    deliver(session, given, proof)
    correct()
    assert old(session, proof) is not None


def test_a_report_closed_as_corrected_ends_it_and_one_that_is_open_is_named(
    session: Session, given: Provider, proof: Proof, correct: Correct, opened: Open, closed: Close
) -> None:
    first = number_of(session, proof)
    register(session, given, proof)
    earlier = opened()
    closed(earlier, "corrected")
    correct()
    assert old(session, proof) is not None, "what was corrected before the new paper is not the new paper"
    ticket = opened()
    found = led_copy.old_copy(session, proof_id=proof.id)
    assert found is not None
    assert (found.number, found.ticket_id, found.reported_on) == (first, ticket.id, TODAY)
    closed(ticket, "corrected")
    assert old(session, proof) is None
    tickets.reopen(
        session, actor=given.coordinator, today=TODAY, ticket_id=ticket.id, version=ticket.version,
        proof_version=proof.version, reason="het staat er toch nog fout",
    )  # fmt: skip
    assert old(session, proof) is not None


def test_a_refused_report_or_a_duplicate_changes_nothing_in_led(
    session: Session, given: Provider, proof: Proof, correct: Correct, opened: Open, closed: Close
) -> None:
    register(session, given, proof)
    correct()
    ticket = opened()
    closed(ticket, "refused")
    opened("replacement")
    found = led_copy.old_copy(session, proof_id=proof.id)
    assert found is not None
    assert found.ticket_id is None


def test_a_record_cancelled_in_led_and_entered_anew_is_of_the_new_paper(
    session: Session, given: Provider, proof: Proof, correct: Correct, opened: Open, closed: Close
) -> None:
    register(session, given, proof)
    correct()
    ticket = opened()
    closed(ticket, "cancelled")
    assert proof.led_cancelled_on == TODAY
    assert old(session, proof) is None
    tickets.register_again(
        session, actor=given.coordinator, today=TODAY, ticket_id=ticket.id, version=ticket.version,
        proof_version=proof.version, again=Again(TODAY, given.registrar_id, "BKT-2", REASON),
    )  # fmt: skip
    assert old(session, proof) is None


def test_a_withdrawn_proof_or_one_of_elsewhere_has_no_paper_to_compare(
    session: Session, given: Provider, proof: Proof, correct: Correct
) -> None:
    register(session, given, proof)
    correct()
    commands.withdraw(
        session, actor=given.coordinator, today=date(2026, 11, 22), proof_id=proof.id, version=proof.version,
        reason="verkeerde persoon",
    )  # fmt: skip
    assert old(session, proof) is None
    assert led_copy.old_copy(session, proof_id=999_999) is None
