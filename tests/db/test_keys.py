"""What is kept about a row by its key alone never comes to belong to another one."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.proofs import completing
from db.models import AchievedCompetence, AchievedPart, Learner, Participation
from tests import factories


def test_the_key_of_a_deleted_person_participation_or_proof_is_not_given_again(session: Session) -> None:
    given = factories.provider(session)
    (proof,) = factories.earned(session, given)
    was = (proof.id, proof.participation_id, proof.learner_id)
    completing.remove_proofs(session, proof_ids=[proof.id])
    for table in (AchievedPart, AchievedCompetence, Participation, Learner):
        session.execute(delete(table))
    session.expire_all()
    (other,) = factories.earned(session, given)
    now = (other.id, other.participation_id, other.learner_id)
    assert all(new > old for new, old in zip(now, was, strict=True)), (was, now)
