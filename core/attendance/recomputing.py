"""The totals of very many stretches at once, as `totals.of_one` gives them one by one: exact, in whole minutes.

For a whole school year of everybody: the cells are read in bulk and laid beside the lessons in arrays, which is much
faster than a join of millions of rows. What only hangs on the lesson (planned, given, credited, still open) comes from
running sums over the lessons of a group, so that only cells are looked at one by one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, ColumnElement, Integer, Select, String, case, cast, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute as Column
from sqlalchemy.orm import Session

from core.attendance.totals import Totals
from core.rules.judgements import Judgements, judge_many
from db.models import AttendanceCell, Certificate, Enrolment, Exemption, GroupMembership, Lesson

Whole: TypeAlias = NDArray[np.int64]
Days: TypeAlias = NDArray[np.datetime64]
CHUNK: Final = 20_000  # lessons whose cells are held in memory together
DAY_BITS, MINUTE_BITS = 22, 11
NEVER: Final = 99991231


@dataclass(frozen=True, slots=True)
class Stretches:
    """Per row an enrolment and a stretch of days, both ends included."""

    enrolment: Whole
    first_on: Days
    last_on: Days


@dataclass(frozen=True, slots=True)
class Sums:
    """Per row what `Totals` has, in the order of the stretches."""

    planned: Whole
    given: Whole
    present: Whole
    justified: Whole
    unjustified: Whole
    not_entered: Whole

    def row(self, at: int) -> Totals:
        """One row as the single form gives it."""
        columns = (self.planned, self.given, self.present, self.justified, self.unjustified, self.not_entered)
        return Totals(*(int(column[at]) for column in columns))


@dataclass(frozen=True, slots=True)
class _Lessons:
    """The contact lessons of the days in question by group and day, with running sums of what each amounts to."""

    key: Whole
    day: Whole
    weekday: Whole
    place: Whole  # by id of a held lesson: where it stands here, -1 for every other
    is_filled: NDArray[np.bool_]  # closed, and minutes were given: a code is expected
    amounts: Whole  # per lesson planned, given, credited, open, filled
    running: Whole


@dataclass(frozen=True, slots=True)
class _Units:
    """A stretch within one membership: the lessons from `low` to `high` (not included) count for that row."""

    enrolment: Whole
    row: Whole
    low: Whole
    high: Whole
    first: Whole  # by enrolment: its first unit here


def periods(session: Session, *, first_on: date, last_on: date) -> Stretches:
    """The period of every paper of assiduity that lies in those days, whatever became of the paper."""
    found = _read(
        session,
        select(Certificate.enrolment_id, _number(Certificate.from_on), _number(Certificate.to_on)).where(
            Certificate.kind == "assiduity", Certificate.from_on >= first_on, Certificate.to_on <= last_on
        ),
    )
    return Stretches(found[0], _days(found[1]), _days(found[2]))


def sums(session: Session, stretches: Stretches) -> Sums:
    """The totals of every row."""
    rows = len(stretches.enrolment)
    if not rows:
        return Sums(*(np.zeros(0, np.int64) for _ in range(6)))
    lessons = _lessons(session, stretches)
    units = _units(session, stretches, lessons)
    exemptions = _Exemptions.of(session, int(stretches.enrolment.max()))
    whole = lessons.running[units.high] - lessons.running[units.low]
    amounts = np.stack([_added(units.row, column, rows) for column in whole.T])
    unit, lesson = exemptions.pairs(units, lessons)
    amounts -= np.stack([_added(units.row[unit], column, rows) for column in lessons.amounts[lesson].T])
    cells = np.zeros((4, rows), np.int64)
    for chunk in _cells(session, lessons):
        cells += _of_cells(chunk, lessons, units, exemptions, rows)
    planned, given, credited, still_open, filled = amounts
    present, justified, unjustified, entered = cells
    return Sums(planned, given, present, justified + credited, unjustified, still_open + filled - entered)


def judged(found: Sums) -> Judgements:
    """Whether each complete row kept the 10 % line; a row with something still to enter is not judged."""
    is_complete = (found.not_entered == 0).astype(np.int64)
    return judge_many(
        given=found.given * is_complete, present=found.present * is_complete,
        justified=found.justified * is_complete, unjustified=found.unjustified * is_complete,
    )  # fmt: skip


class _Exemptions:
    """Who need not follow which days, found by enrolment; hence a class."""

    def __init__(self, columns: Whole, most: int) -> None:
        enrolment, first, last, self.weekday = columns[:, np.argsort(columns[0], kind="stable")]
        self.first, self.last = _days(first).view(np.int64), _days(last).view(np.int64)
        self.at = _first_of(enrolment, most)

    @classmethod
    def of(cls, session: Session, most: int) -> "_Exemptions":
        """All of them; 0 for every weekday."""
        return cls(_read(session, select(
            Exemption.enrolment_id, _number(Exemption.first_on), _number(Exemption.last_on),
            func.coalesce(Exemption.weekday, 0),
        ).where(Exemption.enrolment_id <= most)), most)  # fmt: skip

    def frees(self, enrolment: Whole, day: Whole, weekday: Whole) -> NDArray[np.bool_]:
        """Per pair of an enrolment and a lesson whether it need not be followed."""
        found = np.zeros(len(enrolment), np.bool_)
        begin, count = self.at[enrolment], self.at[enrolment + 1] - self.at[enrolment]
        for number in range(int(count.max(initial=0))):
            some = np.flatnonzero(count > number)
            at = begin[some] + number
            same = (self.weekday[at] == 0) | (self.weekday[at] == weekday[some])
            found[some] |= same & (self.first[at] <= day[some]) & (day[some] <= self.last[at])
        return found

    def pairs(self, units: _Units, lessons: _Lessons) -> tuple[Whole, Whole]:
        """Every unit and lesson in it that is exempted."""
        some = np.flatnonzero(self.at[units.enrolment + 1] > self.at[units.enrolment])
        unit, lesson = _expanded(some, units.low[some], units.high[some])
        is_free = self.frees(units.enrolment[unit], lessons.day[lesson], lessons.weekday[lesson])
        return unit[is_free], lesson[is_free]


def _lessons(session: Session, stretches: Stretches) -> _Lessons:
    within = Lesson.held_on.between(stretches.first_on.min().item(), stretches.last_on.max().item())
    is_held, is_closed = Lesson.state == "planned", Lesson.closed_on.is_not(None)
    columns = _read(session, select(
        Lesson.id, Lesson.course_group_id, _number(Lesson.held_on), Lesson.weekday,
        case((Lesson.moved_to_id.is_(None), Lesson.minutes), else_=0), Lesson.given_minutes,
        case((Lesson.state == "credited", Lesson.given_minutes), else_=0), case((is_held & ~is_closed, 1), else_=0),
        case((is_held & is_closed & (Lesson.given_minutes > 0), 1), else_=0), case((is_held, 1), else_=0),
    ).where(Lesson.kind == "contact", within))  # fmt: skip
    columns[2] = _days(columns[2]).view(np.int64)
    key = (columns[1] << DAY_BITS) + columns[2]
    order = np.argsort(key, kind="stable")
    columns = columns[:, order]
    place = np.full(int(columns[0].max(initial=0)) + 1, -1)
    is_held_here = columns[9] > 0
    place[columns[0][is_held_here]] = np.flatnonzero(is_held_here)
    amounts = np.ascontiguousarray(columns[4:9].T)
    running = np.concatenate([np.zeros((1, 5), np.int64), amounts.cumsum(axis=0)])
    return _Lessons(key[order], columns[2], columns[3], place, columns[8] > 0, amounts, running)


def _units(session: Session, stretches: Stretches, lessons: _Lessons) -> _Units:
    """Every stretch met with every membership of its enrolment, by enrolment."""
    sat = _read(session, select(
        Enrolment.id, GroupMembership.course_group_id, _number(GroupMembership.from_on), _number(Enrolment.enrolled_on),
        func.coalesce(_number(GroupMembership.until_on), NEVER), func.coalesce(_number(Enrolment.stopped_on), NEVER),
    ).join(GroupMembership, GroupMembership.enrolment_id == Enrolment.id))  # fmt: skip
    sat = sat[:, np.argsort(sat[0], kind="stable")]
    began, enrolled, left, stopped = (_days(column).view(np.int64) for column in sat[2:])
    first, last = np.maximum(began, enrolled), np.minimum(left, stopped - 1)
    rows = np.argsort(stretches.enrolment, kind="stable")
    wanted = stretches.enrolment[rows]
    at, member = _expanded(rows, np.searchsorted(sat[0], wanted), np.searchsorted(sat[0], wanted, "right"))
    begin = np.maximum(first[member], stretches.first_on.view(np.int64)[at])
    end = np.minimum(last[member], stretches.last_on.view(np.int64)[at])
    group = sat[1][member] << DAY_BITS
    low = np.searchsorted(lessons.key, group + begin)
    high = np.maximum(low, np.searchsorted(lessons.key, group + end, "right"))
    return _Units(sat[0][member], at, low, high, _first_of(sat[0][member], int(wanted[-1])))


def _cells(session: Session, lessons: _Lessons) -> Iterator[tuple[Whole, Whole, Whole]]:
    """The lesson, the enrolment and the packed amounts of every cell of those lessons, some lessons at a time.

    The database hands over the cells of a lesson as one text: an object less per number is most of the time saved.
    """
    entered = case((AttendanceCell.code != "", 1), else_=0)
    packed = (
        _wide(entered) * (1 << 3 * MINUTE_BITS) + _wide(AttendanceCell.present) * (1 << 2 * MINUTE_BITS)
        + _wide(AttendanceCell.justified) * (1 << MINUTE_BITS) + AttendanceCell.unjustified
    )  # fmt: skip
    text = func.aggregate_strings(
        cast(AttendanceCell.enrolment_id, String) + literal(",") + cast(packed, String), ","
    )
    statement = select(AttendanceCell.lesson_id, func.count(), text).group_by(AttendanceCell.lesson_id)
    ids = np.flatnonzero(lessons.place >= 0)
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        between = AttendanceCell.lesson_id.between(int(some[0]), int(some[-1]))
        rows = _fetched(session, statement.where(between))
        pairs = np.fromstring(",".join(row[2] for row in rows), np.int64, sep=",").reshape(-1, 2)
        lesson = np.repeat([row[0] for row in rows], [row[1] for row in rows]).astype(np.int64)
        yield lesson, pairs[:, 0], pairs[:, 1]


def _of_cells(
    chunk: tuple[Whole, Whole, Whole], lessons: _Lessons, units: _Units, exemptions: _Exemptions, rows: int
) -> Whole:
    """Present, justified, unjustified and the number of codes, by row."""
    place, enrolment, amounts = lessons.place[chunk[0]], chunk[1], chunk[2]
    known = np.flatnonzero((place >= 0) & (enrolment < len(units.first) - 1))
    enrolment, lesson, amounts = enrolment[known], place[known], amounts[known]
    first = units.first[enrolment]
    count = units.first[enrolment + 1] - first
    count[exemptions.frees(enrolment, lessons.day[lesson], lessons.weekday[lesson])] = 0
    found = np.zeros((4, rows), np.int64)
    low_bits = (1 << MINUTE_BITS) - 1
    for number in range(int(count.max(initial=0))):
        some = np.flatnonzero(count > number)
        unit, at = first[some] + number, lesson[some]
        inside = (units.low[unit] <= at) & (at < units.high[unit])
        row, packed, at = units.row[unit[inside]], amounts[some[inside]], at[inside]
        entered = (packed >> 3 * MINUTE_BITS) * lessons.is_filled[at]
        parts = (
            (packed >> 2 * MINUTE_BITS) & low_bits, (packed >> MINUTE_BITS) & low_bits, packed & low_bits, entered,
        )  # fmt: skip
        for total, part in zip(found, parts, strict=True):
            total += _added(row, part, rows)
    return found


def _expanded(name: Whole, low: Whole, high: Whole) -> tuple[Whole, Whole]:
    """Per number from low to high (not included) the name it belongs to, and the number."""
    count = high - low
    before = np.repeat(np.cumsum(count) - count - low, count)
    return np.repeat(name, count), np.arange(int(count.sum())) - before


def _added(row: Whole, amount: Whole, rows: int) -> Whole:
    """By row the sum of the amounts; a float holds whole numbers to 2**53, and these are minutes."""
    return np.bincount(row, amount, rows).astype(np.int64)


def _first_of(enrolment: Whole, most: int) -> Whole:
    """By enrolment the place where it begins in a sorted column; one further, where it ends."""
    return np.searchsorted(enrolment, np.arange(most + 2))


def _read(session: Session, statement: Select[*tuple[int, ...]]) -> Whole:
    """Every column of the rows as whole numbers."""
    flat = np.fromiter(chain.from_iterable(_fetched(session, statement)), np.int64)
    return flat.reshape(-1, len(statement.selected_columns)).T.copy()


def _fetched(session: Session, statement: Select[*tuple[Any, ...]]) -> Sequence[Any]:
    """The rows as the driver has them, past the layers that would make an object of each."""
    connection = session.connection()
    sql = statement.compile(connection.engine, compile_kwargs={"literal_binds": True})
    cursor = connection.connection.cursor()
    cursor.execute(str(sql))
    return cursor.fetchall()


def _number(day: Column[date] | Column[date | None]) -> ColumnElement[int]:
    """A day as 20261121, on both databases."""
    return cast(func.replace(cast(day, String), "-", ""), Integer)


def _days(number: Whole) -> Days:
    """Such numbers as days."""
    month = ((number // 10_000 - 1970) * 12 + number // 100 % 100 - 1).astype("datetime64[M]")
    found: Days = month.astype("datetime64[D]") + (number % 100 - 1).astype("timedelta64[D]")
    return found


def _wide(column: Column[int] | ColumnElement[int]) -> ColumnElement[int]:
    return cast(column, BigInteger)
