"""Blank attendance lists to print: who counts in a lesson on its day, as the cells themselves know it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.attendance import standing
from core.documents import attendance_list
from core.documents.attendance_list import AttendanceList
from core.documents.content import HouseStyle
from core.errors import InvalidInput, NotFound
from core.i18n import N_
from db.models import Campus, Course, CourseGroup, Enrolment, Learner, Lesson, Organisation, StaffMember

MOST: Final = 60
NOTHING: Final = N_("Er is geen les om een lijst voor te maken: ze gaan niet door, of er zit niemand in.")
TOO_MANY: Final = N_("Hoogstens {n} lijsten tegelijk. Kies een kortere periode.")


def make_lists(
    session: Session, *, actor: Actor, today: date, lesson_ids: Sequence[int], is_daily: bool = False
) -> bytes:
    """The lists of these lessons in one PDF, a page per lesson, in order of time.

    `is_daily`: only who is under Flemish training leave, headed as the daily list that it asks for (`domain.md` 4.5).
    """
    require(session, actor, Action.ENTER_ATTENDANCE)
    if len(lesson_ids) > MOST:
        raise InvalidInput(TOO_MANY, n=MOST)
    lessons = standing.own_lessons(session, actor, Action.ENTER_ATTENDANCE, lesson_ids)
    if len(lessons) < len(set(lesson_ids)):
        raise NotFound(standing.GONE)
    held = [lesson for lesson in lessons.values() if lesson.state == "planned"]
    people = _people(session, [lesson.id for lesson in held], is_daily=is_daily)
    wanted = [lesson for lesson in held if people[lesson.id]]
    if not wanted:
        raise InvalidInput(NOTHING)
    wanted.sort(key=lambda lesson: (lesson.held_on, lesson.starts_at, lesson.id))
    pdf = attendance_list.render(
        [_list(session, lesson, people[lesson.id], today=today, is_daily=is_daily) for lesson in wanted]
    )
    audit.record(
        session, actor=actor, action="attendance.lists", subject_kind="lesson", subject_id=wanted[0].id,
        details={"lessons": len(wanted), "on": today},
    )  # fmt: skip
    return pdf


def _people(session: Session, lesson_ids: Sequence[int], *, is_daily: bool) -> dict[int, list[str]]:
    around = standing.of(session, lesson_ids)
    seats = around.sitting - around.exempt
    names = {
        key: f"{last}, {first}"
        for key, last, first, regime in session.execute(
            select(Enrolment.id, Learner.last_name, Learner.first_name, Enrolment.regime)
            .join(Learner, Learner.id == Enrolment.learner_id)
            .where(Enrolment.id.in_({key for _, key in seats}))
            .order_by(Learner.search_name, Enrolment.id)
        )
        if regime == "vov" or not is_daily
    }
    order = {key: place for place, key in enumerate(names)}
    found: dict[int, list[str]] = defaultdict(list)
    for lesson_id, key in sorted(seats, key=lambda seat: (seat[0], order.get(seat[1], -1))):
        if key in names:
            found[lesson_id].append(names[key])
    return found


def _list(
    session: Session, lesson: Lesson, people: Sequence[str], *, today: date, is_daily: bool
) -> AttendanceList:
    group = session.get_one(CourseGroup, lesson.course_group_id)
    course = session.get(Course, group.course_id) if group.course_id else None
    campus_id = course.campus_id if course is not None else group.campus_id
    campus = session.get(Campus, campus_id) if campus_id else None
    teacher = session.get(StaffMember, lesson.teacher_id) if lesson.teacher_id else None
    organisation = session.get_one(Organisation, 1)
    return AttendanceList(
        course=course.name if course is not None else group.name,
        group=f"{group.code} {group.name}" if group.name != group.code else group.code,
        place=campus.name if campus is not None else "",
        held_on=lesson.held_on,
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
        minutes=lesson.given_minutes,
        teacher=teacher.name if teacher is not None else "",
        people=tuple(people),
        reference=f"ODB {course.odb_number}" if is_daily and course is not None and course.odb_number else "",
        is_daily=is_daily,
        organisation_name=organisation.name,
        made_on=today,
        style=HouseStyle(organisation.logo, organisation.primary_colour, organisation.house_text),
    )
