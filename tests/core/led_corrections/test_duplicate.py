"""A duplicate says what the original says, is no new issue, leaves the original alone and is told in the log."""

import hashlib

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.documents import proof as proof_paper
from core.errors import InvalidInput, NotAllowed
from core.history import events
from core.led_corrections import commands
from core.led_corrections.duplicating import Duplicate
from core.proofs import commands as proofs
from core.proofs import undoable, verifying
from db.models import AccessEntry, AuditEntry, Document, DocumentCounter, LedTicket, Proof
from tests import factories
from tests.core.conftest import Refused
from tests.core.documents import reading
from tests.core.led_corrections.conftest import Closing, Opening
from tests.factories import TODAY, Provider


@pytest.fixture
def ticket(proof: Proof, opened: Opening) -> LedTicket:
    return opened(proof, kind="replacement", description="")


def give(session: Session, given: Provider, ticket: LedTicket) -> Duplicate:
    return commands.duplicate(
        session, actor=given.coordinator, today=TODAY, ticket_id=ticket.id, version=ticket.version
    )


def test_it_repeats_the_frozen_paper_under_its_own_number_and_code(
    session: Session, given: Provider, proof: Proof, ticket: LedTicket
) -> None:
    original = session.get_one(Document, proof.document_id)
    before, counted = (original.pdf, original.sha256), session.get_one(DocumentCounter, ("proof", 2026)).last
    made = give(session, given, ticket)
    text = " ".join(reading.text(made.content).split())
    assert f"Gelijk aan het bewijs met nummer {original.number}, uitgereikt op 9 november 2026." in text
    assert "DUPLICAAT Opgemaakt op 21 november 2026." in text
    assert "Amina Peeters" in text
    assert reading.qr_codes(made.content) == reading.qr_codes(original.pdf)
    assert made.name == f"duplicaat-{original.number}.pdf"
    session.expire_all()
    again = session.get_one(Document, original.id)
    assert (again.pdf, again.sha256) == before
    assert hashlib.sha256(again.pdf).hexdigest() == again.sha256
    assert session.scalar(select(func.count()).select_from(Document)) == 1
    assert session.get_one(DocumentCounter, ("proof", 2026)).last == counted
    found = verifying.verification(session, code=original.verify_code)
    assert found is not None
    assert (found.status, found.number) == ("valid", original.number)


def test_the_name_on_it_is_that_of_the_paper_and_not_that_of_today(
    session: Session, given: Provider, proof: Proof, ticket: LedTicket
) -> None:
    person = session.get_one(type(factories.learner(session)), proof.learner_id)
    person.last_name = "Veranderd"
    session.flush()
    text = reading.text(give(session, given, ticket).content)
    assert "Peeters" in text
    assert "Veranderd" not in text


def test_the_ticket_ends_and_what_was_given_can_be_told(
    session: Session, given: Provider, proof: Proof, ticket: LedTicket
) -> None:
    shown = proof.version
    made = give(session, given, ticket)
    assert hashlib.sha256(made.content).hexdigest() == made.sha256
    assert (ticket.outcome, ticket.closed_on) == ("duplicate", TODAY)
    event = events.of(session, subject_kind="ticket", subject_id=ticket.id)[0]
    assert event.kind == "duplicate"
    assert made.sha256 in event.text
    look = session.scalars(select(AccessEntry)).one()
    assert (look.what, look.learner_id) == ("duplicate.pdf", proof.learner_id)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "ticket.duplicate")).one()
    assert made.sha256 in entry.details
    assert proof.version == shown, (
        "nothing of the proof changed: what was done with it can still be taken back"
    )
    last = undoable.last_act(session, actor=given.coordinator)
    assert last is not None
    assert proofs.undo(session, actor=given.coordinator, today=TODAY, step_id=last.step_id).done == (
        proof.id,
    )


def test_a_lost_download_is_made_again_byte_for_byte(
    session: Session, given: Provider, ticket: LedTicket
) -> None:
    first = give(session, given, ticket)
    assert give(session, given, ticket).content == first.content
    kinds = [event.kind for event in events.of(session, subject_kind="ticket", subject_id=ticket.id)]
    assert kinds == ["duplicate", "duplicate", "opened"]


def test_no_duplicate_without_a_document_of_ours(
    session: Session, given: Provider, proof: Proof, opened: Opening, refused: Refused
) -> None:
    person = factories.learner(session, "Zonder", "Papier")
    with refused(InvalidInput, "Kies dat bewijs"):
        opened(learner=person, kind="replacement")
    proof.document_id = None
    session.flush()
    with refused(InvalidInput, "Kies dat bewijs"):
        opened(proof, kind="replacement", description="")


def test_of_a_withdrawn_proof_none_is_given(
    session: Session, given: Provider, proof: Proof, ticket: LedTicket, refused: Refused
) -> None:
    proofs.withdraw(
        session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version,
        reason="Bewijs hoort bij iemand anders",
    )  # fmt: skip
    with refused(InvalidInput, "geldig bewijs"):
        give(session, given, ticket)


def test_what_the_installed_template_cannot_draw_is_said_in_a_sentence(
    session: Session, given: Provider, ticket: LedTicket, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof_paper, "TEMPLATE", "proof-2")
    with refused(InvalidInput, "vorige versie van het invuldocument \\(proof-1\\)"):
        give(session, given, ticket)
    assert ticket.closed_on is None


def test_a_content_with_fields_this_installation_does_not_know_is_said_in_the_same_sentence(
    session: Session, given: Provider, proof: Proof, ticket: LedTicket, refused: Refused
) -> None:
    known = session.get_one(Document, proof.document_id)
    names = [column.name for column in Document.__table__.columns if column.name != "id"]
    columns = {name: getattr(known, name) for name in names}
    changed = {"sequence": 99, "number": "2026-000099", "verify_code": "ANDERS"}
    older = Document(**(columns | changed | {"content": {**known.content, "seal": "rood"}}))
    session.add(older)
    session.flush()
    proof.document_id = older.id
    session.flush()
    with refused(InvalidInput, "vorige versie van het invuldocument"):
        give(session, given, ticket)


def test_a_ticket_of_another_kind_or_ending_gives_none(
    session: Session,
    given: Provider,
    proof: Proof,
    ticket: LedTicket,
    opened: Opening,
    closed: Closing,
    refused: Refused,
) -> None:
    with refused(InvalidInput, "zelf"):
        commands.send(
            session, actor=given.coordinator, today=TODAY, ticket_id=ticket.id, version=ticket.version, route="wewis",
            sent_on=TODAY,
        )  # fmt: skip
    with refused(InvalidInput, "geen duplicaat"):
        give(session, given, opened(proof))
    closed(ticket, "refused")
    with refused(InvalidInput, "Heropen"):
        give(session, given, ticket)


def test_a_manager_may_look_but_not_give(session: Session, ticket: LedTicket, refused: Refused) -> None:
    manager = factories.actor(session, Role.MANAGER)
    with refused(NotAllowed):
        commands.duplicate(session, actor=manager, today=TODAY, ticket_id=ticket.id, version=ticket.version)
