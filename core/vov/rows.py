"""What the screens show of filing: one enrolment in one stretch, and what was filed of it."""

from dataclasses import dataclass
from datetime import date, datetime

from core.attendance.totals import Totals
from core.vov.hours import Missing
from core.vov.judging import Judgement

AMOUNTS = ("given", "present", "justified", "unjustified")


@dataclass(frozen=True, slots=True)
class FilingRow:
    """What was filed in the WSE-loket, in minutes; a withdrawn one keeps its reason or says it was replaced."""

    id: int
    version: int
    from_on: date
    to_on: date
    given: int
    present: int
    justified: int
    unjustified: int
    filed_on: date
    reference: str
    filed_by: str
    recorded_at: datetime
    withdrawn_on: date | None
    withdrawn_by: str
    withdrawn_reason: str
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Whose hours they are, and for which employer."""

    learner_id: int
    last_name: str
    first_name: str
    born_on: date | None
    employer: str
    employer_number: str

    @property
    def name(self) -> str:
        """As lists say it."""
        return f"{self.last_name}, {self.first_name}"


@dataclass(frozen=True, slots=True)
class Followed:
    """The course it is about."""

    id: int
    code: str
    name: str
    form: str
    odb_number: str
    lesson_unit: int


@dataclass(frozen=True, slots=True)
class StretchRow:
    """One enrolment in one stretch of days. `ends_on` is the last day that counts for this person: a stop cuts it off.

    `target_on` is an internal reminder and never a term of law. `filing` is the living one that touches these days.
    """

    enrolment_id: int
    version: int
    person: Person
    course: Followed
    from_on: date
    to_on: date
    ends_on: date
    stopped_on: date | None
    assessment: str
    assessed_on: date | None
    totals: Totals
    missing: Missing
    judgement: Judgement | None
    filing: FilingRow | None
    target_on: date
    state: str

    @property
    def key(self) -> tuple[int, date, date]:
        """What makes it one row."""
        return self.enrolment_id, self.from_on, self.to_on

    @property
    def differences(self) -> list[tuple[str, int, int]]:
        """Per amount that was filed otherwise than attendance says: its name, what was filed, what it is now."""
        if self.filing is None:
            return []
        pairs = ((name, getattr(self.filing, name), getattr(self.totals, name)) for name in AMOUNTS)
        return [(name, filed, now) for name, filed, now in pairs if filed != now]
