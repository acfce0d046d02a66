"""Keeping and dropping named views."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput, NotFound
from core.i18n import N_
from db.models import SavedView

NAME_LENGTH = 80


def keep(
    session: Session, *, actor: Actor, today: date, page: str, name: str, filters: Mapping[str, str]
) -> int:
    """Keep the filters of a page under a name; the same name again replaces them."""
    require(session, actor, Action.OWN_ACCOUNT)
    wanted = name.strip()
    if not wanted or len(wanted) > NAME_LENGTH or actor.id is None:
        raise InvalidInput(N_("Geef de weergave een naam van hoogstens 80 tekens."), field="name")
    found = session.scalars(
        select(SavedView).where(
            SavedView.account_id == actor.id, SavedView.page == page, SavedView.name == wanted
        )
    ).one_or_none()
    if found is None:
        found = SavedView(account_id=actor.id, page=page, name=wanted, filters={})
        session.add(found)
    found.filters = dict(filters)
    session.flush()
    audit.record(
        session, actor=actor, action="view.keep", subject_kind="view", subject_id=found.id,
        details={"page": page, "on": today},
    )  # fmt: skip
    return found.id


def drop(session: Session, *, actor: Actor, today: date, view_id: int) -> None:
    """Drop one of the actor's own views."""
    require(session, actor, Action.OWN_ACCOUNT)
    found = session.get(SavedView, view_id)
    if found is None or found.account_id != actor.id:
        raise NotFound(N_("Deze weergave bestaat niet meer."))
    session.delete(found)
    audit.record(
        session,
        actor=actor,
        action="view.drop",
        subject_kind="view",
        subject_id=view_id,
        details={"on": today},
    )
