"""Two papers of practice that ask for attention: one that its hours contradict, an attest that waits for a number."""

from datetime import date
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.attendance import commands as attendance
from core.attendance.cells import Op
from core.demo.enrolments import EMPLOYERS
from core.enrolments import commands as enrolments
from core.enrolments.commands import Leave
from db.models import AttendanceCell, Certificate, Course, CourseGroup, Enrolment, Learner, Lesson


def store(session: Session, *, actor: Actor, today: date) -> None:
    """By the acts that the screens use; nothing where practice has no such paper, course or person."""
    _deviating(session, actor, today)
    _waiting(session, Random(f"papieren {today.year}-{today.month}"), actor, today)


def _deviating(session: Session, actor: Actor, today: date) -> None:
    """A lesson of an opened correction turns out to have been missed."""
    found = session.execute(
        select(Lesson, AttendanceCell)
        .join(AttendanceCell, AttendanceCell.lesson_id == Lesson.id)
        .join(Certificate, Certificate.enrolment_id == AttendanceCell.enrolment_id)
        .where(
            Certificate.state == "due", Certificate.correction_on.is_not(None), AttendanceCell.code == "A",
            Lesson.closed_on.is_not(None), Lesson.held_on.between(Certificate.from_on, Certificate.to_on),
        )
        .order_by(Lesson.held_on.desc(), Lesson.id)
    ).first()  # fmt: skip
    if found is None:
        return
    lesson, cell = found
    attendance.reopen_lesson(session, actor=actor, today=today, lesson_id=lesson.id, version=lesson.version)
    missed = Op(f"oefening-{lesson.id}-{cell.enrolment_id}", lesson.id, cell.enrolment_id, cell.version, "O")
    attendance.save(session, actor=actor, today=today, lesson_id=lesson.id, ops=[missed])
    attendance.close_lesson(session, actor=actor, today=today, lesson_id=lesson.id, version=lesson.version)


def _waiting(session: Session, random: Random, actor: Actor, today: date) -> None:
    """A newcomer without national number who enrols today under Flemish training leave."""
    newcomer = session.scalars(
        select(Learner.id)
        .where(Learner.insz_index.is_(None), Learner.merged_into_id.is_(None), ~Learner.name_is_damaged)
        .where(Learner.id.not_in(select(Enrolment.learner_id)))
        .order_by(Learner.id)
    ).first()
    course = session.execute(
        select(Course.id, CourseGroup.id)
        .join(CourseGroup, CourseGroup.course_id == Course.id)
        .where(Course.vov_form != "", Course.starts_on < today, Course.ends_on > today)
        .where(Course.id.in_(select(Enrolment.course_id).where(Enrolment.regime == "vov")))
        .order_by(Course.ends_on.desc(), Course.id)
    ).first()
    if newcomer is None or course is None:
        return
    employer, number = random.choice(EMPLOYERS)
    enrolments.enrol(
        session, actor=actor, today=today, course_id=course[0], learner_id=newcomer, course_group_id=course[1],
        enrolled_on=today, leave=Leave("vov", employer, number),
    )  # fmt: skip
