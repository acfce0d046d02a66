"""The totals of many stretches at once are those of the single form, whatever people did: moved, stopped, freed, late."""

import random
from datetime import UTC, date, datetime, timedelta

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.attendance import recomputing, totals
from core.attendance.recomputing import Stretches
from core.attendance.totals import Totals
from db.models import AttendanceCell, Certificate, CourseGroup, Enrolment, Exemption, Lesson
from tests import attendance_factories as making
from tests import factories
from tests.factories import Provider

FIRST = date(2026, 9, 7)
CODES = {"A": (150, 0, 0), "O": (0, 0, 150), "GZ": (0, 150, 0), "L15": (135, 0, 15), "": (0, 0, 0)}


def day(chance: random.Random, most: int) -> date:
    return FIRST + timedelta(days=chance.randrange(most))


def a_lesson(
    session: Session, chance: random.Random, group: CourseGroup, number: int, moved: Lesson | None
) -> Lesson:
    state = chance.choice(("planned", "planned", "planned", "cancelled", "credited"))
    minutes = 150
    given_minutes = {"cancelled": 0, "credited": minutes}.get(state, chance.choice((150, 150, 100, 0)))
    return making.lesson(
        session, group=group, held_on=FIRST + timedelta(days=number * 4 + chance.randrange(3)), state=state,
        starts_at=1080 + number % 3, kind=chance.choice(("contact", "contact", "contact", "placement")),
        reason="" if state == "planned" else "holiday", minutes=minutes, given_minutes=given_minutes,
        closed_on=date(2026, 12, 1) if chance.random() < 0.8 else None,
        moved_to_id=moved.id if moved is not None and state == "cancelled" and chance.random() < 0.5 else None,
    )  # fmt: skip


def somebody(session: Session, chance: random.Random, groups: list[CourseGroup], name: str) -> Enrolment:
    """Enrolled some day; perhaps stopped, in the other group from some day on, freed of some days."""
    enrolled = day(chance, 20)
    stopped = enrolled + timedelta(days=chance.randrange(60)) if chance.random() < 0.4 else None
    course_id = groups[0].course_id
    assert course_id is not None
    row = Enrolment(
        course_id=course_id, learner_id=factories.learner(session, name).id, campus_id=groups[0].campus_id,
        enrolled_on=enrolled, regime="bev_brussels", stopped_on=stopped, stop_kind="announced" if stopped else "",
    )  # fmt: skip
    session.add(row)
    session.flush()
    change = enrolled + timedelta(days=chance.randrange(30)) if chance.random() < 0.5 else None
    until = change - timedelta(days=1) if change is not None and change > enrolled else None
    making.membership(session, enrolment=row, group=groups[0], until_on=until)
    if until is not None and change is not None:
        making.membership(session, enrolment=row, group=groups[1], from_on=change)
    for _ in range(chance.choice((0, 0, 1, 2))):
        begins = day(chance, 40)
        session.add(Exemption(
            enrolment_id=row.id, first_on=begins, last_on=begins + timedelta(days=20),
            weekday=chance.choice((None, 2, 4)), noted_on=FIRST,
        ))  # fmt: skip
    return row


def enter(session: Session, chance: random.Random, lesson: Lesson, enrolment: Enrolment) -> None:
    code = chance.choice((*CODES, "A", "A", "none"))
    if code == "none":
        return
    present, justified, unjustified = CODES[code]
    session.add(AttendanceCell(
        lesson_id=lesson.id, enrolment_id=enrolment.id, code=code, present=present, justified=justified,
        unjustified=unjustified, changed_at=datetime(2026, 12, 1, tzinfo=UTC), changed_by="An",
    ))  # fmt: skip


def a_world(session: Session, provider: Provider, chance: random.Random) -> list[int]:
    """Two groups of a course, some lessons and people in each, and cells everywhere, also where nobody sat."""
    course = making.course(session, campus=provider.campus)
    groups = [making.group(session, course=course) for _ in range(2)]
    lessons: list[Lesson] = []
    for group in groups:
        for number in range(chance.randrange(1, 10)):
            lessons.append(a_lesson(session, chance, group, number, lessons[0] if lessons else None))
    people = [somebody(session, chance, groups, f"Naam{number}") for number in range(4)]
    for lesson in lessons:
        for person in people:
            enter(session, chance, lesson, person)
    session.flush()
    return [person.id for person in people]


def stretches(rows: list[tuple[int, date, date]]) -> Stretches:
    return Stretches(
        np.array([row[0] for row in rows], np.int64), np.array([row[1] for row in rows], "datetime64[D]"),
        np.array([row[2] for row in rows], "datetime64[D]"),
    )  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_many_stretches_at_once_are_what_each_is_alone(session: Session, given: Provider, seed: int) -> None:
    chance = random.Random(seed)
    people = a_world(session, given, chance)
    # Stretches of one person may meet or overlap, in any order; somebody who never existed has nothing.
    wanted = [
        (chance.choice(people), first, first + timedelta(days=chance.randrange(60)))
        for first in (day(chance, 50) for _ in range(8))
    ]
    found = recomputing.sums(session, stretches(wanted))
    single = [
        totals.of_one(session, enrolment_id=key, first_on=first, last_on=last) for key, first, last in wanted
    ]
    assert [found.row(at) for at in range(len(wanted))] == single


def test_the_line_of_ten_percent_is_judged_where_everything_was_entered(
    session: Session, given: Provider
) -> None:
    course = making.course(session, campus=given.campus)
    group = making.group(session, course=course)
    lessons = making.lessons(session, group=group, count=10, closed_on=date(2026, 12, 1))
    people = []
    for number, unjustified in enumerate((150, 151, 0)):
        person = making.enrolment(
            session, course=course, learner=factories.learner(session, f"Naam{number}"), group=group
        )
        people.append(person)
        for lesson in lessons[: 9 if number == 2 else 10]:
            away = min(unjustified, 150)
            unjustified -= away
            session.add(AttendanceCell(
                lesson_id=lesson.id, enrolment_id=person.id, code="A", present=150 - away, unjustified=away,
                changed_at=datetime(2026, 12, 1, tzinfo=UTC), changed_by="An",
            ))  # fmt: skip
    session.flush()
    found = recomputing.sums(
        session, stretches([(person.id, FIRST, date(2026, 12, 31)) for person in people])
    )
    judgements = recomputing.judged(found)
    assert judgements.met[:2].tolist() == [True, False]
    assert judgements.judged.tolist() == [True, True, False], "one cell is still to be entered"


def test_the_periods_are_those_of_the_papers(session: Session, given: Provider) -> None:
    course = making.course(session, campus=given.campus)
    person = making.enrolment(session, course=course, learner=factories.learner(session, "Aerts"))
    for number, (first, last) in enumerate(
        ((FIRST, date(2026, 12, 31)), (date(2027, 1, 1), date(2027, 3, 31)))
    ):
        session.add(Certificate(
            enrolment_id=person.id, course_id=course.id, learner_id=person.learner_id, campus_id=person.campus_id,
            kind="assiduity", school_year=2026, period_number=number + 1, from_on=first, to_on=last,
        ))  # fmt: skip
    session.flush()
    found = recomputing.periods(session, first_on=FIRST, last_on=date(2026, 12, 31))
    assert found.enrolment.tolist() == [person.id]
    assert (found.first_on.tolist(), found.last_on.tolist()) == ([FIRST], [date(2026, 12, 31)])
    assert recomputing.sums(session, found).row(0) == Totals()


def test_nothing_asked_is_nothing_found(session: Session) -> None:
    assert len(recomputing.sums(session, stretches([])).given) == 0
