"""The papers whose open term would move under another way of counting, as the list of a what-if shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.certificates import rows
from core.certificates.rows import PaperLine
from core.deadlines.shifts import Shift
from core.forecast import what_if
from db.models import Deadline


@dataclass(frozen=True, slots=True)
class MovedPaper:
    """One open term that moves: the paper it is for, and both of its due dates."""

    row: PaperLine
    shift: Shift


def of_page(
    session: Session, *, actor: Actor, today: date, rule_id: str, moved: Sequence[Shift], page: int = 1
) -> Sequence[MovedPaper]:
    """One page of what moves, in the order of `moved`."""
    found: list[MovedPaper] = []
    for shift, taken, skipped in what_if.pieces(moved, page=page):
        statement = rows.columns().where(*what_if.alike(rule_id, shift, actor)).order_by(Deadline.id)
        values = session.execute(statement.limit(taken).offset(skipped)).all()
        found += [MovedPaper(rows.line(each, today), shift) for each in values]
    return found
