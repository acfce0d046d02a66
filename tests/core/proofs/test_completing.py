"""Noting that a trajectory was completed, and taking a wrong completion back."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import Conflict, NotFound
from core.imports.stored import Participations
from core.learners import participations
from core.proofs import commands, completing, details, undoable
from core.proofs.achieving import Achievement
from db.models import AchievedCompetence, AchievedPart, Deadline, Document, Learner, Participation, Proof
from tests import factories
from tests.core.conftest import Refused
from tests.core.proofs.conftest import Act, Issue
from tests.factories import COMPETENCES, PARTS, TODAY, Provider

DONE = date(2026, 11, 2)
REASON = "Verkeerde deelnemer aangeduid"


@pytest.fixture
def busy(session: Session, given: Provider) -> Participation:
    """Somebody who started in January."""
    return factories.participation(
        session, learner=factories.learner(session), trajectory=given.trajectory, campus=given.campus
    )


def complete(
    session: Session, given: Provider, busy: Participation, *achieved: object, **named: object
) -> list[int]:
    achievement = Achievement(*(achieved or (DONE, "whole")), **named)  # type: ignore[arg-type]
    return commands.complete(
        session,
        actor=given.coordinator,
        today=TODAY,
        participation_id=busy.id,
        version=busy.version,
        achievement=achievement,
    )


def undo(session: Session, given: Provider, busy: Participation, reason: str = REASON) -> None:
    commands.undo_completion(
        session,
        actor=given.coordinator,
        today=TODAY,
        participation_id=busy.id,
        version=busy.version,
        reason=reason,
    )


@pytest.mark.parametrize(
    ("achieved", "text"),
    [
        ((DONE, "half"), "Kies wat"),
        ((date(2026, 11, 22), "whole"), "toekomst"),
        ((date(2026, 1, 4), "whole"), "vóór de start op 05/01/2026"),
        ((DONE, "parts"), "minstens één behaalde deelkwalificatie"),
        ((DONE, "competences"), "minstens één behaalde competentie"),
        ((DONE, "parts", ["BK-0000-1-DBK-09"]), "hoort niet bij traject T-901"),
        ((DONE, "competences", [], ["bkc0000000"]), "bkc0000000 hoort niet bij"),
    ],
)
def test_a_completion_that_cannot_be_is_refused(
    session: Session,
    given: Provider,
    busy: Participation,
    refused: Refused,
    achieved: tuple[object, ...],
    text: str,
) -> None:
    with refused(text=text):
        complete(session, given, busy, *achieved)
    assert busy.completed_on is None
    assert session.scalars(select(Proof)).all() == []


def test_a_completion_outside_the_recognition_is_refused(
    session: Session, given: Provider, busy: Participation, refused: Refused
) -> None:
    given.trajectory.recognition_ends_on = date(2026, 11, 1)
    session.flush()
    with refused(text="niet erkend op 02/11/2026"):
        complete(session, given, busy)


def test_what_was_achieved_is_kept_by_code(session: Session, given: Provider, busy: Participation) -> None:
    complete(session, given, busy, DONE, "parts", [*PARTS, *PARTS], [COMPETENCES[3]])
    assert (busy.completed_on, busy.outcome, busy.version) == (DONE, "parts", 2)
    assert len(session.scalars(select(AchievedPart)).all()) == 2
    assert len(session.scalars(select(AchievedCompetence)).all()) == 1


def test_a_trajectory_is_completed_once(
    session: Session, given: Provider, busy: Participation, refused: Refused
) -> None:
    complete(session, given, busy)
    with refused(text="al afgerond op 02/11/2026"):
        complete(session, given, busy)
    again = factories.participation(
        session,
        learner=session.get_one(Learner, busy.learner_id),
        trajectory=given.trajectory,
        campus=given.campus,
    )
    with refused(text="rondde traject T-901 al af op 02/11/2026"):
        complete(session, given, again)


def test_a_participation_that_is_gone_or_changed_says_so(
    session: Session, given: Provider, busy: Participation, refused: Refused
) -> None:
    whole = Achievement(DONE, "whole")
    with refused(NotFound, "bestaat niet meer"):
        commands.complete(
            session,
            actor=given.coordinator,
            today=TODAY,
            participation_id=9_999,
            version=1,
            achievement=whole,
        )
    complete(session, given, busy)
    with refused(Conflict, "Iemand anders") as caught:
        commands.undo_completion(
            session, actor=given.coordinator, today=TODAY, participation_id=busy.id, version=1, reason=REASON
        )
    assert isinstance(caught.value, Conflict)
    assert caught.value.stored == {"completed_on": "02/11/2026", "outcome": "whole"}


def test_a_changed_participation_that_is_not_completed_shows_that(
    session: Session, given: Provider, busy: Participation, refused: Refused
) -> None:
    with refused(Conflict) as caught:
        commands.complete(
            session, actor=given.coordinator, today=TODAY, participation_id=busy.id, version=7,
            achievement=Achievement(DONE, "whole"),
        )  # fmt: skip
    assert isinstance(caught.value, Conflict)
    assert caught.value.stored == {"completed_on": "", "outcome": ""}


def test_a_wrong_completion_is_taken_back_with_all_it_brought(
    session: Session, given: Provider, busy: Participation
) -> None:
    complete(session, given, busy, DONE, "parts", list(PARTS), [COMPETENCES[3]])
    undo(session, given, busy)
    session.expire_all()
    assert (busy.completed_on, busy.outcome) == (None, "")
    for table in (Proof, Deadline, AchievedPart, AchievedCompetence):
        assert session.scalars(select(table)).all() == []
    complete(session, given, busy)
    assert len(session.scalars(select(Proof)).all()) == 1


def test_a_completion_is_not_taken_back_once_a_paper_was_issued(
    session: Session, given: Provider, busy: Participation, issue: Issue, refused: Refused
) -> None:
    first, *_ = complete(session, given, busy, DONE, "parts", list(PARTS))
    issue(session.get_one(Proof, first))
    with refused(text="al een bewijs uitgereikt"):
        undo(session, given, busy)
    assert len(session.scalars(select(Deadline)).all()) == 2


@pytest.mark.parametrize("again", [False, True])
def test_a_completion_stays_once_a_paper_reached_the_learner(
    session: Session,
    given: Provider,
    busy: Participation,
    issue: Issue,
    deliver: Act,
    refused: Refused,
    again: bool,
) -> None:
    (key,) = complete(session, given, busy)
    proof = session.get_one(Proof, key)
    issue(proof)
    deliver(proof)
    act = {"session": session, "actor": given.coordinator, "today": TODAY, "proof_id": key, "reason": REASON}
    commands.correct(version=proof.version, **act)  # type: ignore[arg-type]
    commands.destroy(version=proof.version, **act)  # type: ignore[arg-type]
    if again:
        issue(proof)
        commands.destroy(version=proof.version, **act)  # type: ignore[arg-type]
    assert proof.state == "to_issue"
    with refused(text="al een bewijs uitgereikt"):
        undo(session, given, busy)
    completing.remove_proofs(session, proof_ids=[key])
    assert len(session.scalars(select(Proof)).all()) == len(session.scalars(select(Deadline)).all()) == 1
    (row,) = participations.participations(session, actor=given.coordinator)
    assert row.issued == 1
    (stored,) = Participations(session, [busy.learner_id]).find(busy.learner_id, busy.trajectory_id, DONE)[:1]
    assert stored is not None
    assert stored.is_issued


def test_a_paper_that_was_never_handed_over_does_not_keep_a_completion(
    session: Session, given: Provider, busy: Participation, issue: Issue, deliver: Act
) -> None:
    (key,) = complete(session, given, busy)
    proof = session.get_one(Proof, key)
    issue(proof)
    deliver(proof)
    step = undoable.last_act(session, actor=given.coordinator)
    assert step is not None
    commands.undo(session, actor=given.coordinator, today=TODAY, step_id=step.step_id)
    commands.destroy(
        session, actor=given.coordinator, today=TODAY, proof_id=key, version=proof.version, reason=REASON
    )
    undo(session, given, busy)
    session.expire_all()
    assert session.scalars(select(Proof)).all() == []


def test_a_new_proof_does_not_inherit_the_papers_of_one_that_was_removed(
    session: Session, given: Provider, busy: Participation, issue: Issue
) -> None:
    (key,) = complete(session, given, busy)
    proof = session.get_one(Proof, key)
    issue(proof)
    commands.destroy(
        session, actor=given.coordinator, today=TODAY, proof_id=key, version=proof.version, reason=REASON
    )
    undo(session, given, busy)
    session.expunge(proof)
    (other,) = factories.earned(session, given, campus=given.other)
    assert details.papers(session, proof_id=other.id) == []
    assert session.get_one(Document, issue(other).document_id).corrects_id is None


def test_taking_back_asks_for_a_completion_and_a_reason(
    session: Session, given: Provider, busy: Participation, refused: Refused
) -> None:
    with refused(text="niet afgerond"):
        undo(session, given, busy)
    complete(session, given, busy)
    with refused(text="tien tekens"):
        undo(session, given, busy, "te kort")
