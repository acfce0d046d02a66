"""What pages show of proofs: the queue by urgency, its counts, one proof with its history, the public check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.deadlines.terms import LED_REGISTRATION
from core.proofs import content as contents
from core.proofs import narrowing
from core.proofs.filters import Filters, Status, Step, week_end
from core.proofs.narrowing import Shape
from db.models import Campus, Deadline, Document, DocumentEvent, Learner, Participation, Proof, Trajectory

__all__ = [
    "Counts", "Filters", "PaperRow", "ProofDetail", "QueuePage", "QueueRow", "Status", "Step", "Verification",
    "counts", "detail", "every", "neighbours", "papers", "queue", "status_of", "step_of", "verification", "week_end",
]  # fmt: skip

PAGE_SIZE = 50
Columns: TypeAlias = tuple[
    int,
    int,
    str,
    str,
    date,
    str,
    str,
    str,
    str,
    str,
    str,
    str | None,
    str,
    date | None,
    date | None,
    date | None,
]


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
    registered_on: date | None
    met_late: bool


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue and how many rows there are in all."""

    rows: Sequence[QueueRow]
    total: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many open proofs stand under each sign; they add up to `open`."""

    open: int
    late: int
    soon: int
    plan: int
    hold: int


def status_of(*, state: str, hold: str, due_on: date, today: date) -> Status:
    """The one sign of a proof: late goes before blocked, so that nothing late hides behind a missing number."""
    if state != "open":
        return Status.DONE
    if due_on < today:
        return Status.LATE
    if hold:
        return Status.HOLD
    return Status.SOON if due_on <= week_end(today) else Status.PLAN


def queue(
    session: Session,
    *,
    actor: Actor,
    today: date,
    filters: Filters,
    page: int = 1,
    counted: Counts | None = None,
) -> QueuePage:
    """One page of the queue, most urgent first; done ones newest first.

    `counted` spares a second count when the signs were counted for the same screen.
    """
    shape, values = narrowing.shape_of(actor, filters), narrowing.values_of(actor, filters, today=today)
    text = filters.search.strip()
    if text:
        return _found(session, shape, values, text=text, page=page, today=today)
    total = _known_total(shape, counted)
    if total is None:
        total = session.execute(narrowing.total(shape), values).scalar_one()
    skipped = (page - 1) * PAGE_SIZE
    length = min(PAGE_SIZE, total - skipped)
    if length <= 0:
        return QueuePage([], total)
    # From the far end when that is nearer: an index is walked, never leapt over.
    is_far = skipped > total // 2
    values |= {"length": length, "skipped": total - skipped - length if is_far else skipped}
    rows = session.execute(_page(shape, is_far), values)
    return QueuePage([_row(found, today) for found in rows], total)


def every(session: Session, *, actor: Actor, today: date, filters: Filters) -> list[QueueRow]:
    """All rows of the queue under these filters, in its order; for exports."""
    shape, values = narrowing.shape_of(actor, filters), narrowing.values_of(actor, filters, today=today)
    keys = _keys(session, shape, values, text=filters.search.strip())
    statement = _columns().where(Deadline.id.in_(keys)).order_by(Deadline.due_on, Deadline.id)
    found = session.execute(statement, values)
    return [_row(row, today) for row in found]


def counts(session: Session, *, actor: Actor, today: date) -> Counts:
    """The numbers beside the signs, from the same conditions as the rows."""
    values = narrowing.values_of(actor, Filters(), today=today)
    found = session.execute(narrowing.totals(actor.campus_ids is not None), values).one()
    open_, late, hold, coming, coming_held = found
    soon = coming - coming_held
    return Counts(open_, late, soon, open_ - late - soon - hold, hold)


def _known_total(shape: Shape, counted: Counts | None) -> int | None:
    if counted is None or not shape.is_all or shape.status is Status.DONE:
        return None
    return counted.open if shape.status is None else int(getattr(counted, shape.status))


@lru_cache(maxsize=128)
def _page(shape: Shape, is_far: bool) -> Select[*Columns]:
    """One page of a shape: its keys from an index, then fifty rows by their keys."""
    newest_first = shape.status is Status.DONE
    order = _order(newest_first)
    walked = _order(newest_first is not is_far)
    wanted = narrowing.keys(shape).order_by(*walked).limit(bindparam("length")).offset(bindparam("skipped"))
    return _columns().where(Deadline.id.in_(wanted.subquery().select())).order_by(*order)


def _found(
    session: Session, shape: Shape, values: dict[str, object], *, text: str, page: int, today: date
) -> QueuePage:
    """A page of what has to be looked for: found once, then counted and cut."""
    keys = _keys(session, shape, values, text=text)
    values |= {"length": PAGE_SIZE, "skipped": (page - 1) * PAGE_SIZE}
    rows = session.execute(_found_page(keys, shape.status is Status.DONE), values).all()
    if rows:
        return QueuePage([_row(row[:-1], today) for row in rows], rows[0][-1])
    if page == 1:
        return QueuePage([], 0)
    counted = select(func.count()).select_from(keys.subquery())
    return QueuePage([], session.execute(counted, values).scalar_one())


def _keys(session: Session, shape: Shape, values: dict[str, object], *, text: str) -> Select[int]:
    """The keys of a shape and a search; what the search binds is added to `values`."""
    if not text:
        return narrowing.keys(shape)
    asked = narrowing.search_of(session, text)
    if asked is None:
        return narrowing.numbered(shape, text)
    values |= asked.values
    return narrowing.named(shape, asked.wording)


@lru_cache(maxsize=128)
def _found_page(keys: Select[int], newest_first: bool) -> Select[*Columns, int]:
    """A page of these keys and, in every row, how many there are."""
    found = keys.add_columns(Deadline.due_on).cte("found")
    total = select(func.count()).select_from(found).scalar_subquery()
    cut = (found.c.due_on.desc(), found.c.id.desc()) if newest_first else (found.c.due_on, found.c.id)
    wanted = select(found.c.id).order_by(*cut).limit(bindparam("length")).offset(bindparam("skipped"))
    statement = _columns().add_columns(total).where(Deadline.id.in_(wanted.subquery().select()))
    return statement.order_by(*_order(newest_first))


def _order(newest_first: bool) -> tuple[ColumnElement[date], ColumnElement[int]]:
    if newest_first:
        return Deadline.due_on.desc(), Deadline.id.desc()
    return Deadline.due_on.asc(), Deadline.id.asc()


def neighbours(keys: Sequence[int], proof_id: int) -> tuple[int | None, int | None]:
    """The proofs before and after one in the page that is shown."""
    if proof_id not in keys:
        return None, None
    at = keys.index(proof_id)
    return (keys[at - 1] if at else None), (keys[at + 1] if at + 1 < len(keys) else None)


def _columns() -> Select[*Columns]:
    return (
        select(
            Proof.id, Proof.version, Deadline.state, Deadline.hold, Deadline.due_on, Learner.last_name,
            Learner.first_name, Proof.kind, Proof.title, Trajectory.name, Campus.name,
            func.coalesce(Document.number, Proof.external_number), Proof.state, Proof.issued_on, Proof.delivered_on,
            Proof.registered_on,
        )
        .select_from(Deadline)
        .join(Proof, Proof.id == Deadline.subject_id)
        .join(Learner, Learner.id == Proof.learner_id)
        .join(Trajectory, Trajectory.id == Proof.trajectory_id)
        .join(Campus, Campus.id == Proof.campus_id)
        .outerjoin(Document, Document.id == Proof.document_id)
    )  # fmt: skip


def _row(values: Columns, today: date) -> QueueRow:
    (key, version, state, hold, due_on, last, first, kind, title, trajectory, campus, number, proof_state, issued_on,
     delivered_on, registered_on) = values  # fmt: skip
    return QueueRow(
        proof_id=key, version=version,
        status=status_of(state=state, hold=hold, due_on=due_on, today=today),
        due_on=due_on, days=(due_on - today).days, last_name=last, first_name=first, kind=kind, title=title,
        trajectory=trajectory, campus=campus, number=number or "",
        step=step_of(state=proof_state, delivered_on=delivered_on, registered_on=registered_on),
        hold=hold, issued_on=issued_on, delivered_on=delivered_on, registered_on=registered_on,
        met_late=state == "met_late",
    )  # fmt: skip


def step_of(*, state: str, delivered_on: date | None, registered_on: date | None) -> Step | None:
    """Issue, then register (that has the term), then deliver; nothing more for a withdrawn one."""
    if state == "to_issue":
        return Step.ISSUE
    if state == "withdrawn":
        return None
    if registered_on is None:
        return Step.REGISTER
    return Step.DELIVER if delivered_on is None else None


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper of a proof and what became of it."""

    document_id: int
    number: str
    issued_on: date
    issued_by: str
    sha256: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class ProofDetail:
    """One proof as the detail panel shows it."""

    row: QueueRow
    learner_id: int
    participation_id: int
    campus_id: int
    insz_tail: str
    insz_kind: str
    born_on: date | None
    completed_on: date
    outcome: str
    target_on: date
    rolled_on: date
    rule_version_on: date
    codes: Sequence[str]
    document_id: int | None
    delivered_how: str
    delivered_by: str
    entered_by: str
    noted_by: str
    led_reference: str
    late_reason: str
    late_action: str
    state: str
    papers: Sequence[PaperRow]


