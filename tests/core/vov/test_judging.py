"""Regular attendance: the limit in exact arithmetic, the assessment, and what it says while the course runs."""

from datetime import date
from fractions import Fraction

import pytest
from sqlalchemy.orm import Session

from core.vov import queries
from core.vov.judging import Judgement
from tests import attendance_factories as making
from tests import factories
from tests.conftest import TODAY
from tests.core.vov.conftest import Class, put


def judged(session: Session, room: Class) -> Judgement:
    session.flush()
    row = queries.one(session, actor=room.actor, today=TODAY, enrolment_id=room.one.id)[0]
    assert row.judgement is not None
    return row.judgement


@pytest.mark.parametrize(
    ("missed", "assessment", "met"),
    [
        (0, "taken", True), (60, "taken", True), (61, "taken", False), (0, "missed", False),
        (0, "missed_justified", None), (0, "", None), (61, "", False),
    ],
)  # fmt: skip
def test_a_tenth_at_most_and_the_assessment_taken(
    session: Session, room: Class, missed: int, assessment: str, met: bool | None
) -> None:
    put(session, room.lessons[0], room.one, "O61", present=150 - missed, unjustified=missed)
    room.one.final_assessment = assessment
    found = judged(session, room)
    assert found.met is met
    assert found.may_miss == 60 - missed


def test_the_judgement_names_its_source_and_the_reduction_of_the_next_maximum(
    session: Session, room: Class
) -> None:
    room.one.final_assessment = "missed"
    found = judged(session, room)
    assert (found.limit, found.reduction) == (Fraction(1, 10), Fraction(1, 4))
    assert "Securex" in found.source
    assert any("1/4" in str(note) for note in found.notes)


def test_while_lessons_are_open_nothing_is_met_but_a_limit_passed_stays_passed(
    session: Session, room: Class
) -> None:
    room.one.final_assessment = "taken"
    room.course.ends_on = date(2026, 11, 30)
    making.lesson(session, group=room.group, held_on=date(2026, 11, 24))
    found = judged(session, room)
    assert (found.met, found.within_limit, found.may_miss) == (None, True, 75)
    put(session, room.lessons[0], room.one, "O", unjustified=150)
    assert judged(session, room).met is False


def test_a_course_that_counts_hours_is_not_judged(session: Session, room: Class) -> None:
    room.course.vov_form = "hours"
    session.flush()
    (row,) = queries.one(session, actor=room.actor, today=TODAY, enrolment_id=room.one.id)
    assert row.judgement is None


def test_a_page_of_the_list_is_judged_as_the_panel_is_and_by_campus(session: Session, room: Class) -> None:
    room.one.final_assessment = "taken"
    asked = {"today": TODAY, "enrolment_ids": [room.one.id, room.other.id]}
    expected = judged(session, room)
    assert queries.judgements(session, actor=room.actor, **asked) == {room.one.id: expected}  # type: ignore[arg-type]
    stranger = factories.actor(session, campuses=[room.given.other])
    assert queries.judgements(session, actor=stranger, **asked) == {}  # type: ignore[arg-type]
    found = queries.listed(session, actor=room.actor, today=TODAY, filters=queries.Filters(2026))
    assert [row.judgement for row in found.rows] == [None]
