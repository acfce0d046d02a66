"""How a provider counts where the law leaves it open, or where it keeps a term of its own; each with its source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from core.rules.calendar import MonthArithmetic
from core.rules.units import Amount, DayUnit, Roll, Unit, Value

# A provider's own amount says itself what it counts: a day is a calendar day, a working day a working day.
AMOUNT_UNITS: Final = (Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.YEAR)
MOST: Final[Mapping[Unit, int]] = {Unit.DAY: 3650, Unit.WORKING_DAY: 1000, Unit.MONTH: 120, Unit.YEAR: 10}


@dataclass(frozen=True, slots=True)
class Overrides:
    """The choices of a provider for one rule; None, or no amount of that name, follows the law file.

    `amounts` are terms by the key of the law file, in a unit of their own. `sources` say per key where a choice comes
    from; they are told, never counted with, so two that differ in nothing else are equal.
    """

    day_unit: DayUnit | None = None
    roll: Roll | None = None
    month_arithmetic: MonthArithmetic | None = None
    amounts: tuple[tuple[str, Amount], ...] = ()
    sources: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def amount(self, key: str) -> Amount | None:
        """The provider's own amount under that key."""
        return dict(self.amounts).get(key)

    def chosen(self) -> Iterator[tuple[str, Value]]:
        """Every choice by its key."""
        choices = (
            ("day_unit", self.day_unit),
            ("roll", self.roll),
            ("month_arithmetic", self.month_arithmetic),
        )
        yield from ((key, value) for key, value in choices if value is not None)
        yield from self.amounts

    def source(self, key: str) -> str:
        """Where a choice comes from; empty where that is not known."""
        return dict(self.sources).get(key, "")


AS_THE_LAW_FILE = Overrides()


def amount_text(amount: Amount) -> str:
    """An amount as it is kept: `40 working_day`."""
    return f"{amount.count} {amount.unit.value}"


def amount_of(text: str) -> Amount:
    """An amount as it was kept. Raises ValueError for what is no amount a provider may choose."""
    count, _, unit = text.partition(" ")
    kind = Unit(unit)
    if kind not in AMOUNT_UNITS or not count.isascii() or not count.isdigit():
        raise ValueError(f"{text!r} is no amount of a provider")
    number = int(count)
    if not 1 <= number <= MOST[kind]:
        raise ValueError(f"{text!r} is out of bounds")
    return Amount(number, kind)


def of(chosen: Mapping[str, str], sources: Mapping[str, str] | None = None) -> Overrides:
    """The choices of one rule as they are kept: codes and amounts. Raises ValueError for what is neither."""
    own = dict(chosen)
    unit, roll, months = (own.pop(name, "") for name in ("day_unit", "roll", "month_arithmetic"))
    return Overrides(
        day_unit=DayUnit(unit) if unit else None,
        roll=Roll(roll) if roll else None,
        month_arithmetic=MonthArithmetic(months) if months else None,
        amounts=tuple((key, amount_of(text)) for key, text in sorted(own.items())),
        sources=tuple(sorted((sources or {}).items())),
    )
