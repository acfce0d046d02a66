"""The open proofs as the forecast takes them, how fast they were really registered, and the rows behind the counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.deadlines import terms
from core.deadlines.conditions import DONE, HELD, LED, OPEN, READY
from core.forecast.plan import Plan
from core.proofs import rows
from core.proofs.queries import PAGE_SIZE
from core.proofs.rows import QueueRow
from core.rules import calendar
from core.rules.day_table import DAY_TYPE, Days
from db.models import Deadline


@dataclass(frozen=True, slots=True)
class Workload:
    """The due dates of all open proofs that can be done, in the order of the queue; and those that cannot."""

    due_on: Days
    blocked: int
    blocked_overdue: int
    closing_days: frozenset[date]


@dataclass(frozen=True, slots=True)
class Pace:
    """How many were registered on how many working days, of which the last was yesterday at the latest."""

    registered: int
    days: int
    first_on: date
    last_on: date

    @property
    def per_day(self) -> Fraction:
        """Proofs per working day; zero where there was no working day."""
        return Fraction(self.registered, self.days) if self.days else Fraction(0)


@dataclass(frozen=True, slots=True)
class LateRow:
    """One proof that would be late, and the day it would be registered; None when that lies beyond the horizon."""

    row: QueueRow
    planned_on: date | None


def workload(session: Session, *, actor: Actor, today: date) -> Workload:
    """All open proofs on the actor's campuses, counted per due date: an index is read, no proof is."""
    found = session.execute(
        select(Deadline.due_on, HELD, func.count())
        .where(LED, OPEN, *scope.of_campuses(actor, Deadline.campus_id))
        .group_by(Deadline.due_on, HELD)
        .order_by(Deadline.due_on)
    ).all()
    ready = [(due_on, count) for due_on, held, count in found if not held]
    held = [(due_on, count) for due_on, is_held, count in found if is_held]
    days = np.array([due_on for due_on, _ in ready], DAY_TYPE)
    return Workload(
        np.repeat(days, [count for _, count in ready]) if ready else days,
        sum(count for _, count in held),
        sum(count for due_on, count in held if due_on < today),
        terms.load(session).closing_days,
    )


def pace(session: Session, *, actor: Actor, today: date, weeks: int) -> Pace:
    """What was really registered in the weeks before today; today is left out, it is not over."""
    first_on, last_on = today - timedelta(weeks=weeks), today - timedelta(days=1)
    registered = session.scalar(
        select(func.count())
        .select_from(Deadline)
        .where(
            LED, DONE, *scope.of_campuses(actor, Deadline.campus_id), Deadline.met_on >= first_on,
            Deadline.met_on <= last_on,
        )
    )  # fmt: skip
    closed = terms.load(session).closing_days
    every = (first_on + timedelta(days=n) for n in range((last_on - first_on).days + 1))
    days = sum(calendar.is_working_day(day) and day not in closed for day in every)
    return Pace(registered or 0, days, first_on, last_on)


def late_rows(session: Session, *, actor: Actor, today: date, plan: Plan, page: int = 1) -> Sequence[LateRow]:
    """One page of the proofs that become late, in the order of the queue."""
    wanted = np.flatnonzero(plan.late)[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    found: list[LateRow] = []
    ready = rows.columns().where(LED, OPEN, READY, *scope.of_campuses(actor, Deadline.campus_id))
    # Those of one due date that become late are its last ones: they stand together.
    for day in np.unique(plan.due_on[wanted]):
        places = wanted[plan.due_on[wanted] == day]
        skipped = int(places[0] - np.searchsorted(plan.due_on, day, side="left"))
        of_day = ready.where(Deadline.due_on == day.item()).order_by(Deadline.id)
        values = session.execute(of_day.limit(len(places)).offset(skipped)).all()
        planned = plan.planned_on[places].tolist()
        found += [LateRow(rows.row(each, today), on) for each, on in zip(values, planned, strict=False)]
    return found
