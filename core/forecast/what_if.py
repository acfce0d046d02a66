"""What another way of counting a rule would do to the open terms: the counts of a real change, before it is made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.deadlines import queries, shifts, terms
from core.deadlines.conditions import OPEN
from core.deadlines.recomputing import ASKED, Asked, of_rule
from core.deadlines.shifts import Shift, Summary
from core.deadlines.stored import KEPT, STORED, StoredRule
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
    rule = KEPT[rule_id]
    found = session.execute(
        select(*ASKED, Deadline.due_on, func.count())
        .where(of_rule(rule_id), OPEN, *scope.of_campuses(actor, Deadline.campus_id))
        .group_by(*ASKED, Deadline.due_on)
    ).all()
    asked = [(starts_on, variant, also_on) for starts_on, variant, also_on, _, _ in found]
    now = terms.load(session)
    other = now.under(rule_id, queries.as_chosen(chosen))
    due_on, by_law = _due(other, rule, asked), _due(now.under(rule_id, AS_THE_LAW_FILE), rule, asked)
    every = [
        Shift(starts_on, was_on, on, count, variant, also_on)
        for (starts_on, variant, also_on, was_on, count), on in zip(found, due_on, strict=True)
    ]
    beyond = sum(each.count for each, law in zip(every, by_law, strict=True) if each.due_on > law)
    return Preview(shifts.summary(every, today=today), shifts.in_order(every, today=today), beyond, other)


def _due(counted: Terms, rule: StoredRule, asked: Sequence[Asked]) -> list[date]:
    """Due dates in that order: of proofs from the table of days, of papers each by its own facts."""
    if rule.rule_id in STORED:
        found: list[date] = counted.many(
            rule, terms.days([starts_on for starts_on, _, _ in asked])
        ).due_on.tolist()
        return found
    return [counted.of(rule, *each).due_on for each in asked]


def alike(rule_id: str, shift: Shift, actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """The condition of the open terms behind one shift, on the actor's campuses."""
    return (
        of_rule(rule_id), OPEN, *scope.of_campuses(actor, Deadline.campus_id), Deadline.starts_on == shift.starts_on,
        Deadline.due_on == shift.was_on, Deadline.variant == shift.variant,
        Deadline.also_on.is_not_distinct_from(shift.also_on),
    )  # fmt: skip


def pieces(moved: Sequence[Shift], *, page: int) -> Iterator[tuple[Shift, int, int]]:
    """Which shifts one page shows: how many rows of each, after how many that stand on an earlier page."""
    skipped, left = (page - 1) * PAGE_SIZE, PAGE_SIZE
    for shift in moved:
        if skipped >= shift.count:
            skipped -= shift.count
            continue
        taken = min(left, shift.count - skipped)
        yield shift, taken, skipped
        skipped, left = 0, left - taken
        if not left:
            return


def moved_rows(
    session: Session, *, actor: Actor, today: date, rule_id: str, moved: Sequence[Shift], page: int = 1
) -> Sequence[MovedRow]:
    """One page of what moves, in the order of `moved`."""
    found: list[MovedRow] = []
    for shift, taken, skipped in pieces(moved, page=page):
        statement = rows.columns().where(*alike(rule_id, shift, actor)).order_by(Deadline.id)
        values = session.execute(statement.limit(taken).offset(skipped)).all()
        found += [MovedRow(rows.row(each, today), shift) for each in values]
    return found
