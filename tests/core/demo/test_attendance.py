"""The registers of the practice courses: closed up to a few days ago, the last ones open; nothing without a course."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.actors import command_line
from core.demo import attendance
from db.models import AttendanceCell, Lesson
from tests import attendance_factories, factories
from tests.conftest import TODAY


def test_past_registers_are_closed_but_the_last_ones(session: Session) -> None:
    given = factories.provider(session)
    course = attendance_factories.course(session, campus=given.campus)
    group = attendance_factories.group(session, course=course)
    attendance_factories.lessons(session, group=group, count=20)
    for name in ("Aerts", "Baert", "Claes"):
        person = factories.learner(session, name)
        attendance_factories.enrolment(session, course=course, learner=person, group=group)
    attendance.store(session, actor=command_line("tests"), today=TODAY)
    past = session.scalars(select(Lesson).where(Lesson.held_on < TODAY).order_by(Lesson.held_on)).all()
    assert [lesson.closed_on is not None for lesson in past] == [True] * (len(past) - 4) + [False] * 4
    filled = session.scalar(select(func.count()).select_from(AttendanceCell).where(AttendanceCell.code != ""))
    assert filled == 3 * (len(past) - 4)


def test_without_a_course_there_is_nothing_to_fill(session: Session) -> None:
    attendance.store(session, actor=command_line("tests"), today=date(2026, 11, 21))
    assert session.scalar(select(func.count()).select_from(AttendanceCell)) == 0
