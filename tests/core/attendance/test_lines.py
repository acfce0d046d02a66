"""Which period the line is counted over, by regime and by the day; the oracle of the sums is in test_signals."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from core.attendance import lines, missed
from core.attendance.lines import Line
from db.models import Course
from tests.core.attendance.test_signals import FIRST, TENTH, TODAY, Class, room

__all__ = ["room"]


def line(session: Session, room: Class, *, today: date = TODAY) -> Line | None:
    key = room.enrolments[0].id
    return lines.of_enrolments(session, today=today, enrolment_ids=[key]).get(key)


def test_educational_leave_counts_the_running_quarter(session: Session, room: Class) -> None:
    found = line(session, room)
    assert found is not None
    assert (found.from_on, found.to_on, found.given, found.may_miss) == (
        FIRST, date(2026, 12, 31), 3000, 300,
    )  # fmt: skip


def test_a_modular_course_counts_three_months_from_its_start(session: Session, room: Class) -> None:
    course = session.get_one(Course, room.enrolments[0].course_id)
    course.organisation = "modular"
    session.flush()
    found = line(session, room)
    assert found is not None
    assert (found.from_on, found.to_on) == (FIRST, date(2026, 11, 30))


def test_training_leave_counts_the_whole_course_unless_it_goes_by_hours(
    session: Session, room: Class
) -> None:
    course = session.get_one(Course, room.enrolments[0].course_id)
    room.enrolments[0].regime = "vov"
    session.flush()
    found = line(session, room)
    assert found is not None
    assert (found.from_on, found.to_on) == (course.starts_on, course.ends_on)
    course.vov_form = "hours"
    session.flush()
    assert line(session, room) is None
    room.absent(session, 0, range(10))
    assert not lines.near_or_over(session, today=TODAY, percent=1, course_id=course.id)


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), date(2028, 1, 1)])
def test_a_course_that_does_not_run_has_no_line(session: Session, room: Class, day: date) -> None:
    assert line(session, room, today=day) is None


def test_a_course_from_before_the_rule_has_no_period(session: Session, room: Class) -> None:
    course = session.get_one(Course, room.enrolments[0].course_id)
    course.starts_on = date(1980, 9, 1)
    session.flush()
    assert line(session, room) is None


def test_near_is_from_the_percent_on_and_over_is_not_near() -> None:
    near = Line(FIRST, TODAY, 1000, 75, TENTH)
    assert (near.is_near(75), near.is_near(76), near.is_over) == (True, False, False)
    assert replace(near, unjustified=100).is_near(100)
    over = replace(near, unjustified=101)
    assert (over.is_near(1), over.is_over, over.may_miss) == (False, True, -1)
    assert not replace(near, unjustified=0).is_near(0)


def test_the_group_of_a_person_is_one_that_the_actor_sees(session: Session, room: Class) -> None:
    key, actor = room.enrolments[0].id, room.given.coordinator
    assert missed.group_of_person(session, actor=actor, enrolment_id=key) == room.group.id
    elsewhere = replace(actor, campus_ids=frozenset({room.given.other.id}))
    assert missed.group_of_person(session, actor=elsewhere, enrolment_id=key) is None
