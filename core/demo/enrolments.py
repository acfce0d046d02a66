"""Who follows the practice provider's courses: most under leave, one late, one exempted, one who stopped."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.enrolments import commands
from core.enrolments.commands import Leave
from db.models import Course, CourseGroup, Enrolment, Learner

EMPLOYERS = (
    ("Bakkerij Zonneschijn", "0200065765"),
    ("Drukkerij De Leie bv", "0200065765"),
    ("Houthandel Noord nv", ""),
)
REGIMES = ("bev_brussels", "bev_brussels", "vov", "vov", "")
MOST = 9


def store(session: Session, *, actor: Actor, today: date) -> None:
    """Enrol people of the provider in every course that has begun and has a group; nothing without courses."""
    random = Random(f"inschrijvingen {today.year}-{today.month}")
    everybody = list(
        session.scalars(select(Learner.id).where(Learner.merged_into_id.is_(None)).order_by(Learner.id))
    )
    for course in session.scalars(select(Course).where(Course.starts_on <= today).order_by(Course.id)):
        groups = list(
            session.scalars(
                select(CourseGroup.id).where(CourseGroup.course_id == course.id).order_by(CourseGroup.id)
            )
        )
        if groups:
            people = random.sample(everybody, min(MOST, len(everybody)))
            _fill(session, random, actor, course, groups, people, today=today)


def _fill(
    session: Session,
    random: Random,
    actor: Actor,
    course: Course,
    groups: list[int],
    people: list[int],
    *,
    today: date,
) -> None:
    made = []
    for number, learner_id in enumerate(people):
        regime = random.choice(REGIMES)
        name, enterprise_number = random.choice(EMPLOYERS)
        # The last one is late by three weeks; the others came before the start.
        days = 21 if number == len(people) - 1 else -random.randint(1, 30)
        enrolled_on = min(course.starts_on + timedelta(days=days), course.ends_on, today)
        leave = Leave(regime, name, enterprise_number) if regime else Leave()
        made.append(
            commands.enrol(
                session,
                actor=actor,
                today=today,
                course_id=course.id,
                learner_id=learner_id,
                course_group_id=groups[number % len(groups)],
                enrolled_on=enrolled_on,
                leave=leave,
            )
        )
    if len(made) > 2:
        _unusual(session, actor, course, made, today=today)


def _unusual(session: Session, actor: Actor, course: Course, made: list[int], *, today: date) -> None:
    """One is exempted from a fortnight to come, one told that he stops today."""
    freed, stopped = (session.get_one(Enrolment, key) for key in made[:2])
    first_on = today + timedelta(days=1)
    if first_on + timedelta(days=14) <= course.ends_on:
        commands.exempt(
            session, actor=actor, today=today, enrolment_id=freed.id, version=freed.version, first_on=first_on,
            last_on=first_on + timedelta(days=14),
        )  # fmt: skip
    commands.stop(
        session, actor=actor, today=today, enrolment_id=stopped.id, version=stopped.version, kind="announced",
        announced_on=today,
    )  # fmt: skip
