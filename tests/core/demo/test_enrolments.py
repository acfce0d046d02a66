"""Practice enrolments: nothing without courses, and in a course that runs one late, one exempted, one stopped."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.demo import enrolments
from db.models import Course, CourseGroup, Enrolment, Exemption
from tests import factories
from tests.factories import TODAY


def test_practice_people_enrol_in_the_courses_there_are(session: Session) -> None:
    given = factories.provider(session)
    for number in range(4):
        factories.learner(session, f"Persoon {number}")
    enrolments.store(session, actor=given.coordinator, today=TODAY)
    assert session.scalar(select(func.count()).select_from(Enrolment)) == 0
    course = Course(
        code="NT2-1", name="Nederlands", campus_id=given.campus.id, organisation="school_year", lesson_unit=50,
        starts_on=date(2026, 9, 7), ends_on=date(2027, 6, 28),
    )  # fmt: skip
    session.add(course)
    session.flush()
    session.add(CourseGroup(code="G-A", name="G-A", course_id=course.id))
    session.flush()
    enrolments.store(session, actor=given.coordinator, today=TODAY)
    made = session.scalars(select(Enrolment)).all()
    assert len(made) == 4
    assert [row.stopped_on for row in made].count(TODAY) == 1
    assert sum(row.enrolled_on > course.starts_on for row in made) == 1
    assert session.scalar(select(func.count()).select_from(Exemption)) == 1
