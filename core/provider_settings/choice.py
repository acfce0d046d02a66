"""What one choice of the provider is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice. `unit` is minutes, days, weeks, months, years, lessons, percent, per_day, yes_no (0 or 1) or text;
    `least` and `most` bound a number."""

    key: str
    section: str
    name: str
    unit: str
    default: str
    source: str
    least: int = 0
    most: int = 3650
