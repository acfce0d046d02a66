"""One problem as lists show it: the columns of the statement, the row they make, how far it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from sqlalchemy import Select, select

from core.deadlines.terms import LED_REGISTRATION
from db.models import Campus, Deadline, Document, Learner, ProblemReport, Proof

Columns: TypeAlias = tuple[ProblemReport, str, str, str | None, str, str, str, date, str, date | None]


class State(StrEnum):
    """How far a problem is; it has exactly one."""

    TO_REPORT = "to_report"
    WAITING = "waiting"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    SOLVED = "solved"
    MISTAKE = "mistake"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One problem in the list. `days_open` counts from the day it was noticed to today or to its end; `days_waiting`
    from the day it was told, as long as there is no answer."""

    report_id: int
    state: State
    kind: str
    noticed_on: date
    days_open: int
    reported_on: date | None
    days_waiting: int | None
    answered_on: date | None
    closed_on: date | None
    proof_id: int
    last_name: str
    first_name: str
    number: str
    title: str
    campus: str
    due_on: date
    proof_state: str
    registered_on: date | None
    description: str
    answer: str
    solution: str


def columns() -> Select[*Columns]:
    """Every problem with its proof, person, place and term, before it is narrowed and ordered."""
    term = (
        (Deadline.subject_kind == "proof")
        & (Deadline.subject_id == Proof.id)
        & (Deadline.rule_id == LED_REGISTRATION)
    )
    return (
        select(
            ProblemReport, Learner.last_name, Learner.first_name, Document.number, Proof.external_number, Proof.title,
            Campus.name, Deadline.due_on, Proof.state, Proof.registered_on,
        )
        .join(Proof, Proof.id == ProblemReport.proof_id)
        .join(Learner, Learner.id == Proof.learner_id)
        .join(Campus, Campus.id == Proof.campus_id)
        .join(Deadline, term)
        .outerjoin(Document, Document.id == Proof.document_id)
    )  # fmt: skip


def row(values: Columns, today: date, answer_days: int) -> ReportRow:
    """What one result of `columns` says; `answer_days` is the wait after which a reminder is due."""
    stored, last, first, number, elsewhere, title, campus, due_on, proof_state, registered_on = values
    end = stored.closed_on or today
    is_waiting = stored.closed_on is None and stored.reported_on is not None and stored.answered_on is None
    waiting = (today - stored.reported_on).days if is_waiting and stored.reported_on else None
    return ReportRow(
        stored.id, state_of(stored, days_waiting=waiting, answer_days=answer_days), stored.kind, stored.noticed_on,
        (end - stored.noticed_on).days, stored.reported_on, waiting, stored.answered_on, stored.closed_on,
        stored.proof_id, last, first, number or elsewhere, title, campus, due_on, proof_state, registered_on,
        stored.description, stored.answer, stored.solution,
    )  # fmt: skip


def state_of(stored: ProblemReport, *, days_waiting: int | None, answer_days: int) -> State:
    """How far it is; one that waits as long as the provider chose is worth a reminder."""
    if stored.closed_on is not None:
        return State(stored.closed_how)
    if stored.reported_on is None:
        return State.TO_REPORT
    if days_waiting is None:
        return State.ANSWERED
    return State.OVERDUE if days_waiting >= answer_days else State.WAITING
