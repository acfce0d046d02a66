"""The period table in minutes: the single form, the form of the database and an oracle that knows neither, agree."""

import random
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.attendance import totals
from core.attendance.totals import Totals
from core.errors import NotFound
from core.rules import engine
from db.models import AttendanceCell, Exemption, Lesson
from tests import attendance_factories as making
from tests import factories
from tests.factories import Provider

FIRST, LAST = date(2026, 9, 7), date(2026, 12, 31)
CLOSED = date(2026, 12, 1)
Row = tuple[date, str, int, str, tuple[int, int, int] | None, bool, bool]


def oracle(
    rows: list[Row], *, enrolled: date, stopped: date | None, freed: tuple[date, date, int | None] | None,
    first: date, last: date,
) -> Totals:  # fmt: skip
    """From plain tuples (day, state, given, kind, cell, closed, moved), by the words of the source alone."""
    found = dict.fromkeys(("planned", "given", "present", "justified", "unjustified", "not_entered"), 0)
    for day, state, minutes, kind, cell, closed, moved in rows:
        if kind != "contact" or day < max(first, enrolled) or day > last:
            continue
        if stopped is not None and day >= stopped:
            continue
        if freed and freed[0] <= day <= freed[1] and freed[2] in (None, day.isoweekday()):
            continue
        if not moved:
            found["planned"] += 150
        if state == "cancelled":
            continue
        found["given"] += minutes
        if state == "credited":
            found["justified"] += minutes
            continue
        if not closed or cell is None:
            found["not_entered"] += 1
        for name, value in zip(("present", "justified", "unjustified"), cell or (0, 0, 0), strict=True):
            found[name] += value
    return Totals(**found)


def _some_rows(chance: random.Random) -> list[Row]:
    rows: list[Row] = []
    for number in range(chance.randrange(1, 14)):
        state = chance.choice(("planned", "planned", "planned", "cancelled", "credited"))
        cell = None
        if state == "planned" and chance.random() < 0.8:
            justified = chance.choice((0, 0, 50, 150))
            unjustified = chance.randrange(0, 151 - justified)
            cell = (150 - justified - unjustified, justified, unjustified)
        kind = chance.choice(("contact", "contact", "contact", "placement", "self_study"))
        rows.append((
            FIRST + timedelta(days=number * 5 + chance.randrange(5)), state, 0 if state == "cancelled" else 150, kind,
            cell, chance.random() < 0.8, state == "cancelled" and chance.random() < 0.5,
        ))  # fmt: skip
    return rows


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_both_forms_give_what_the_oracle_gives(session: Session, given: Provider, seed: int) -> None:
    chance = random.Random(seed)
    course = making.course(session, campus=given.campus)
    group = making.group(session, course=course)
    expected: dict[int, Totals] = {}
    first = FIRST + timedelta(days=chance.randrange(20))
    last = first + timedelta(days=chance.randrange(60))
    rows = _some_rows(chance)
    lessons: list[Lesson] = []
    for day, state, _minutes, kind, _cell, closed, moved in rows:
        lessons.append(making.lesson(
            session, group=group, held_on=day, state=state, kind=kind,
            reason="" if state == "planned" else "holiday", closed_on=CLOSED if closed else None,
            moved_to_id=lessons[0].id if moved and lessons else None,
        ))  # fmt: skip
    rows = [(*row[:6], lesson.moved_to_id is not None) for row, lesson in zip(rows, lessons, strict=True)]
    for number in range(2):
        enrolled = FIRST + timedelta(days=chance.randrange(25))
        stopped = enrolled + timedelta(days=chance.randrange(60)) if chance.random() < 0.4 else None
        freed = None
        enrolment = making.enrolment(
            session, course=course, learner=factories.learner(session, f"Naam{number}", "An"), group=group,
            enrolled_on=enrolled, stopped_on=stopped, stop_kind="announced" if stopped else "",
        )  # fmt: skip
        if chance.random() < 0.4:
            begins = FIRST + timedelta(days=chance.randrange(40))
            freed = begins, begins + timedelta(days=20), chance.choice((None, 2, 4))
            session.add(Exemption(
                enrolment_id=enrolment.id, first_on=freed[0], last_on=freed[1], weekday=freed[2], noted_on=FIRST,
            ))  # fmt: skip
        for lesson, row in zip(lessons, rows, strict=True):
            if row[4] is not None:
                enter(session, lesson, enrolment.id, row[4])
        expected[enrolment.id] = oracle(
            rows, enrolled=enrolled, stopped=stopped, freed=freed, first=first, last=last
        )
    session.flush()
    single = {key: totals.of_one(session, enrolment_id=key, first_on=first, last_on=last) for key in expected}
    together = totals.many(session, first_on=first, last_on=last, course_id=course.id)
    assert single == expected
    assert {key: together.get(key, Totals()) for key in expected} == expected
    everything = totals.many(session, first_on=first, last_on=last)
    assert {key: everything.get(key, Totals()) for key in expected} == expected
    for found in expected.values():
        if found.is_complete:
            assert found.present + found.justified + found.unjustified == found.given


def enter(session: Session, lesson: Lesson, enrolment_id: int, minutes: tuple[int, int, int]) -> None:
    session.add(AttendanceCell(
        lesson_id=lesson.id, enrolment_id=enrolment_id, code="A", present=minutes[0], justified=minutes[1],
        unjustified=minutes[2], changed_at=datetime(2026, 12, 1, 9, tzinfo=UTC), changed_by="An",
    ))  # fmt: skip


def test_an_emptied_cell_is_not_entered(session: Session, given: Provider) -> None:
    course = making.course(session, campus=given.campus)
    group = making.group(session, course=course)
    enrolment = making.enrolment(
        session, course=course, learner=factories.learner(session, "Leeg", "An"), group=group
    )
    lesson = making.lesson(session, group=group, closed_on=CLOSED)
    session.add(AttendanceCell(
        lesson_id=lesson.id, enrolment_id=enrolment.id, code="", changed_at=datetime(2026, 12, 1, 9, tzinfo=UTC), changed_by="An",
    ))  # fmt: skip
    session.flush()
    found = totals.of_one(session, enrolment_id=enrolment.id, first_on=FIRST, last_on=LAST)
    assert found == Totals(planned=150, given=150, not_entered=1)
    assert totals.many(session, first_on=FIRST, last_on=LAST)[enrolment.id] == found


def test_an_enrolment_that_does_not_exist_is_refused(session: Session, given: Provider) -> None:
    with pytest.raises(NotFound):
        totals.of_one(session, enrolment_id=999_999, first_on=FIRST, last_on=LAST)


@settings(max_examples=200, deadline=None)
@given(minutes=st.integers(1, 40_000), missed=st.integers(0, 5_000))
def test_what_may_still_be_missed_is_exactly_the_line_of_the_rule(minutes: int, missed: int) -> None:
    missed = min(missed, minutes)
    left = Totals(given=minutes, unjustified=missed).may_miss(totals.limit(on=FIRST))

    def is_met(unjustified: int) -> bool | None:
        facts = {
            "given": minutes, "present": minutes - unjustified, "justified": 0, "unjustified": unjustified,
        }  # fmt: skip
        return bool(engine.evaluate("assiduity_met", facts).answer.met)  # type: ignore[union-attr]

    assert is_met(missed + left)
    assert missed + left + 1 > minutes or not is_met(missed + left + 1)


def test_the_limit_is_that_of_the_law_file() -> None:
    assert totals.limit(on=FIRST) == Fraction(1, 10)
