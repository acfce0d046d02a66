"""A person who followed a course: a row in every table of attendance and papers, every free text carrying a mark."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from db.models import (
    AttendanceCell,
    AttendanceChange,
    AttendanceOp,
    Certificate,
    Course,
    CourseGroup,
    Enrolment,
    Exemption,
    GroupMembership,
    Justification,
    Lesson,
    LessonSignature,
    SecondSession,
    VovFiling,
)
from tests.factories import Provider


def course(session: Session, given: Provider, code: int, *, ends_on: date) -> Lesson:
    """A course of one group and one lesson that ended that day."""
    row = Course(
        code=f"C-{code}", name="Opleiding", campus_id=given.campus.id, organisation="modular", lesson_unit=60,
        starts_on=ends_on - timedelta(days=60), ends_on=ends_on,
    )  # fmt: skip
    session.add(row)
    session.flush()
    group = CourseGroup(code=f"G-{code}", name="Groep", course_id=row.id, campus_id=given.campus.id)
    session.add(group)
    session.flush()
    lesson = Lesson(
        course_group_id=group.id, held_on=row.starts_on, weekday=row.starts_on.isoweekday(), starts_at=1080,
        ends_at=1200, minutes=120, given_minutes=120,
    )  # fmt: skip
    session.add(lesson)
    session.flush()
    return lesson


def follow(
    session: Session, given: Provider, learner_id: int, mark: str, *, on: date, moment: datetime
) -> None:
    """The enrolment with everything that hangs on it; its only paper is not owed any more."""
    lesson = course(session, given, learner_id, ends_on=on)
    group = session.get_one(CourseGroup, lesson.course_group_id)
    enrolment = Enrolment(
        course_id=group.course_id, learner_id=learner_id, campus_id=given.campus.id, enrolled_on=lesson.held_on,
        regime="bev_brussels", employer_name=f"Baas{mark}",
    )  # fmt: skip
    session.add(enrolment)
    session.flush()
    mine, who = {"enrolment_id": enrolment.id}, {"changed_at": moment, "changed_by": "An"}
    noted = {"noted_by": "An", "noted_at": moment}
    counts = {"present_minutes": 0, "justified_minutes": 120, "unjustified_minutes": 0}
    session.add_all(
        [
            GroupMembership(**mine, course_group_id=group.id, from_on=lesson.held_on),
            Exemption(**mine, first_on=on, last_on=on, noted_on=on, noted_by="An"),
            SecondSession(**mine, known_on=on, exam_days=[on.isoformat()], noted_by="An"),
            AttendanceCell(**mine, lesson_id=lesson.id, code="GZ", justified=120, **who),
            AttendanceChange(**mine, lesson_id=lesson.id, old_code="", new_code="GZ", way="grid", **who),
            AttendanceOp(**mine, op=f"op-{mark}", lesson_id=lesson.id, done_at=moment),
            Justification(
                **mine, ground="Z", first_on=on, last_on=on, received_on=on, is_late=False, term_days=3, **noted
            ),
            LessonSignature(**mine, lesson_id=lesson.id, way="eid", signed_on=on, **noted),
            VovFiling(
                **mine, **counts, from_on=on, to_on=on, given_minutes=120, filed_on=on, reference=f"WSE{mark}",
                filed_by="An", recorded_at=moment,
            ),
            Certificate(
                **mine, course_id=group.course_id, learner_id=learner_id, campus_id=given.campus.id, kind="enrolment",
                school_year=on.year, state="lapsed",
            ),
        ]
    )  # fmt: skip
    session.flush()


MARKED = ("Baas", "WSE", "op-")
