"""What a rule says, with all that is needed to answer "why?"."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from core.rules import calendar
from core.rules.calendar import DAY
from core.rules.count import Step
from core.rules.facts import Fact
from core.rules.lawfile import Question, Setting
from core.rules.parameters import Overrides
from core.rules.units import Unit
from core.rules.words import Name, Text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Term:
    """The hard date and the two dates beside it."""

    due_on: date
    target_on: date
    rolled_on: date


@dataclass(frozen=True, slots=True)
class Holiday:
    """A legal holiday within the term; skipped where it was passed over to find a date."""

    day: date
    name: Name
    skipped: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rule says and everything needed to answer "why?"."""

    rule_id: str
    name: Name
    version: date | None
    legally_unconfirmed: bool
    decision: Name
    questions: tuple[Question, ...]
    settings: tuple[Setting, ...]
    overrides: Overrides
    trigger: Fact | None
    started_on: date | None
    steps: tuple[Step, ...]
    notes: tuple[Text, ...]
    term: Term | None
    buffer_days: int
    answer: "DataclassInstance | None"

    @property
    def dates(self) -> Term:
        """The three dates; asking them of a rule that gives none is a mistake in the code."""
        if self.term is None:
            raise TypeError(f"{self.rule_id} gives no date")
        return self.term

    @property
    def due_on(self) -> date:
        """The hard date."""
        return self.dates.due_on

    @property
    def target_on(self) -> date:
        """The last working day on or before it, earlier by closing days and buffer."""
        return self.dates.target_on

    @property
    def rolled_on(self) -> date:
        """The first working day on or after it, for information."""
        return self.dates.rolled_on

    def finding(self, kind: type[T]) -> T:
        """The answer of a rule that gives no single date, as the record its module defines."""
        if not isinstance(self.answer, kind):
            raise TypeError(f"{self.rule_id} does not answer with {kind.__name__}")
        return self.answer

    @property
    def answers(self) -> Mapping[str, object]:
        """Every answer by its name, as the worked examples write them."""
        answer = self.answer or self.dates
        return {field.name: getattr(answer, field.name) for field in fields(answer)}

    @property
    def usual_target_on(self) -> date:
        """The target date without closing days and buffer."""
        return calendar.last_working_day(self.due_on)

    @property
    def overridden(self) -> bool:
        """Whether the provider counts otherwise than the law file, in something this rule uses."""
        return bool(self.own)

    @property
    def own(self) -> tuple[Setting, ...]:
        """The settings of the law that the provider has another value for."""
        chosen = dict(self.overrides.chosen())
        return tuple(
            setting for setting in self.settings if chosen.get(setting.key) not in (None, setting.value)
        )

    @property
    def holidays(self) -> tuple[Holiday, ...]:
        """The legal holidays from the first day counted to the last date shown."""
        if self.term is None or self.started_on is None:
            return ()
        term, first = self.term, min(self.started_on + DAY, self.term.target_on)
        spans = [(s.from_on, s.to_on) for s in self.steps if s.unit is Unit.WORKING_DAY]
        spans.append((term.target_on, term.rolled_on))
        return tuple(
            Holiday(day, name, any(start < day < end for start, end in spans))
            for day, name in calendar.holidays_between(first, term.rolled_on)
        )
