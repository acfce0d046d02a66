"""The registers of the practice courses: filled and closed up to a few days ago, the last ones still open."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.attendance import commands, standing
from core.attendance.cells import MOST, Op
from db.models import Lesson

OPEN: Final = 4
TEACHER: Final = "Tom Aerts"
CODES: Final = ("A", "GZ", "O", "L10", "O50", "GV")
OFTEN: Final = (86, 5, 4, 3, 1, 1)


def store(session: Session, *, actor: Actor, today: date) -> None:
    """Fill what is planned and past; nothing when there is no course."""
    random = Random(f"aanwezigheden {today.year}-{today.month}")
    teacher = replace(actor, display_name=TEACHER)
    past = session.scalars(
        select(Lesson)
        .where(Lesson.state == "planned", Lesson.closed_on.is_(None), Lesson.held_on < today)
        .order_by(Lesson.held_on, Lesson.starts_at, Lesson.id)
    ).all()
    _all(session, teacher, random, past[:-OPEN])


def fill_group(session: Session, *, actor: Actor, random: Random, group_id: int) -> None:
    """Every lesson of a group that is over."""
    lessons = session.scalars(
        select(Lesson)
        .where(Lesson.course_group_id == group_id, Lesson.state == "planned", Lesson.closed_on.is_(None))
        .order_by(Lesson.held_on, Lesson.id)
    ).all()
    _all(session, replace(actor, display_name=TEACHER), random, lessons)


def _all(session: Session, teacher: Actor, random: Random, lessons: Sequence[Lesson]) -> None:
    around = standing.of(session, [lesson.id for lesson in lessons])
    seats: dict[int, list[int]] = defaultdict(list)
    for lesson_id, enrolment_id in sorted(around.sitting - around.exempt):
        seats[lesson_id].append(enrolment_id)
    for lesson in lessons:
        if seats[lesson.id]:
            _fill(session, teacher, random, lesson, seats[lesson.id][:MOST])


def _fill(session: Session, teacher: Actor, random: Random, lesson: Lesson, enrolment_ids: list[int]) -> None:
    codes = random.choices(CODES, OFTEN, k=len(enrolment_ids))
    ops = [
        Op(f"oefen-{lesson.id}-{key}", lesson.id, key, 0, code if lesson.given_minutes >= 50 else "A")
        for key, code in zip(enrolment_ids, codes, strict=True)
    ]
    commands.save(session, actor=teacher, today=lesson.held_on, lesson_id=lesson.id, ops=ops)
    session.flush()
    commands.close_lesson(
        session, actor=teacher, today=lesson.held_on, lesson_id=lesson.id, version=lesson.version
    )
