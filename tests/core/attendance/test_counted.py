"""Which lessons count for whom: against an oracle that looks at one lesson and one person at a time."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from core.attendance import counted
from db.models import Course, CourseGroup, Enrolment, Exemption, GroupMembership, Lesson
from tests import factories
from tests.factories import Provider

FIRST = date(2026, 9, 7)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def groups(session: Session, given: Provider) -> list[CourseGroup]:
    course = Course(
        code="C-1", name="Opleiding", campus_id=given.campus.id, organisation="modular", lesson_unit=60,
        starts_on=FIRST, ends_on=day(40),
    )  # fmt: skip
    session.add(course)
    session.flush()
    made = [CourseGroup(code=f"G-{n}", name=f"Groep {n}", course_id=course.id) for n in (1, 2)]
    session.add_all(made)
    session.flush()
    return made


def lesson(
    session: Session, group: CourseGroup, held_on: date, kind: str = "contact", state: str = "planned"
) -> Lesson:
    row = Lesson(
        course_group_id=group.id, held_on=held_on, weekday=held_on.isoweekday(), starts_at=540, ends_at=600, minutes=60,
        given_minutes=0 if state == "cancelled" else 60, kind=kind, state=state,
        reason="" if state == "planned" else "unforeseen",
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def counts(
    enrolment: Enrolment, seats: list[GroupMembership], exempted: list[Exemption], held: Lesson
) -> bool:
    """The rule as `domain.md` 7b.6 says it, without SQL."""
    on = held.held_on
    sits = any(
        seat.course_group_id == held.course_group_id
        and seat.from_on <= on
        and (seat.until_on is None or on <= seat.until_on)
        for seat in seats
    )
    free = any(
        each.first_on <= on <= each.last_on and each.weekday in (None, on.isoweekday()) for each in exempted
    )
    before, after = (
        on < enrolment.enrolled_on,
        enrolment.stopped_on is not None and on >= enrolment.stopped_on,
    )
    return held.kind == "contact" and sits and not (free or before or after)


@pytest.mark.parametrize("seed", range(25))
def test_the_lessons_that_count_are_those_of_the_oracle(session: Session, given: Provider, seed: int) -> None:
    chance = random.Random(seed)
    two = groups(session, given)
    held = [
        lesson(
            session, chance.choice(two), day(number), chance.choice(["contact", "contact", "placement", "self_study"]),
            chance.choice(["planned", "planned", "cancelled", "credited"]),
        )
        for number in range(40)
    ]  # fmt: skip
    expected = set()
    for _ in range(4):
        person = factories.learner(session)
        stopped_on = chance.choice([None, day(chance.randrange(40))])
        row = Enrolment(
            course_id=two[0].course_id, learner_id=person.id, campus_id=given.campus.id,
            enrolled_on=day(chance.randrange(20) - 5), stopped_on=stopped_on,
            stop_kind="" if stopped_on is None else "announced",
        )  # fmt: skip
        session.add(row)
        session.flush()
        turn = chance.randrange(40)
        seats = [
            GroupMembership(
                enrolment_id=row.id, course_group_id=two[0].id, from_on=day(-9), until_on=day(turn - 1)
            ),
            GroupMembership(enrolment_id=row.id, course_group_id=two[1].id, from_on=day(turn)),
        ]
        exempted = [
            Exemption(
                enrolment_id=row.id, first_on=day(start), last_on=day(start + chance.randrange(15)),
                weekday=chance.choice([None, chance.randrange(1, 8)]), noted_on=FIRST,
            )
            for start in [chance.randrange(40) for _ in range(chance.randrange(3))]
        ]  # fmt: skip
        session.add_all([*seats, *exempted])
        session.flush()
        expected |= {(row.id, each.id) for each in held if counts(row, seats, exempted, each)}
    found = [tuple(pair) for pair in session.execute(counted.pairs())]
    assert set(found) == expected
    assert len(found) == len(expected), "a lesson counts once"
