"""What the screens show of one enrolment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.enrolments.hours import YearHours


@dataclass(frozen=True, slots=True)
class ExemptionRow:
    """Lessons somebody need not follow: a stretch of days, or one weekday in it (1 is Monday)."""

    id: int
    first_on: date
    last_on: date
    weekday: int | None


@dataclass(frozen=True, slots=True)
class SecondSessionRow:
    """A second session: known since when, the exam days, and whether they were taken (None: not yet)."""

    known_on: date
    exam_days: Sequence[date]
    took_part: bool | None


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """One person in one course. `hours` are boxes a to d per school year; `is_late`: enrolled after the start."""

    id: int
    version: int
    course_id: int
    course_code: str
    course: str
    lesson_unit: int
    learner_id: int
    last_name: str
    first_name: str
    insz_tail: str
    regime: str
    employer_name: str
    employer_number: str
    enrolled_on: date
    is_late: bool
    stopped_on: date | None
    stop_kind: str
    state: str
    group_id: int | None
    group: str
    final_assessment: str
    final_assessment_on: date | None
    hours: Sequence[YearHours]
    exemptions: Sequence[ExemptionRow]
    second_session: SecondSessionRow | None

    @property
    def name(self) -> str:
        """The person, as lists say it."""
        return f"{self.last_name}, {self.first_name}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A participation that the end of its course may have completed, with the day to propose."""

    participation_id: int
    learner_id: int
    name: str
    trajectory: str
    completed_on: date
