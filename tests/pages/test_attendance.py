"""Page "Aanwezigheden", part "Lessen": what is open first, the form that saves by the same command, closing."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.attendance import choices, commands
from core.attendance.cells import Op
from db.models import AttendanceCell, Course, CourseGroup, Enrolment, Lesson
from tests import attendance_factories, factories
from tests.conftest import TODAY
from tests.pages.conftest import Opened, open_page


@pytest.fixture
def lesson(session: Session) -> Lesson:
    """A past lesson with two people in it."""
    given = factories.provider(session)
    course = attendance_factories.course(session, campus=given.campus, name="Boekhouden")
    group = attendance_factories.group(session, course=course)
    made = attendance_factories.lesson(session, group=group, held_on=date(2026, 11, 10))
    for name in ("Aerts", "Baert"):
        person = factories.learner(session, name)
        attendance_factories.enrolment(session, course=course, learner=person, group=group)
    session.commit()
    return made


@pytest.fixture
def actor(session: Session) -> Actor:
    """A coordinator."""
    made = factories.actor(session, Role.COORDINATOR)
    session.commit()
    return made


def form(opened: Opened) -> Opened:
    opened.at.segmented_control(key="attendance.look").set_value("form").run()
    opened.calm()
    return opened


def codes(session: Session) -> list[str]:
    session.expire_all()
    rows = select(AttendanceCell.code).order_by(AttendanceCell.enrolment_id)
    found = list(session.scalars(rows))
    session.rollback()
    return found


def test_what_is_not_entered_comes_first_and_the_form_saves_by_the_same_command(
    session: Session, lesson: Lesson, actor: Actor
) -> None:
    opened = open_page("attendance", actor)
    assert opened.at.expander[0].label == "Lessen die nog niet ingevuld zijn: 1"
    assert "nog leeg 2" in opened.texts
    form(opened)
    first, second = opened.at.text_input
    assert first.label.startswith("Aerts")
    first.set_value("a")
    second.set_value("X")
    opened.button("Bewaar")
    assert codes(session) == ["A"]
    assert "geen code" in opened.texts
    assert opened.at.text_input[1].value == "X", "what was typed is kept"
    opened.at.text_input[1].set_value("gv")
    opened.button("Bewaar")
    assert codes(session) == ["A", "GV"]
    assert "1 code bewaard" in opened.texts


def test_a_register_is_closed_and_reopened_on_the_page(
    session: Session, lesson: Lesson, actor: Actor
) -> None:
    opened = form(open_page("attendance", actor))
    opened.button("Sluit les af")
    assert "Nog 2 cellen zijn leeg" in opened.texts
    people = session.scalars(select(Enrolment.id)).all()
    ops = [Op(f"t-{key}", lesson.id, key, 0, "A") for key in people]
    commands.save(session, actor=actor, today=TODAY, lesson_id=lesson.id, ops=ops)
    session.commit()
    opened.button("Sluit les af")
    assert "Les afgesloten voor 2 cursisten." in opened.texts
    opened.button("Heropen les")
    assert "De les is heropend." in opened.texts


def test_a_conflict_in_the_form_names_the_other_and_a_second_save_knows_it(
    session: Session, lesson: Lesson, actor: Actor
) -> None:
    opened = form(open_page("attendance", actor))
    key = session.scalars(select(Enrolment.id).order_by(Enrolment.id)).first()
    assert key is not None
    commands.save(
        session, actor=actor, today=TODAY, lesson_id=lesson.id, ops=[Op("t-1", lesson.id, key, 0, "A")]
    )
    session.commit()
    opened.at.text_input[0].set_value("O")
    opened.button("Bewaar")
    assert f"{actor.display_name} zette A" in opened.texts.replace("\\", "")
    assert codes(session) == ["A"]
    opened.button("Bewaar")
    assert codes(session) == ["O"]


def test_somebody_is_away_for_days_and_a_list_is_in(session: Session, lesson: Lesson, actor: Actor) -> None:
    opened = open_page("attendance", actor)
    opened.button("Vul afwezigheid in")
    assert codes(session) == ["O"]
    opened.button("Noteer lijst binnen")
    assert "Getekende lijst binnen op 21/11/2026." in opened.texts


def test_the_lessons_of_one_person_stand_under_each_other_with_their_minutes(
    session: Session, lesson: Lesson, actor: Actor
) -> None:
    key = session.scalars(select(Enrolment.id).order_by(Enrolment.id)).first()
    assert key is not None
    ops = [Op("t-1", lesson.id, key, 0, "L30")]
    commands.save(session, actor=actor, today=TODAY, lesson_id=lesson.id, ops=ops)
    session.commit()
    opened = open_page("attendance", actor, query={"part": "learner"})
    assert "1 lessen: aanwezig 120 min, gewettigd 0 min, ongewettigd 30 min; nog leeg 0." in opened.texts


@pytest.mark.parametrize("part", ["lessons", "learner", "lists"])
def test_among_many_groups_one_types_a_part_of_the_name_and_the_field_never_holds_them_all(
    session: Session, lesson: Lesson, actor: Actor, part: str
) -> None:
    group = session.get_one(CourseGroup, lesson.course_group_id)
    course = session.get_one(Course, group.course_id)
    for number in range(choices.SHOWN + 5):
        made = attendance_factories.group(session, course=course, code=f"A-{number:03}", name="Ploeg")
        attendance_factories.lesson(session, group=made, held_on=date(2026, 11, 10))
    session.commit()
    opened = open_page("attendance", actor, query={"part": part})
    key = (
        "attendance.group"
        if part == "lessons"
        else f"attendance.{'learner' if part == 'learner' else 'lists'}.group"
    )
    field = opened.at.selectbox(key=key)
    assert field.label == "Groep (de eerste 50)"
    assert len(field.options) <= choices.SHOWN + 1
    chosen = field.value
    opened.at.text_input(key=f"{key}.search").set_value("a-051").run()
    opened.calm()
    field = opened.at.selectbox(key=key)
    assert (field.label, field.value) == ("Groep (1 gevonden)", chosen), "what was chosen stays"
    assert "A-051 · Ploeg" in field.options
    field.select("A-051 · Ploeg").run()
    opened.calm()
    opened.at.text_input(key=f"{key}.search").set_value("bestaat niet").run()
    opened.calm()
    field = opened.at.selectbox(key=key)
    assert field.label == "Groep (0 gevonden)"
    assert "A-051 · Ploeg" in field.options
