"""The figures of a manager and the tiles of today; the same conditions as the queue, so the counts agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.deadlines.conditions import HELD, LED, OPEN, PAPERS, READY
from core.i18n import N_
from core.proofs.filters import week_end
from db.models import Campus, Deadline

DEFINITION = N_(
    "Op tijd = geregistreerd in LED tot en met de uiterste datum. Het aandeel telt alle bewijzen waarvan de uiterste "
    "datum in die maand viel: op tijd / (op tijd + te laat + open en te laat). Ingetrokken bewijzen tellen niet mee."
)


@dataclass(frozen=True, slots=True)
class Month:
    """One month of due dates: what was on time, late, still open and overdue, and not yet due."""

    first_on: date
    on_time: int
    late: int
    open_overdue: int
    pending: int

    @property
    def expired(self) -> int:
        """How many fell due: the denominator."""
        return self.on_time + self.late + self.open_overdue

    @property
    def share(self) -> float | None:
        """On time among what fell due; None when nothing did."""
        return self.on_time / self.expired if self.expired else None


@dataclass(frozen=True, slots=True)
class Week:
    """How much falls due in one week: proofs, and papers of educational leave."""

    first_on: date
    open: int
    papers: int = 0

    @property
    def total(self) -> int:
        """Everything together."""
        return self.open + self.papers


@dataclass(frozen=True, slots=True)
class CampusShare:
    """One campus over the whole period."""

    campus: str
    on_time: int
    expired: int


@dataclass(frozen=True, slots=True)
class Today:
    """The four tiles: late, due today, due this week (today not counted twice), blocked; and the oldest."""

    late: int
    oldest_days: int
    due_today: int
    this_week: int
    blocked: int
    next_due_on: date | None


def months(session: Session, *, actor: Actor, today: date, first_on: date) -> list[Month]:
    """Every month from `first_on` to the one of today, also the empty ones."""
    rows = session.execute(
        select(Deadline.due_on, Deadline.state, func.count())
        .where(
            *_scope(actor), Deadline.due_on >= first_on, Deadline.due_on < _next_month(today),
            Deadline.state != "lapsed",
        )
        .group_by(Deadline.due_on, Deadline.state)
    )  # fmt: skip
    found: dict[date, list[int]] = {}
    month = first_on.replace(day=1)
    while month <= today:
        found[month] = [0, 0, 0, 0]
        month = _next_month(month)
    for due_on, state, count in rows:
        found[due_on.replace(day=1)][_column(state, due_on, today)] += count
    return [Month(first, *counts) for first, counts in found.items()]


def campus_shares(session: Session, *, actor: Actor, today: date, first_on: date) -> list[CampusShare]:
    """On time per campus among what fell due since `first_on`."""
    names = dict(session.execute(select(Campus.id, Campus.name)).all())
    # Grouped in the order of the index, so that nothing is sorted: a tenth of the time of a group per campus.
    groups = (Deadline.due_on, Deadline.state, Deadline.campus_id)
    rows = session.execute(
        select(*groups, func.count())
        .where(
            *_scope(actor), Deadline.due_on >= first_on, Deadline.due_on < today, Deadline.state != "lapsed"
        )
        .group_by(*groups)
    )
    found: dict[str, list[int]] = {}
    for _, state, campus_id, count in rows:
        counts = found.setdefault(names[campus_id], [0, 0])
        counts[0] += count if state == "met" else 0
        counts[1] += count
    return [CampusShare(campus, on_time, expired) for campus, (on_time, expired) in sorted(found.items())]


def coming_weeks(
    session: Session, *, actor: Actor, today: date, with_papers: bool = False, weeks: int = 8
) -> list[Week]:
    """Open terms per week from this week's Monday on, what is overdue left out."""
    monday = today - timedelta(days=today.weekday())
    last = monday + timedelta(weeks=weeks)

    def counted(kind: ColumnElement[bool]) -> list[int]:
        rows = session.execute(
            select(Deadline.due_on, func.count())
            .where(kind, *_campuses(actor), OPEN, Deadline.due_on >= today, Deadline.due_on < last)
            .group_by(Deadline.due_on)
        )
        counts = [0] * weeks
        for due_on, count in rows:
            counts[(due_on - monday).days // 7] += count
        return counts

    both = zip(counted(LED), counted(PAPERS) if with_papers else [0] * weeks, strict=True)
    return [Week(monday + timedelta(weeks=n), proofs, papers) for n, (proofs, papers) in enumerate(both)]


def today(session: Session, *, actor: Actor, today: date) -> Today:
    """What needs somebody today."""
    open_terms = [*_scope(actor), OPEN]

    def count(*conditions: ColumnElement[bool]) -> int:
        return session.scalar(select(func.count()).select_from(Deadline).where(*open_terms, *conditions)) or 0

    oldest = session.scalar(select(func.min(Deadline.due_on)).where(*open_terms, Deadline.due_on < today))
    coming = session.scalar(select(func.min(Deadline.due_on)).where(*open_terms, Deadline.due_on >= today))
    return Today(
        late=count(Deadline.due_on < today),
        oldest_days=(today - oldest).days if oldest else 0,
        due_today=count(Deadline.due_on == today, READY),
        this_week=count(Deadline.due_on >= today, Deadline.due_on <= week_end(today), READY),
        blocked=count(Deadline.due_on >= today, HELD),
        next_due_on=coming,
    )


def school_year_start(day: date) -> date:
    """The first of September on or before a day."""
    return date(day.year if day.month >= 9 else day.year - 1, 9, 1)


def total(rows: Sequence[Month]) -> Month:
    """Several months as one."""
    return Month(
        rows[0].first_on,
        sum(row.on_time for row in rows),
        sum(row.late for row in rows),
        sum(row.open_overdue for row in rows),
        sum(row.pending for row in rows),
    )


def _scope(actor: Actor) -> list[ColumnElement[bool]]:
    return [LED, *_campuses(actor)]


def _campuses(actor: Actor) -> list[ColumnElement[bool]]:
    return scope.of_campuses(actor, Deadline.campus_id)


def _column(state: str, due_on: date, today: date) -> int:
    if state == "met":
        return 0
    if state == "met_late":
        return 1
    return 2 if due_on < today else 3


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