def detail(session: Session, *, actor: Actor, today: date, proof_id: int) -> ProofDetail | None:
    """One proof; None when it does not exist or lies on another campus."""
    statement = _columns().add_columns(Proof, Deadline, Learner, Participation)
    statement = statement.join(Participation, Participation.id == Proof.participation_id).where(
        Proof.id == proof_id, Deadline.subject_kind == "proof", Deadline.rule_id == LED_REGISTRATION
    )
    if actor.campus_ids is not None:
        statement = statement.where(Proof.campus_id.in_(sorted(actor.campus_ids)))
    found = session.execute(statement).one_or_none()
    if found is None:
        return None
    values = tuple(found)
    proof, deadline, learner, participation = values[-4:]
    return ProofDetail(
        row=_row(values[:-4], today), learner_id=learner.id, participation_id=participation.id,
        campus_id=proof.campus_id, insz_tail=learner.insz_tail, insz_kind=learner.insz_kind, born_on=learner.born_on,
        completed_on=participation.completed_on, outcome=participation.outcome, target_on=deadline.target_on,
        rolled_on=deadline.rolled_on, rule_version_on=deadline.rule_version_on, codes=tuple(proof.codes),
        document_id=proof.document_id, delivered_how=proof.delivered_how, delivered_by=proof.delivered_by,
        entered_by=proof.entered_by, noted_by=proof.noted_by, led_reference=proof.led_reference,
        late_reason=proof.late_reason, late_action=proof.late_action, state=proof.state,
        papers=papers(session, proof_id=proof.id),
    )  # fmt: skip


