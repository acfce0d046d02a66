"""The one row of the provider, under a lock and still as it was shown."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from core.errors import Conflict
from core.i18n import N_
from db.models import Organisation

CHANGED = N_("Iemand anders wijzigde deze gegevens intussen. Kijk beide waarden na en bewaar opnieuw.")


def held(session: Session, *, version: int, typed: Mapping[str, str]) -> Organisation:
    """The provider for a change of its own data. Raises Conflict with both values when somebody else was first."""
    found = locked(session)
    # What nobody saved yet is shown as version 0.
    if found.name and found.version != version:
        stored = {name: getattr(found, name) for name in typed}
        raise Conflict(CHANGED, shown=dict(typed), stored=stored)
    found.version += 1
    return found


def locked(session: Session) -> Organisation:
    """The provider under a lock; its first change makes it."""
    found = session.get(Organisation, 1, with_for_update=True)
    if found is None:
        found = Organisation(id=1, name="")
        session.add(found)
        session.flush()
    return found
