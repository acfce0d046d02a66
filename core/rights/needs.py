"""What has to happen to somebody's rights: taken away after a departure, another function or a closed account;
granted to who newly registers. "De lokaal beheerder moet de gebruikersrechten altijd up to date houden" (S0, step 1).

Pure: a need hangs on what is noted, and on today only in that what already ended by itself asks for nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.rights.profiles import BY_CODE
from core.rights.spans import DAY, Span

REVOKE, GRANT = "revoke_rights", "grant_rights"
LEFT, FUNCTION, ACCOUNT, NEW = "left", "function", "account", "new"


@dataclass(frozen=True, slots=True)
class Person:
    """What of somebody decides which rights he may hold. `closed_on` is the day his account was closed."""

    begins_on: date
    ends_on: date | None
    function_on: date | None
    registers: bool
    is_local_administrator: bool
    closed_on: date | None = None

    @property
    def in_function_on(self) -> date:
        """The first day of the function as it is now."""
        return self.function_on or self.begins_on

    def may_hold(self, profile: str) -> bool:
        """Whether a profile belongs to this function."""
        return BY_CODE[profile].fits(
            registers=self.registers, is_local_administrator=self.is_local_administrator
        )


@dataclass(frozen=True, slots=True)
class Need:
    """One reason for a task, and the day from which its term counts."""

    kind: str
    cause: str
    since: date


def needed(person: Person, spans: Sequence[Span], *, today: date) -> list[Need]:
    """Every need of this person as things are noted."""
    return [*_to_revoke(person, spans, today), *_to_grant(person, spans, today)]


def too_long(person: Person, span: Span, *, today: date) -> bool:
    """Whether this right runs, today or later, beyond the day it should have stopped."""
    return any(span.runs_after(max(last_on, today - DAY)) for _, last_on, _ in _stops(person, span))


def _stops(person: Person, span: Span) -> list[tuple[str, date, date]]:
    """Why this right has to stop: the cause, the last day it may hold, the day the term counts from."""
    found = []
    if person.ends_on is not None:
        found.append((LEFT, person.ends_on, person.ends_on))
    if not person.may_hold(span.profile):
        found.append((FUNCTION, person.in_function_on - DAY, person.in_function_on))
    if person.closed_on is not None:
        found.append((ACCOUNT, person.closed_on - DAY, person.closed_on))
    return found


def _to_revoke(person: Person, spans: Sequence[Span], today: date) -> list[Need]:
    causes = {
        cause: since
        for span in spans
        for cause, last_on, since in _stops(person, span)
        if span.runs_after(max(last_on, today - DAY))
    }
    return [Need(REVOKE, cause, since) for cause, since in sorted(causes.items(), key=lambda each: each[1])]


def _to_grant(person: Person, spans: Sequence[Span], today: date) -> list[Need]:
    is_there = (person.ends_on is None or person.ends_on >= today) and person.closed_on is None
    if not person.registers or not is_there:
        return []
    had = any(
        BY_CODE[span.profile].registers
        and person.may_hold(span.profile)
        and span.runs_after(person.in_function_on - DAY)
        for span in spans
    )
    return [] if had else [Need(GRANT, NEW, person.in_function_on)]
