"""Courses, their groups and lessons as screens, papers and the other slices need them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.courses import choices, clock_text, timetables
from core.courses.fields import CourseFields
from core.courses.planning import Slot
from core.courses.rows import CourseDetail, GroupRow, LessonRow, LineRow, YearRow
from core.courses.school_years import school_years
from core.courses.timetables import Preview
from core.errors import NotFound
from core.i18n import N_
from db.models import (
    Campus,
    Course,
    CourseGroup,
    CourseYear,
    GroupTeacher,
    Lesson,
    StaffMember,
    TimetableSlot,
    Trajectory,
)

GONE = N_("Deze opleiding bestaat niet meer. Laad de lijst opnieuw.")


def course(session: Session, *, actor: Actor, course_id: int) -> CourseDetail:
    """One course on a campus of the actor. Raises NotFound."""
    row = _visible(session, actor, course_id)
    source = session.get(Course, row.copied_from_id) if row.copied_from_id is not None else None
    trajectory = session.get(Trajectory, row.trajectory_id) if row.trajectory_id is not None else None
    boxes = _boxes(session, course_id)
    columns = {name: getattr(row, name) for name in CourseFields.__dataclass_fields__ if name != "planned"}
    return CourseDetail(
        id=row.id, version=row.version, fields=CourseFields(**columns, planned=boxes),
        campus=session.get_one(Campus, row.campus_id).name,
        trajectory=f"{trajectory.code} {trajectory.name}" if trajectory else "",
        copied_from=source.code if source else "", years=_years(row, boxes), groups=_groups(session, course_id),
    )  # fmt: skip


def lessons(session: Session, *, actor: Actor, group_id: int) -> list[LessonRow]:
    """The lessons of a group on a campus of the actor, in the order of their days."""
    successor = select(Lesson.id, Lesson.held_on).subquery()
    rows = session.execute(
        select(Lesson, StaffMember.name, successor.c.held_on)
        .join(CourseGroup, CourseGroup.id == Lesson.course_group_id)
        .join(Course, Course.id == CourseGroup.course_id)
        .outerjoin(StaffMember, StaffMember.id == Lesson.teacher_id)
        .outerjoin(successor, successor.c.id == Lesson.moved_to_id)
        .where(Lesson.course_group_id == group_id, *scope.of_campuses(actor, Course.campus_id))
        .order_by(Lesson.held_on, Lesson.starts_at, Lesson.id)
    )
    return [
        LessonRow(
            row.id, row.course_group_id, row.held_on, row.starts_at, row.ends_at, row.minutes, row.given_minutes,
            row.kind, row.is_online, teacher or "", row.state, row.reason, row.note, moved_to_on, row.closed_on,
            row.version,
        )
        for row, teacher, moved_to_on in rows
    ]  # fmt: skip


def preview(session: Session, *, actor: Actor, group_id: int) -> Preview:
    """What the generator would make for this group now. Raises NotFound."""
    row = session.get(CourseGroup, group_id)
    if row is None or row.course_id is None:
        raise NotFound(GONE)
    return timetables.previewed(session, row, _visible(session, actor, row.course_id))


def timetable_lines(
    session: Session, *, group_ids: Sequence[int], language: str = "nl"
) -> dict[int, tuple[str, ...]]:
    """The contact lines of each group's timetable as its papers print them: "dinsdag 18.00-21.00"."""
    found: dict[int, list[Slot]] = {key: [] for key in group_ids}
    statement = select(TimetableSlot).where(TimetableSlot.course_group_id.in_(list(group_ids)))
    for line in session.scalars(statement.order_by(TimetableSlot.id)):
        found[line.course_group_id].append(timetables.slot_of(line))
    return {key: clock_text.timetable_texts(slots, language=language) for key, slots in found.items()}


def _visible(session: Session, actor: Actor, course_id: int) -> Course:
    statement = select(Course).where(Course.id == course_id, *scope.of_campuses(actor, Course.campus_id))
    row = session.scalars(statement).one_or_none()
    if row is None:
        raise NotFound(GONE)
    return row


def _boxes(session: Session, course_id: int) -> dict[int, int]:
    rows = select(CourseYear.school_year, CourseYear.planned_minutes).where(CourseYear.course_id == course_id)
    found = session.execute(rows.order_by(CourseYear.school_year))
    return {row.school_year: row.planned_minutes for row in found}


def _years(row: Course, boxes: Mapping[int, int]) -> tuple[YearRow, ...]:
    found = []
    for year in school_years(row.starts_on, row.ends_on):
        planned = boxes.get(year)
        eligible = None if planned is None else choices.hours(
            lesson_unit=row.lesson_unit, planned=planned, is_mentor_course=row.is_mentor_course
        ).eligible  # fmt: skip
        found.append(YearRow(year, planned, eligible))
    return tuple(found)


def _groups(session: Session, course_id: int) -> tuple[GroupRow, ...]:
    groups = session.scalars(
        select(CourseGroup).where(CourseGroup.course_id == course_id).order_by(CourseGroup.code)
    ).all()
    keys = [group.id for group in groups]
    taught: dict[int, list[tuple[int, str]]] = {key: [] for key in keys}
    for group_id, staff_id, name in session.execute(
        select(GroupTeacher.course_group_id, StaffMember.id, StaffMember.name)
        .join(StaffMember, StaffMember.id == GroupTeacher.staff_member_id)
        .where(GroupTeacher.course_group_id.in_(keys))
        .order_by(StaffMember.name)
    ):
        taught[group_id].append((staff_id, name))
    lines: dict[int, list[LineRow]] = {key: [] for key in keys}
    for line, name in session.execute(
        select(TimetableSlot, StaffMember.name)
        .outerjoin(StaffMember, StaffMember.id == TimetableSlot.teacher_id)
        .where(TimetableSlot.course_group_id.in_(keys))
        .order_by(TimetableSlot.weekday, TimetableSlot.held_on, TimetableSlot.starts_at)
    ):
        lines[line.course_group_id].append(LineRow(timetables.slot_of(line), name or ""))
    return tuple(
        GroupRow(g.id, g.code, g.name, g.version, tuple(taught[g.id]), tuple(lines[g.id])) for g in groups
    )
