"""One paper as lists show it: the columns of the statement, the row they make, its sign and how far it is."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from sqlalchemy import Row, Select, select

from core.certificates.filters import Status
from core.certificates.terms_of_papers import CERTIFICATE, is_earlier
from core.enrolments.papers import number
from core.proofs.filters import week_end
from db.models import Campus, Certificate, Course, Deadline, Document, Learner

Columns: TypeAlias = tuple[Certificate, str, str, str, str, str, str, date | None, date | None, str | None]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper. `due_on` is None without a term of law; `is_open` says that the term still runs, `days` how long.

    `claims_by` stands beside a late paper of educational leave: the last day of the employer for that school year.
    `deviates`: attendance has other hours today than its newest document.
    """

    certificate_id: int
    version: int
    status: Status
    stage: str
    kind: str
    school_year: int
    period_number: int
    from_on: date | None
    to_on: date | None
    hold: str
    last_name: str
    first_name: str
    learner_id: int
    course_id: int
    course_code: str
    course: str
    campus: str
    number: str
    due_on: date | None
    target_on: date | None
    is_open: bool
    days: int | None
    issued_on: date | None
    delivered_on: date | None
    met_late: bool
    claims_by: date | None = None
    deviates: bool = False


def columns() -> Select[*Columns]:
    """Every paper with its names, its newest number and its term, before it is narrowed and ordered."""
    is_term = (Deadline.subject_kind == CERTIFICATE) & (Deadline.subject_id == Certificate.id)
    return (
        select(
            Certificate, Learner.last_name, Learner.first_name, Course.code, Course.name, Campus.name, number(),
            Deadline.due_on, Deadline.target_on, Deadline.state,
        )
        .join(Learner, Learner.id == Certificate.learner_id)
        .join(Course, Course.id == Certificate.course_id)
        .join(Campus, Campus.id == Certificate.campus_id)
        .outerjoin(Document, Document.id == Certificate.document_id)
        .outerjoin(Deadline, is_term)
    )  # fmt: skip


def line(found: Row[*Columns], today: date) -> PaperLine:
    """What one result of `columns` says."""
    paper, last, first, code, course, campus, numbered, due_on, target_on, state = found
    is_open = state == "open"
    return PaperLine(
        paper.id, paper.version, status_of(paper, due_on if is_open else None, today), stage_of(paper), paper.kind,
        paper.school_year, paper.period_number, paper.from_on, paper.to_on, paper.hold, last, first, paper.learner_id,
        paper.course_id, code, course, campus, numbered, due_on, target_on, is_open,
        (due_on - today).days if is_open and due_on is not None else None, paper.issued_on, paper.delivered_on,
        state == "met_late",
    )  # fmt: skip


def held(row: PaperLine, hold: str) -> PaperLine:
    """The same with what holds it up: late goes before it, so that nothing late hides behind a missing number."""
    return replace(row, hold=hold, status=row.status if row.status is Status.LATE else Status.HOLD)


def status_of(paper: Certificate, open_until: date | None, today: date) -> Status:
    """The one sign: late goes before all else; what has no term and is not held up is on schedule."""
    if paper.delivered_on is not None or paper.state == "lapsed":
        return Status.DONE
    if open_until is None:
        return Status.HOLD if paper.hold else Status.PLAN
    if open_until < today:
        return Status.LATE
    return Status.SOON if open_until <= week_end(today) else Status.PLAN


def stage_of(paper: Certificate) -> str:
    """How far a paper is: due, issued, printed, signed, delivered, lapsed; `correction` when one was opened."""
    if paper.state == "lapsed":
        return "lapsed"
    if paper.state == "due":
        return "correction" if paper.correction_on is not None else "due"
    if paper.delivered_on is not None:
        return "delivered"
    if paper.signed_on is not None or is_earlier(paper):
        return "signed"
    return "printed" if paper.printed_on is not None else "issued"
