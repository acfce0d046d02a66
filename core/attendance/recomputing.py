"""The totals of very many stretches at once, as `totals.of_one` gives them one by one: exact, in whole minutes.

For a whole school year of everybody: the cells are read in bulk and laid beside the lessons in arrays, which is much
faster than a join of millions of rows. What only hangs on the lesson (planned, given, credited, still open) comes from
running sums over the lessons of a group, so that only cells are looked at one by one.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.attendance import columns, lesson_columns
from core.attendance.columns import Days, Whole
from core.attendance.exemption_columns import Exemptions
from core.attendance.lesson_columns import DAY_BITS, Lessons
from core.attendance.totals import Totals
from core.rules.judgements import Judgements, judge_many
from db.models import Certificate, Enrolment, GroupMembership

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
        amounts = (self.planned, self.given, self.present, self.justified, self.unjustified, self.not_entered)
        return Totals(*(int(amount[at]) for amount in amounts))


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
    found = columns.read(
        session,
        select(
            Certificate.enrolment_id, columns.number(Certificate.from_on), columns.number(Certificate.to_on)
        ).where(
            Certificate.kind == "assiduity", Certificate.from_on >= first_on, Certificate.to_on <= last_on
        ),
    )
    return Stretches(found[0], columns.days(found[1]), columns.days(found[2]))


def sums(session: Session, stretches: Stretches) -> Sums:
    """The totals of every row."""
    rows = len(stretches.enrolment)
    if not rows:
        return Sums(*(np.zeros(0, np.int64) for _ in range(6)))
    lessons = lesson_columns.read(
        session, first_on=stretches.first_on.min().item(), last_on=stretches.last_on.max().item()
    )
    units = _units(session, stretches, lessons)
    exemptions = Exemptions.of(session, int(stretches.enrolment.max()))
    whole = lessons.running[units.high] - lessons.running[units.low]
    amounts = np.stack([columns.added(units.row, column, rows) for column in whole.T])
    unit, lesson = exemptions.pairs(units.enrolment, units.low, units.high, lessons)
    amounts -= np.stack(
        [columns.added(units.row[unit], column, rows) for column in lessons.amounts[lesson].T]
    )
    cells = np.zeros((4, rows), np.int64)
    for chunk in lesson_columns.cells(session, lessons):
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


def _units(session: Session, stretches: Stretches, lessons: Lessons) -> _Units:
    """Every stretch met with every membership of its enrolment, by enrolment."""
    sat = columns.read(session, select(
        Enrolment.id, GroupMembership.course_group_id,
        columns.number(GroupMembership.from_on), columns.number(Enrolment.enrolled_on),
        func.coalesce(columns.number(GroupMembership.until_on), NEVER),
        func.coalesce(columns.number(Enrolment.stopped_on), NEVER),
    ).join(GroupMembership, GroupMembership.enrolment_id == Enrolment.id))  # fmt: skip
    sat = sat[:, np.argsort(sat[0], kind="stable")]
    began, enrolled, left, stopped = (columns.days(column).view(np.int64) for column in sat[2:])
    first, last = np.maximum(began, enrolled), np.minimum(left, stopped - 1)
    rows = np.argsort(stretches.enrolment, kind="stable")
    wanted = stretches.enrolment[rows]
    at, member = columns.expanded(
        rows, np.searchsorted(sat[0], wanted), np.searchsorted(sat[0], wanted, "right")
    )
    begin = np.maximum(first[member], stretches.first_on.view(np.int64)[at])
    end = np.minimum(last[member], stretches.last_on.view(np.int64)[at])
    group = sat[1][member] << DAY_BITS
    low = np.searchsorted(lessons.key, group + begin)
    high = np.maximum(low, np.searchsorted(lessons.key, group + end, "right"))
    return _Units(sat[0][member], at, low, high, columns.first_of(sat[0][member], int(wanted[-1])))


def _of_cells(
    chunk: tuple[Whole, Whole, Whole], lessons: Lessons, units: _Units, exemptions: Exemptions, rows: int
) -> Whole:
    """Present, justified, unjustified and the number of codes, by row."""
    place, enrolment, amounts = lessons.place[chunk[0]], chunk[1], chunk[2]
    known = np.flatnonzero((place >= 0) & (enrolment < len(units.first) - 1))
    enrolment, lesson, amounts = enrolment[known], place[known], amounts[known]
    first = units.first[enrolment]
    count = units.first[enrolment + 1] - first
    count[exemptions.frees(enrolment, lessons.day[lesson], lessons.weekday[lesson])] = 0
    found = np.zeros((4, rows), np.int64)
    for number in range(int(count.max(initial=0))):
        some = np.flatnonzero(count > number)
        unit, at = first[some] + number, lesson[some]
        inside = (units.low[unit] <= at) & (at < units.high[unit])
        row, packed, at = units.row[unit[inside]], amounts[some[inside]], at[inside]
        *minutes, entered = lesson_columns.unpacked(packed)
        for total, part in zip(found, (*minutes, entered * lessons.is_filled[at]), strict=True):
            total += columns.added(row, part, rows)
    return found
