"""Tickets as pages show them: a page of the list, the numbers beside the stages, one ticket, those of one thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.learners import searching
from core.led_corrections import files, stages
from core.led_corrections.stages import CLOSED, CONDITIONS, STAGES
from db.models import Campus, Document, Learner, LedTicket, Proof

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class TicketProof:
    """The proof a ticket is about, as far as the ticket needs it."""

    proof_id: int
    version: int
    title: str
    number: str
    state: str
    has_document: bool
    issued_on: date | None
    registered_on: date | None
    led_cancelled_on: date | None
    led_reference: str


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One ticket. `waits` is how many days its open step has been waiting, 0 once it is closed."""

    ticket_id: int
    version: int
    stage: str
    waits: int
    is_slow: bool
    kind: str
    reporter: str
    reporter_name: str
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
    closed_by: str
    opened_by: str
    learner_id: int
    last_name: str
    first_name: str
    born_on: date | None
    campus: str
    proof: TicketProof | None


@dataclass(frozen=True, slots=True)
class TicketFilters:
    """What the list is narrowed to; no stage means every open one."""

    stage: str = ""
    kind: str = ""
    route: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class TicketPage:
    """One page of the list and how many there are in all."""

    rows: Sequence[TicketRow]
    total: int


def tickets(
    session: Session, *, actor: Actor, today: date, filters: TicketFilters, page: int = 1
) -> TicketPage:
    """Open ones longest waiting first, closed ones newest first."""
    keys = _narrowed(session, actor, filters).where(*CONDITIONS[filters.stage])
    total = session.scalar(select(func.count()).select_from(keys.subquery())) or 0
    statement = _ordered(_columns().where(LedTicket.id.in_(keys)), filters.stage)
    cut = statement.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return TicketPage(_rows(session, cut, today), total)


def every(session: Session, *, actor: Actor, today: date, filters: TicketFilters) -> list[TicketRow]:
    """All tickets under these filters, in the order of the list; for the export."""
    keys = _narrowed(session, actor, filters).where(*CONDITIONS[filters.stage])
    return _rows(session, _ordered(_columns().where(LedTicket.id.in_(keys)), filters.stage), today)


def counts(session: Session, *, actor: Actor, filters: TicketFilters) -> dict[str, int]:
    """How many tickets stand in each stage, and open ones together under ''; from the conditions of the list."""
    numbers = [
        select(func.count())
        .select_from(_narrowed(session, actor, filters).where(*CONDITIONS[code]).subquery())
        .scalar_subquery()
        for code in ("", *STAGES)
    ]
    return dict(zip(("", *STAGES), session.execute(select(*numbers)).one(), strict=True))


def ticket(session: Session, *, actor: Actor, today: date, ticket_id: int) -> TicketRow | None:
    """One ticket; None when it does not exist or lies on another campus."""
    found = _rows(session, _columns().where(LedTicket.id == ticket_id, *files.visible(actor)), today)
    return found[0] if found else None


def of(
    session: Session, *, actor: Actor, today: date, learner_id: int | None = None, proof_id: int | None = None
) -> list[TicketRow]:
    """The tickets of one person or of one proof, newest first."""
    statement = _columns().where(*files.visible(actor)).order_by(LedTicket.id.desc())
    if learner_id is not None:
        statement = statement.where(LedTicket.learner_id == learner_id)
    if proof_id is not None:
        statement = statement.where(LedTicket.proof_id == proof_id)
    return _rows(session, statement, today)


def _narrowed(session: Session, actor: Actor, filters: TicketFilters) -> Select[int]:
    keys = select(LedTicket.id).where(*files.visible(actor))
    if filters.kind:
        keys = keys.where(LedTicket.kind == filters.kind)
    if filters.route:
        keys = keys.where(LedTicket.route == filters.route)
    if filters.search.strip():
        keys = keys.where(LedTicket.learner_id.in_(searching.matching(session, filters.search)))
    return keys


Columns = tuple[LedTicket, str, str, date | None, str | None, Proof | None, str | None]


def _columns() -> Select[*Columns]:
    number = func.coalesce(Document.number, Proof.external_number)
    return (
        select(
            LedTicket, Learner.last_name, Learner.first_name, Learner.born_on, Campus.name, Proof, number
        )
        .join(Learner, Learner.id == LedTicket.learner_id)
        .outerjoin(Campus, Campus.id == LedTicket.campus_id)
        .outerjoin(Proof, Proof.id == LedTicket.proof_id)
        .outerjoin(Document, Document.id == Proof.document_id)
    )  # fmt: skip


def _ordered(statement: Select[*Columns], stage: str) -> Select[*Columns]:
    if stage == CLOSED:
        return statement.order_by(LedTicket.closed_on.desc(), LedTicket.id.desc())
    waits_since = func.coalesce(LedTicket.answered_on, LedTicket.sent_on, LedTicket.reported_on)
    return statement.order_by(waits_since, LedTicket.id)


def _rows(session: Session, statement: Select[*Columns], today: date) -> list[TicketRow]:
    patience = stages.patience(session)
    rows = []
    for one, last, first, born_on, campus, proof, number in session.execute(statement):
        stage = stages.stage_of(sent_on=one.sent_on, answered_on=one.answered_on, closed_on=one.closed_on)
        since = one.answered_on or one.sent_on or one.reported_on
        waits = 0 if stage == CLOSED else (today - since).days
        rows.append(
            TicketRow(
                one.id, one.version, stage, waits, stages.is_slow(stage, waits=waits, patience=patience), one.kind,
                one.reporter, one.reporter_name, one.reported_on, one.route, one.field, one.old_value, one.new_value,
                one.description, one.sent_on, one.answered_on, one.answer, one.outcome, one.closed_on, one.closed_by,
                one.opened_by, one.learner_id, last, first, born_on, campus or "", _proof(proof, number),
            )
        )  # fmt: skip
    return rows


def _proof(proof: Proof | None, number: str | None) -> TicketProof | None:
    if proof is None:
        return None
    return TicketProof(
        proof.id, proof.version, proof.title, number or "", proof.state, proof.document_id is not None,
        proof.issued_on, proof.registered_on, proof.led_cancelled_on, proof.led_reference,
    )  # fmt: skip
