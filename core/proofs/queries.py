"""The queue of proofs by urgency: a page of it, all of it, and its counts. One proof stands in details.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.proofs import narrowing, rows
from core.proofs.filters import Filters, Status
from core.proofs.narrowing import Shape
from core.proofs.rows import Columns, QueueRow
from db.models import Deadline

PAGE_SIZE = 50
ALL = Filters()


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

    `counted` spares a second count when the signs were counted for the same screen, under the same filters.
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
    found = session.execute(_page(shape, is_far), values)
    return QueuePage([rows.row(each, today) for each in found], total)


def every(session: Session, *, actor: Actor, today: date, filters: Filters) -> list[QueueRow]:
    """All rows of the queue under these filters, in its order; for exports."""
    shape, values = narrowing.shape_of(actor, filters), narrowing.values_of(actor, filters, today=today)
    keys = _keys(session, shape, values, text=filters.search.strip())
    statement = rows.columns().where(Deadline.id.in_(keys)).order_by(Deadline.due_on, Deadline.id)
    found = session.execute(statement, values)
    return [rows.row(row, today) for row in found]


def counts(session: Session, *, actor: Actor, today: date, filters: Filters = ALL) -> Counts:
    """The numbers beside the signs, from the same conditions as the rows; a search and a day leave them as they are."""
    values = narrowing.values_of(actor, filters, today=today)
    found = session.execute(narrowing.totals(narrowing.shape_of(actor, filters).counted), values).one()
    later, late, hold, coming, coming_held = found
    soon = coming - coming_held
    return Counts(late + later, late, soon, later - soon - hold, hold)


def _known_total(shape: Shape, counted: Counts | None) -> int | None:
    if counted is None or "due_on" in shape.values or shape.status is Status.DONE:
        return None
    return counted.open if shape.status is None else int(getattr(counted, shape.status))


@lru_cache(maxsize=128)
def _page(shape: Shape, is_far: bool) -> Select[*Columns]:
    """One page of a shape: its keys from an index, then fifty rows by their keys."""
    newest_first = shape.status is Status.DONE
    order = _order(newest_first)
    walked = _order(newest_first is not is_far)
    wanted = narrowing.keys(shape).order_by(*walked).limit(bindparam("length")).offset(bindparam("skipped"))
    return rows.columns().where(Deadline.id.in_(wanted.subquery().select())).order_by(*order)


def _found(
    session: Session, shape: Shape, values: dict[str, object], *, text: str, page: int, today: date
) -> QueuePage:
    """A page of what has to be looked for: found once, then counted and cut."""
    keys = _keys(session, shape, values, text=text)
    values |= {"length": PAGE_SIZE, "skipped": (page - 1) * PAGE_SIZE}
    found = session.execute(_found_page(keys, shape.status is Status.DONE), values).all()
    if found:
        return QueuePage([rows.row(each[:-1], today) for each in found], found[0][-1])
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
    statement = rows.columns().add_columns(total).where(Deadline.id.in_(wanted.subquery().select()))
    return statement.order_by(*_order(newest_first))


def _order(newest_first: bool) -> tuple[ColumnElement[date], ColumnElement[int]]:
    if newest_first:
        return Deadline.due_on.desc(), Deadline.id.desc()
    return Deadline.due_on.asc(), Deadline.id.asc()
