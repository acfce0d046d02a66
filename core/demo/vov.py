"""Flemish training leave at the practice provider: a course that ended, filed in part; online lessons, most signed."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.attendance import commands as attendance
from core.attendance import standing
from core.attendance.cells import Op
from core.demo import vov_course
from core.vov import commands, filing
from core.vov import standing as stretches
from core.vov.words import TO_FILE, VOV
from db.models import AttendanceCell, Campus, Enrolment, Learner, Lesson

PEOPLE: Final = 6
UNSIGNED: Final = 2


def store(session: Session, *, actor: Actor, today: date) -> None:
    """By the acts that the screens use; nothing without people or campuses."""
    random = Random(f"vlaams opleidingsverlof {today.year}-{today.month}")
    campus_id = session.scalar(select(Campus.id).order_by(Campus.id).limit(1))
    people = session.scalars(
        select(Learner.id).where(Learner.merged_into_id.is_(None)).order_by(Learner.id.desc()).limit(PEOPLE)
    ).all()
    if campus_id is None or not people:
        return
    # On a Monday, so that it ended two weeks ago whatever the day of practice is.
    starts_on = today - timedelta(days=today.weekday(), weeks=vov_course.WEEKS + 2)
    made = vov_course.store(
        session, random, actor=actor, today=today, campus_id=campus_id, people=people, starts_on=starts_on
    )
    _signed(session, actor, today)
    _filed(session, actor, made, today)


def _signed(session: Session, actor: Actor, today: date) -> None:
    """Every online lesson that was entered is signed, but for the last ones, where only some did."""
    lessons = session.scalars(
        select(Lesson)
        .where(
            Lesson.is_online,
            Lesson.state == "planned",
            Lesson.closed_on.is_not(None),
            Lesson.held_on <= today,
        )
        .order_by(Lesson.held_on, Lesson.id)
    ).all()
    present: dict[int, list[int]] = defaultdict(list)
    around = standing.of(session, [lesson.id for lesson in lessons])
    cells = session.execute(
        select(AttendanceCell.lesson_id, AttendanceCell.enrolment_id)
        .join(Enrolment, Enrolment.id == AttendanceCell.enrolment_id)
        .where(AttendanceCell.present > 0, Enrolment.regime == VOV)
        .order_by(AttendanceCell.enrolment_id)
    )
    for lesson_id, enrolment_id in cells:
        if (lesson_id, enrolment_id) in around.sitting - around.exempt:
            present[lesson_id].append(enrolment_id)
    for place, lesson in enumerate(lessons):
        is_late = place >= len(lessons) - UNSIGNED
        people = present[lesson.id][1:] if is_late else present[lesson.id]
        if people:
            commands.note_signatures(
                session, actor=actor, today=today, lesson_id=lesson.id, enrolment_ids=people, teacher=not is_late,
                way="eid", signed_on=lesson.held_on,
            )  # fmt: skip


def _filed(session: Session, actor: Actor, keys: Sequence[int], today: date) -> None:
    """Three are filed: one stays so, one is taken back, of one attendance was mended afterwards."""
    day = today - timedelta(days=3)
    rows = [
        row for row in stretches.of(session, Enrolment.id.in_(keys[:3]), today=today) if row.state == TO_FILE
    ]
    if not rows:
        return
    commands.file(
        session, actor=actor, today=day, chosen=[filing.shown(row) for row in rows], filed_on=day,
        reference="WSE-2026-0117",
    )  # fmt: skip
    session.flush()
    now = stretches.of(session, Enrolment.id.in_(keys[:3]), today=today)
    kept = next((row.filing for row in now if row.enrolment_id == keys[1]), None)
    if kept is not None:
        commands.withdraw(
            session, actor=actor, today=day, filing_id=kept.id, version=kept.version,
            reason="In het loket onder de verkeerde opleiding ingediend",
        )  # fmt: skip
    _mended(session, actor, keys, today)


def _mended(session: Session, actor: Actor, keys: Sequence[int], today: date) -> None:
    """A cell of the first lesson that turned out to be wrong after the filing."""
    lesson = vov_course.lessons(session, keys)[0]
    cell = session.get_one(AttendanceCell, (lesson.id, keys[2]))
    attendance.reopen_lesson(session, actor=actor, today=today, lesson_id=lesson.id, version=lesson.version)
    op = Op(f"oefen-vov-verbeterd-{lesson.id}", lesson.id, keys[2], cell.version, "L30")
    attendance.save(session, actor=actor, today=today, lesson_id=lesson.id, ops=[op])
    session.flush()
    attendance.close_lesson(session, actor=actor, today=today, lesson_id=lesson.id, version=lesson.version)
