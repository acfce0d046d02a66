"""The registers of the practice courses: filled and closed up to a few days ago, the last ones still open."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.attendance import commands, standing
from core.attendance.cells import MOST, Op
from core.attendance.standing import Standing
from db.models import Enrolment, Lesson

OPEN: Final = 4
QUIET: Final = 4
LIST_IN: Final = 0.8
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
    gone = _gone(session, lessons, around)
    for lesson_id, enrolment_id in sorted(around.sitting - around.exempt):
        seats[lesson_id].append(enrolment_id)
    for lesson in lessons:
        if seats[lesson.id]:
            _fill(session, teacher, random, lesson, seats[lesson.id][:MOST], gone)


def _gone(session: Session, lessons: Sequence[Lesson], around: Standing) -> Collection[tuple[int, int]]:
    """One person of every group who was in none of its last lessons that were entered: a question to ask."""
    groups: dict[int, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        groups[lesson.course_group_id].append(lesson)
    stopped = set(session.scalars(select(Enrolment.id).where(Enrolment.stopped_on.is_not(None))))
    found: set[tuple[int, int]] = set()
    for own in groups.values():
        last = [lesson.id for lesson in own[-QUIET:]]
        in_all = [
            key
            for lesson_id, key in around.sitting - around.exempt
            if lesson_id == last[-1] and all((other, key) in around.sitting for other in last)
        ]
        people = sorted(set(in_all) - stopped)
        if people:
            found |= {(lesson_id, people[-1]) for lesson_id in last}
    return found


def _fill(
    session: Session, teacher: Actor, random: Random, lesson: Lesson, enrolment_ids: list[int],
    gone: Collection[tuple[int, int]],
) -> None:  # fmt: skip
    codes = random.choices(CODES, OFTEN, k=len(enrolment_ids))
    ops = [
        Op(f"oefen-{lesson.id}-{key}", lesson.id, key, 0, code if lesson.given_minutes >= 50 else "A")
        for key, code in zip(enrolment_ids, codes, strict=True)
    ]
    ops = [replace(op, value="O") if (lesson.id, op.enrolment_id) in gone else op for op in ops]
    commands.save(session, actor=teacher, today=lesson.held_on, lesson_id=lesson.id, ops=ops)
    session.flush()
    commands.close_lesson(
        session, actor=teacher, today=lesson.held_on, lesson_id=lesson.id, version=lesson.version
    )
    if random.random() < LIST_IN:
        session.flush()
        commands.note_list_received(
            session, actor=teacher, today=lesson.held_on, lesson_id=lesson.id, version=lesson.version,
            received_on=lesson.held_on,
        )  # fmt: skip
