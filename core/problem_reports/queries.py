"""Problems as pages show them: a list with its ageing, the numbers beside the filter, one in full, those of a proof."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, UnaryExpression, func, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.problem_reports import rows
from core.problem_reports.rows import Columns, ReportRow
from core.provider_settings import queries as provider_settings
from db.models import ProblemReport, Proof

PAGE_SIZE = 50
ANSWER_DAYS = "problems.answer_days"


class Show(StrEnum):
    """What the list is narrowed to."""

    OPEN = "open"
    TO_REPORT = "to_report"
    WAITING = "waiting"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to."""

    show: Show = Show.OPEN
    campus_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One page of the list and how many there are in all."""

    rows: Sequence[ReportRow]
    total: int


@dataclass(frozen=True, slots=True)
class Report:
    """One problem in full."""

    row: ReportRow
    version: int
    campus_id: int
    reported_how: str
    reported_by: str
    opened_by: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many stand under each part of the filter, and since when the oldest one waits for an answer."""

    open: int
    to_report: int
    waiting: int
    closed: int
    oldest_unanswered_on: date | None


IS_OPEN: ColumnElement[bool] = ProblemReport.closed_on.is_(None)
WHICH: dict[Show, tuple[ColumnElement[bool], ...]] = {
    Show.OPEN: (IS_OPEN,),
    Show.TO_REPORT: (IS_OPEN, ProblemReport.reported_on.is_(None)),
    Show.WAITING: (IS_OPEN, ProblemReport.reported_on.is_not(None), ProblemReport.answered_on.is_(None)),
    Show.CLOSED: (ProblemReport.closed_on.is_not(None),),
}


def counts(session: Session, *, actor: Actor, campus_id: int | None = None) -> Counts:
    """The numbers beside the filter, from the same conditions as the rows."""
    open_ones, to_report, waiting, closed = (func.count().filter(*WHICH[show]) for show in Show)
    oldest = func.min(ProblemReport.reported_on).filter(*WHICH[Show.WAITING])
    statement = (
        select(open_ones, to_report, waiting, closed, oldest)
        .select_from(ProblemReport)
        .join(Proof, Proof.id == ProblemReport.proof_id)
    )
    found = session.execute(statement.where(*_scope(actor, campus_id))).one()
    return Counts(*found)


def reports(session: Session, *, actor: Actor, today: date, filters: Filters, page: int = 1) -> ReportPage:
    """One page: what is open by the day it was noticed, oldest first; what is closed by its end, newest first."""
    where = (*WHICH[filters.show], *_scope(actor, filters.campus_id))
    counted = select(func.count()).select_from(ProblemReport).join(Proof, Proof.id == ProblemReport.proof_id)
    total = session.scalar(counted.where(*where)) or 0
    statement = rows.columns().where(*where).order_by(*_order(filters.show))
    found = session.execute(statement.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return ReportPage(_read(session, found, today), total)


def every(session: Session, *, actor: Actor, today: date, filters: Filters) -> list[ReportRow]:
    """All rows under these filters, in the order of the list; for exports."""
    where = (*WHICH[filters.show], *_scope(actor, filters.campus_id))
    found = session.execute(rows.columns().where(*where).order_by(*_order(filters.show)))
    return _read(session, found, today)


def of_proof(session: Session, *, actor: Actor, today: date, proof_id: int) -> list[ReportRow]:
    """The problems of one proof, the open ones first, newest first."""
    where = (ProblemReport.proof_id == proof_id, *_scope(actor, None))
    order = (IS_OPEN.desc(), ProblemReport.id.desc())
    return _read(session, session.execute(rows.columns().where(*where).order_by(*order)), today)


def one(session: Session, *, actor: Actor, today: date, report_id: int) -> Report | None:
    """One problem; None when it is unknown or on another campus than those of a limited actor."""
    where = (ProblemReport.id == report_id, *_scope(actor, None))
    found = session.execute(rows.columns().where(*where)).one_or_none()
    if found is None:
        return None
    stored: ProblemReport = found[0]
    return Report(
        rows.row(found, today, _answer_days(session)), stored.version, stored.campus_id, stored.reported_how,
        stored.reported_by, stored.opened_by,
    )  # fmt: skip


def _scope(actor: Actor, campus_id: int | None) -> list[ColumnElement[bool]]:
    chosen = [Proof.campus_id == campus_id] if campus_id is not None else []
    return [*scope.of_campuses(actor, Proof.campus_id), *chosen]


def _order(show: Show) -> tuple[UnaryExpression[date | None] | UnaryExpression[date], UnaryExpression[int]]:
    if show is Show.CLOSED:
        return ProblemReport.closed_on.desc(), ProblemReport.id.desc()
    return ProblemReport.noticed_on.asc(), ProblemReport.id.asc()


def _answer_days(session: Session) -> int:
    return provider_settings.number(session, ANSWER_DAYS)


def _read(session: Session, found: Iterable[Columns], today: date) -> list[ReportRow]:
    answer_days = _answer_days(session)
    return [rows.row(values, today, answer_days) for values in found]
