"""Courses and groups: added, changed, copied to the next school year."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.certificates import owed
from core.courses import locks
from core.courses.fields import CourseFields, GroupFields, check_course, check_group, values_of
from core.deadlines import terms
from core.errors import InvalidInput
from core.i18n import N_
from db.models import Certificate, Course, CourseGroup, CourseYear, Enrolment, GroupTeacher, Lesson

OUTSIDE = N_(
    "Buiten deze datums vallen nog {n} lessen, van {first} tot en met {last}. Verplaats ze of gelast ze eerst af."
)
PAPERS = N_(
    "Voor deze opleiding zijn al getuigschriften van nauwgezetheid uitgereikt: eerste dag, organisatie en lestijd "
    "liggen vast. Start eerst een correctie op Getuigschriften."
)
PEOPLE = N_(
    "Er zijn al cursisten ingeschreven op deze campus. Maak voor een andere campus een nieuwe opleiding."
)


def add_course(session: Session, *, actor: Actor, today: date, fields: CourseFields) -> int:
    """A new course with its box a per school year; the hours are judged on screen and never block."""
    require(session, actor, Action.EDIT_COURSE)
    check_course(session, fields)
    require(session, actor, Action.EDIT_COURSE, campus_id=fields.campus_id)
    refuse_twin(session, fields.code)
    row = Course(**values_of(fields))
    session.add(row)
    session.flush()
    _set_years(session, row.id, fields)
    audit.record(
        session, actor=actor, action="course.add", subject_kind="course", subject_id=row.id,
        details={"code": row.code, "on": today},
    )  # fmt: skip
    return row.id


def change_course(
    session: Session, *, actor: Actor, today: date, course_id: int, version: int, fields: CourseFields
) -> None:
    """Correct a course. What its issued papers were counted with is fixed, and lessons stay between its dates."""
    require(session, actor, Action.EDIT_COURSE)
    row = locks.course(session, actor=actor, course_id=course_id, version=version)
    enrolled = _hold_enrolments(session, course_id)
    starts_on, ends_on = check_course(session, fields)
    require(session, actor, Action.EDIT_COURSE, campus_id=fields.campus_id)
    refuse_twin(session, fields.code, except_id=course_id)
    _refuse_lessons_outside(session, course_id, starts_on, ends_on)
    _refuse_fixed(session, row, fields)
    for name, value in values_of(fields).items():
        setattr(row, name, value)
    row.version = version + 1
    _set_years(session, course_id, fields)
    groups = session.scalars(select(CourseGroup).where(CourseGroup.course_id == course_id))
    for group in groups:
        _belong(group, row)
    session.flush()
    owed.settle(session, enrolment_ids=enrolled, terms=terms.load(session))
    audit.record(
        session, actor=actor, action="course.change", subject_kind="course", subject_id=course_id,
        details={"code": row.code, "on": today},
    )  # fmt: skip


def add_group(session: Session, *, actor: Actor, today: date, course_id: int, fields: GroupFields) -> int:
    """A group of the course, with the teachers who may enter its lessons."""
    require(session, actor, Action.EDIT_COURSE)
    own = locks.course(session, actor=actor, course_id=course_id)
    check_group(session, fields)
    row = CourseGroup(code=fields.code.strip(), name=fields.name.strip(), course_id=course_id)
    _belong(row, own)
    session.add(row)
    session.flush()
    _set_teachers(session, row.id, fields)
    audit.record(
        session, actor=actor, action="course_group.add", subject_kind="course_group", subject_id=row.id,
        details={"code": row.code, "on": today},
    )  # fmt: skip
    return row.id


def change_group(
    session: Session, *, actor: Actor, today: date, group_id: int, version: int, fields: GroupFields
) -> None:
    """Another code, name or teachers."""
    require(session, actor, Action.EDIT_COURSE)
    row, _ = locks.group(session, actor=actor, group_id=group_id, version=version)
    check_group(session, fields, except_id=group_id)
    row.code, row.name, row.version = fields.code.strip(), fields.name.strip(), version + 1
    _set_teachers(session, group_id, fields)
    session.flush()
    audit.record(
        session, actor=actor, action="course_group.change", subject_kind="course_group", subject_id=group_id,
        details={"code": row.code, "on": today},
    )  # fmt: skip


def refuse_twin(session: Session, code: str, *, except_id: int | None = None) -> None:
    """Raise InvalidInput when another course has this code."""
    twin = session.scalar(select(Course.id).where(Course.code == code.strip()))
    if twin is not None and twin != except_id:
        raise InvalidInput(
            N_("Opleiding {code} bestaat al. Kies een andere code."), field="code", code=code.strip()
        )


def _hold_enrolments(session: Session, course_id: int) -> Sequence[int]:
    """Whose papers follow the course, held: one that is being issued now is waited for."""
    enrolled = select(Enrolment.id).where(Enrolment.course_id == course_id).order_by(Enrolment.id)
    return session.scalars(enrolled.with_for_update(key_share=True)).all()


def _belong(group: CourseGroup, course: Course) -> None:
    group.campus_id, group.trajectory_id = course.campus_id, course.trajectory_id
    group.starts_on, group.ends_on = course.starts_on, course.ends_on


def _refuse_lessons_outside(session: Session, course_id: int, starts_on: date, ends_on: date) -> None:
    days = session.scalars(
        select(Lesson.held_on)
        .join(CourseGroup, CourseGroup.id == Lesson.course_group_id)
        .where(
            CourseGroup.course_id == course_id,
            Lesson.state != "cancelled",
            or_(Lesson.held_on < starts_on, Lesson.held_on > ends_on),
        )
        .order_by(Lesson.held_on)
    ).all()
    if days:
        raise InvalidInput(OUTSIDE, field="starts_on", first=days[0], last=days[-1], n=len(days))


def _refuse_fixed(session: Session, row: Course, fields: CourseFields) -> None:
    counted_with = (row.starts_on, row.organisation, row.lesson_unit)
    if counted_with != (fields.starts_on, fields.organisation, fields.lesson_unit):
        issued = select(Certificate.id).where(
            Certificate.course_id == row.id, Certificate.kind == "assiduity", Certificate.state == "issued"
        )
        if session.scalar(issued.limit(1)) is not None:
            raise InvalidInput(PAPERS, field="organisation")
    enrolled = select(Enrolment.id).where(Enrolment.course_id == row.id).limit(1)
    if row.campus_id != fields.campus_id and session.scalar(enrolled) is not None:
        raise InvalidInput(PEOPLE, field="campus_id")


def _set_years(session: Session, course_id: int, fields: CourseFields) -> None:
    session.execute(delete(CourseYear).where(CourseYear.course_id == course_id))
    session.add_all(
        CourseYear(course_id=course_id, school_year=year, planned_minutes=minutes)
        for year, minutes in sorted(fields.planned.items())
    )
    session.flush()


def _set_teachers(session: Session, group_id: int, fields: GroupFields) -> None:
    session.execute(delete(GroupTeacher).where(GroupTeacher.course_group_id == group_id))
    session.add_all(
        GroupTeacher(course_group_id=group_id, staff_member_id=each)
        for each in sorted(set(fields.teacher_ids))
    )
    session.flush()
