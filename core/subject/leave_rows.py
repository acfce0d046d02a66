"""The rows of one person's courses and papers under leave, as the page and the summary read them. Amounts are minutes.

Hours are told as present, justified and unjustified only: never the ground of an absence (`trust.md` 3.7).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.attendance.totals import Totals
from core.certificates.documents import DocumentLine


@dataclass(frozen=True, slots=True)
class FiledLine:
    """Hours that were filed in the WSE-loket: they went to the authority."""

    from_on: date
    to_on: date
    given: int
    present: int
    justified: int
    unjustified: int
    filed_on: date
    reference: str
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True)
class CourseLine:
    """One enrolment, its hours up to today, and what was filed of it."""

    enrolment_id: int
    course_id: int
    code: str
    name: str
    campus: str
    lesson_unit: int
    regime: str
    employer: str
    enrolled_on: date
    stopped_on: date | None
    stop_kind: str
    final_assessment: str
    hours: Totals
    filed: Sequence[FiledLine]


@dataclass(frozen=True, slots=True)
class LeavePaperLine:
    """One paper that is or was owed, with its documents, oldest first."""

    certificate_id: int
    kind: str
    state: str
    school_year: int
    from_on: date | None
    to_on: date | None
    course: str
    due_on: date | None
    delivered_on: date | None
    delivery_way: str
    delivered_by: str
    late_reason: str
    late_action: str
    correction_on: date | None
    correction_by: str
    correction_reason: str
    documents: Sequence[DocumentLine]


@dataclass(frozen=True, slots=True)
class Leave:
    """The courses of one person, and the papers of them."""

    courses: Sequence[CourseLine] = ()
    papers: Sequence[LeavePaperLine] = ()
