"""A count from a fact to a date, step by step, so that every date can tell how it came about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from core.rules import calendar
from core.rules.calendar import MonthArithmetic
from core.rules.errors import InvalidFacts
from core.rules.facts import Fact
from core.rules.parameters import Values
from core.rules.units import Amount, DayOfYear, Roll, Unit
from core.rules.words import N_, Text

MONTHS_PER_YEAR = 12

PLUS_DAYS = N_("Kalenderdagen te tellen vanaf de dag na {from_on}: {amount}. Dat brengt op {to_on}.")
PLUS_WORKING_DAYS = N_("Werkdagen te tellen vanaf de dag na {from_on}: {amount}. Dat brengt op {to_on}.")
PLUS_MONTHS = N_("Maanden te tellen vanaf {from_on}: {amount}. Dat brengt op {to_on}.")
PLUS_MONTHS_CLAMPED = N_(
    "Maanden te tellen vanaf {from_on}: {amount}. Die maand is korter, dus telt haar laatste dag: {to_on}."
)
PLUS_MONTHS_DAY_BEFORE = N_(
    "Maanden te tellen van de dag na {from_on} tot de dag vóór de zoveelste: {amount}. Dat brengt op {to_on}."
)
PLUS_YEARS = N_("Jaren te tellen vanaf {from_on}: {amount}. Dat brengt op {to_on}.")
MINUS_DAYS = N_("Kalenderdagen terug van {from_on}: {amount}. Dat brengt op {to_on}.")
END_OF_SCHOOL_YEAR = N_("{from_on} ligt in het schooljaar dat eindigt op {to_on}.")
NEXT_DAY_OF_YEAR = N_("De eerstvolgende vaste dag na {from_on} is {to_on}.")
TRAINING_DAYS = N_("Opleidingsdagen te tellen vanaf {from_on}: {amount}. De laatste daarvan is {to_on}.")
TRAINING_DAYS_AFTER = N_("Opleidingsdagen te tellen na {from_on}: {amount}. De laatste daarvan is {to_on}.")
ROLLED = N_("{from_on} is geen werkdag; je instelling schuift de termijn door naar {to_on}.")
TOO_FEW_DAYS = N_(
    "Er zijn {found} opleidingsdagen gepland; de termijn telt er {needed}. Vul de planning aan."
)

TEMPLATES = (
    PLUS_DAYS, PLUS_WORKING_DAYS, PLUS_MONTHS, PLUS_MONTHS_CLAMPED, PLUS_MONTHS_DAY_BEFORE, PLUS_YEARS,
    MINUS_DAYS, END_OF_SCHOOL_YEAR, NEXT_DAY_OF_YEAR, TRAINING_DAYS, TRAINING_DAYS_AFTER, ROLLED,
    TOO_FEW_DAYS,
)  # fmt: skip


class StepKind(StrEnum):
    """What a step does: add or take away an amount, pick a day, or roll off a closed day."""

    ADD = "add"
    SUBTRACT = "subtract"
    PICK = "pick"
    ROLL = "roll"


@dataclass(frozen=True, slots=True)
class Step:
    """From a day to a day, by an amount of a unit, and the sentence that says so."""

    kind: StepKind
    from_on: date
    to_on: date
    amount: int
    unit: Unit
    template: str

    @property
    def note(self) -> Text:
        """The step in words."""
        return Text(self.template, {"from_on": self.from_on, "to_on": self.to_on, "amount": self.amount})


@dataclass(frozen=True, slots=True)
class Count:
    """Starts on the day of a fact; each call gives a new count that is one step further."""

    values: Values
    trigger: Fact
    started_on: date
    steps: tuple[Step, ...] = ()

    @property
    def due_on(self) -> date:
        """Where the count stands."""
        return self.steps[-1].to_on if self.steps else self.started_on

    def plus(self, key: str) -> "Count":
        """Adds the amount under `key` in its own unit: the law's, or the provider's own."""
        amount, day = self.values.amount(key), self.due_on
        if amount.unit is Unit.WORKING_DAY:
            to_on = calendar.add_working_days(day, amount.count)
            return self._step(StepKind.ADD, to_on, amount, PLUS_WORKING_DAYS)
        if amount.unit is Unit.DAY:
            return self._step(StepKind.ADD, calendar.add_days(day, amount.count), amount, PLUS_DAYS)
        months = amount.count * (MONTHS_PER_YEAR if amount.unit is Unit.YEAR else 1)
        arithmetic = self.values.month_arithmetic
        to_on = calendar.add_months(day, months, arithmetic=arithmetic)
        return self._step(StepKind.ADD, to_on, amount, _months_template(day, to_on, amount.unit, arithmetic))

    def minus(self, key: str) -> "Count":
        """Takes the calendar days away that the law file gives under `key`."""
        amount = self.values.read(key, Amount)
        return self._step(
            StepKind.SUBTRACT, calendar.add_days(self.due_on, -amount.count), amount, MINUS_DAYS
        )

    def to_end_of_school_year(self, key: str) -> "Count":
        """Goes to the end of the school year the day lies in."""
        to_on = self.values.read(key, DayOfYear).on_or_after(self.due_on)
        return self._step(StepKind.PICK, to_on, Amount(1, Unit.SCHOOL_YEAR), END_OF_SCHOOL_YEAR)

    def to_day_of_year(self, key: str) -> "Count":
        """Goes to the first such day of the year."""
        to_on = self.values.read(key, DayOfYear).on_or_after(self.due_on)
        return self._step(StepKind.PICK, to_on, Amount(1, Unit.DAY_OF_YEAR), NEXT_DAY_OF_YEAR)

    def to_training_day(self, key: str, *, planned: Sequence[date]) -> "Count":
        """Goes to the last of so many training days; the law file says whether the first day counts."""
        amount, start = self.values.read(key, Amount), self.due_on
        inclusive = self.values.read("first_day_counts", bool)
        counted = [day for day in planned if day > start or (inclusive and day == start)]
        if len(counted) < amount.count:
            raise InvalidFacts(TOO_FEW_DAYS, found=len(counted), needed=amount.count)
        template = TRAINING_DAYS if inclusive else TRAINING_DAYS_AFTER
        return self._step(StepKind.PICK, counted[amount.count - 1], amount, template)

    def settled(self) -> "Count":
        """The count with its last step: off a closed day, where the roll asks for it."""
        day = self.due_on
        if self.values.roll is Roll.NONE or calendar.is_working_day(day):
            return self
        return self._step(StepKind.ROLL, calendar.first_working_day(day), Amount(1, Unit.WORKING_DAY), ROLLED)

    def _step(self, kind: StepKind, to_on: date, amount: Amount, template: str) -> "Count":
        step = Step(kind, self.due_on, to_on, amount.count, amount.unit, template)
        return replace(self, steps=(*self.steps, step))


def _months_template(day: date, to_on: date, unit: Unit, arithmetic: MonthArithmetic) -> str:
    if arithmetic is MonthArithmetic.DAY_BEFORE:
        return PLUS_MONTHS_DAY_BEFORE
    if to_on.day != day.day:
        return PLUS_MONTHS_CLAMPED
    return PLUS_YEARS if unit is Unit.YEAR else PLUS_MONTHS
