"""A course copied to the next school year: its groups, teachers and timetable; no people and no lessons."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.courses import locks
from core.courses.editing import refuse_twin
from core.courses.planning import next_year
from core.courses.school_years import school_years
from core.errors import InvalidInput
from core.i18n import N_
from db.models import Course, CourseGroup, CourseYear, GroupTeacher, TimetableSlot

# What the copy does not take over: its own key, where it came from, and days that follow from the year.
OWN = {"id", "code", "version", "copied_from_id", "import_batch_id"}
DAYS = (
    "starts_on", "ends_on", "first_session_exam_on", "second_session_from_on", "second_session_to_on",
)  # fmt: skip


def copy_course(session: Session, *, actor: Actor, today: date, course_id: int, code: str) -> int:
    """The next edition under a new code: every date 52 weeks later, so on the same weekday; box a moves along."""
    require(session, actor, Action.EDIT_COURSE)
    source = locks.course(session, actor=actor, course_id=course_id)
    wanted = code.strip()
    if not wanted:
        raise InvalidInput(N_("Vul de code van de nieuwe opleiding in."), field="code")
    lengths.check(Course, {"code": wanted})
    refuse_twin(session, wanted)
    copied = Course(**_values(source, OWN), code=wanted, copied_from_id=source.id)
    for name in DAYS:
        day = getattr(source, name)
        setattr(copied, name, None if day is None else next_year(day))
    session.add(copied)
    session.flush()
    _copy_years(session, source, copied)
    for group in session.scalars(select(CourseGroup).where(CourseGroup.course_id == source.id)).all():
        _copy_group(session, group, source, copied)
    audit.record(
        session, actor=actor, action="course.copy", subject_kind="course", subject_id=copied.id,
        details={"code": wanted, "was": source.code, "on": today},
    )  # fmt: skip
    return copied.id


def _values(row: Course | TimetableSlot, without: set[str]) -> dict[str, object]:
    names = set(type(row).__table__.columns.keys()) - without
    return {name: getattr(row, name) for name in names}


def _copy_years(session: Session, source: Course, copied: Course) -> None:
    boxes = session.scalars(select(CourseYear).where(CourseYear.course_id == source.id)).all()
    touched = school_years(copied.starts_on, copied.ends_on)
    session.add_all(
        CourseYear(course_id=copied.id, school_year=box.school_year + 1, planned_minutes=box.planned_minutes)
        for box in boxes
        if box.school_year + 1 in touched
    )
    session.flush()


def _copy_group(session: Session, group: CourseGroup, source: Course, copied: Course) -> None:
    new_code = _group_code(group.code, source.code, copied.code)
    lengths.check(CourseGroup, {"code": new_code})
    if session.scalar(select(CourseGroup.id).where(CourseGroup.code == new_code)) is not None:
        raise InvalidInput(N_("Groep {code} bestaat al. Kies een andere code."), field="code", code=new_code)
    row = CourseGroup(
        code=new_code, name=group.name, course_id=copied.id, campus_id=copied.campus_id,
        trajectory_id=copied.trajectory_id, starts_on=copied.starts_on, ends_on=copied.ends_on,
    )  # fmt: skip
    session.add(row)
    session.flush()
    teachers = session.scalars(
        select(GroupTeacher.staff_member_id).where(GroupTeacher.course_group_id == group.id)
    ).all()
    session.add_all(GroupTeacher(course_group_id=row.id, staff_member_id=each) for each in teachers)
    lines = session.scalars(
        select(TimetableSlot).where(TimetableSlot.course_group_id == group.id).order_by(TimetableSlot.id)
    ).all()
    for line in lines:
        values = _values(line, {"id", "course_group_id"})
        if line.held_on is not None:
            values["held_on"] = next_year(line.held_on)
        session.add(TimetableSlot(course_group_id=row.id, **values))
    session.flush()


def _group_code(code: str, old: str, new: str) -> str:
    """The group's code under the new course: its own tail kept, or put behind the new code."""
    return code.replace(old, new, 1) if old in code else f"{new}-{code}"
