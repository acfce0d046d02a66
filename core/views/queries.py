"""The named views of one user for one page."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from db.models import SavedView


@dataclass(frozen=True, slots=True)
class ViewRow:
    """One named view and its filters as the URL writes them."""

    id: int
    name: str
    filters: Mapping[str, str]


def views(session: Session, *, actor: Actor, page: str) -> list[ViewRow]:
    """The actor's views of a page, by name."""
    rows = session.scalars(
        select(SavedView)
        .where(SavedView.account_id == actor.id, SavedView.page == page)
        .order_by(SavedView.name)
    )
    return [ViewRow(row.id, row.name, {str(k): str(v) for k, v in row.filters.items()}) for row in rows]
