"""Flemish training leave at the practice provider: a course that ended, filed in part; online lessons, most signed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.attendance import commands as attendance
from core.attendance import standing
from core.attendance.cells import Op
from core.courses import commands as courses
from core.courses.commands import CourseFields, GroupFields, Slot
from core.courses.school_years import school_years
from core.demo.attendance import TEACHER
from core.enrolments import commands as enrolments
from core.enrolments.commands import Leave
from core.vov import commands, filing
from core.vov import standing as stretches
from core.vov.words import TO_FILE, VOV
from db.models import AttendanceCell, Campus, CourseGroup, Enrolment, Learner, Lesson, StaffMember

CODE: Final = "BOEK-AVOND"
PEOPLE: Final = 6
WEEKS: Final = 7
UNSIGNED: Final = 2
OUTCOMES: Final = ("taken", "taken", "taken", "missed_justified", "missed", "taken")
EMPLOYERS: Final = (("Bakkerij Zonneschijn", "0200065765"), ("Houthandel Noord nv", ""))


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
    starts_on = today - timedelta(days=today.weekday(), weeks=WEEKS + 2)
    made = _course(session, actor, campus_id, people, starts_on, today)
    _attended(session, random, actor, made)
    _assessed(session, actor, made, starts_on + timedelta(weeks=WEEKS, days=-4))
    _signed(session, actor, today)
    _filed(session, actor, made, today)


def _course(
    session: Session,
    actor: Actor,
    campus_id: int,
    people: Sequence[int],
    starts_on: date,
    today: date,
) -> list[int]:
    """An evening course of seven weeks with regular enrolment, everybody under VOV; gives the enrolments."""
    ends_on = starts_on + timedelta(weeks=WEEKS, days=-3)
    first, *more = school_years(starts_on, ends_on)
    fields = CourseFields(
        campus_id=campus_id, code=CODE, name="Boekhouden, basis", organisation="modular", lesson_unit=60,
        category="vocational", recognition_kind="commission", recognition_number="EC-2021-077", starts_on=starts_on,
        ends_on=ends_on, vov_form="regular", odb_number="ODB-1007733", lesson_periods=35,
        planned={first: 35 * 60, **dict.fromkeys(more, 32 * 60)},
    )  # fmt: skip
    course_id = courses.add_course(session, actor=actor, today=today, fields=fields)
    teacher_id = session.scalar(select(StaffMember.id).where(StaffMember.name == TEACHER))
    teachers = (teacher_id,) if teacher_id is not None else ()
    group_id = courses.add_group(
        session,
        actor=actor,
        today=today,
        course_id=course_id,
        fields=GroupFields(CODE, "Avondgroep", teachers),
    )
    slots = [
        Slot(day, None, 18 * 60, 20 * 60 + 45, 150, is_online=day == 4, teacher_id=teacher_id)
        for day in (2, 4)
    ]
    courses.set_timetable(session, actor=actor, today=today, group_id=group_id, version=1, slots=slots)
    courses.generate_lessons(session, actor=actor, today=today, group_id=group_id, version=2)
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


def _lessons(session: Session, keys: Sequence[int]) -> Sequence[Lesson]:
    groups = select(Enrolment.course_id).where(Enrolment.id.in_(keys))
    return session.scalars(
        select(Lesson)
        .join(CourseGroup, CourseGroup.id == Lesson.course_group_id)
        .where(CourseGroup.course_id.in_(groups), Lesson.state == "planned")
        .order_by(Lesson.held_on)
    ).all()


def _attended(session: Session, random: Random, actor: Actor, keys: Sequence[int]) -> None:
    """The last person missed more than a tenth; the others were mostly there. The lists are in."""
    teacher = replace(actor, display_name=TEACHER)
    for place, lesson in enumerate(_lessons(session, keys)):
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
    lesson = _lessons(session, keys)[0]
    cell = session.get_one(AttendanceCell, (lesson.id, keys[2]))
    attendance.reopen_lesson(session, actor=actor, today=today, lesson_id=lesson.id, version=lesson.version)
    op = Op(f"oefen-vov-verbeterd-{lesson.id}", lesson.id, keys[2], cell.version, "L30")
    attendance.save(session, actor=actor, today=today, lesson_id=lesson.id, ops=[op])
    session.flush()
    attendance.close_lesson(session, actor=actor, today=today, lesson_id=lesson.id, version=lesson.version)
