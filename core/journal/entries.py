"""The audit and the access log as the page shows them: newest first, filtered, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.clock import BRUSSELS
from db.models import AccessEntry, AuditEntry

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class LogFilters:
    """What the log is narrowed to; days are days in Brussels, both included."""

    actor: str = ""
    action: str = ""
    subject_kind: str = ""
    subject_id: int | None = None
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class LogRow:
    """One command that was carried out."""

    sequence: int
    at: datetime
    actor: str
    action: str
    subject_kind: str
    subject_id: int | None
    details: str


@dataclass(frozen=True, slots=True)
class LookRow:
    """One look at something sensitive."""

    at: datetime
    actor: str
    what: str
    learner_id: int | None
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the log and how many entries there are in all."""

    rows: Sequence[LogRow]
    total: int


def entries(session: Session, *, filters: LogFilters, page: int = 1, size: int = PAGE_SIZE) -> LogPage:
    """The audit, newest first."""
    where = _where(filters)
    total = session.scalar(select(func.count()).select_from(AuditEntry).where(*where)) or 0
    rows = session.scalars(
        select(AuditEntry)
        .where(*where)
        .order_by(AuditEntry.sequence.desc())
        .limit(size)
        .offset((page - 1) * size)
    )
    return LogPage(
        [
            LogRow(e.sequence, e.at, e.actor_name, e.action, e.subject_kind, e.subject_id, e.details)
            for e in rows
        ],
        total,
    )


def choices(session: Session) -> tuple[list[str], list[str]]:
    """The actors and the actions that occur, for the filters."""
    actors = session.scalars(select(AuditEntry.actor_name).distinct().order_by(AuditEntry.actor_name)).all()
    actions = session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action)).all()
    return list(actors), list(actions)


def looks(session: Session, *, filters: LogFilters, page: int = 1) -> tuple[list[LookRow], int]:
    """Who looked at what, newest first."""
    where: list[ColumnElement[bool]] = []
    if filters.actor:
        where.append(AccessEntry.actor_name == filters.actor)
    if filters.subject_kind == "learner" and filters.subject_id is not None:
        where.append(AccessEntry.learner_id == filters.subject_id)
    where += _between(AccessEntry.at, filters)
    total = session.scalar(select(func.count()).select_from(AccessEntry).where(*where)) or 0
    rows = session.scalars(
        select(AccessEntry)
        .where(*where)
        .order_by(AccessEntry.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return [LookRow(e.at, e.actor_name, e.what, e.learner_id, e.subject, e.reason) for e in rows], total


def _where(filters: LogFilters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.actor:
        found.append(AuditEntry.actor_name == filters.actor)
    if filters.action:
        found.append(AuditEntry.action == filters.action)
    if filters.subject_kind:
        found.append(AuditEntry.subject_kind == filters.subject_kind)
    if filters.subject_id is not None:
        found.append(AuditEntry.subject_id == filters.subject_id)
    return found + _between(AuditEntry.at, filters)


def _between(column: InstrumentedAttribute[datetime], filters: LogFilters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.first_on is not None:
        found.append(column >= datetime.combine(filters.first_on, time.min, BRUSSELS))
    if filters.last_on is not None:
        found.append(column < datetime.combine(filters.last_on + timedelta(days=1), time.min, BRUSSELS))
    return found
