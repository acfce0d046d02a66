"""How a right and its holder stand on a day: codes that the list, the panel and the export put into words."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from core.rights.spans import DAY, Span

LIVE, ENDING, COMING, ENDED, REVOKED = "live", "ending", "coming", "ended", "revoked"
OVERDUE, TO_REVOKE, MISSING, NONE, GONE = "overdue", "to_revoke", "missing", "none", "gone"
RUNNING = frozenset({LIVE, ENDING})
# What needs somebody stands first in the list.
ORDER: Mapping[str, int] = {
    code: place for place, code in enumerate((OVERDUE, TO_REVOKE, MISSING, ENDING, COMING, LIVE, NONE, GONE))
}


def of_right(span: Span, *, today: date, soon: timedelta) -> str:
    """How one right stands; a last day within `soon` is told in time."""
    if span.is_live(today):
        return ENDING if span.last_on != date.max and span.last_on <= today + soon else LIVE
    if span.ever_runs and span.begins_on > today:
        return COMING
    by_itself = span.ends_on is not None and (span.revoked_on is None or span.ends_on < span.revoked_on)
    return ENDED if by_itself else REVOKED


def of_person(
    states: Sequence[str], *, registers: bool, ends_on: date | None, revoke_by: date | None, is_new: bool, today: date
) -> str:  # fmt: skip
    """How somebody stands. `revoke_by` is the last day to take rights away in time, `is_new` asks for a first one."""
    has_left = ends_on is not None and ends_on < today
    is_running = any(state in RUNNING for state in states)
    # Whoever left with a right that runs can register: that is never a quiet line, whatever became of the task.
    if has_left and is_running and revoke_by is None:
        revoke_by = today - DAY
    if revoke_by is not None:
        return OVERDUE if revoke_by < today else TO_REVOKE
    if has_left:
        return GONE
    if is_new or (registers and not is_running and COMING not in states):
        return MISSING
    for state in (ENDING, LIVE, COMING):
        if state in states:
            return state
    return NONE
