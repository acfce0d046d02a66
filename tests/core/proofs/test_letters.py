"""The letters beside the papers: one per person, in the language of the person, every look written down."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.errors import InvalidInput, NotAllowed, NotFound
from core.proofs import letters
from db.models import AccessEntry, AuditEntry, Learner, Proof
from tests import factories
from tests.conftest import TODAY
from tests.core.documents import reading
from tests.core.proofs.conftest import Act, Issue
from tests.factories import Provider


def made(session: Session, given: Provider, *proofs: Proof) -> tuple[str, int]:
    found = letters.letters(
        session, actor=given.coordinator, today=TODAY, proof_ids=[proof.id for proof in proofs]
    )
    return " ".join(reading.text(found.content).split()), found.papers


def test_a_letter_names_the_person_the_paper_and_the_last_day_for_led(
    session: Session, given: Provider, issue: Issue
) -> None:
    (proof,) = factories.earned(session, given)
    number = issue(proof).number
    learner = session.get_one(Learner, proof.learner_id)
    learner.street, learner.postal_code, learner.city = "Stationsplein 27", "2800", "Mechelen"
    read, count = made(session, given, proof)
    assert count == 1
    for text in (learner.last_name, "Stationsplein 27", "2800 Mechelen", number, "uiterlijk op"):
        assert text in read


def test_a_registered_proof_promises_no_registration_any_more(
    session: Session, given: Provider, issue: Issue, register: Act
) -> None:
    (proof,) = factories.earned(session, given)
    issue(proof)
    register(proof)
    assert "uiterlijk op" not in made(session, given, proof)[0]


def test_each_person_gets_one_letter_in_a_language_of_their_own(
    session: Session, given: Provider, issue: Issue
) -> None:
    (first,) = factories.earned(session, given)
    (second,) = factories.earned(session, given)
    for proof in (first, second):
        issue(proof)
    session.get_one(Learner, second.learner_id).language = "en"
    read, count = made(session, given, first, second)
    assert count == 2
    assert "Bewaar dit papier" in read
    assert "Keep this paper" in read


def test_every_letter_is_written_down_per_person_and_as_an_act(
    session: Session, given: Provider, issue: Issue
) -> None:
    (proof,) = factories.earned(session, given)
    number = issue(proof).number
    made(session, given, proof)
    look = session.scalars(select(AccessEntry).where(AccessEntry.what == "letter.pdf")).one()
    assert (look.learner_id, look.subject) == (proof.learner_id, number)
    assert session.scalars(select(AuditEntry).where(AuditEntry.action == "letter.pdf")).one()


def test_readers_other_campuses_and_proofs_without_a_paper_are_refused(
    session: Session, given: Provider, issue: Issue
) -> None:
    (proof,) = factories.earned(session, given)
    with pytest.raises(NotFound):
        made(session, given, proof)
    with pytest.raises(InvalidInput):
        made(session, given)
    issue(proof)
    for actor, error in (
        (factories.actor(session, Role.READER), NotAllowed),
        (factories.actor(session, Role.MANAGER), NotAllowed),
        (factories.actor(session, campuses=[given.other]), NotFound),
    ):
        with pytest.raises(error):
            letters.letters(session, actor=actor, today=TODAY, proof_ids=[proof.id])
