"""What LED cancelled keeps its registration and the term it met; it comes back by note or as a new record only."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.deadlines import projection, terms
from core.errors import Conflict, InvalidInput, NotAllowed
from core.history import events
from core.learners import earned
from core.led_corrections import commands
from core.led_corrections.closing import Ending
from core.led_corrections.restoring import Again
from core.proofs import commands as proofs
from core.proofs import details, exporting, queries, undoable
from core.proofs.filters import Filters, Status
from core.proofs.many import Shown
from core.proofs.registering import Registration
from db.models import CounterRight, Deadline, LedTicket, Proof, StaffMember
from tests import factories
from tests.core.conftest import Refused
from tests.core.led_corrections import sheets
from tests.core.led_corrections.conftest import REGISTERED, Closing, Opening
from tests.factories import TODAY, Provider

REASON = "Verkeerde melding aangeduid"
CANCELLED = date(2026, 11, 18)


@pytest.fixture
def ticket(proof: Proof, opened: Opening, closed: Closing) -> LedTicket:
    """One whose proof was cancelled on the eighteenth."""
    found = opened(proof)
    closed(found, "cancelled", CANCELLED)
    return found


def again(
    session: Session,
    given: Provider,
    ticket: LedTicket,
    reference: str = "BKT-0002",
    on: date = TODAY,
    by: int = 0,
) -> None:
    proof = session.get_one(Proof, ticket.proof_id)
    commands.register_again(
        session, actor=given.coordinator, today=TODAY, ticket_id=ticket.id, version=ticket.version,
        proof_version=proof.version, again=Again(on, by or given.registrar_id, reference, REASON),
    )  # fmt: skip


def reopen(session: Session, given: Provider, ticket: LedTicket, reason: str = REASON) -> None:
    proof = session.get_one(Proof, ticket.proof_id)
    commands.reopen(
        session, actor=given.coordinator, today=TODAY, ticket_id=ticket.id, version=ticket.version,
        proof_version=proof.version, reason=reason,
    )  # fmt: skip


def test_a_cancellation_keeps_the_registration_and_the_term(
    session: Session, given: Provider, proof: Proof, ticket: LedTicket
) -> None:
    assert (proof.led_cancelled_on, proof.registered_on, proof.led_reference) == (
        CANCELLED,
        REGISTERED,
        "BKT-0001",
    )
    term = session.scalars(select(Deadline).where(Deadline.subject_id == proof.id)).one()
    assert (term.state, term.met_on) == ("met", REGISTERED)
    assert list(projection.differences(session, terms=terms.load(session))) == []
    found = details.detail(session, actor=given.coordinator, today=TODAY, proof_id=proof.id)
    assert found is not None
    assert found.row.led_cancelled_on == CANCELLED
    done = queries.queue(session, actor=given.coordinator, today=TODAY, filters=Filters(status=Status.DONE))
    assert [row.led_cancelled_on for row in done.rows] == [CANCELLED]
    (line,) = earned.earned(session, actor=given.coordinator, today=TODAY, learner_id=proof.learner_id)
    assert line.led_cancelled_on == CANCELLED


def test_the_export_says_cancelled_and_not_registered(
    session: Session, given: Provider, proof: Proof, ticket: LedTicket
) -> None:
    made = exporting.export(
        session, actor=given.coordinator, today=TODAY, filters=Filters(status=Status.DONE), all_fields=True,
        language="nl", described="alles",
    )  # fmt: skip
    (line,) = sheets.lines(made)
    assert line["Termijn"] == "■ Geannuleerd in LED"
    assert line["Geannuleerd in LED op"] == CANCELLED
    assert line["Geregistreerd op"] == REGISTERED


def test_undo_of_the_registration_is_refused_after_a_cancellation(
    session: Session, given: Provider, proof: Proof, ticket: LedTicket
) -> None:
    last = undoable.last_act(session, actor=given.coordinator)
    assert last is not None
    result = proofs.undo(session, actor=given.coordinator, today=TODAY, step_id=last.step_id)
    assert result.done == ()
    assert "18/11/2026" in str(result.refused[0].error)
    assert proof.registered_on == REGISTERED


def test_a_cancelled_proof_is_not_registered_as_if_nothing_happened(
    session: Session, given: Provider, proof: Proof, ticket: LedTicket, refused: Refused
) -> None:
    with refused(InvalidInput, "geannuleerd sinds 18/11/2026"):
        proofs.register(
            session, actor=given.coordinator, today=TODAY, proofs=[Shown(proof.id, proof.version)],
            registration=Registration(TODAY, given.registrar_id, "BKT-0009"),
        )  # fmt: skip


def test_a_double_cancels_the_other_record_and_the_proof_stays_registered(
    session: Session, given: Provider, proof: Proof, opened: Opening, closed: Closing
) -> None:
    ticket = opened(proof, kind="double")
    shown = proof.version
    closed(ticket, "cancelled", own=False)
    assert (ticket.outcome, proof.led_cancelled_on, proof.version) == ("cancelled", None, shown)
    reopen(session, given, ticket)
    assert (ticket.outcome, ticket.closed_on) == ("", None)


def test_only_what_is_registered_can_be_cancelled_once_and_not_before_it_was(
    session: Session, given: Provider, proof: Proof, opened: Opening, closed: Closing, refused: Refused
) -> None:
    early = opened(proof, reported_on=date(2026, 11, 9))
    with refused(InvalidInput, "vóór de registratie op 10/11/2026"):
        closed(early, "cancelled", date(2026, 11, 9))
    closed(early, "cancelled", CANCELLED)
    second = opened(proof, kind="double")
    with refused(InvalidInput, "al als geannuleerd sinds 18/11/2026"):
        closed(second, "cancelled")
    (fresh,) = factories.earned(session, given)
    proofs.issue(
        session, actor=given.coordinator, today=date(2026, 11, 9), proof_id=fresh.id, version=fresh.version
    )
    third = opened(fresh)
    with refused(InvalidInput, "Noteer eerst de registratie"):
        closed(third, "cancelled")


def test_a_mistaken_cancellation_is_noted_back_with_its_reason(
    session: Session, given: Provider, proof: Proof, ticket: LedTicket, refused: Refused
) -> None:
    with refused(InvalidInput, "minstens tien tekens"):
        reopen(session, given, ticket, "kort")
    reopen(session, given, ticket)
    assert (proof.led_cancelled_on, proof.registered_on) == (None, REGISTERED)
    assert (ticket.outcome, ticket.closed_on, ticket.closed_by) == ("", None, "")
    told = [event.kind for event in events.of(session, subject_kind="ticket", subject_id=ticket.id)]
    assert told == ["reopened", "noted_back", "closed", "cancelled", "opened"]
    with refused(InvalidInput, "niet afgesloten"):
        reopen(session, given, ticket)


def test_entered_anew_it_is_another_record_with_another_reference(
    session: Session, given: Provider, proof: Proof, ticket: LedTicket, refused: Refused
) -> None:
    with refused(InvalidInput, "Een nieuwe registratie heeft een andere"):
        again(session, given, ticket, "BKT-0001")
    with refused(InvalidInput, "36 tekens"):
        again(session, given, ticket, "X" * 37)
    with refused(InvalidInput, "vóór de annulering"):
        again(session, given, ticket, on=date(2026, 11, 17))
    with refused(InvalidInput, "toekomst"):
        again(session, given, ticket, on=date(2026, 11, 22))
    without = factories.staff_member(session, "Zonder Recht")
    with refused(InvalidInput, "geen lopend recht"):
        again(session, given, ticket, by=without.id)
    (other,) = factories.earned(session, given)
    other.led_reference = "BKT-0007"
    session.flush()
    with refused(InvalidInput, "ander bewijs"):
        again(session, given, ticket, "BKT-0007")
    again(session, given, ticket)
    assert (proof.led_cancelled_on, proof.led_reference, proof.registered_on) == (
        None,
        "BKT-0002",
        REGISTERED,
    )
    told = events.of(session, subject_kind="ticket", subject_id=ticket.id)[0]
    assert (told.kind, told.old_value, told.new_value) == ("registered_again", "BKT-0001", "BKT-0002")
    with refused(InvalidInput, "niet als geannuleerd"):
        again(session, given, ticket, "BKT-0003")


def test_whoever_notes_a_new_registration_holds_a_live_right(
    session: Session, given: Provider, ticket: LedTicket, refused: Refused
) -> None:
    own = session.scalars(select(StaffMember).where(StaffMember.account_id == given.coordinator.id)).one()
    right = session.scalars(select(CounterRight).where(CounterRight.staff_member_id == own.id)).one()
    right.revoked_on, right.revoked_by = date(2026, 11, 20), "Joris De Wit"
    session.flush()
    with refused(NotAllowed, "geen lopend recht"):
        again(session, given, ticket)


def test_the_second_cancellation_is_taken_back_by_its_own_ticket_only(
    session: Session,
    given: Provider,
    proof: Proof,
    ticket: LedTicket,
    opened: Opening,
    closed: Closing,
    refused: Refused,
) -> None:
    again(session, given, ticket)
    second = opened(proof, kind="double")
    closed(second, "cancelled")
    with refused(InvalidInput, "niet als geannuleerd"):
        again(session, given, ticket, "BKT-0003")
    reopen(session, given, ticket)
    assert proof.led_cancelled_on == TODAY
    reopen(session, given, second)
    assert proof.led_cancelled_on is None


def test_a_proof_changed_since_it_was_shown_is_not_cancelled(
    session: Session, given: Provider, proof: Proof, opened: Opening, refused: Refused
) -> None:
    ticket = opened(proof)
    with refused(Conflict):
        commands.close(
            session, actor=given.coordinator, today=TODAY, ticket_id=ticket.id, version=ticket.version,
            proof_version=proof.version - 1, ending=Ending("cancelled", TODAY),
        )  # fmt: skip
    assert proof.led_cancelled_on is None


def test_a_withdrawn_proof_can_be_cancelled_but_not_registered_again(
    session: Session, given: Provider, proof: Proof, opened: Opening, closed: Closing, refused: Refused
) -> None:
    proofs.withdraw(
        session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version, reason=REASON
    )
    ticket = opened(proof)
    closed(ticket, "cancelled")
    assert (proof.state, proof.led_cancelled_on) == ("withdrawn", TODAY)
    with refused(InvalidInput, "ingetrokken"):
        again(session, given, ticket)


def test_a_reader_of_the_registration_cannot_take_back(
    session: Session, given: Provider, proof: Proof, ticket: LedTicket, refused: Refused
) -> None:
    manager = factories.actor(session, Role.MANAGER)
    with refused(NotAllowed):
        commands.reopen(
            session, actor=manager, today=TODAY, ticket_id=ticket.id, version=ticket.version,
            proof_version=proof.version, reason=REASON,
        )  # fmt: skip
