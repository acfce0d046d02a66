"""The course and the group that a row names."""

from core.imports import coursecells
from core.imports.enrolmentbook import Offer, Open
from core.imports.kinds import Scope
from core.imports.refusing import Refused


def find(offer: Offer, scope: Scope, *, course: str, group: str) -> tuple[Open, int | None] | Refused:
    """The course on a campus of the actor, and its group: the named one, else its only one, else None."""
    if not course and not group:
        return Refused("missing_course")
    found = offer.find(course) if course else offer.of_group(group)
    if found is None:
        return Refused("unknown_course", course) if course else Refused("unknown_course", group, "group")
    allowed = scope.actor.campus_ids
    if allowed is not None and found.course.campus_id not in allowed:
        return Refused("campus_not_allowed", found.course.code)
    if not group:
        return found, next(iter(found.codes)) if len(found.codes) == 1 else None
    group_id = found.groups.get(coursecells.key_of(group))
    if group_id is None:
        return Refused("unknown_group", group, expected=found.course.code)
    return found, group_id
