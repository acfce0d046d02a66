"""Every kind of sheet the product takes in."""

from core.errors import InvalidInput
from core.i18n import N_
from core.imports import (
    attendances,
    completing,
    completionfields,
    completions,
    courses,
    enrolments,
    learners,
    lessons,
    papers,
    personfields,
    reasons,
    staff,
    undoing,
)
from core.imports.kinds import Kind

COMPLETIONS = Kind(
    "completions",
    N_("Afgeronde trajecten"),
    (*personfields.NAME_FIELDS, *completionfields.FIELDS, *personfields.DETAIL_FIELDS),
    reasons.COMPLETION,
    completions.check,
    completing.apply,
    undoing.undo_completions,
)
KINDS: tuple[Kind, ...] = (
    COMPLETIONS,
    learners.KIND,
    staff.KIND,
    courses.KIND,
    enrolments.KIND,
    lessons.KIND,
    attendances.KIND,
    papers.KIND,
)


def kind_named(name: str) -> Kind:
    """The kind with this name. Raises InvalidInput."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    known = ", ".join(kind.name for kind in KINDS)
    raise InvalidInput(
        N_("Onbekend soort blad “{name}”. Kies een van: {known}."), name=name[:40], known=known
    )
