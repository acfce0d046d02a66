"""Keeping and forgetting a named view."""

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


def save_view(
    session: Session, *, actor: Actor, today: date, page: str, name: str, filters: Mapping[str, str]
) -> int:
    """Keep filters under a name; the same name again replaces what it stood for."""
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
        session, actor=actor, action="view.save", subject_kind="view", subject_id=found.id,
        details={"page": page, "on": today},
    )  # fmt: skip
    return found.id


def forget_view(session: Session, *, actor: Actor, today: date, view_id: int) -> None:
    """Remove one of the actor's own views."""
    require(session, actor, Action.OWN_ACCOUNT)
    found = session.get(SavedView, view_id)
    if found is None or found.account_id != actor.id:
        raise NotFound(N_("Deze weergave bestaat niet meer. Laad de pagina opnieuw."))
    session.delete(found)
    audit.record(
        session,
        actor=actor,
        action="view.forget",
        subject_kind="view",
        subject_id=view_id,
        details={"on": today},
    )
