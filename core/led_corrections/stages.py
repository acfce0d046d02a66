"""How far a ticket is, since when it waits, and whether that is longer than we mean to let it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from core.i18n import N_
from core.provider_settings import queries as choices
from db.models import LedTicket

AT_HAND, WAITING, ANSWERED, CLOSED = "at_hand", "waiting", "answered", "closed"
STAGES: Mapping[str, str] = {
    AT_HAND: N_("Te doen"),
    WAITING: N_("Wacht op antwoord"),
    ANSWERED: N_("Beantwoord"),
    CLOSED: N_("Afgesloten"),
}
CONDITIONS: Mapping[str, tuple[ColumnElement[bool], ...]] = {
    "": (LedTicket.closed_on.is_(None),),
    AT_HAND: (LedTicket.closed_on.is_(None), LedTicket.sent_on.is_(None)),
    WAITING: (LedTicket.closed_on.is_(None), LedTicket.sent_on.is_not(None), LedTicket.answered_on.is_(None)),
    ANSWERED: (LedTicket.closed_on.is_(None), LedTicket.answered_on.is_not(None)),
    CLOSED: (LedTicket.closed_on.is_not(None),),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Patience:
    """Our own terms in days: until a report is acted on, until we remind whoever we wrote to. No law makes them."""

    act_days: int
    remind_days: int


def patience(session: Session) -> Patience:
    """The terms as the provider chose them."""
    return Patience(
        choices.number(session, "corrections.act_days"), choices.number(session, "corrections.remind_days")
    )


def stage_of(*, sent_on: date | None, answered_on: date | None, closed_on: date | None) -> str:
    """The one stage of a ticket."""
    if closed_on is not None:
        return CLOSED
    if answered_on is not None:
        return ANSWERED
    return AT_HAND if sent_on is None else WAITING


def is_slow(stage: str, *, waits: int, patience: Patience) -> bool:
    """Whether an open ticket has waited this many days for longer than we mean to let it."""
    if stage == CLOSED:
        return False
    return waits > (patience.remind_days if stage == WAITING else patience.act_days)
