"""The course under VOV of the practice provider: an evening course that ended two weeks ago."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.attendance import commands as attendance
from core.attendance.cells import Op
from core.courses import commands as courses
from core.courses.commands import CourseFields, GroupFields, Slot
from core.courses.school_years import school_years
from core.demo.attendance import TEACHER
from core.demo.courses import group_with_lessons
from core.enrolments import commands as enrolments
from core.enrolments.commands import Leave
from core.vov.words import VOV
from db.models import CourseGroup, Enrolment, Lesson, StaffMember

CODE: Final = "BOEK-AVOND"
WEEKS: Final = 7
OUTCOMES: Final = ("taken", "taken", "taken", "missed_justified", "missed", "taken")
EMPLOYERS: Final = (("Bakkerij Zonneschijn", "0200065765"), ("Houthandel Noord nv", ""))


def store(
    session: Session, random: Random, *, actor: Actor, today: date, campus_id: int, people: Sequence[int],
    starts_on: date,
) -> list[int]:  # fmt: skip
    """The course from its first lesson to the assessment, everybody under VOV; gives the enrolments."""
    course_id = _course(session, actor, campus_id, starts_on, today)
    group_id = _group(session, actor, course_id, today)
    keys = _enrolled(session, actor, course_id, group_id, people, starts_on, today)
    _attended(session, random, actor, keys)
    _assessed(session, actor, keys, starts_on + timedelta(weeks=WEEKS, days=-4))
    return keys


def lessons(session: Session, keys: Sequence[int]) -> Sequence[Lesson]:
    """The lessons of that course that were held or will be, in order."""
    groups = select(Enrolment.course_id).where(Enrolment.id.in_(keys))
    return session.scalars(
        select(Lesson)
        .join(CourseGroup, CourseGroup.id == Lesson.course_group_id)
        .where(CourseGroup.course_id.in_(groups), Lesson.state == "planned")
        .order_by(Lesson.held_on)
    ).all()


def _course(session: Session, actor: Actor, campus_id: int, starts_on: date, today: date) -> int:
    ends_on = starts_on + timedelta(weeks=WEEKS, days=-3)
    first, *more = school_years(starts_on, ends_on)
    fields = CourseFields(
        campus_id=campus_id, code=CODE, name="Boekhouden, basis", organisation="modular", lesson_unit=60,
        category="vocational", recognition_kind="commission", recognition_number="EC-2021-077", starts_on=starts_on,
        ends_on=ends_on, vov_form="regular", odb_number="ODB-1007733", lesson_periods=35,
        planned={first: 35 * 60, **dict.fromkeys(more, 32 * 60)},
    )  # fmt: skip
    return courses.add_course(session, actor=actor, today=today, fields=fields)


def _group(session: Session, actor: Actor, course_id: int, today: date) -> int:
    """Two evenings a week, one of them online."""
    teacher_id = session.scalar(select(StaffMember.id).where(StaffMember.name == TEACHER))
    teachers = (teacher_id,) if teacher_id is not None else ()
    fields = GroupFields(CODE, "Avondgroep", teachers)
    slots = [
        Slot(day, None, 18 * 60, 20 * 60 + 45, 150, is_online=day == 4, teacher_id=teacher_id)
        for day in (2, 4)
    ]
    return group_with_lessons(
        session, actor=actor, today=today, course_id=course_id, fields=fields, slots=slots
    )


def _enrolled(
    session: Session, actor: Actor, course_id: int, group_id: int, people: Sequence[int], starts_on: date, today: date
) -> list[int]:  # fmt: skip
    keys = []
    for number, learner_id in enumerate(people):
        name, enterprise_number = EMPLOYERS[number % len(EMPLOYERS)]
        keys.append(
            enrolments.enrol(
                session, actor=actor, today=today, course_id=course_id, learner_id=learner_id,
                course_group_id=group_id, enrolled_on=starts_on - timedelta(days=number + 1),
                leave=Leave(VOV, name, enterprise_number),
            )
        )  # fmt: skip
    return keys


def _attended(session: Session, random: Random, actor: Actor, keys: Sequence[int]) -> None:
    """The last person missed more than a tenth; the others were mostly there. The lists are in."""
    teacher = replace(actor, display_name=TEACHER)
    for place, lesson in enumerate(lessons(session, keys)):
        codes = random.choices(("A", "GZ", "L10"), (90, 6, 4), k=len(keys) - 1)
        codes.append("O" if place % 5 == 1 else "A")
        ops = [
            Op(f"oefen-vov-{lesson.id}-{key}", lesson.id, key, 0, code)
            for key, code in zip(keys, codes, strict=True)
        ]
        day = lesson.held_on
        attendance.save(session, actor=teacher, today=day, lesson_id=lesson.id, ops=ops)
        session.flush()
        attendance.close_lesson(
            session, actor=teacher, today=day, lesson_id=lesson.id, version=lesson.version
        )
        if not lesson.is_online:
            attendance.note_list_received(
                session,
                actor=teacher,
                today=day,
                lesson_id=lesson.id,
                version=lesson.version,
                received_on=day,
            )


def _assessed(session: Session, actor: Actor, keys: Sequence[int], day: date) -> None:
    for key, outcome in zip(keys, OUTCOMES, strict=False):
        enrolments.note_final_assessment(
            session, actor=actor, today=day, enrolment_id=key, version=session.get_one(Enrolment, key).version,
            outcome=outcome, assessed_on=day,
        )  # fmt: skip
