"""The facts a rule asks for, and the strict look at those it gets.

A date written as text is no date, a moment is no date, true is no number: whoever reads a sheet or a form
converts first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from core.rules.errors import InvalidFacts
from core.rules.words import N_, Text

Checked: TypeAlias = (
    date | int | bool | str | tuple[date, ...] | tuple[str, ...] | Mapping[str, tuple[str, ...]]
)

MISSING = N_("Het gegeven “{fact}” ontbreekt.")
UNKNOWN = N_("De regel kent het gegeven “{name}” niet.")
NOT_A_DAY = N_("“{fact}” moet een datum zijn.")
NOT_DAYS = N_("“{fact}” moet een lijst van datums zijn.")
NOT_WHOLE = N_("“{fact}” moet een geheel getal zijn.")
NEGATIVE = N_("“{fact}” mag niet negatief zijn.")
NOT_YES_NO = N_("“{fact}” moet ja of nee zijn.")
NOT_A_WORD = N_("“{fact}” moet een code zijn.")
NOT_WORDS = N_("“{fact}” moet een lijst van codes zijn.")
NOT_CONTENTS = N_("“{fact}” moet per deel een lijst van codes zijn.")
NOT_A_CHOICE = N_("“{fact}” moet een van deze zijn: {choices}.")
END_BEFORE_START = N_("“{end}” ligt vóór “{start}”.")

TEMPLATES = (
    MISSING, UNKNOWN, NOT_A_DAY, NOT_DAYS, NOT_WHOLE, NEGATIVE, NOT_YES_NO, NOT_A_WORD, NOT_WORDS,
    NOT_CONTENTS,    NOT_A_CHOICE, END_BEFORE_START,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its name in code, its Dutch label, and the check that reads it."""

    name: str
    label: str
    read: Callable[["Fact", object], Checked]

    def invalid(self, template: str) -> InvalidFacts:
        """The refusal of this fact, ready to raise."""
        return InvalidFacts(template, fact=Text(self.label))


def a_day(fact: Fact, value: object) -> date:
    """Exactly a date: a datetime, which is a date to Python, carries a time that nobody asked for."""
    if type(value) is not date:
        raise fact.invalid(NOT_A_DAY)
    return value


def days(fact: Fact, value: object) -> tuple[date, ...]:
    """A list of dates, put in order, each day once."""
    if not isinstance(value, list | tuple) or any(type(day) is not date for day in value):
        raise fact.invalid(NOT_DAYS)
    return tuple(sorted(set(value)))


def whole(fact: Fact, value: object) -> int:
    """A whole number."""
    if type(value) is not int:
        raise fact.invalid(NOT_WHOLE)
    return value


def minutes(fact: Fact, value: object) -> int:
    """A whole number of minutes, zero or more."""
    amount = whole(fact, value)
    if amount < 0:
        raise fact.invalid(NEGATIVE)
    return amount


def yes_no(fact: Fact, value: object) -> bool:
    """True or false, nothing that merely looks like it."""
    if not isinstance(value, bool):
        raise fact.invalid(NOT_YES_NO)
    return value


def word(fact: Fact, value: object) -> str:
    """A code; which codes exist, the law file says."""
    if not isinstance(value, str) or not value.strip():
        raise fact.invalid(NOT_A_WORD)
    return value


def words(fact: Fact, value: object) -> tuple[str, ...]:
    """A list of codes, put in order, each once."""
    if not isinstance(value, list | tuple) or any(
        not isinstance(code, str) or not code.strip() for code in value
    ):
        raise fact.invalid(NOT_WORDS)
    return tuple(sorted(set(value)))


def contents(fact: Fact, value: object) -> Mapping[str, tuple[str, ...]]:
    """Per part its codes."""
    if not isinstance(value, Mapping):
        raise fact.invalid(NOT_CONTENTS)
    try:
        return {word(fact, part): words(fact, codes) for part, codes in value.items()}
    except InvalidFacts as refused:
        raise fact.invalid(NOT_CONTENTS) from refused


def check(given: Mapping[str, object], *, expected: tuple[Fact, ...]) -> dict[str, Checked]:
    """The facts as the rule may use them; every missing, unknown or ill-typed one is refused by name."""
    known = {fact.name for fact in expected}
    for name in given:
        if name not in known:
            raise InvalidFacts(UNKNOWN, name=str(name))
    for fact in expected:
        if fact.name not in given:
            raise fact.invalid(MISSING)
    return {fact.name: fact.read(fact, given[fact.name]) for fact in expected}


def refuse_end_before_start(start: tuple[Fact, date], end: tuple[Fact, date]) -> None:
    """An end before its start makes no period."""
    if end[1] < start[1]:
        raise InvalidFacts(END_BEFORE_START, start=Text(start[0].label), end=Text(end[0].label))
