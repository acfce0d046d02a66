"""Taking a sheet of courses back, as long as nothing hangs on what it brought."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.certificates import owed
from core.deadlines import terms
from core.errors import Conflict, NotAllowed
from core.i18n import N_
from core.imports import coursewriting
from core.imports.kinds import Applied, Scope
from core.imports.undoing import CHANGED, ELSEWHERE, GONE
from db.models import (
    Certificate,
    Course,
    CourseGroup,
    CourseYear,
    Enrolment,
    GroupMembership,
    GroupTeacher,
    Lesson,
    Participation,
    TimetableSlot,
)

IN_USE = N_(
    "Rij {row}: opleiding {code} heeft intussen lessen, cursisten of een uurrooster. Deze invoer kan niet meer "
    "ongedaan."
)


def undo(session: Session, rows: Sequence[Applied], batch_id: int, scope: Scope) -> None:
    """Remove or restore what the rows did, the last first. Raises Conflict, NotAllowed."""
    courses = _hold(session, rows, scope)
    last = {row.subject_id: row for row in rows}
    for key, row in last.items():
        if courses[key].version != _of(row)["version"]:
            raise Conflict(CHANGED, row=row.row)
    for row in reversed(rows):
        did, course = _of(row), courses[row.subject_id]
        _remove_groups(session, row, did["groups"], course)
        if did.get("created"):
            _remove(session, row, course)
        elif isinstance(old := did.get("old"), dict):
            _restore(session, course, old)


def _hold(session: Session, rows: Sequence[Applied], scope: Scope) -> dict[int, Course]:
    wanted = {row.subject_id: row for row in reversed(rows)}
    held = session.scalars(
        select(Course)
        .where(Course.id.in_(sorted(wanted)))
        .order_by(Course.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = {course.id: course for course in held}
    allowed = scope.actor.campus_ids
    for key, row in wanted.items():
        if key not in found:
            raise Conflict(GONE, row=row.row)
        if allowed is not None and found[key].campus_id not in allowed:
            raise NotAllowed(ELSEWHERE)
    return found


def _remove_groups(session: Session, row: Applied, keys: object, course: Course) -> None:
    assert isinstance(keys, list)
    groups = {group.id: group for group in coursewriting.groups_of(session, course.id)}
    for key in keys:
        group = groups.get(key)
        if group is None or group.version != 1:
            raise Conflict(CHANGED, row=row.row)
    hanging = (
        Lesson.course_group_id, TimetableSlot.course_group_id, GroupMembership.course_group_id,
        Participation.course_group_id,
    )  # fmt: skip
    if any(session.scalar(select(column).where(column.in_(keys)).limit(1)) is not None for column in hanging):
        raise Conflict(IN_USE, row=row.row, code=course.code)
    session.execute(delete(GroupTeacher).where(GroupTeacher.course_group_id.in_(keys)))
    session.execute(delete(CourseGroup).where(CourseGroup.id.in_(keys)))
    session.expire_all()


def _remove(session: Session, row: Applied, course: Course) -> None:
    key = course.id
    hanging = (CourseGroup.course_id, Enrolment.course_id, Certificate.course_id, Course.copied_from_id)
    if any(session.scalar(select(column).where(column == key).limit(1)) is not None for column in hanging):
        raise Conflict(IN_USE, row=row.row, code=course.code)
    session.execute(delete(CourseYear).where(CourseYear.course_id == key))
    session.execute(delete(Course).where(Course.id == key))
    session.expire_all()


def _restore(session: Session, course: Course, old: Mapping[str, object]) -> None:
    """The course as it was, with what its enrolments owe because of it."""
    for name, value in old.items():
        if name != "planned":
            is_day = name.endswith("_on") and isinstance(value, str)
            setattr(course, name, date.fromisoformat(str(value)) if is_day else value)
    course.version += 1
    session.execute(delete(CourseYear).where(CourseYear.course_id == course.id))
    planned = old["planned"]
    assert isinstance(planned, dict)
    session.add_all(
        CourseYear(course_id=course.id, school_year=int(year), planned_minutes=minutes)
        for year, minutes in planned.items()
    )
    groups = session.scalars(select(CourseGroup).where(CourseGroup.course_id == course.id))
    for group in groups:
        group.trajectory_id = course.trajectory_id
    session.flush()
    enrolled = session.scalars(
        select(Enrolment.id).where(Enrolment.course_id == course.id).order_by(Enrolment.id)
    )
    owed.settle(session, enrolment_ids=enrolled.all(), terms=terms.load(session))


def _of(row: Applied) -> Mapping[str, object]:
    found = row.before.get("course")
    assert isinstance(found, dict)
    return found
