"""A group of people and its lessons in the practice data of a running server, taught by the practice teacher."""

from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

import db.session
from core import clock
from core.access import sessions
from db.models import (
    Account,
    AttendanceCell,
    Campus,
    CourseGroup,
    Enrolment,
    GroupTeacher,
    Learner,
    Lesson,
    StaffMember,
)
from tests import attendance_factories as factories
from tests.e2e.server import Server

MONDAY = date(2026, 11, 16)


def furnish(server: Server, *, people: int = 25, lessons: int = 5, first_on: date = MONDAY) -> list[int]:
    """Make the group; gives its lessons, one a day (from Monday 16 November 2026 on), the first day first."""
    engine = db.session.make_engine(address(server))
    with Session(engine.execution_options(app_writes=True)) as session, session.begin():
        campus = session.scalars(select(Campus).order_by(Campus.id)).first()
        assert campus is not None
        course = factories.course(session, campus=campus, name="Boekhouden")
        group = factories.group(session, course=course, teachers=[_teacher(session)])
        days = [first_on + timedelta(days=number) for number in range(lessons)]
        made = [factories.lesson(session, group=group, held_on=day).id for day in days]
        somebody = select(Learner).where(Learner.merged_into_id.is_(None)).order_by(Learner.id).limit(people)
        for learner in session.scalars(somebody).all():
            factories.enrolment(session, course=course, learner=learner, group=group)
    engine.dispose()
    return made


def _teacher(session: Session) -> StaffMember:
    account_id = session.scalars(select(Account.id).where(Account.username == "docent")).one()
    found = session.scalar(select(StaffMember).where(StaffMember.account_id == account_id))
    if found is None:
        found = StaffMember(
            name="Tom Aerts", function="lesgever", begins_on=date(2020, 9, 1), account_id=account_id
        )
        session.add(found)
        session.flush()
    return found


def address(server: Server) -> str:
    """The database of that server."""
    return f"sqlite:///{server.data / 'termijnwacht.db'}"


def codes(server: Server, lesson_id: int) -> list[str]:
    """The stored codes of a lesson in the order of the grid; '' where nothing is stored."""
    engine = db.session.make_engine(address(server))
    with Session(engine) as session:
        rows = session.execute(
            select(AttendanceCell.code)
            .select_from(Enrolment)
            .join(Learner, Learner.id == Enrolment.learner_id)
            .join(CourseGroup, CourseGroup.course_id == Enrolment.course_id)
            .join(Lesson, (Lesson.course_group_id == CourseGroup.id) & (Lesson.id == lesson_id))
            .outerjoin(
                AttendanceCell,
                (AttendanceCell.enrolment_id == Enrolment.id) & (AttendanceCell.lesson_id == lesson_id),
            )
            .order_by(Learner.search_name, Enrolment.id)
        )
        found = [code or "" for (code,) in rows]
    engine.dispose()
    return found


def to_enter(server: Server, *, on: date) -> int:
    """How many lessons the practice teacher still has to enter that day: those made here and those of the practice courses."""
    engine = db.session.make_engine(address(server))
    with Session(engine) as session:
        teacher_id = _teacher(session).id
        own = select(GroupTeacher.course_group_id).where(GroupTeacher.staff_member_id == teacher_id)
        open_lessons = select(func.count()).where(
            Lesson.state == "planned",
            Lesson.closed_on.is_(None),
            Lesson.held_on <= on,
            or_(Lesson.course_group_id.in_(own), Lesson.teacher_id == teacher_id),
        )
        found = session.scalar(open_lessons) or 0
    engine.dispose()
    return found


def end_sessions(server: Server) -> None:
    """Everybody is signed out behind their back."""
    engine = db.session.make_engine(address(server))
    with Session(engine.execution_options(app_writes=True)) as session, session.begin():
        sessions.end_all(session, now=clock.now())
    engine.dispose()
