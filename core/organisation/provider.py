"""The one row of the provider, under a lock and still as it was shown."""

from sqlalchemy.orm import Session

from core.errors import Conflict
from core.i18n import N_
from db.models import Organisation

CHANGED = N_("Iemand anders wijzigde deze gegevens intussen. Kijk beide waarden na en bewaar opnieuw.")


def held(session: Session, *, version: int | None) -> Organisation:
    """The provider for a change; its first change makes it. Raises Conflict when somebody else was first."""
    found = session.get(Organisation, 1, with_for_update=True)
    if found is None:
        found = Organisation(id=1, name="")
        session.add(found)
        session.flush()
    elif version is not None and found.version != version:
        stored = {
            "name": found.name,
            "enterprise_number": found.enterprise_number,
            "house_text": found.house_text,
        }
        raise Conflict(CHANGED, stored=stored)
    found.version += 1
    return found
