"""Two of one name in one course: who is picked is who is meant, on every screen that names people of a group."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.attendance import commands
from core.attendance.cells import Op
from db.models import AttendanceCell, Enrolment, Justification, Learner, Lesson
from tests import attendance_factories, factories
from tests.conftest import TODAY
from tests.pages.conftest import Opened, open_page
from tests.pages.drawers import only

HELD_ON, AFTER = date(2026, 11, 16), date(2026, 11, 18)
BIRTHS = (date(1990, 5, 6), date(1985, 3, 2))


@dataclass(frozen=True, slots=True)
class Twins:
    """Two called Aerts, An and one Baert, all ill in the first of two lessons; keys in that order."""

    actor: Actor
    keys: list[int]


@pytest.fixture
def twins(session: Session) -> Twins:
    given = factories.provider(session)
    course = attendance_factories.course(session, campus=given.campus, code="LAS-1")
    group = attendance_factories.group(session, course=course, code="A")
    lesson = attendance_factories.lesson(session, group=group, held_on=HELD_ON)
    attendance_factories.lesson(session, group=group, held_on=AFTER)
    rows = [
        attendance_factories.enrolment(
            session, course=course, learner=factories.learner(session, name, "An", born_on=born), group=group
        )
        for name, born in (("Aerts", BIRTHS[0]), ("Aerts", BIRTHS[1]), ("Baert", BIRTHS[0]))
    ]
    session.flush()
    ops = [Op(str(row.id), lesson.id, row.id, 0, "GZ") for row in rows]
    commands.save(session, actor=given.coordinator, today=TODAY, lesson_id=lesson.id, ops=ops)
    session.commit()
    made = Twins(given.coordinator, [row.id for row in rows])
    session.rollback()
    return made


def pick(opened: Opened, label: str, place: int) -> list[str]:
    """Choose by the text that stands there, as a browser does; gives all texts."""
    [field] = [box for box in opened.at.selectbox if box.label == label]
    options = list(field.options)
    assert len(set(options)) == len(options), options
    field.set_value(options[place])
    opened.at.run()
    opened.calm()
    return options


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_absence_taken_over_from_the_list_is_that_of_the_person_picked(
    session: Session, twins: Twins, place: int
) -> None:
    opened = open_page("attendance", twins.actor, query={"part": "justifications"})
    texts = pick(opened, "Neem over uit de lijst", place)
    opened.button("Wettiging noteren")
    assert only(select(Justification)).enrolment_id == twins.keys[place]
    assert [("geboren op" in text) for text in texts] == [True, True, False]


@pytest.mark.parametrize("place", [0, 1])
def test_the_person_picked_is_the_one_who_is_justified(session: Session, twins: Twins, place: int) -> None:
    opened = open_page("attendance", twins.actor, query={"part": "justifications"})
    texts = pick(opened, "Cursist", place)
    assert texts == [
        "Aerts, An, LAS-1, geboren op 06/05/1990",
        "Aerts, An, LAS-1, geboren op 02/03/1985",
        "Baert, An, LAS-1",
    ]
    opened.button("Wettiging noteren")
    assert only(select(Justification)).enrolment_id == twins.keys[place]


@pytest.mark.parametrize("place", [0, 1])
def test_the_lessons_shown_are_those_of_the_person_picked(session: Session, twins: Twins, place: int) -> None:
    opened = open_page("attendance", twins.actor, query={"part": "learner"})
    pick(opened, "Cursist", place)
    assert opened.at.session_state["attendance.learner.person"] == twins.keys[place]


@pytest.mark.parametrize("place", [0, 1])
def test_the_days_filled_at_once_are_those_of_the_person_picked(
    session: Session, twins: Twins, place: int
) -> None:
    opened = open_page("attendance", twins.actor, query={"part": "lessons"})
    pick(opened, "Cursist", place)
    for label in ("Eerste dag", "Laatste dag"):
        [field] = [box for box in opened.at.date_input if box.label == label]
        field.set_value(AFTER)
    opened.at.run()
    opened.button("Vul afwezigheid in")
    written = only(select(AttendanceCell).join(Lesson).where(Lesson.held_on == AFTER))
    assert written.enrolment_id == twins.keys[place]


def test_without_a_birth_date_the_day_of_enrolment_tells_them_apart_and_else_a_number(
    session: Session, twins: Twins
) -> None:
    rows = [session.get_one(Enrolment, key) for key in twins.keys]
    for row in rows:
        person = session.get_one(Learner, row.learner_id)
        person.born_on, person.last_name, person.search_name = None, "Aerts", "aerts an"
    enrolled_on = rows[0].enrolled_on
    rows[2].enrolled_on = enrolled_on + timedelta(days=1)
    session.commit()
    opened = open_page("attendance", twins.actor, query={"part": "learner"})
    texts = pick(opened, "Cursist", 1)
    day = f"Aerts An, ingeschreven op {enrolled_on:%d/%m/%Y}"
    assert texts == [
        f"{day} (1)",
        f"{day} (2)",
        f"Aerts An, ingeschreven op {enrolled_on + timedelta(days=1):%d/%m/%Y}",
    ]
    assert opened.at.session_state["attendance.learner.person"] == twins.keys[1]
