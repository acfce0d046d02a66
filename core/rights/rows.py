"""The rows of the register as the screen and the export read them."""

from dataclasses import dataclass
from datetime import date

from core.rights import standing


@dataclass(frozen=True, slots=True)
class RightRow:
    """One right: its days, why and by whom, how it stands today, and whether it is due for review."""

    right_id: int
    version: int
    profile: str
    begins_on: date
    ends_on: date | None
    revoked_on: date | None
    revoked_by: str
    reason: str
    granted_by: str
    reviewed_on: date | None
    reviewed_by: str
    review_on: date
    state: str
    is_too_long: bool

    @property
    def is_running(self) -> bool:
        """Whether it holds today."""
        return self.state in standing.RUNNING


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person of the register with everything he ever held; `revoke_by` is the term of what has to go."""

    staff_member_id: int
    version: int
    name: str
    function: str
    email: str
    account_id: int | None
    username: str
    is_account_closed: bool
    registers: bool
    is_local_administrator: bool
    begins_on: date
    ends_on: date | None
    function_on: date | None
    state: str
    revoke_by: date | None
    rights: tuple[RightRow, ...]

    @property
    def running(self) -> tuple[RightRow, ...]:
        """What he holds today."""
        return tuple(right for right in self.rights if right.is_running)

    def due_for_review(self, today: date) -> tuple[RightRow, ...]:
        """What runs, may stay, and has to be looked at again."""
        return tuple(right for right in self.running if right.review_on <= today and not right.is_too_long)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One open task: what, about whom, why (cause and the day it counts from), and by when. `name` and `was` of a task
    about the local administrator are the legal representatives of now and before."""

    task_id: int
    version: int
    kind: str
    staff_member_id: int | None
    name: str
    was: str
    causes: tuple[tuple[str, date], ...]
    due_on: date


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the first use that was done."""

    code: str
    done_on: date
    done_by: str


@dataclass(frozen=True, slots=True)
class Administration:
    """Who is local administrator, and whom KBO names as legal representative, as it was noted."""

    administrators: tuple[tuple[int, str], ...]
    legal_representative: str
    seen_on: date | None
    version: int
