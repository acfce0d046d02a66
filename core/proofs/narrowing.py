"""The statements behind the queue: built once per shape of a question, its values bound at each run.

Building a statement costs as much as running it, so the shapes are kept; the partial indexes of `deadline` hold every
column these conditions name, so that keys and counts come from an index alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Select,
    String,
    bindparam,
    false,
    func,
    literal_column,
    select,
)
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.deadlines.conditions import DONE, HELD, ISSUED, LED, OPEN, READY
from core.learners import searching
from core.learners.searching import Asked, Wording
from core.proofs.filters import Filters, Status, Step, week_end
from db.models import Deadline, Document, Proof

TODAY: BindParameter[date] = bindparam("today", type_=Date())
WEEK_END: BindParameter[date] = bindparam("week_end", type_=Date())


@dataclass(frozen=True, slots=True)
class Shape:
    """Which conditions a question has, without their values."""

    is_limited: bool
    status: Status | None = None
    step: Step | None = None
    values: frozenset[str] = frozenset()

    @property
    def counted(self) -> "Shape":
        """The shape whose numbers stand beside the signs: every sign and every day, otherwise the same."""
        return Shape(self.is_limited, step=self.step, values=self.values - {"due_on"})


def shape_of(actor: Actor, filters: Filters) -> Shape:
    """The shape of this question; a search is none of it."""
    names = ("kind", "campus_id", "trajectory_id", "hold", "due_on")
    given = frozenset(name for name in names if getattr(filters, name) not in (None, ""))
    return Shape(actor.campus_ids is not None, filters.status, filters.step, given)


def values_of(actor: Actor, filters: Filters, *, today: date) -> dict[str, object]:
    """The values that go with any shape; a statement takes those it names."""
    return {
        "today": today, "week_end": week_end(today), "kind": filters.kind, "campus_id": filters.campus_id,
        "trajectory_id": filters.trajectory_id, "hold": filters.hold, "due_on": filters.due_on,
        "campus_ids": sorted(actor.campus_ids or ()),
    }  # fmt: skip


@lru_cache(maxsize=512)
def keys(shape: Shape) -> Select[int]:
    """The deadline ids of a shape, in no order."""
    return _narrowed(select(Deadline.id), shape)


@lru_cache(maxsize=512)
def total(shape: Shape) -> Select[int]:
    """How many they are."""
    return _narrowed(select(func.count()).select_from(Deadline), shape)


@lru_cache(maxsize=128)
def totals(shape: Shape) -> Select[int, int, int, int, int]:
    """To come, late, held, due this week, and of those held: one statement, each number from an index alone."""

    def number(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return total(shape.counted).where(*conditions).scalar_subquery()

    coming = (Deadline.due_on >= TODAY, Deadline.due_on <= WEEK_END)
    return select(
        number(Deadline.due_on >= TODAY), number(Deadline.due_on < TODAY), number(Deadline.due_on >= TODAY, HELD),
        number(*coming), number(*coming, HELD),
    )  # fmt: skip


def search_of(session: Session, text: str) -> Asked | None:
    """A number finds its paper (None), anything else is a piece of a name: no name holds a digit."""
    return None if any(sign.isdigit() for sign in text) else searching.asked(session, text)


@lru_cache(maxsize=256)
def named(shape: Shape, wording: Wording) -> Select[int]:
    """The keys of a shape whose person is found by name."""
    return keys(shape).where(Deadline.learner_id.in_(searching.statement(wording)))


def numbered(shape: Shape, text: str) -> Select[int]:
    """The keys of a shape whose paper has a number that begins so, ours or that of a paper issued elsewhere."""
    papers = select(Document.subject_id).where(
        Document.subject_kind == "proof", Document.number.startswith(text, autoescape=True)
    )
    elsewhere = select(Proof.id).where(
        Proof.external_number != literal_column("''"),
        func.lower(Proof.external_number).startswith(text.lower(), autoescape=True),
    )
    found = papers.union_all(elsewhere)
    return keys(shape).where(Deadline.subject_kind == "proof", Deadline.subject_id.in_(found))


def _narrowed(statement: Select[int], shape: Shape) -> Select[int]:
    found = _scoped(statement, shape).where(*WHEN.get(shape.status, ()), *STEPS.get(shape.step, ()))
    if shape.status is Status.DONE and shape.step is Step.REGISTER:
        found = found.where(false())
    if "hold" in shape.values:
        found = found.where(Deadline.hold == bindparam("hold", type_=String()))
    if "due_on" in shape.values:
        found = found.where(Deadline.due_on == bindparam("due_on", type_=Date()))
    if "kind" in shape.values:
        found = found.where(Deadline.kind == bindparam("kind", type_=String()))
    if "trajectory_id" in shape.values:
        found = found.where(Deadline.trajectory_id == bindparam("trajectory_id"))
    return found


def _scoped(statement: Select[int], shape: Shape) -> Select[int]:
    found = statement.where(LED, DONE if shape.status is Status.DONE else OPEN)
    if shape.is_limited:
        found = found.where(Deadline.campus_id.in_(bindparam("campus_ids", expanding=True)))
    if "campus_id" in shape.values:
        found = found.where(Deadline.campus_id == bindparam("campus_id"))
    return found


WHEN: Mapping[Status | None, tuple[ColumnElement[bool], ...]] = {
    Status.LATE: (Deadline.due_on < TODAY,),
    Status.HOLD: (Deadline.due_on >= TODAY, HELD),
    Status.SOON: (Deadline.due_on >= TODAY, Deadline.due_on <= WEEK_END, READY),
    Status.PLAN: (Deadline.due_on > WEEK_END, READY),
}
STEPS: Mapping[Step | None, tuple[ColumnElement[bool], ...]] = {
    Step.ISSUE: (Deadline.stage == "to_issue",),
    Step.DELIVER: (ISSUED,),
    # What is open is not withdrawn.
    Step.REGISTER: (Deadline.stage != "to_issue",),
}
