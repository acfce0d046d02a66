"""From which day until which day a right runs, and whether two of them meet. Pure, so that every rule can ask it."""

from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """One right as days: `ends_on` is the last day, `revoked_on` the first day without it."""

    profile: str
    begins_on: date
    ends_on: date | None
    revoked_on: date | None

    @property
    def last_on(self) -> date:
        """The last day it holds; the end of the calendar when nothing ends it."""
        own = self.ends_on or date.max
        return own if self.revoked_on is None else min(own, self.revoked_on - DAY)

    @property
    def ever_runs(self) -> bool:
        """Not when it was revoked before its first day was over."""
        return self.last_on >= self.begins_on

    def is_live(self, on: date) -> bool:
        """Whether it holds on that day."""
        return self.begins_on <= on <= self.last_on

    def runs_after(self, day: date) -> bool:
        """Whether it holds on any day after that one."""
        return self.ever_runs and self.last_on > day

    def meets(self, begins_on: date, last_on: date) -> bool:
        """Whether it holds on any day of that stretch."""
        return self.ever_runs and self.begins_on <= last_on and begins_on <= self.last_on