def papers(session: Session, *, proof_id: int) -> list[PaperRow]:
    """Every paper ever issued for a proof, newest first, with what became of it."""
    events: dict[int, tuple[str, str]] = {}
    statement = (
        select(DocumentEvent.document_id, DocumentEvent.kind, DocumentEvent.reason)
        .join(Document, Document.id == DocumentEvent.document_id)
        .where(Document.subject_kind == "proof", Document.subject_id == proof_id)
        .order_by(DocumentEvent.id)
    )
    for document_id, kind, reason in session.execute(statement):
        events[document_id] = (kind, reason)
    rows = session.scalars(
        select(Document)
        .where(Document.subject_kind == "proof", Document.subject_id == proof_id)
        .order_by(Document.id.desc())
    )
    return [
        PaperRow(d.id, d.number, d.issued_on, d.issued_by, d.sha256, *events.get(d.id, ("issued", d.reason)))
        for d in rows
    ]


@dataclass(frozen=True, slots=True)
class Verification:
    """What anybody may know of a paper by its code: its state, its kind, initials and no more."""

    status: str
    number: str
    title: str
    initials: str
    issued_on: date
    organisation: str
    replaced_by: str


def verification(session: Session, *, code: str) -> Verification | None:
    """Valid, replaced, withdrawn or destroyed; None for a code we never gave."""
    document = session.scalars(
        select(Document).where(Document.verify_code == contents.plain_code(code))
    ).one_or_none()
    if document is None:
        return None
    kinds = session.scalars(
        select(DocumentEvent.kind).where(
            DocumentEvent.document_id == document.id,
            DocumentEvent.kind.not_in(("delivered", "undelivered")),
        )
    ).all()
    content: Mapping[str, object] = document.content
    names = (str(content["first_name"]), str(content["last_name"]))
    initials = " ".join(f"{name[0]}." for name in names if name)
    status = kinds[-1] if kinds else "valid"
    return Verification(
        status, document.number, str(content["title"]), initials, document.issued_on,
        str(content["organisation_name"]), _successor(session, document.id),
    )  # fmt: skip


def _successor(session: Session, document_id: int) -> str:
    """The number of the paper that replaced this one; a successor destroyed before delivery is passed over."""
    destroyed = (
        select(DocumentEvent.id)
        .where(DocumentEvent.document_id == Document.id, DocumentEvent.kind == "destroyed")
        .exists()
    )
    found = session.execute(
        select(Document.id, Document.number, destroyed).where(Document.corrects_id == document_id)
    ).one_or_none()
    if found is None:
        return ""
    return _successor(session, found[0]) if found[2] else found[1]
