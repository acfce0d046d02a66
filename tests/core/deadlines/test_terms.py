"""Terms as this provider applies them, and a projection that names what is not right."""

from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.deadlines import projection, terms
from db.models import ClosingDay, Deadline, Participation, RuleSetting
from tests import factories
from tests.factories import Provider

DONE = date(2026, 11, 2)


def test_the_provider_chooses_a_parameter_and_the_term_follows(session: Session, given: Provider) -> None:
    before = terms.load(session).led(date(2026, 12, 25))
    session.add(
        RuleSetting(rule_id="led_registration", parameter="roll", value="next_working_day", source="Nota")
    )
    session.flush()
    after = terms.load(session).led(date(2026, 12, 27))
    assert before.due_on == before.starts_on.replace(year=2027, month=2)
    assert after.due_on == date(2027, 3, 1)


def test_closing_days_of_the_provider_move_the_target(session: Session, given: Provider) -> None:
    plain = terms.load(session).led(DONE)
    session.add(ClosingDay(first_on=plain.due_on - timedelta(days=3), last_on=plain.due_on))
    session.flush()
    found = terms.load(session).led(DONE)
    assert (found.due_on, found.target_on < plain.due_on) == (plain.due_on, True)


def test_a_term_that_is_missing_is_written_at_the_next_act(session: Session, given: Provider) -> None:
    (proof,) = factories.earned(session, given)
    session.execute(delete(Deadline))
    session.expire_all()
    projection.settle(session, proof=proof, completed_on=DONE, terms=terms.load(session))
    session.flush()
    assert session.scalars(select(Deadline.subject_id)).all() == [proof.id]
    assert list(projection.differences(session, terms=terms.load(session))) == []


def test_a_term_of_something_that_is_not_completed_is_named(session: Session, given: Provider) -> None:
    (proof,) = factories.earned(session, given)
    row = session.get_one(Participation, proof.participation_id)
    row.completed_on, row.outcome = None, ""
    session.flush()
    (found,) = projection.differences(session, terms=terms.load(session))
    assert (found.subject_id, found.field, found.computed) == (proof.id, "completed_on", "niet afgerond")
