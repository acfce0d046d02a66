"""The internal reminder on Vandaag says what the list of filing says: no more, no less, and never as a term of law."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.courses.school_years import school_year
from core.errors import NotAllowed
from core.vov import commands, filing, queries, reminding
from core.vov.queries import Filters
from core.vov.reminding import Reminder
from tests import attendance_factories as making
from tests import factories
from tests.conftest import TODAY
from tests.core.vov.conftest import LAST, Class, put

REMINDED = date(2026, 11, 21)


def reminders(
    session: Session, room: Class, today: date = TODAY, actor: Actor | None = None
) -> list[Reminder]:
    session.flush()
    return list(reminding.reminders(session, actor=actor or room.actor, today=today, until=today))


def in_list(session: Session, room: Class, today: date) -> list[Reminder]:
    """The oracle: the rows of the list of both school years whose internal day has come."""
    found = []
    for year in (school_year(today) - 1, school_year(today)):
        rows = queries.listed(session, actor=room.actor, today=today, filters=Filters(year)).rows
        days = [row.target_on for row in rows if row.state in reminding.WAITS and row.target_on <= today]
        found += [Reminder(year, len(days), min(days), True)] if days else []
    return found


def test_it_comes_on_its_own_day_and_goes_when_the_hours_are_filed(session: Session, room: Class) -> None:
    assert reminders(session, room, REMINDED - timedelta(days=1)) == []
    assert reminders(session, room, REMINDED) == [Reminder(2026, 1, REMINDED, True)]
    (row,) = queries.one(session, actor=room.actor, today=TODAY, enrolment_id=room.one.id)
    commands.file(
        session, actor=room.actor, today=TODAY, chosen=[filing.shown(row)], filed_on=TODAY, reference="WSE-1"
    )
    assert reminders(session, room) == []
    (kept,) = queries.filings(session, actor=room.actor, enrolment_id=room.one.id)
    commands.withdraw(
        session, actor=room.actor, today=TODAY, filing_id=kept.id, version=kept.version,
        reason="In het loket weer ingetrokken",
    )  # fmt: skip
    assert reminders(session, room) == [Reminder(2026, 1, REMINDED, True)]


def test_a_stop_brings_it_forward_and_nobody_is_reminded_of_nothing(session: Session, room: Class) -> None:
    room.one.stopped_on, room.one.stop_kind = date(2026, 10, 1), "announced"
    assert reminders(session, room, date(2026, 10, 9)) == [Reminder(2026, 1, date(2026, 10, 9), True)]
    room.one.stopped_on = date(2026, 9, 8)
    assert reminders(session, room) == []
    assert in_list(session, room, TODAY) == []


def test_it_says_what_the_list_says_over_two_school_years(session: Session, room: Class) -> None:
    course = making.course(
        session, campus=room.given.campus, vov_form="regular", odb_number="ODB-8", starts_on=date(2026, 9, 7),
        ends_on=date(2027, 6, 30),
    )  # fmt: skip
    group = making.group(session, course=course)
    person = making.enrolment(
        session, course=course, learner=factories.learner(session, "Claes", "Jo"), group=group, regime="vov"
    )
    for first in (date(2026, 9, 8), date(2027, 2, 2), date(2027, 5, 4)):
        for lesson in making.lessons(session, group=group, first_on=first, count=2, closed_on=first):
            put(session, lesson, person)
    for today in (
        TODAY,
        date(2027, 1, 20),
        date(2027, 4, 20),
        date(2027, 8, 20),
        date(2027, 9, 20),
        date(2028, 9, 1),
    ):
        assert reminders(session, room, today) == in_list(session, room, today)
    assert [found.school_year for found in reminders(session, room, date(2027, 9, 20))] == [2026]
    assert sum(found.stretches for found in reminders(session, room, date(2027, 8, 20))) == 4
    # Filing the last period leaves the earlier ones.
    rows = queries.one(session, actor=room.actor, today=date(2027, 8, 20), enrolment_id=person.id)
    commands.file(
        session, actor=room.actor, today=date(2027, 8, 20), chosen=[filing.shown(rows[-1])],
        filed_on=date(2027, 8, 20), reference="",
    )  # fmt: skip
    assert reminders(session, room, date(2027, 8, 20)) == in_list(session, room, date(2027, 8, 20))
    assert sum(found.stretches for found in reminders(session, room, date(2027, 8, 20))) == 3


def test_beyond_what_is_added_up_it_says_at_least(
    session: Session, room: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = making.enrolment(
        session,
        course=room.course,
        learner=factories.learner(session, "Claes", "Jo"),
        group=room.group,
        regime="vov",
    )
    for lesson in room.lessons:
        put(session, lesson, other)
    assert reminders(session, room) == [Reminder(2026, 2, REMINDED, True)]
    monkeypatch.setattr(reminding, "MOST", 1)
    assert reminders(session, room) == [Reminder(2026, 1, REMINDED, False)]


def test_another_campus_and_a_teacher_are_not_reminded(session: Session, room: Class) -> None:
    elsewhere = factories.actor(session, campuses=[room.given.other])
    assert reminders(session, room, actor=elsewhere) == []
    assert LAST < REMINDED
    with pytest.raises(NotAllowed):
        reminders(session, room, actor=factories.actor(session, Role.TEACHER))
