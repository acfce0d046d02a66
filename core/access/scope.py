"""What a person limited to some campuses may see: the one condition that every query of theirs carries."""

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from core.access.actors import Actor


def of_campuses(actor: Actor, column: InstrumentedAttribute[int]) -> list[ColumnElement[bool]]:
    """The rows of the actor's campuses; no condition for who works on all of them."""
    return [] if actor.campus_ids is None else [column.in_(sorted(actor.campus_ids))]
