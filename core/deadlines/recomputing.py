"""All open terms of a rule counted anew, after a change to its settings or to the calendar.

Terms that start on the same day have the same dates, so a day is counted once and one statement moves the rows of many
days. What was met or lapsed stays as it was judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import CTE, ColumnElement, Date, column, func, literal_column, select, update, values
from sqlalchemy.orm import Session

from core.deadlines.conditions import OPEN
from core.deadlines.shifts import Shift
from core.deadlines.stored import STORED, StoredRule
from core.deadlines.terms import Term, Terms
from db.models import Deadline

DATES: Final = ("due_on", "target_on", "rolled_on", "rule_version_on")
CHUNK: Final = 200


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What became of each due date, and how many rows got any other date (a target moves without its due date)."""

    shifts: Sequence[Shift]
    rewritten: int


def open_terms(session: Session, *, terms: Terms, rule: StoredRule) -> Recomputed:
    """Write every open term of the rule as `terms` gives it; whoever calls this asked `turns.alone` first."""
    session.flush()
    stored = [getattr(Deadline, name) for name in DATES]
    alike = (
        select(Deadline.starts_on, *stored, func.count())
        .where(of_rule(rule.rule_id), OPEN)
        .group_by(Deadline.starts_on, *stored)
    )
    shifts, wrong, rewritten = [], dict[date, Term](), 0
    for starts_on, *dates, count in session.execute(alike).all():
        term = terms.of(rule, starts_on)
        shifts.append(Shift(starts_on, dates[0], term.due_on, count))
        if dates != _dates(term):
            wrong[starts_on] = term
            rewritten += count
    _write(session, list(wrong.values()), rule)
    return Recomputed(shifts, rewritten)


def of_rule(rule_id: str) -> ColumnElement[bool]:
    """The terms of a rule, its id written out: no database chooses a partial index for a bound value."""
    return Deadline.rule_id == literal_column(f"'{STORED[rule_id].rule_id}'")


def _dates(term: Term) -> list[date]:
    return [term.due_on, term.target_on, term.rolled_on, term.version_on]


def _write(session: Session, found: Sequence[Term], rule: StoredRule) -> None:
    for start in range(0, len(found), CHUNK):
        moved = _as_table(found[start : start + CHUNK])
        wanted = {getattr(Deadline, name): moved.c[name] for name in DATES}
        statement = (
            update(Deadline)
            .where(of_rule(rule.rule_id), OPEN, Deadline.starts_on == moved.c.starts_on)
            .values(wanted)
        )
        session.execute(statement.execution_options(synchronize_session=False))
    # What this session read before still shows the old dates.
    session.expire_all()


def _as_table(found: Sequence[Term]) -> CTE:
    columns = [column(name, Date) for name in ("starts_on", *DATES)]
    rows = [(term.starts_on, *_dates(term)) for term in found]
    return values(*columns, name="moved").data(rows).cte("moved")
