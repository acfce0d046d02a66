"""The places a row may name, and which of them the actor works for."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.i18n import N_
from core.imports.kinds import Scope
from core.learners import names
from db.models import Campus

_NO_CAMPUS = N_("Er is nog geen lesplaats. Maak er een aan bij Beheer en probeer opnieuw.")


class Campuses:
    """The places of the provider by name and city, and the one for rows that name none."""

    def __init__(self, session: Session, scope: Scope) -> None:
        found = session.execute(
            select(Campus.id, Campus.name, Campus.city, Campus.is_active).order_by(Campus.id)
        ).all()
        self.names = {key: name for key, name, _, _ in found}
        self._known = {names.folded(city): key for key, _, city, _ in reversed(found) if city}
        self._known |= {names.folded(name): key for key, name, _, _ in found}
        self._allowed = scope.actor.campus_ids
        open_ids = [key for key, *_, is_active in found if is_active and self.allows(key)]
        if not open_ids:
            raise InvalidInput(_NO_CAMPUS)
        self.default = open_ids[0]
        self._open = open_ids

    def find(self, text: str) -> int | None:
        """The campus with this name, or in this city."""
        return self._known.get(names.folded(text)) if text else None

    def allows(self, key: int) -> bool:
        """Whether the actor works for this campus."""
        return self._allowed is None or key in self._allowed

    def only(self) -> int | None:
        """The one open campus that the actor works for; None when there are more to choose from."""
        return self._open[0] if len(self._open) == 1 else None
