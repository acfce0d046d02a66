"""Courses and groups: what is refused leaves nothing, what papers were counted with is fixed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.courses import commands, lists, queries
from core.courses.commands import CourseFields, GroupFields, Slot
from core.courses.lists import CourseFilter
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.proofs import issuing
from db.models import Certificate, Course, CourseGroup, Lesson, TimetableSlot
from tests import attendance_factories as made
from tests import factories
from tests.conftest import TODAY
from tests.core.conftest import Refused
from tests.factories import Provider


def fields(given: Provider, **values: object) -> CourseFields:
    """A course of 2026-2027 with nothing wrong."""
    chosen: dict[str, Any] = {
        "code": "OPL", "name": "Onthaal", "campus_id": given.campus.id, "organisation": "school_year",
        "lesson_unit": 50, "starts_on": date(2026, 9, 1), "ends_on": date(2027, 6, 30), "planned": {2026: 1600},
    }  # fmt: skip
    return CourseFields(**(chosen | values))


def paper(session: Session, course: Course, group: CourseGroup, **values: object) -> Certificate:
    """An issued paper of assiduity for the first quarter of somebody in the group."""
    person = factories.learner(session)
    enrolled = made.enrolment(session, course=course, learner=person, group=group)
    document = factories_document(session)
    chosen: dict[str, Any] = {
        "enrolment_id": enrolled.id, "course_id": course.id, "learner_id": person.id, "campus_id": course.campus_id,
        "kind": "assiduity", "school_year": 2026, "period_number": 1, "from_on": date(2026, 9, 7),
        "to_on": date(2026, 12, 31), "state": "issued", "document_id": document, "issued_on": date(2027, 1, 4),
    }  # fmt: skip
    row = Certificate(**(chosen | values))
    session.add(row)
    session.flush()
    return row


def factories_document(session: Session) -> int:
    """The key of a frozen document: any will do."""
    given = session.info["given"]

    proof = factories.earned(session, given)[0]
    issued = issuing.issue(
        session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version
    )
    return issued.document_id


def test_a_course_is_added_and_its_box_a_is_judged_per_year(session: Session, given: Provider) -> None:
    wanted = fields(given, ends_on=date(2028, 1, 31), planned={2026: 1600, 2027: 1599})
    key = commands.add_course(session, actor=given.coordinator, today=TODAY, fields=wanted)
    found = queries.course(session, actor=given.coordinator, course_id=key)
    assert [(year.school_year, year.planned_minutes, year.is_eligible) for year in found.years] == [
        (2026, 1600, True),
        (2027, 1599, False),
    ]
    mentors = replace(wanted, is_mentor_course=True, planned={2026: 60})
    commands.change_course(
        session, actor=given.coordinator, today=TODAY, course_id=key, version=1, fields=mentors
    )
    found = queries.course(session, actor=given.coordinator, course_id=key)
    assert [(year.planned_minutes, year.is_eligible) for year in found.years] == [(60, True), (None, None)]
    assert found.version == 2


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"code": " "}, "code en de naam"),
        ({"organisation": "x"}, "Kies de organisatie"),
        ({"lesson_unit": 45}, "Kies de organisatie"),
        ({"starts_on": None}, "eerste en de laatste dag"),
        ({"ends_on": date(2026, 8, 1)}, "eindigt vóór"),
        ({"ends_on": date(2046, 8, 1)}, "hoogstens 10 jaar"),
        ({"first_session_exam_on": date(2026, 8, 1)}, "eerste zittijd"),
        ({"second_session_from_on": date(2027, 8, 20)}, "tweede zittijd"),
        (
            {"second_session_from_on": date(2026, 1, 1), "second_session_to_on": date(2026, 2, 1)},
            "begint na het laatste examen",
        ),
        ({"planned": {2027: 100}}, "2027-2028"),
        ({"planned": {2026: -1}}, "Vak a"),
        ({"credits_hundredths": 0}, "groter dan nul"),
        ({"campus_id": 999}, "campus"),
        ({"trajectory_id": 999}, "traject"),
        ({"name": "x" * 201}, "te lang"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    session: Session, given: Provider, refused: Refused, wrong: dict[str, Any], text: str
) -> None:
    with refused(InvalidInput, text):
        commands.add_course(session, actor=given.coordinator, today=TODAY, fields=fields(given, **wrong))
    assert session.scalars(select(Course)).all() == []


def test_a_code_is_used_once_and_a_reader_or_another_campus_adds_nothing(
    session: Session, given: Provider, refused: Refused
) -> None:
    commands.add_course(session, actor=given.coordinator, today=TODAY, fields=fields(given))
    with refused(InvalidInput, "OPL bestaat al"):
        commands.add_course(session, actor=given.coordinator, today=TODAY, fields=fields(given))
    reader = factories.actor(session, Role.READER)
    with refused(NotAllowed):
        commands.add_course(session, actor=reader, today=TODAY, fields=fields(given, code="B"))
    limited = factories.actor(session, campuses=[given.other])
    with refused(NotFound):
        commands.add_course(session, actor=limited, today=TODAY, fields=fields(given, code="B"))
    course = session.scalars(select(Course)).one()
    with refused(NotFound):
        queries.course(session, actor=limited, course_id=course.id)
    assert lists.courses(session, actor=limited, today=TODAY) == []


def test_a_change_over_another_one_is_a_conflict(session: Session, given: Provider, refused: Refused) -> None:
    course = made.course(session, campus=given.campus)
    change: dict[str, Any] = {
        "actor": given.coordinator,
        "today": TODAY,
        "course_id": course.id,
        "fields": fields(given),
    }
    commands.change_course(session, version=1, **change)
    with refused(Conflict):
        commands.change_course(session, version=1, **change)


def test_lessons_and_issued_papers_hold_the_course_where_it_is(
    session: Session, given: Provider, refused: Refused
) -> None:
    session.info["given"] = given
    course = made.course(session, campus=given.campus)
    group = made.group(session, course=course)
    made.lesson(session, group=group, held_on=date(2026, 9, 8))
    change: dict[str, Any] = {
        "actor": given.coordinator,
        "today": TODAY,
        "course_id": course.id,
        "version": 1,
    }
    with refused(InvalidInput, "nog 1 lessen"):
        commands.change_course(session, fields=fields(given, starts_on=date(2026, 10, 1)), **change)
    paper(session, course, group)
    with refused(InvalidInput, "liggen vast"):
        commands.change_course(session, fields=fields(given, organisation="modular"), **change)
    same = fields(given, starts_on=course.starts_on)
    with refused(InvalidInput, "al cursisten"):
        commands.change_course(session, fields=replace(same, campus_id=given.other.id), **change)
    commands.change_course(session, fields=same, **change)
    assert session.get_one(Course, course.id).code == "OPL"


def test_a_group_has_teachers_of_the_register_and_a_code_of_its_own(
    session: Session, given: Provider, refused: Refused
) -> None:
    teacher = factories.staff_member(session, "Tom Aerts", registers=False)
    course = made.course(session, campus=given.campus)
    act: dict[str, Any] = {"actor": given.coordinator, "today": TODAY}
    key = commands.add_group(
        session, course_id=course.id, fields=GroupFields("G1", "Avond", (teacher.id,)), **act
    )
    with refused(InvalidInput, "Groep G1 bestaat al"):
        commands.add_group(session, course_id=course.id, fields=GroupFields("G1", "Dag"), **act)
    with refused(InvalidInput, "medewerkers"):
        commands.add_group(session, course_id=course.id, fields=GroupFields("G2", "Dag", (999,)), **act)
    with refused(InvalidInput, "code en de naam"):
        commands.add_group(session, course_id=course.id, fields=GroupFields("", "Dag"), **act)
    commands.change_group(session, group_id=key, version=1, fields=GroupFields("G1", "Nacht"), **act)
    with refused(Conflict):
        commands.change_group(session, group_id=key, version=1, fields=GroupFields("G1", "Dag"), **act)
    group = queries.course(session, actor=given.coordinator, course_id=course.id).groups[0]
    assert (group.name, group.teachers, group.version) == ("Nacht", (), 2)
    loose = made.group(session, course=course, course_id=None)
    with refused(InvalidInput, "nog niet bij een opleiding"):
        commands.change_group(session, group_id=loose.id, version=1, fields=GroupFields("X", "X"), **act)


def test_a_copy_takes_timetable_groups_and_teachers_and_neither_people_nor_lessons(
    session: Session, given: Provider, refused: Refused
) -> None:
    teacher = factories.staff_member(session, "Tom Aerts", registers=False)
    course = made.course(
        session, campus=given.campus, code="OPL-2026", first_session_exam_on=date(2027, 6, 21)
    )
    group = made.group(session, course=course, teachers=[teacher], code="OPL-2026-A")
    other = made.group(session, course=course, code="AVOND")
    made.slot(session, group=group)
    made.slot(session, group=group, held_on=date(2026, 12, 5), teacher_id=teacher.id)
    made.lesson(session, group=group)
    made.enrolment(session, course=course, learner=factories.learner(session), group=other)
    act: dict[str, Any] = {"actor": given.coordinator, "today": TODAY, "course_id": course.id}
    key = commands.copy_course(session, code="OPL-2027", **act)
    found = queries.course(session, actor=given.coordinator, course_id=key)
    assert found.copied_from == "OPL-2026"
    assert (found.fields.starts_on, found.fields.ends_on) == (date(2027, 9, 6), date(2028, 6, 23))
    assert found.fields.first_session_exam_on == date(2028, 6, 19)
    assert found.fields.planned == {2027: 4000}
    assert [each.code for each in found.groups] == ["OPL-2027-A", "OPL-2027-AVOND"]
    assert found.groups[0].teachers == ((teacher.id, "Tom Aerts"),)
    assert [line.slot for line in found.groups[0].lines if line.slot.held_on] == [
        Slot(None, date(2027, 12, 4), 1080, 1260, 150, teacher_id=teacher.id)
    ]
    assert len(found.groups[0].lines) == 2
    row = next(row for row in lists.courses(session, actor=given.coordinator, today=TODAY) if row.id == key)
    assert (row.phase, row.groups, row.lessons, row.enrolments) == ("coming", 2, 0, 0)
    for code, text in (("OPL-2027", "bestaat al"), (" ", "Vul de code")):
        with refused(InvalidInput, text):
            commands.copy_course(session, code=code, **act)
    assert len(session.scalars(select(TimetableSlot)).all()) == 4
    assert len(session.scalars(select(Lesson)).all()) == 1


def test_the_list_counts_and_is_narrowed(session: Session, given: Provider) -> None:
    running = made.course(session, campus=given.campus, code="AAA", name="Lassen_1")
    made.course(session, campus=given.other, starts_on=date(2025, 9, 1), ends_on=date(2026, 6, 1), years={})
    group = made.group(session, course=running)
    made.lesson(session, group=group, held_on=date(2026, 9, 8), closed_on=date(2026, 9, 8))
    made.lesson(session, group=group, held_on=date(2026, 9, 15))
    made.lesson(session, group=group, held_on=date(2026, 9, 16), kind="placement")
    made.lesson(session, group=group, held_on=date(2026, 9, 22), state="cancelled", reason="unforeseen")
    made.lesson(session, group=group, held_on=date(2026, 11, 24))
    made.enrolment(session, course=running, learner=factories.learner(session), group=group)
    ask: dict[str, Any] = {"actor": given.coordinator, "today": TODAY}
    row = lists.courses(session, chosen=CourseFilter(text="lassen_"), **ask)[0]
    assert (row.lessons, row.given, row.to_enter, row.enrolments, row.groups) == (4, 3, 1, 1, 1)
    assert [each.phase for each in lists.courses(session, **ask)] == ["running", "ended"]
    assert [each.id for each in lists.courses(session, chosen=CourseFilter(phase="running"), **ask)] == [
        row.id
    ]
    assert len(lists.courses(session, chosen=CourseFilter(campus_id=given.other.id), **ask)) == 1
    assert lists.courses(session, chosen=CourseFilter(text="%"), **ask) == []
