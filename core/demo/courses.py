"""Three invented courses of the school year 2026-2027 on the practice campuses, with groups, timetables and lessons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.courses import commands
from core.courses.commands import CourseFields, GroupFields, Slot
from core.demo.offer import CAMPUSES
from db.models import Campus, Lesson, Qualification, StaffMember, Trajectory

TEACHER, FRIDAY = "Tom Aerts", 5
TEACHER_BEGAN = date(2021, 9, 1)


@dataclass(frozen=True, slots=True)
class Offered:
    """One course: its fields without campus and trajectory, which campus (by place), its groups with their lines."""

    fields: dict[str, object]
    campus: int
    groups: tuple[tuple[str, str, tuple[Slot, ...]], ...]
    qualification: str = ""


def _evening(weekday: int, minutes: int = 150, **values: object) -> Slot:
    return Slot(weekday, None, 18 * 60, 21 * 60, minutes, **values)  # type: ignore[arg-type]


OFFERED = (
    Offered(
        {
            "code": "LAS-2026", "name": "Lasser-monteerder, avondopleiding", "organisation": "school_year",
            "lesson_unit": 50, "category": "vocational", "recognition_kind": "commission",
            "recognition_number": "EC-2019-114", "starts_on": date(2026, 9, 8), "ends_on": date(2027, 6, 24),
            "first_session_exam_on": date(2027, 6, 24), "second_session_from_on": date(2027, 8, 23),
            "second_session_to_on": date(2027, 8, 27), "planned": {2026: 249 * 50},
        },
        0, (("LAS-2026-A", "Groep A", (_evening(2), _evening(4))),),
        "BK-0903-1",
    ),
    Offered(
        {
            "code": "HEFT-2026", "name": "Heftruck en magazijnbeheer, module 1", "organisation": "modular",
            "lesson_unit": 60, "category": "vocational", "recognition_kind": "joint_committee",
            "joint_committee": "PC 226", "recognised_on": date(2022, 3, 14), "starts_on": date(2026, 9, 14),
            "ends_on": date(2027, 1, 29), "planned": {2026: 60 * 60},
        },
        1, (("HEFT-2026-1", "Maandaggroep", (Slot(1, None, 13 * 60, 16 * 60 + 30, 180),)),),
    ),
    Offered(
        {
            "code": "FRA-2026", "name": "Zakelijk Frans, richtgraad 2", "organisation": "modular", "lesson_unit": 50,
            "category": "general", "recognition_kind": "identification", "recognition_number": "ID-40211",
            "starts_on": date(2026, 9, 16), "ends_on": date(2027, 2, 10), "vov_form": "hours",
            "odb_number": "ODB-1004417", "modules": "Mondeling 2.1, schriftelijk 2.1", "planned": {2026: 63 * 50},
        },
        2, (("FRA-2026-W", "Woensdagavond", (_evening(3, is_online=True),)),),
    ),
)  # fmt: skip


def store(session: Session, *, actor: Actor, today: date) -> None:
    """Add the courses by the acts that the screens use; a few lessons fell away or moved."""
    random = Random(f"opleidingen {today.year}")
    teacher_id = _teacher(session)
    campuses: dict[str, int] = {row.name: row.id for row in session.execute(select(Campus.id, Campus.name))}
    for offered in OFFERED:
        fields = CourseFields(
            campus_id=campuses[CAMPUSES[offered.campus][0]],
            trajectory_id=_trajectory(session, offered.qualification),
            **offered.fields,  # type: ignore[arg-type]
        )
        course_id = commands.add_course(session, actor=actor, today=today, fields=fields)
        for code, name, slots in offered.groups:
            group = GroupFields(code, name, (teacher_id,))
            taught = [replace(slot, teacher_id=teacher_id) for slot in slots]
            key = group_with_lessons(
                session, actor=actor, today=today, course_id=course_id, fields=group, slots=taught
            )
            _fell_away(session, random, actor, key, today)


def group_with_lessons(
    session: Session, *, actor: Actor, today: date, course_id: int, fields: GroupFields, slots: Sequence[Slot]
) -> int:
    """A new group with its timetable, and the lessons that follow from it; gives the group."""
    key = commands.add_group(session, actor=actor, today=today, course_id=course_id, fields=fields)
    commands.set_timetable(session, actor=actor, today=today, group_id=key, version=1, slots=slots)
    commands.generate_lessons(session, actor=actor, today=today, group_id=key, version=2)
    return key


def _teacher(session: Session) -> int:
    found = session.scalar(select(StaffMember.id).where(StaffMember.name == TEACHER))
    if found is not None:
        return found
    row = StaffMember(name=TEACHER, function="lesgever", registers=False, begins_on=TEACHER_BEGAN)
    session.add(row)
    session.flush()
    return row.id


def _trajectory(session: Session, qualification: str) -> int | None:
    return session.scalar(
        select(Trajectory.id)
        .join(Qualification, Qualification.id == Trajectory.qualification_id)
        .where(Qualification.code == qualification)
        .order_by(Trajectory.code)
        .limit(1)
    )


def _fell_away(session: Session, random: Random, actor: Actor, group_id: int, today: date) -> None:
    """The teacher was ill once, the weather was bad once, and the next lesson but one is moved by a day."""
    rows = session.scalars(
        select(Lesson).where(Lesson.course_group_id == group_id).order_by(Lesson.held_on)
    ).all()
    past = [row for row in rows if row.held_on < today]
    coming = [row for row in rows if row.held_on > today]
    for reason, row in zip(("teacher_ill", "weather"), random.sample(past, min(2, len(past))), strict=False):
        commands.cancel_lesson(
            session, actor=actor, today=row.held_on, lesson_id=row.id, version=row.version, reason=reason
        )
    if len(coming) > 1:
        row = coming[1]
        commands.move_lesson(
            session, actor=actor, today=today, lesson_id=row.id, version=row.version,
            held_on=row.held_on + timedelta(days=1 if row.weekday != FRIDAY else 3), starts_at=row.starts_at,
            ends_at=row.ends_at, note="Lokaal bezet",
        )  # fmt: skip
