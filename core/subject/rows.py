"""The rows of one person's file, as its page and its summary read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.history.events import Event
from core.learners.queries import LearnerFile
from core.subject.leave_rows import Leave


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper with what became of it, oldest event first."""

    document_id: int
    number: str
    issued_on: date
    issued_by: str
    reason: str
    events: Sequence[tuple[str, date, str]]


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One proof with its term, its registration in LED and its papers, oldest first."""

    proof_id: int
    kind: str
    title: str
    number: str
    state: str
    due_on: date | None
    issued_on: date | None
    delivered_on: date | None
    delivered_how: str
    delivered_by: str
    entered_on: date | None
    entered_by: str
    registered_on: date | None
    noted_by: str
    led_reference: str
    led_cancelled_on: date | None
    late_reason: str
    late_action: str
    papers: Sequence[PaperLine]


@dataclass(frozen=True, slots=True)
class PieceLine:
    """One piece of evidence, without its bytes."""

    evidence_id: int
    name: str
    size: int
    subject_kind: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One problem with a registration."""

    problem_id: int
    proof_id: int
    kind: str
    description: str
    noticed_on: date
    reported_on: date | None
    answered_on: date | None
    answer: str
    closed_on: date | None
    solution: str
    events: Sequence[Event]


@dataclass(frozen=True, slots=True)
class TicketLine:
    """One report about what stands in LED."""

    ticket_id: int
    kind: str
    reporter: str
    reported_on: date
    route: str
    field: str
    old_value: str
    new_value: str
    description: str
    sent_on: date | None
    answered_on: date | None
    answer: str
    outcome: str
    closed_on: date | None
    events: Sequence[Event]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One thing the person showed in LED in our presence."""

    prior_id: int
    kind: str
    title: str
    issuer: str
    obtained_on: date | None
    shown_on: date
    seen_by: str
    withdrawn_on: date | None
    withdrawn_reason: str


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One difference that a list from the registration tool showed."""

    row_id: int
    reconciliation_id: int
    kind: str
    reference: str
    read_on: date
    decision: str
    decided_on: date | None
    decided_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One sheet that brought this person or a participation."""

    batch_id: int
    kind: str
    file_name: str
    applied_at: datetime
    applied_by: str
    state: str


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter that was made from this file; the letter itself is not kept."""

    made_at: datetime
    made_by: str
    number: str


@dataclass(frozen=True, slots=True)
class SubjectFile:
    """Everything about one person that the reader may see."""

    person: LearnerFile
    merged_ids: Sequence[int]
    proofs: Sequence[ProofLine]
    evidence: Sequence[PieceLine]
    problems: Sequence[ProblemLine]
    tickets: Sequence[TicketLine]
    prior_learning: Sequence[ShownLine]
    differences: Sequence[DifferenceLine]
    sources: Sequence[SourceLine]
    letters: Sequence[LetterLine]
    leave: Leave
