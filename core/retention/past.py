"""What is past its time, per kind of record: one statement that gives the keys and the day each is counted from.

A record is past its time when that day lies before the same day so many months ago: it is kept that long to the day.
These statements look at what is stored now, so what they give is what a run removes.
"""

from collections.abc import Callable, Mapping
from datetime import date

from core.retention import lines, records
from core.retention.cuts import Cut, Past, at_moment, cut, on_day
from db.models import AttendanceOp, HandoverSession, LearnerChange, ProblemReport, Task


def past(code: str, *, today: date, months: int) -> tuple[Past, ...]:
    """What of one kind is past its time; nothing when it is kept for good."""
    return STATEMENTS[code](cut(today, months)) if months else ()


STATEMENTS: Mapping[str, Callable[[Cut], tuple[Past, ...]]] = {
    "person": records.person,
    "participation": records.participation,
    "proof": records.proof,
    "enrolment": records.enrolment,
    "evidence": records.evidence,
    "problem": on_day("problem_report", ProblemReport.id, ProblemReport.closed_on),
    "ticket": records.ticket,
    "prior_learning": records.prior_learning,
    "learner_change": at_moment("learner_change", LearnerChange.id, LearnerChange.changed_at),
    "import": lines.imported,
    "reconciliation": records.reconciliation,
    "access": lines.access,
    "handover": at_moment("handover_session", HandoverSession.id, HandoverSession.begun_at),
    "staff": records.staff,
    "task": on_day("task", Task.id, Task.done_on),
    "sign_in": lines.sign_in,
    "attendance_op": at_moment("attendance_op", AttendanceOp.id, AttendanceOp.done_at),
    "operation": lines.operation,
}
