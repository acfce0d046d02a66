"""A short safety course that just ended, followed with leave in Brussels, its attendance entered to the end."""

from datetime import date, timedelta
from random import Random
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.courses import commands as courses
from core.courses.commands import CourseFields, GroupFields, Slot
from core.courses.school_years import school_years
from core.demo import attendance
from core.demo.courses import group_with_lessons
from core.demo.enrolments import EMPLOYERS
from core.enrolments import commands as enrolments
from core.enrolments.commands import Leave
from db.models import Campus, Enrolment, Learner

CODE: Final = "VEI"
NAME: Final = "Veilig werken op de werf"
BEGAN, ENDED = timedelta(days=150), timedelta(days=8)
PEOPLE: Final = 7


def store(session: Session, random: Random, *, actor: Actor, today: date) -> str:
    """Everything of it by the acts that the screens use; gives its code."""
    starts_on, ends_on = today - BEGAN, today - ENDED
    campus_id = session.scalars(select(Campus.id).order_by(Campus.id)).first()
    assert campus_id is not None
    fields = CourseFields(
        code=f"{CODE}-{starts_on.year}", name=NAME, campus_id=campus_id, organisation="modular", lesson_unit=50,
        starts_on=starts_on, ends_on=ends_on, category="vocational", recognition_kind="commission",
        recognition_number="EC-2021-077", planned=dict.fromkeys(school_years(starts_on, ends_on), 2000),
    )  # fmt: skip
    course_id = courses.add_course(session, actor=actor, today=starts_on, fields=fields)
    group = GroupFields(f"{fields.code}-A", "Dagroep A", ())
    slots = [Slot(starts_on.isoweekday() % 5 + 1, None, 13 * 60, 16 * 60, 150)]
    group_id = group_with_lessons(
        session, actor=actor, today=starts_on, course_id=course_id, fields=group, slots=slots
    )
    everybody = list(
        session.scalars(
            select(Learner.id)
            .where(Learner.merged_into_id.is_(None), ~Learner.name_is_damaged)
            .where(Learner.id.not_in(select(Enrolment.learner_id)))
            .order_by(Learner.id)
        )
    )
    for learner_id in random.sample(everybody, min(PEOPLE, len(everybody))):
        name, number = random.choice(EMPLOYERS)
        enrolments.enrol(
            session, actor=actor, today=starts_on, course_id=course_id, learner_id=learner_id,
            course_group_id=group_id, enrolled_on=starts_on, leave=Leave("bev_brussels", name, number),
        )  # fmt: skip
    attendance.fill_group(session, actor=actor, random=random, group_id=group_id)
    return fields.code
