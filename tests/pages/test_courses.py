"""Courses on screen: the list with what is to enter, the detail, and the acts on groups and lessons."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.courses import queries
from core.courses.rows import GroupRow
from db.models import Course, CourseGroup, CourseYear, Lesson, TimetableSlot
from tests import attendance_factories as made
from tests import factories
from tests.factories import Provider
from tests.pages.conftest import open_page
from tests.pages.drawers import counted, drawer, empty, fill, only, stored


@pytest.fixture
def course(session: Session, given: Provider) -> Course:
    row = made.course(session, campus=given.campus, code="OPL-A", years={2026: 1550})
    teacher = factories.staff_member(session, "Tom Aerts", registers=False)
    group = made.group(session, course=row, teachers=[teacher], code="GR-A")
    made.slot(session, group=group)
    made.lesson(session, group=group, held_on=date(2026, 9, 8))
    made.lesson(session, group=group, held_on=date(2026, 9, 15), state="credited", reason="teacher_ill")
    session.commit()
    return row


def test_the_list_says_what_is_to_enter_and_the_panel_what_the_law_says(
    given: Provider, course: Course
) -> None:
    opened = open_page("courses", given.coordinator, query={"id": str(course.id)})
    assert [next(iter(cell)) for cell in opened.at.dataframe[0].value["Stand"]] == ["◆ 1 les invullen"]
    for text in (
        "Minder dan 32 lestijden", "dinsdag 18.00-21.00", "Tom Aerts", "Telt als gegeven", "Ziekte van de leraar",
        "2 van 2 lessen voorbij", "Beroepsopleiding", "08/09/2026 18.00-21.00", "Gegeven minuten",
    ):  # fmt: skip
        assert text in opened.texts


def test_a_reader_sees_and_changes_nothing(session: Session, given: Provider, course: Course) -> None:
    reader = factories.actor(session, Role.READER)
    session.commit()
    opened = open_page("courses", reader, query={"id": str(course.id)})
    labels = {button.label for button in opened.at.button}
    assert not labels & {"Opleiding toevoegen", "Opleiding wijzigen", "Groep toevoegen", "Lessen maken"}
    assert "OPL-A" in opened.texts


def test_a_course_of_another_campus_is_not_told_of(session: Session, given: Provider, course: Course) -> None:
    limited = factories.actor(session, campuses=[given.other])
    session.commit()
    opened = open_page("courses", limited, query={"id": str(course.id)})
    assert "OPL-A" not in opened.texts


def test_a_course_is_added_with_box_a_in_lesson_units(given: Provider) -> None:
    adding = drawer(given.coordinator, "course_forms", "_add(ctx)")
    fill(adding, Code="OPL-N", Naam="Nieuwe opleiding")
    adding.button("Opleiding bewaren")
    assert "eerste en de laatste dag" in adding.texts
    days = {place.label: place for place in adding.at.date_input}
    days["Eerste lesdag"].set_value(date(2026, 9, 1))
    days["Laatste dag"].set_value(date(2027, 6, 30))
    next(place for place in adding.at.number_input if place.label.startswith("Vak a 2026")).set_value(40)
    adding.button("Opleiding bewaren")
    row = only(select(Course).where(Course.code == "OPL-N"))
    assert only(select(CourseYear).where(CourseYear.course_id == row.id)).planned_minutes == 2000


def test_a_change_keeps_minutes_that_are_no_whole_units(
    session: Session, given: Provider, course: Course
) -> None:
    box = session.scalars(select(CourseYear)).one()
    box.planned_minutes = 1575
    session.commit()
    changing = drawer(given.coordinator, "course_forms", f"_edit(ctx, {course.id})")
    fill(changing, Naam="Betere naam")
    changing.button("Opleiding bewaren")
    assert stored(Course, course.id).name == "Betere naam"
    assert only(select(CourseYear)).planned_minutes == 1575


def test_an_exam_day_can_be_taken_away_and_the_last_day_of_a_course_cannot(
    session: Session, given: Provider, course: Course
) -> None:
    course.first_session_exam_on = course.ends_on
    session.commit()
    changing = drawer(given.coordinator, "course_forms", f"_edit(ctx, {course.id})")
    empty(changing, "Laatste dag")
    changing.button("Opleiding bewaren")
    assert "eerste en de laatste dag" in changing.texts
    assert stored(Course, course.id).ends_on is not None
    changing = drawer(given.coordinator, "course_forms", f"_edit(ctx, {course.id})")
    empty(changing, "Laatste examen van de eerste zittijd (leeg zonder examen)")
    changing.button("Opleiding bewaren")
    assert stored(Course, course.id).first_session_exam_on is None


def shown(session: Session, given: Provider, course: Course) -> GroupRow:
    """The group as the panel shows it."""
    found = queries.course(session, actor=given.coordinator, course_id=course.id).groups[0]
    session.commit()
    return found


def test_from_timetable_to_lessons(session: Session, given: Provider, course: Course) -> None:
    call = "_timetable(ctx, st.session_state['group'])"
    opened = drawer(given.coordinator, "course_group_forms", call, group=shown(session, given, course))
    weekday = next(box for box in opened.at.selectbox if box.label == "Vaste dag of datum")
    assert weekday.value == 3, "the day after the last one that is taught"
    weekday.set_value(2)
    opened.button("Lijn toevoegen")
    assert "vallen samen" in opened.texts
    next(box for box in opened.at.selectbox if box.label == "Vaste dag of datum").set_value(4)
    opened.button("Lijn toevoegen")
    assert counted(TimetableSlot) == 2
    opened = drawer(given.coordinator, "course_group_forms", call, group=shown(session, given, course))
    opened.button("Lijn 2 verwijderen")
    assert only(select(TimetableSlot)).weekday == 2
    making = "_generate(ctx, st.session_state['group'])"
    opened = drawer(given.coordinator, "course_group_forms", making, group=shown(session, given, course))
    assert "nieuwe lessen, van 22/09/2026" in opened.texts
    opened.button("Lessen maken")
    assert counted(Lesson) > 30


@pytest.mark.parametrize(
    ("act", "label", "state"),
    [
        ("cancel", "Les afgelasten", "cancelled"),
        ("move", "Les verplaatsen", "cancelled"),
        ("shorten", "Minuten bewaren", "planned"),
    ],
)
def test_a_lesson_falls_away_moves_or_is_shortened(
    session: Session, given: Provider, course: Course, act: str, label: str, state: str
) -> None:
    group = shown(session, given, course)
    row = queries.lessons(session, actor=given.coordinator, group_id=group.id)[0]
    session.commit()
    opened = drawer(
        given.coordinator, "course_lesson_forms", f"_{act}(ctx, st.session_state['row'])", row=row
    )
    for place in opened.at.date_input:
        place.set_value(date(2026, 9, 9))
    for place in opened.at.number_input:
        place.set_value(100)
    opened.button(label)
    found = stored(Lesson, row.id)
    assert (found.state, found.version) == (state, 2)
    assert found.given_minutes == (100 if act == "shorten" else 0)
    if act != "shorten":
        again = next(
            each
            for each in queries.lessons(session, actor=given.coordinator, group_id=group.id)
            if each.id == row.id
        )
        session.commit()
        restoring = drawer(
            given.coordinator, "course_lesson_forms", "_restore(ctx, st.session_state['row'])", row=again
        )
        restoring.button("Les herstellen")
        assert stored(Lesson, row.id).state == "planned"


def test_the_chosen_lesson_shows_its_acts(given: Provider, course: Course) -> None:
    opened = open_page("courses", given.coordinator, query={"id": str(course.id)})
    first = only(select(Lesson).where(Lesson.held_on == date(2026, 9, 8)))
    next(box for box in opened.at.selectbox if box.label == "Les kiezen").set_value(first.id)
    opened.at.run()
    opened.calm()
    assert {"Les afgelasten", "Les verplaatsen", "Les inkorten"} <= {
        button.label for button in opened.at.button
    }


def test_a_group_and_a_lesson_are_added_and_the_course_copied(
    session: Session, given: Provider, course: Course
) -> None:
    adding = drawer(given.coordinator, "course_group_forms", f"_add(ctx, {course.id})")
    fill(adding, Code="GR-B", Naam="Groep B")
    adding.button("Groep bewaren")
    assert only(select(CourseGroup).where(CourseGroup.code == "GR-B")).course_id == course.id
    group = shown(session, given, course)
    call = "_edit(ctx, st.session_state['group'])"
    changing = drawer(given.coordinator, "course_group_forms", call, group=group)
    fill(changing, Naam="Avondgroep")
    changing.button("Groep bewaren")
    assert stored(CourseGroup, group.id).name == "Avondgroep"
    lesson = drawer(given.coordinator, "course_lessons", "_add(ctx, st.session_state['group'])", group=group)
    lesson.at.date_input[0].set_value(date(2026, 12, 12))
    lesson.button("Les bewaren")
    assert only(select(Lesson).where(Lesson.held_on == date(2026, 12, 12))).minutes == 150
    found = queries.course(session, actor=given.coordinator, course_id=course.id)
    session.commit()
    copying = drawer(given.coordinator, "course_copy", "_copy(ctx, st.session_state['found'])", found=found)
    fill(copying, Code_van_de_nieuwe="OPL-A-2027")
    copying.button("Opleiding kopiëren")
    assert only(select(Course).where(Course.code == "OPL-A-2027")).starts_on == date(2027, 9, 6)


def test_a_search_that_finds_nothing_says_so_and_has_a_way_out(given: Provider, course: Course) -> None:
    opened = open_page("courses", given.coordinator, query={"phase": "coming"})
    assert "Geen opleidingen gevonden" in opened.texts
    opened.button("Filters wissen")
    assert "phase" not in opened.at.query_params
    assert len(opened.at.dataframe[0].value) == 1
    opened.at.text_input[0].set_value("zzz").run()
    opened.calm()
    assert "Geen enkele opleiding past bij deze keuze." in opened.texts
    opened.button("Filters wissen")
    assert opened.at.text_input[0].value == ""
    assert len(opened.at.dataframe[0].value) == 1
