"""Enrolments on the days where an answer changes, and what an issued paper holds; each went by unseen before."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.attendance import counted
from core.certificates import owed
from core.deadlines import terms
from core.enrolments import commands
from core.enrolments.commands import Leave
from core.errors import InvalidInput
from db.models import Deadline, Enrolment, Exemption, Lesson, Participation
from tests import attendance_factories as making
from tests import factories
from tests.core.certificates import papers
from tests.core.conftest import Refused
from tests.factories import Provider

AFTER = papers.AFTER


@pytest.fixture
def who(session: Session, given: Provider) -> Enrolment:
    """Somebody who attended on 8 and 15 September, in closed lessons."""
    return papers.enrolled(session, given)


def act(given: Provider, today: date = AFTER) -> dict[str, Any]:
    return {"actor": given.coordinator, "today": today}


def on(who: Enrolment) -> dict[str, Any]:
    return {"enrolment_id": who.id, "version": who.version}


def test_the_last_day_of_a_course_still_takes_somebody_and_a_trajectory_once_completed_begins_anew(
    session: Session, given: Provider, refused: Refused
) -> None:
    ends_on = date(2026, 11, 20)
    course = making.course(session, campus=given.campus, trajectory=given.trajectory, ends_on=ends_on)
    group = making.group(session, course=course)
    learner = factories.learner(session)
    factories.earned(session, given, learner=learner)
    earlier = session.scalars(select(Participation).where(Participation.learner_id == learner.id)).one()
    assert earlier.completed_on is not None
    asked = {
        "course_id": course.id,
        "course_group_id": group.id,
        "learner_id": learner.id,
        "leave": Leave("bev_brussels"),
    }
    with refused(InvalidInput, "eindigde op"):
        commands.enrol(session, enrolled_on=date(2026, 11, 21), **asked, **act(given))
    key = commands.enrol(session, enrolled_on=ends_on, **asked, **act(given))
    made = session.get_one(Enrolment, key).participation_id
    assert made not in {None, earlier.id}
    assert session.get_one(Participation, made).completed_on is None


def test_a_course_that_is_planned_more_than_a_year_ahead_takes_people_and_its_trajectory_starts_with_it(
    session: Session, given: Provider
) -> None:
    starts_on = date(2028, 9, 1)
    course = making.course(
        session,
        campus=given.campus,
        trajectory=given.trajectory,
        starts_on=starts_on,
        ends_on=date(2029, 6, 30),
    )
    key = commands.enrol(
        session, course_id=course.id, course_group_id=making.group(session, course=course).id,
        learner_id=factories.learner(session).id, enrolled_on=date(2026, 11, 20), leave=Leave(), **act(given),
    )  # fmt: skip
    made = session.get_one(Participation, session.get_one(Enrolment, key).participation_id)
    assert made.starts_on == starts_on


def test_under_an_issued_paper_no_lesson_is_given_back_and_no_stop_undone(
    session: Session, given: Provider, refused: Refused, who: Enrolment
) -> None:
    commands.exempt(session, first_on=date(2026, 10, 6), last_on=date(2026, 10, 6), **on(who), **act(given))
    commands.stop(session, kind="announced", announced_on=date(2026, 12, 31), **on(who), **act(given))
    papers.issued(session, given, papers.paper(session, who, "assiduity", 1))
    freed = session.scalars(select(Exemption)).one()
    with refused(InvalidInput, "die uren liggen vast"):
        commands.withdraw_exemption(session, exemption_id=freed.id, **on(who), **act(given))
    with refused(InvalidInput, "die uren liggen vast"):
        commands.undo_stop(session, **on(who), **act(given))


def test_a_stop_lies_after_the_last_day_attended_not_after_the_first(
    session: Session, given: Provider, refused: Refused, who: Enrolment
) -> None:
    for day in (date(2026, 9, 9), date(2026, 9, 15)):
        with refused(InvalidInput, "Op 15/09/2026 was de cursist nog aanwezig"):
            commands.stop(session, kind="announced", announced_on=day, **on(who), **act(given))
    day = commands.stop(session, kind="announced", announced_on=date(2026, 9, 16), **on(who), **act(given))
    assert day == date(2026, 9, 16)


def test_where_the_rule_ends_the_term_that_was_there_goes(session: Session, who: Enrolment) -> None:
    assert session.scalars(select(Deadline).where(Deadline.subject_kind == "certificate")).all()
    who.regime = "bev_flanders"
    owed.settle(session, enrolment_ids=[who.id], terms=terms.load(session))
    assert session.scalars(select(Deadline).where(Deadline.subject_kind == "certificate")).all() == []


def test_moving_to_another_group_holds_from_the_first_day_of_the_old_one_to_the_last_of_the_course(
    session: Session, given: Provider, refused: Refused
) -> None:
    course = making.course(session, campus=given.campus)
    old, new = (making.group(session, course=course) for _ in range(2))
    who = making.enrolment(session, course=course, learner=factories.learner(session), group=old)
    asked = {"course_group_id": new.id, **act(given, date(2027, 7, 1))}
    with refused(InvalidInput, "Kies een latere dag"):
        commands.change_group(session, from_on=date(2026, 9, 6), **on(who), **asked)
    with refused(InvalidInput, "eindigt op"):
        commands.change_group(session, from_on=date(2027, 6, 26), **on(who), **asked)
    held = [making.lesson(session, group=old, held_on=day) for day in (date(2027, 6, 24), date(2027, 6, 25))]
    commands.change_group(session, from_on=date(2027, 6, 25), **on(who), **asked)
    own = session.execute(
        counted.pairs().where(Enrolment.id == who.id, Lesson.id.in_([each.id for each in held]))
    )
    assert [lesson_id for _, lesson_id in own] == [held[0].id], "the day before is the last in the old group"
