"""What another way of counting a rule would do to the open terms: the counts of a real change, before it is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.deadlines import queries, shifts, terms
from core.deadlines.conditions import OPEN
from core.deadlines.recomputing import of_rule
from core.deadlines.shifts import Shift, Summary
from core.deadlines.stored import STORED
from core.deadlines.terms import Terms
from core.proofs import rows
from core.proofs.queries import PAGE_SIZE
from core.proofs.rows import QueueRow
from core.rules.overrides import AS_THE_LAW_FILE
from db.models import Deadline


@dataclass(frozen=True, slots=True)
class Preview:
    """The counts, what moves in the order it is listed, and the terms as they would be counted.

    `beyond_law` is how many open terms would fall due after the day that the law file gives: a promise of the provider
    that the law does not make.
    """

    summary: Summary
    moved: Sequence[Shift]
    beyond_law: int
    terms: Terms


@dataclass(frozen=True, slots=True)
class MovedRow:
    """One open term that moves: what it is for, and both of its due dates."""

    row: QueueRow
    shift: Shift


def preview(
    session: Session, *, actor: Actor, today: date, rule_id: str, chosen: Mapping[str, str]
) -> Preview:
    """What happens to the open terms on the actor's campuses if all choices for a rule were these and no others.

    Alike terms are counted once, from the table of days. Raises ValueError for a choice that is none.
    """
    rule = STORED[rule_id]
    found = session.execute(
        select(Deadline.starts_on, Deadline.due_on, func.count())
        .where(of_rule(rule_id), OPEN, *scope.of_campuses(actor, Deadline.campus_id))
        .group_by(Deadline.starts_on, Deadline.due_on)
    ).all()
    now, starts = terms.load(session), terms.days([starts_on for starts_on, _, _ in found])
    other = now.under(rule_id, queries.as_chosen(chosen))
    due_on = other.many(rule, starts).due_on.tolist()
    by_law = now.under(rule_id, AS_THE_LAW_FILE).many(rule, starts).due_on.tolist()
    every = [
        Shift(starts_on, was_on, on, count)
        for (starts_on, was_on, count), on in zip(found, due_on, strict=True)
    ]
    beyond = sum(each.count for each, law in zip(every, by_law, strict=True) if each.due_on > law)
    return Preview(shifts.summary(every, today=today), shifts.in_order(every, today=today), beyond, other)


def moved_rows(
    session: Session, *, actor: Actor, today: date, rule_id: str, moved: Sequence[Shift], page: int = 1
) -> Sequence[MovedRow]:
    """One page of what moves, in the order of `moved`."""
    skipped, left = (page - 1) * PAGE_SIZE, PAGE_SIZE
    found: list[MovedRow] = []
    terms_of = rows.columns().where(of_rule(rule_id), OPEN, *scope.of_campuses(actor, Deadline.campus_id))
    for shift in moved:
        if skipped >= shift.count:
            skipped -= shift.count
            continue
        alike = terms_of.where(Deadline.starts_on == shift.starts_on, Deadline.due_on == shift.was_on)
        values = session.execute(alike.order_by(Deadline.id).limit(left).offset(skipped)).all()
        found += [MovedRow(rows.row(each, today), shift) for each in values]
        skipped, left = 0, PAGE_SIZE - len(found)
        if left <= 0:
            break
    return found
