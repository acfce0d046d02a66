"""The yearly review: each running right looked at again, "still needed" kept with its day and name. Our own habit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.i18n import N_
from core.provider_settings import queries as chosen
from core.rights import files
from core.rules.calendar import MonthArithmetic, add_months
from db.models import CounterRight

SETTING = "rights.review_months"
NOTHING = N_("Kies minstens één recht.")
NOT_LIVE = N_("Het recht van {name} loopt vandaag niet. Er valt niets te bevestigen.")


@dataclass(frozen=True, slots=True)
class Shown:
    """A right as it stood on the screen of whoever reviews."""

    right_id: int
    version: int


def due_on(right: CounterRight, *, months: int) -> date:
    """The day from which a right is to be looked at again, counted from its last review or its begin."""
    return add_months(right.reviewed_on or right.begins_on, months, arithmetic=MonthArithmetic.CLAMP)


def months(session: Session) -> int:
    """How long a review lasts."""
    return chosen.number(session, SETTING)


def review(session: Session, *, actor: Actor, today: date, rights: Sequence[Shown]) -> int:
    """Confirm that these rights are still needed, all of them or none; gives how many."""
    require(session, actor, Action.MANAGE_RIGHTS)
    if not rights:
        raise InvalidInput(NOTHING)
    # In the order of their keys, so that two reviews at once never wait for each other in a circle.
    for shown in sorted(rights, key=lambda each: each.right_id):
        person, right = files.load_right(session, right_id=shown.right_id, version=shown.version)
        if not files.span_of(right).is_live(today):
            raise InvalidInput(NOT_LIVE, name=person.name)
        right.reviewed_on, right.reviewed_by = today, actor.display_name
        files.tell(session, actor, right, "reviewed", on=today)
    audit.record(
        session, actor=actor, action="right.review", subject_kind="right",
        subject_id=rights[0].right_id if len(rights) == 1 else None,
        details={"rights": sorted(each.right_id for each in rights), "on": today},
    )  # fmt: skip
    return len(rights)
