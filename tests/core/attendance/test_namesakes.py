"""What tells two of one name apart: the birth date and the day of enrolment, on the actor's own campuses only."""

from datetime import date

from sqlalchemy.orm import Session

from core.attendance import namesakes
from core.attendance.namesakes import Days
from db.models import Learner
from tests import factories
from tests.core.attendance.conftest import Room


def test_the_days_of_those_enrolments_are_given_and_of_no_other_campus(session: Session, room: Room) -> None:
    one, two, _ = room.enrolments
    session.get_one(Learner, one.learner_id).born_on = date(1990, 1, 2)
    session.get_one(Learner, two.learner_id).born_on = None
    two.enrolled_on = date(2026, 9, 14)
    session.flush()
    keys = [one.id, two.id]
    assert namesakes.days(session, actor=room.actor, enrolment_ids=keys) == {
        one.id: Days(date(1990, 1, 2), date(2026, 9, 1)),
        two.id: Days(None, date(2026, 9, 14)),
    }
    limited = factories.actor(session, campuses=[room.given.other])
    assert namesakes.days(session, actor=limited, enrolment_ids=keys) == {}
