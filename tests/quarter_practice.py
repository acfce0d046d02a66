"""A quarter of courses in the database by the commands that the screens use: planned, followed, entered and closed.

For the story in the browser and for the measurement: what they begin with is what the product itself writes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

import db.session
from core import settings
from core.access.actors import Actor, command_line
from core.attendance import commands as attendance
from core.attendance import standing
from core.attendance.cells import MOST, Op
from core.courses import commands as courses
from core.courses.commands import CourseFields, GroupFields, Slot
from core.enrolments import commands as enrolments
from core.enrolments.commands import Leave
from core.learners import commands as learners
from db.models import Campus, Lesson

FIRST_DAY, LAST_DAY = date(2026, 9, 7), date(2027, 6, 25)
CODES, OFTEN = ("A", "O", "L10", "GV"), (90, 5, 3, 2)


@dataclass(frozen=True, slots=True)
class Taught:
    """A course with who follows it and its lessons of the quarter, the first day first."""

    course_id: int
    group_id: int
    enrolment_ids: Sequence[int]
    lesson_ids: Sequence[int]


def course(
    session: Session, *, actor: Actor, number: int, learner_ids: Sequence[int], until: date, evenings: int = 1
) -> Taught:
    """One course of the school year with a group, a timetable and its lessons; everybody under Brussels leave."""
    campus_id = session.scalars(select(Campus.id).order_by(Campus.id)).all()[number % 3]
    fields = CourseFields(
        code=f"KW-{number:02d}", name=f"Kwartaalopleiding {number}", campus_id=campus_id, organisation="school_year",
        lesson_unit=50, starts_on=FIRST_DAY, ends_on=LAST_DAY, category="vocational", recognition_kind="commission",
        recognition_number=f"EC-2026-{number:03d}", planned={2026: 4000 * evenings},
    )  # fmt: skip
    course_id = courses.add_course(session, actor=actor, today=FIRST_DAY, fields=fields)
    group_id = courses.add_group(
        session,
        actor=actor,
        today=FIRST_DAY,
        course_id=course_id,
        fields=GroupFields(f"KW-{number:02d}-A", "Groep A"),
    )
    slots = [Slot(1 + (number + at) % 5, None, 18 * 60, 21 * 60, 150) for at in range(evenings)]
    courses.set_timetable(session, actor=actor, today=FIRST_DAY, group_id=group_id, version=1, slots=slots)
    courses.generate_lessons(session, actor=actor, today=FIRST_DAY, group_id=group_id, version=2)
    made = [
        enrolments.enrol(
            session, actor=actor, today=FIRST_DAY, course_id=course_id, learner_id=learner_id,
            course_group_id=group_id, enrolled_on=FIRST_DAY, leave=Leave("bev_brussels", f"Werkgever {at % 4}", ""),
        )
        for at, learner_id in enumerate(learner_ids)
    ]  # fmt: skip
    lessons = session.scalars(
        select(Lesson.id)
        .where(Lesson.course_group_id == group_id, Lesson.held_on < until)
        .order_by(Lesson.held_on, Lesson.starts_at)
    ).all()
    return Taught(course_id, group_id, made, lessons)


def enter(session: Session, *, actor: Actor, taught: Taught, but: Sequence[int] = ()) -> None:
    """Fill and close every lesson of the quarter, except those named."""
    random = Random(f"kwartaal {taught.course_id}")
    wanted = [key for key in taught.lesson_ids if key not in but]
    around = standing.of(session, wanted)
    for key in wanted:
        lesson = session.get_one(Lesson, key)
        if lesson.state != "planned":
            continue
        seats = sorted(enrolment for at, enrolment in around.sitting - around.exempt if at == key)
        ops = [
            Op(f"kw-{key}-{enrolment}", key, enrolment, 0, code)
            for enrolment, code in zip(seats, random.choices(CODES, OFTEN, k=len(seats)), strict=True)
        ]
        for start in range(0, len(ops), MOST):
            attendance.save(
                session, actor=actor, today=lesson.held_on, lesson_id=key, ops=ops[start : start + MOST]
            )
        session.flush()
        attendance.close_lesson(
            session, actor=actor, today=lesson.held_on, lesson_id=key, version=lesson.version
        )


def person(session: Session, *, actor: Actor, last_name: str, first_name: str, **values: object) -> int:
    """Somebody with the data a paper asks for, by the command of the form."""
    chosen = {"last_name": last_name, "first_name": first_name, "born_on": date(1990, 1, 1)} | values
    return learners.add(session, actor=actor, today=FIRST_DAY, personal=learners.Personal(**chosen))  # type: ignore[arg-type]


PEOPLE, COURSES = 10, 12
WITHOUT_BIRTH_DATE, LEFT_OPEN = "Zonderdatum", 3


def main() -> None:
    """Twelve courses in the database of this environment: one lesson filled and not closed, one birth date missing."""
    db.session.configure(settings.settings().url())
    actor = command_line("oefendata")
    for number in range(COURSES):
        with db.session.writing() as session:
            people = [_invented(session, actor, number, at) for at in range(PEOPLE)]
            taught = course(session, actor=actor, number=number, learner_ids=people, until=date(2027, 1, 1))
            enter(session, actor=actor, taught=taught)
            if number == LEFT_OPEN:
                lesson = session.get_one(Lesson, taught.lesson_ids[-1])
                attendance.reopen_lesson(
                    session, actor=actor, today=lesson.held_on, lesson_id=lesson.id, version=lesson.version
                )


def _invented(session: Session, actor: Actor, number: int, at: int) -> int:
    if (number, at) == (0, 0):
        return person(session, actor=actor, last_name=WITHOUT_BIRTH_DATE, first_name="Zoë", born_on=None)
    last_name = f"Kwartaal {chr(65 + number)}"
    return person(
        session, actor=actor, last_name=last_name, first_name=f"Deelnemer {chr(65 + at)}", email="",
        street=f"Kaai {at + 1}", postal_code=f"{9000 - 100 * number}", city="Gent",
    )  # fmt: skip


if __name__ == "__main__":
    main()
