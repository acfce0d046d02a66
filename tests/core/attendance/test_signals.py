"""Signals: who was in none of the last lessons, and who is near or over the line, beside a brute-force oracle."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as generated
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.attendance import lines, missed, runs, signals, totals
from core.attendance.lines import Line
from core.provider_settings import commands as provider_settings
from db.models import AttendanceCell, CourseGroup, Enrolment, Exemption, GroupTeacher, Lesson, StaffMember
from tests import attendance_factories as making
from tests import factories
from tests.factories import Provider

TODAY = date(2026, 11, 21)
FIRST = date(2026, 9, 1)
QUARTER = (date(2026, 9, 1), date(2026, 12, 31))
TENTH = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Seat:
    """What the oracle knows of one lesson: its facts and the minutes of one person in it, None when not entered."""

    lesson: Lesson
    group_id: int
    cell: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Somebody:
    """What the oracle knows of one enrolment."""

    row: Enrolment
    memberships: list[tuple[int, date, date | None]]
    freed: list[tuple[date, date, int | None]]
    seats: list[Seat]

    def counts(self, seat: Seat) -> bool:
        day = seat.lesson.held_on
        sits = any(
            group == seat.group_id and first <= day and (last is None or day <= last)
            for group, first, last in self.memberships
        )
        is_free = any(
            first <= day <= last and (weekday is None or weekday == day.isoweekday())
            for first, last, weekday in self.freed
        )
        is_in = day >= self.row.enrolled_on and (self.row.stopped_on is None or day < self.row.stopped_on)
        return sits and is_in and not is_free and seat.lesson.kind == "contact"

    def run(self) -> int:
        """Lessons in a row without presence, back from today."""
        back = sorted(
            (seat for seat in self.seats if self.counts(seat)),
            key=lambda seat: (seat.lesson.held_on, seat.lesson.starts_at, seat.lesson.id), reverse=True,
        )  # fmt: skip
        number = 0
        for seat in back:
            is_given = seat.lesson.state == "planned" and seat.lesson.held_on <= TODAY
            if not is_given or seat.cell is None:
                continue
            if seat.cell[0] > 0:
                return number
            number += 1
        return number

    def line(self, first: date, last: date) -> tuple[int, int]:
        """Given and unjustified minutes of a stretch of days."""
        of_period = [
            seat for seat in self.seats if self.counts(seat) and first <= seat.lesson.held_on <= last
        ]
        return (
            sum(seat.lesson.given_minutes for seat in of_period),
            sum(seat.cell[2] for seat in of_period if seat.cell and seat.lesson.state == "planned"),
        )


def enter(session: Session, lesson: Lesson, enrolment_id: int, minutes: tuple[int, int, int]) -> None:
    code = "A" if not minutes[1] + minutes[2] else "O50"
    session.add(AttendanceCell(
        lesson_id=lesson.id, enrolment_id=enrolment_id, code=code, present=minutes[0], justified=minutes[1],
        unjustified=minutes[2], changed_at=datetime(2026, 11, 20, 9, tzinfo=UTC), changed_by="An",
    ))  # fmt: skip


def a_cell(chance: random.Random, *, is_absent: bool) -> tuple[int, int, int] | None:
    if chance.random() < 0.15:
        return None
    if is_absent:
        return chance.choice(((0, 150, 0), (0, 0, 150), (0, 100, 50)))
    return chance.choice(((150, 0, 0), (150, 0, 0), (150, 0, 0), (100, 0, 50), (0, 0, 150), (90, 60, 0)))


def somebody(
    session: Session, chance: random.Random, number: int, groups: list[CourseGroup], lessons: list[Lesson]
) -> Somebody:
    course = session.get_one(CourseGroup, groups[0].id)
    enrolled = FIRST + timedelta(days=chance.choice((0, 0, 0, 20, 50)))
    stopped = FIRST + timedelta(days=chance.randrange(51, 81)) if chance.random() < 0.15 else None
    row = Enrolment(
        course_id=course.course_id, learner_id=factories.learner(session, f"Naam{number}", "An").id,
        campus_id=course.campus_id, enrolled_on=enrolled, stopped_on=stopped,
        stop_kind="announced" if stopped else "", regime=chance.choice(("bev_brussels", "bev_brussels", "vov", "")),
    )  # fmt: skip
    session.add(row)
    session.flush()
    memberships: list[tuple[int, date, date | None]] = [(groups[0].id, enrolled, None)]
    if chance.random() < 0.25:
        turn = max(enrolled, FIRST + timedelta(days=chance.randrange(20, 75)))
        memberships = [(groups[0].id, enrolled, turn), (groups[1].id, turn + timedelta(days=1), None)]
        if chance.random() < 0.3:
            memberships[0] = (groups[0].id, enrolled, None)
    for group_id, first, last in memberships:
        group = session.get_one(CourseGroup, group_id)
        making.membership(session, enrolment=row, group=group, from_on=first, until_on=last)
    freed: list[tuple[date, date, int | None]] = []
    if chance.random() < 0.2:
        begins = FIRST + timedelta(days=chance.randrange(80))
        freed = [(begins, begins + timedelta(days=chance.randrange(30)), chance.choice((None, 2, 3)))]
        session.add(Exemption(
            enrolment_id=row.id, first_on=freed[0][0], last_on=freed[0][1], weekday=freed[0][2], noted_on=FIRST,
        ))  # fmt: skip
    gone = chance.random() < 0.35
    seats = []
    for place, lesson in enumerate(lessons):
        cell = None
        sat = any(lesson.course_group_id == group_id for group_id, _, _ in memberships)
        if sat and lesson.state == "planned" and lesson.held_on <= TODAY:
            cell = a_cell(chance, is_absent=gone and place >= len(lessons) // 2 - 3)
        if cell is not None:
            enter(session, lesson, row.id, cell)
        seats.append(Seat(lesson, lesson.course_group_id, cell))
    session.flush()
    return Somebody(row, memberships, freed, seats)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@generated(seed=st.integers(0, 2**32), least=st.integers(2, 5), percent=st.integers(1, 100))
def test_signals_are_those_of_the_oracle(
    session: Session, given: Provider, seed: int, least: int, percent: int
) -> None:
    chance = random.Random(seed)
    course = making.course(session, campus=given.campus, starts_on=FIRST)
    groups = [making.group(session, course=course) for _ in range(2)]
    lessons = []
    for place in range(chance.randrange(4, 30)):
        state = chance.choice(("planned",) * 6 + ("cancelled", "credited"))
        lessons.append(making.lesson(
            session, group=chance.choice(groups[:1] * 3 + groups[1:]), state=state,
            held_on=FIRST + timedelta(days=place * 4 + chance.randrange(4)),
            reason="" if state == "planned" else "holiday", kind=chance.choice(("contact",) * 5 + ("self_study",)),
        ))  # fmt: skip
    people = [somebody(session, chance, number, groups, lessons) for number in range(5)]
    running = [one for one in people if one.row.stopped_on is None]
    expected = {one.row.id: one.run() for one in running if one.run() >= least}
    quiet = runs.of_running(session, today=TODAY, least=least, course_id=course.id)
    assert {key: run.lessons for key, run in quiet.items()} == expected
    assert quiet == {
        key: run for key, run in runs.of_running(session, today=TODAY, least=least).items() if key in expected
    }
    near = lines.near_or_over(session, today=TODAY, percent=percent, course_id=course.id)
    wanted = {}
    for one in running:
        stretch = (FIRST, course.ends_on) if one.row.regime == "vov" else QUARTER
        minutes, without = one.line(*stretch)
        if one.row.regime and without and without * 1000 >= percent * minutes:
            wanted[one.row.id] = Line(*stretch, minutes, without, TENTH)
    assert near == wanted
    for key, line in near.items():
        sums = totals.of_one(session, enrolment_id=key, first_on=line.from_on, last_on=line.to_on)
        assert (line.may_miss, line.is_over) == (sums.may_miss(TENTH), sums.unjustified * 10 > sums.given)
    session.rollback()


@dataclass(frozen=True, slots=True)
class Class:
    """A group of twenty past lessons of 150 minutes with four people in it, all present."""

    given: Provider
    group: CourseGroup
    lessons: list[Lesson]
    enrolments: list[Enrolment]

    def absent(self, session: Session, who: int, places: range, *, justified: bool = False) -> None:
        for place in places:
            cell = session.get_one(AttendanceCell, (self.lessons[place].id, self.enrolments[who].id))
            cell.code, cell.present = "O", 0
            cell.justified, cell.unjustified = (150, 0) if justified else (0, 150)
        session.flush()


@pytest.fixture
def room(session: Session, given: Provider) -> Class:
    course = making.course(session, campus=given.campus, name="Boekhouden", starts_on=FIRST)
    group = making.group(session, course=course)
    lessons = [making.lesson(session, group=group, held_on=FIRST + timedelta(days=4 * n)) for n in range(20)]
    enrolments = [
        making.enrolment(session, course=course, learner=factories.learner(session, name, "An"), group=group)
        for name in ("Aerts", "Baert", "Claes", "Daems")
    ]
    for lesson in lessons:
        for row in enrolments:
            enter(session, lesson, row.id, (150, 0, 0))
    session.commit()
    return Class(given, group, lessons, enrolments)


def found(session: Session, actor: Actor, kind: str = "") -> signals.Signals:
    return signals.found(session, actor=actor, today=TODAY, kind=kind)


def test_three_lessons_in_a_row_ask_whether_somebody_stopped(session: Session, room: Class) -> None:
    room.absent(session, 0, range(17, 20), justified=True)
    room.absent(session, 1, range(16, 19))
    rows = found(session, room.given.coordinator).rows
    assert [(row.name, row.run and row.run.lessons, row.run and row.run.justified) for row in rows] == [
        ("Baert, An", None, None), ("Aerts, An", 3, 3),
    ]  # fmt: skip
    assert rows[1].kinds == (signals.GONE_QUIET,)
    assert rows[1].run is not None
    assert (rows[1].run.first_on, rows[1].run.last_on) == (room.lessons[17].held_on, room.lessons[19].held_on)


def test_the_number_of_lessons_is_the_providers_choice(session: Session, room: Class) -> None:
    room.absent(session, 0, range(17, 20), justified=True)
    administrator = factories.actor(session, Role.ADMINISTRATOR)
    provider_settings.change(
        session, actor=administrator, today=TODAY, key=signals.IN_A_ROW, version=0, value="4", source="Ons reglement"
    )  # fmt: skip
    assert found(session, room.given.coordinator).counts[signals.GONE_QUIET] == 0


def test_exactly_a_tenth_is_near_and_one_minute_more_is_over(session: Session, room: Class) -> None:
    room.absent(session, 0, range(5, 7))
    row = found(session, room.given.coordinator).rows[0]
    assert row.line is not None
    assert (row.line.given, row.line.unjustified, row.line.may_miss) == (3000, 300, 0)
    assert row.kinds == (signals.NEAR,)
    cell = session.get_one(AttendanceCell, (room.lessons[9].id, room.enrolments[0].id))
    cell.code, cell.present, cell.unjustified = "L1", 149, 1
    session.flush()
    row = found(session, room.given.coordinator).rows[0]
    assert row.kinds == (signals.OVER,)
    assert row.line is not None
    assert row.line.may_miss == -1


def test_a_signal_is_gone_when_its_facts_are(session: Session, room: Class) -> None:
    room.absent(session, 0, range(16, 20))
    assert found(session, room.given.coordinator).rows[0].kinds == (signals.OVER, signals.GONE_QUIET)
    room.absent(session, 0, range(16, 20), justified=True)
    assert found(session, room.given.coordinator).rows[0].kinds == (signals.GONE_QUIET,)
    cell = session.get_one(AttendanceCell, (room.lessons[19].id, room.enrolments[0].id))
    cell.code, cell.present, cell.justified = "A", 150, 0
    session.flush()
    assert not found(session, room.given.coordinator).rows


def test_who_has_no_leave_has_no_line(session: Session, room: Class) -> None:
    room.enrolments[0].regime = ""
    room.absent(session, 0, range(5, 10))
    assert not found(session, room.given.coordinator).rows
    room.absent(session, 0, range(15, 20))
    assert found(session, room.given.coordinator).rows[0].line is None


def test_a_teacher_sees_his_own_groups_only_and_no_employer(session: Session, room: Class) -> None:
    room.absent(session, 0, range(16, 20))
    teacher = factories.actor(session, Role.TEACHER)
    assert not found(session, teacher).rows
    person = StaffMember(name="Les Gever", function="lesgever", begins_on=FIRST, account_id=teacher.id)
    session.add(person)
    session.flush()
    session.add(GroupTeacher(course_group_id=room.group.id, staff_member_id=person.id))
    session.flush()
    row = found(session, teacher).rows[0]
    assert (row.name, row.employer) == ("Aerts, An", "")
    assert found(session, room.given.coordinator).rows[0].employer == "Voorbeeld bv"


def test_who_is_limited_to_a_campus_sees_no_other(session: Session, room: Class) -> None:
    room.absent(session, 0, range(16, 20))
    actor = room.given.coordinator
    elsewhere = replace(actor, campus_ids=frozenset({room.given.campus.id + 1000}))
    assert found(session, actor).total == 1
    assert not found(session, elsewhere).rows
    assert not missed.missed(session, actor=elsewhere, today=TODAY, enrolment_id=room.enrolments[0].id)
    assert not missed.is_visible(session, actor=elsewhere, enrolment_id=room.enrolments[0].id)


def test_the_missed_lessons_are_named_newest_first(session: Session, room: Class) -> None:
    room.absent(session, 0, range(3, 5))
    lessons = missed.missed(
        session, actor=room.given.coordinator, today=TODAY, enrolment_id=room.enrolments[0].id
    )
    assert [(each.held_on, each.unjustified) for each in lessons] == [
        (room.lessons[4].held_on, 150), (room.lessons[3].held_on, 150),
    ]  # fmt: skip


def test_one_kind_can_be_asked_for_alone(session: Session, room: Class) -> None:
    room.absent(session, 0, range(16, 20))
    room.absent(session, 1, range(3, 5))
    every = found(session, room.given.coordinator)
    assert every.counts == {signals.OVER: 1, signals.GONE_QUIET: 1, signals.NEAR: 1}
    near = found(session, room.given.coordinator, kind=signals.NEAR)
    assert [row.name for row in near.rows] == ["Baert, An"]
