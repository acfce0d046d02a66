"""Who need not follow which lessons, for very many at once."""

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.attendance import columns
from core.attendance.columns import Whole
from core.attendance.lesson_columns import Lessons
from db.models import Exemption


class Exemptions:
    """Who need not follow which days, found by enrolment; hence a class."""

    def __init__(self, found: Whole, most: int) -> None:
        enrolment, first, last, self.weekday = found[:, np.argsort(found[0], kind="stable")]
        self.first, self.last = columns.days(first).view(np.int64), columns.days(last).view(np.int64)
        self.at = columns.first_of(enrolment, most)

    @classmethod
    def of(cls, session: Session, most: int) -> "Exemptions":
        """All of them; 0 for every weekday."""
        return cls(columns.read(session, select(
            Exemption.enrolment_id, columns.number(Exemption.first_on), columns.number(Exemption.last_on),
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

    def pairs(self, enrolment: Whole, low: Whole, high: Whole, lessons: Lessons) -> tuple[Whole, Whole]:
        """Every unit (an enrolment with its lessons from `low` to `high`) and lesson in it that is exempted."""
        some = np.flatnonzero(self.at[enrolment + 1] > self.at[enrolment])
        unit, lesson = columns.expanded(some, low[some], high[some])
        is_free = self.frees(enrolment[unit], lessons.day[lesson], lessons.weekday[lesson])
        return unit[is_free], lesson[is_free]
