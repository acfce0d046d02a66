"""Filling empty cells at once: as in another lesson, or for somebody who is away some days. What is filled stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.access.teaching import of_teacher
from core.attendance import codes, counted, listed, standing, writing
from core.attendance.writing import Key, Sheet
from core.errors import InvalidInput, NotFound
from core.i18n import N_
from db.models import Course, CourseGroup, Enrolment, GroupMembership, Lesson

MOST_DAYS: Final = 366
NOTHING: Final = N_("Er is geen lege cel om in te vullen.")
OTHER_GROUP: Final = N_("Kies een les van dezelfde groep.")
NO_ABSENCE: Final = N_("Kies een afwezigheid: O of G met een grond.")
TURNED: Final = N_("De laatste dag ligt voor de eerste. Draai ze om.")
TOO_LONG: Final = N_("Kies hoogstens een jaar tegelijk.")


@dataclass(frozen=True, slots=True)
class Filled:
    """How many cells were filled, and how many were left as they are."""

    filled: int
    left: int


def copy_from_lesson(
    session: Session, *, actor: Actor, today: date, lesson_id: int, source_id: int
) -> Filled:
    """Give empty cells of a lesson the code that the same person has in another lesson of the group."""
    require(session, actor, Action.ENTER_ATTENDANCE)
    lessons = standing.own_lessons(session, actor, Action.ENTER_ATTENDANCE, [lesson_id, source_id])
    if lesson_id not in lessons or source_id not in lessons:
        raise NotFound(standing.GONE)
    target, source = lessons[lesson_id], lessons[source_id]
    if target.course_group_id != source.course_group_id or target.id == source.id:
        raise InvalidInput(OTHER_GROUP, field="source")
    sheet = _sheet(session, actor, lessons, "copy")
    wanted = _as_in(sheet, lesson_id, source_id)
    done = _fill(sheet, lessons, wanted)
    audit.record(
        session, actor=actor, action="attendance.copy", subject_kind="lesson", subject_id=lesson_id,
        details={"cells": done.filled, "source": source_id, "on": today},
    )  # fmt: skip
    return done


def fill_absence(
    session: Session, *, actor: Actor, today: date, enrolment_id: int, first_on: date, last_on: date, code: str
) -> Filled:  # fmt: skip
    """Give the empty cells of one person over some days the same absence."""
    require(session, actor, Action.ENTER_ATTENDANCE)
    _check_days(first_on, last_on)
    lessons = standing.own_lessons(
        session, actor, Action.ENTER_ATTENDANCE, _of_person(session, enrolment_id, first_on, last_on)
    )
    absence = codes.parse(code)
    if absence is None or absence.kind not in {"O", "G"} or absence.minutes is not None:
        raise InvalidInput(NO_ABSENCE, field="code")
    sheet = _sheet(session, actor, lessons, "absence")
    done = _fill(sheet, lessons, {(key, enrolment_id): str(absence) for key in lessons})
    audit.record(
        session, actor=actor, action="attendance.absence", subject_kind="enrolment", subject_id=enrolment_id,
        details={"cells": done.filled, "from": first_on, "to": last_on, "on": today},
    )  # fmt: skip
    return done


def _check_days(first_on: date, last_on: date) -> None:
    if last_on < first_on:
        raise InvalidInput(TURNED, field="last_on")
    if (last_on - first_on).days > MOST_DAYS:
        raise InvalidInput(TOO_LONG, field="last_on")


def _of_person(session: Session, enrolment_id: int, first_on: date, last_on: date) -> list[int]:
    """The lessons somebody sits in on those days; whose they are is asked when they are locked."""
    return list(
        session.scalars(
            select(Lesson.id)
            .join(GroupMembership, GroupMembership.course_group_id == Lesson.course_group_id)
            .join(Enrolment, Enrolment.id == GroupMembership.enrolment_id)
            .where(Enrolment.id == enrolment_id, Lesson.held_on.between(first_on, last_on))
            .where(*counted.attends())
        )
    )


def _sheet(session: Session, actor: Actor, lessons: Mapping[int, Lesson], way: str) -> Sheet:
    keys = sorted(lessons)
    around = standing.of(session, keys)
    return writing.sheet(session, actor=actor, standing=around, lesson_ids=keys, way=way)


def _fill(sheet: Sheet, lessons: Mapping[int, Lesson], wanted: Mapping[Key, str]) -> Filled:
    """Write where nothing stands and nothing forbids it. Raises InvalidInput when that is nowhere."""
    free = _free(sheet, lessons, wanted)
    for key, code in free:
        sheet.write(lessons[key[0]], key[1], code)
    if not free:
        raise InvalidInput(NOTHING)
    return Filled(len(free), len(wanted) - len(free))


def _free(
    sheet: Sheet, lessons: Mapping[int, Lesson], wanted: Mapping[Key, str]
) -> list[tuple[Key, codes.Code]]:
    """The cells where nothing stands, nothing forbids a code, and the lesson is long enough for it."""
    found = []
    for key, text in sorted(wanted.items()):
        lesson, code = lessons[key[0]], codes.parse(text)
        if code is None or sheet.code(key) or sheet.standing.refusal(lesson, key[1]) is not None:
            continue
        if (code.minutes or 0) <= lesson.given_minutes:
            found.append((key, code))
    return found


def absence_would_fill(
    session: Session, *, actor: Actor, today: date, enrolment_id: int, first_on: date, last_on: date
) -> Filled:
    """What `fill_absence` would do, without doing it; nothing for days that it would refuse."""
    if last_on < first_on or (last_on - first_on).days > MOST_DAYS:
        return Filled(0, 0)
    lessons = _readable(session, actor, _of_person(session, enrolment_id, first_on, last_on))
    wanted = {(key, enrolment_id): "O" for key in lessons}
    filled = len(_free(_sheet(session, actor, lessons, ""), lessons, wanted))
    return Filled(filled, len(wanted) - filled)


def copy_would_fill(session: Session, *, actor: Actor, today: date, lesson_id: int, source_id: int) -> Filled:
    """What `copy_from_lesson` would do, without doing it; nothing when a lesson is not the actor's."""
    lessons = _readable(session, actor, [lesson_id, source_id])
    if len(lessons) < 2:
        return Filled(0, 0)
    sheet = _sheet(session, actor, lessons, "")
    wanted = _as_in(sheet, lesson_id, source_id)
    filled = len(_free(sheet, lessons, wanted))
    return Filled(filled, len(wanted) - filled)


def _as_in(sheet: Sheet, lesson_id: int, source_id: int) -> dict[Key, str]:
    return {key: sheet.code((source_id, key[1])) for key in sheet.standing.sitting if key[0] == lesson_id}


def _readable(session: Session, actor: Actor, lesson_ids: Sequence[int]) -> dict[int, Lesson]:
    """Those of the lessons that the actor sees, without a lock."""
    rows = session.scalars(
        select(Lesson)
        .join(CourseGroup, CourseGroup.id == Lesson.course_group_id)
        .outerjoin(Course, Course.id == CourseGroup.course_id)
        .where(Lesson.id.in_(lesson_ids), *of_teacher(actor), *listed.of_campuses(actor))
    )
    return {lesson.id: lesson for lesson in rows}
