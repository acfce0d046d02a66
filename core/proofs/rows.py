"""One proof as lists show it: the columns of the statement, the row they make, its sign and its next step."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sqlalchemy import Select, func, select

from core.proofs.filters import Status, Step, week_end
from db.models import Campus, Deadline, Document, Learner, Proof, Trajectory

Columns: TypeAlias = tuple[
    int, int, str, str, date, str, str, str, str, str, str, str | None, str, date | None, date | None, date | None,
    date | None, date | None,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One proof in the queue. `days` counts to the due date, negative when it is past."""

    proof_id: int
    version: int
    status: Status
    due_on: date
    days: int
    last_name: str
    first_name: str
    kind: str
    title: str
    trajectory: str
    campus: str
    number: str
    step: Step | None
    hold: str
    issued_on: date | None
    delivered_on: date | None
    entered_on: date | None
    registered_on: date | None
    met_late: bool
    led_cancelled_on: date | None

    @property
    def is_to_confirm(self) -> bool:
        """Typed into the tool, and not yet seen to stand in LED."""
        return self.entered_on is not None and self.registered_on is None and self.step is Step.REGISTER


def columns() -> Select[*Columns]:
    """Every row of the queue, before it is narrowed and ordered."""
    return (
        select(
            Proof.id, Proof.version, Deadline.state, Deadline.hold, Deadline.due_on, Learner.last_name,
            Learner.first_name, Proof.kind, Proof.title, Trajectory.name, Campus.name,
            func.coalesce(Document.number, Proof.external_number), Proof.state, Proof.issued_on, Proof.delivered_on,
            Proof.registered_on, Proof.entered_on, Proof.led_cancelled_on,
        )
        .select_from(Deadline)
        .join(Proof, Proof.id == Deadline.subject_id)
        .join(Learner, Learner.id == Proof.learner_id)
        .join(Trajectory, Trajectory.id == Proof.trajectory_id)
        .join(Campus, Campus.id == Proof.campus_id)
        .outerjoin(Document, Document.id == Proof.document_id)
    )  # fmt: skip


def row(values: Columns, today: date) -> QueueRow:
    """What one result of `columns` says."""
    (key, version, state, hold, due_on, last, first, kind, title, trajectory, campus, number, proof_state, issued_on,
     delivered_on, registered_on, entered_on, led_cancelled_on) = values  # fmt: skip
    return QueueRow(
        proof_id=key, version=version,
        status=status_of(state=state, hold=hold, due_on=due_on, today=today),
        due_on=due_on, days=(due_on - today).days, last_name=last, first_name=first, kind=kind, title=title,
        trajectory=trajectory, campus=campus, number=number or "",
        step=step_of(state=proof_state, delivered_on=delivered_on, registered_on=registered_on),
        hold=hold, issued_on=issued_on, delivered_on=delivered_on, entered_on=entered_on,
        registered_on=registered_on, met_late=state == "met_late", led_cancelled_on=led_cancelled_on,
    )  # fmt: skip


def status_of(*, state: str, hold: str, due_on: date, today: date) -> Status:
    """The one sign of a proof: late goes before blocked, so that nothing late hides behind a missing number."""
    if state != "open":
        return Status.DONE
    if due_on < today:
        return Status.LATE
    if hold:
        return Status.HOLD
    return Status.SOON if due_on <= week_end(today) else Status.PLAN


def step_of(*, state: str, delivered_on: date | None, registered_on: date | None) -> Step | None:
    """Issue, then register (that has the term), then deliver; nothing more for a withdrawn one."""
    if state == "to_issue":
        return Step.ISSUE
    if state == "withdrawn":
        return None
    if registered_on is None:
        return Step.REGISTER
    return Step.DELIVER if delivered_on is None else None
