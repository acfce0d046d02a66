"""What an accepted row of a sheet of staff does."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.imports.staffbook import Somebody
from core.rights.spans import Span


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """The person, the values it changes about him (with the old ones), and the right it adds."""

    somebody: Somebody
    is_new: bool
    values: Mapping[str, object]
    old: Mapping[str, object]
    right: Span | None
    reason: str
    granted_by: str
