"""All open terms of a rule counted anew, after a change to its settings or to the calendar.

Terms that start on the same day have the same dates, so a day is counted once and a statement moves its rows together.
What was met or lapsed stays as it was judged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Final

from sqlalchemy import ColumnElement, func, literal_column, select, update
from sqlalchemy.orm import Session

from core.deadlines.conditions import OPEN
from core.deadlines.shifts import Shift
from core.deadlines.stored import KEPT, StoredRule
from core.deadlines.terms import Term, Terms
from db.models import Deadline

ASKED: Final = (Deadline.starts_on, Deadline.variant, Deadline.also_on)
DATES: Final = ("due_on", "target_on", "rolled_on", "rule_version_on")
CHUNK: Final = 500
Asked = tuple[date, str, date | None]


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What became of each due date, and how many rows got any other date (a target moves without its due date)."""

    shifts: Sequence[Shift]
    rewritten: int


def open_terms(session: Session, *, terms: Terms, rule: StoredRule) -> Recomputed:
    """Write every open term of the rule as `terms` gives it; whoever calls this asked `turns.alone` first."""
    session.flush()
    stored = [getattr(Deadline, name) for name in DATES]
    alike = select(*ASKED, *stored, func.count()).where(of_rule(rule.rule_id), OPEN).group_by(*ASKED, *stored)
    shifts, wrong, rewritten = [], dict[Asked, Term](), 0
    for starts_on, variant, also_on, *dates, count in session.execute(alike).all():
        term = terms.of(rule, starts_on, variant, also_on)
        shifts.append(Shift(starts_on, dates[0], term.due_on, count))
        if dates != _dates(term):
            wrong[starts_on, variant, also_on] = term
            rewritten += count
    _write(session, wrong, rule)
    return Recomputed(shifts, rewritten)


def of_rule(rule_id: str) -> ColumnElement[bool]:
    """The terms of a rule, its id written out: no database chooses a partial index for a bound value."""
    return Deadline.rule_id == literal_column(f"'{KEPT[rule_id].rule_id}'")


def _dates(term: Term) -> list[date]:
    return [term.due_on, term.target_on, term.rolled_on, term.version_on]


def _write(session: Session, wrong: Mapping[Asked, Term], rule: StoredRule) -> None:
    """The rows of one day after the other: their due dates lie together in the indexes, which is what takes time."""
    if not wrong:
        return
    keys = select(*ASKED, Deadline.id).where(of_rule(rule.rule_id), OPEN)
    found = session.execute(keys.order_by(*ASKED, Deadline.id)).all()
    for asked, rows in groupby(found, key=itemgetter(0, 1, 2)):
        if asked not in wrong:
            continue
        of_day = [row[3] for row in rows]
        values = dict(zip(DATES, _dates(wrong[asked]), strict=True))
        for start in range(0, len(of_day), CHUNK):
            statement = update(Deadline).where(Deadline.id.in_(of_day[start : start + CHUNK])).values(values)
            session.execute(statement.execution_options(synchronize_session=False))
    # What this session read before still shows the old dates.
    session.expire_all()
