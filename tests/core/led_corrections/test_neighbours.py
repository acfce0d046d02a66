"""What other acts do with a ticket in the way: merging takes it along, nothing removes what it names."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.history import events
from core.learners import commands as learners
from core.led_corrections import commands, queries
from core.led_corrections.closing import Ending
from core.proofs import commands as proofs
from db.models import LedTicket, Participation, Proof
from tests import factories
from tests.core.conftest import Refused
from tests.core.led_corrections.conftest import Opening
from tests.factories import TODAY, Provider

REASON = "Twee dossiers van een persoon"


def test_a_merge_takes_the_ticket_along_with_its_history(
    session: Session, given: Provider, proof: Proof, opened: Opening
) -> None:
    ticket = opened(proof)
    kept = factories.learner(session, "Peeters", "Amina")
    dropped = session.get_one(type(kept), proof.learner_id)
    before = events.of(session, subject_kind="ticket", subject_id=ticket.id)
    learners.merge(
        session, actor=given.coordinator, today=TODAY, keep_id=kept.id, keep_version=kept.version, drop_id=dropped.id,
        drop_version=dropped.version, reason=REASON,
    )  # fmt: skip
    session.expire_all()
    (row,) = queries.of(session, actor=given.coordinator, today=TODAY, learner_id=kept.id)
    assert (row.ticket_id, row.version) == (ticket.id, ticket.version)
    assert events.of(session, subject_kind="ticket", subject_id=ticket.id) == before
    commands.send(
        session, actor=given.coordinator, today=TODAY, ticket_id=row.ticket_id, version=row.version, route="wewis",
        sent_on=TODAY,
    )  # fmt: skip


def test_nobody_opens_one_for_a_file_that_was_merged_away(
    session: Session, given: Provider, opened: Opening, refused: Refused
) -> None:
    kept, dropped = (factories.learner(session, "Peeters", "Amina") for _ in range(2))
    learners.merge(
        session, actor=given.coordinator, today=TODAY, keep_id=kept.id, keep_version=kept.version, drop_id=dropped.id,
        drop_version=dropped.version, reason=REASON,
    )  # fmt: skip
    with refused(NotFound):
        opened(learner=dropped, kind="missing")


def test_one_submit_closes_once(session: Session, given: Provider, proof: Proof, opened: Opening) -> None:
    ticket = opened(proof)
    shown, proof_shown = ticket.version, proof.version
    for _ in range(2):
        commands.close(
            session, actor=given.coordinator, today=TODAY, ticket_id=ticket.id, version=shown,
            proof_version=proof_shown, ending=Ending("cancelled", TODAY), nonce="eenmalig",
        )  # fmt: skip
    kinds = [event.kind for event in events.of(session, subject_kind="ticket", subject_id=ticket.id)]
    assert kinds == ["closed", "cancelled", "opened"]


def test_a_completion_whose_proof_has_a_ticket_stays(
    session: Session, given: Provider, opened: Opening, refused: Refused
) -> None:
    (proof,) = factories.earned(session, given)
    proofs.issue(
        session, actor=given.coordinator, today=date(2026, 11, 9), proof_id=proof.id, version=proof.version
    )
    ticket = opened(proof, kind="missing")
    proofs.destroy(
        session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version, reason=REASON
    )
    busy = session.get_one(Participation, proof.participation_id)
    with refused(InvalidInput, "blijft"):
        proofs.undo_completion(
            session, actor=given.coordinator, today=TODAY, participation_id=busy.id, version=busy.version,
            reason=REASON,
        )  # fmt: skip
    assert session.get_one(LedTicket, ticket.id).proof_id == proof.id


@pytest.mark.parametrize("statement", ["delete from history_event", "update history_event set text = 'x'"])
def test_no_statement_changes_or_removes_what_stands_in_a_history(
    session: Session, proof: Proof, opened: Opening, statement: str
) -> None:
    opened(proof)
    session.flush()
    with pytest.raises(DatabaseError, match="frozen"), session.begin_nested():
        session.execute(text(statement))
