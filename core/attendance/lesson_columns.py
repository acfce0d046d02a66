"""The lessons of some days and their cells as columns of numbers; what only hangs on the lesson as running sums."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import String, case, cast, func, literal, select
from sqlalchemy.orm import Session

from core.attendance import columns
from core.attendance.columns import Whole
from db.models import AttendanceCell, Lesson

CHUNK: Final = 20_000  # lessons whose cells are held in memory together
DAY_BITS, MINUTE_BITS = 22, 11


@dataclass(frozen=True, slots=True)
class Lessons:
    """The contact lessons of the days in question by group and day, with running sums of what each amounts to."""

    key: Whole
    day: Whole
    weekday: Whole
    place: Whole  # by id of a held lesson: where it stands here, -1 for every other
    is_filled: NDArray[np.bool_]  # closed, and minutes were given: a code is expected
    amounts: Whole  # per lesson planned, given, credited, open, filled
    running: Whole


def read(session: Session, *, first_on: date, last_on: date) -> Lessons:
    """The contact lessons of those days, both included."""
    is_held, is_closed = Lesson.state == "planned", Lesson.closed_on.is_not(None)
    found = columns.read(session, select(
        Lesson.id, Lesson.course_group_id, columns.number(Lesson.held_on), Lesson.weekday,
        case((Lesson.moved_to_id.is_(None), Lesson.minutes), else_=0), Lesson.given_minutes,
        case((Lesson.state == "credited", Lesson.given_minutes), else_=0), case((is_held & ~is_closed, 1), else_=0),
        case((is_held & is_closed & (Lesson.given_minutes > 0), 1), else_=0), case((is_held, 1), else_=0),
    ).where(Lesson.kind == "contact", Lesson.held_on.between(first_on, last_on)))  # fmt: skip
    found[2] = columns.days(found[2]).view(np.int64)
    key = (found[1] << DAY_BITS) + found[2]
    order = np.argsort(key, kind="stable")
    found = found[:, order]
    place = np.full(int(found[0].max(initial=0)) + 1, -1)
    is_held_here = found[9] > 0
    place[found[0][is_held_here]] = np.flatnonzero(is_held_here)
    amounts = np.ascontiguousarray(found[4:9].T)
    running = np.concatenate([np.zeros((1, 5), np.int64), amounts.cumsum(axis=0)])
    return Lessons(key[order], found[2], found[3], place, found[8] > 0, amounts, running)


def cells(session: Session, lessons: Lessons) -> Iterator[tuple[Whole, Whole, Whole]]:
    """The lesson, the enrolment and the packed amounts of every cell of those lessons, some lessons at a time.

    The database hands over the cells of a lesson as one text: an object less per number is most of the time saved.
    """
    entered = case((AttendanceCell.code != "", 1), else_=0)
    packed = (
        columns.wide(entered) * (1 << 3 * MINUTE_BITS) + columns.wide(AttendanceCell.present) * (1 << 2 * MINUTE_BITS)
        + columns.wide(AttendanceCell.justified) * (1 << MINUTE_BITS) + AttendanceCell.unjustified
    )  # fmt: skip
    text = func.aggregate_strings(
        cast(AttendanceCell.enrolment_id, String) + literal(",") + cast(packed, String), ","
    )
    statement = select(AttendanceCell.lesson_id, func.count(), text).group_by(AttendanceCell.lesson_id)
    ids = np.flatnonzero(lessons.place >= 0)
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        between = AttendanceCell.lesson_id.between(int(some[0]), int(some[-1]))
        rows = columns.fetched(session, statement.where(between))
        pairs = np.fromstring(",".join(row[2] for row in rows), np.int64, sep=",").reshape(-1, 2)
        lesson = np.repeat([row[0] for row in rows], [row[1] for row in rows]).astype(np.int64)
        yield lesson, pairs[:, 0], pairs[:, 1]


def unpacked(packed: Whole) -> tuple[Whole, Whole, Whole, Whole]:
    """Of packed amounts the minutes present, justified and unjustified, and 1 where a code was entered."""
    low_bits = (1 << MINUTE_BITS) - 1
    present, justified = (packed >> 2 * MINUTE_BITS) & low_bits, (packed >> MINUTE_BITS) & low_bits
    return present, justified, packed & low_bits, packed >> 3 * MINUTE_BITS
