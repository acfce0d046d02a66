"""What an accepted row of a sheet of enrolments does."""

from dataclasses import dataclass
from datetime import date

from core.enrolments.commands import Leave
from core.imports.people import PersonPlan


@dataclass(frozen=True, slots=True)
class EnrolmentPlan:
    """The person, the course and the group; of a stored enrolment the key and version, and what changes of it.

    `leave` None: it stays as it is. `stopped_on`: the stop that the row brings.
    """

    person: PersonPlan
    course_id: int
    group_id: int
    enrolled_on: date
    leave: Leave | None
    stopped_on: date | None
    enrolment_id: int | None = None
    version: int = 0
