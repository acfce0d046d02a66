"""A ticket as every step takes it: its person kept as he is, then the ticket under a lock, still as it was shown."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import Conflict, InvalidInput, NotFound
from core.evidence import files as evidence_files
from core.evidence.files import Upload
from core.i18n import N_
from core.i18n.formats import date_text
from core.learners import queries as learners
from core.led_corrections import words
from core.proofs import files as proofs
from db.models import LedTicket, Participation

GONE = N_("Deze melding bestaat niet meer of hoort bij een andere campus. Laad de lijst opnieuw.")
CHANGED = N_("Iemand anders wijzigde deze melding intussen. Kijk beide waarden na en probeer opnieuw.")
CLOSED = N_("Deze melding is afgesloten op {day}. Heropen ze eerst.")


def visible(actor: Actor) -> list[ColumnElement[bool]]:
    """The tickets of an actor's campuses; one without a campus is for who may see its person."""
    if actor.campus_ids is None:
        return []
    here = select(Participation.learner_id).where(*scope.of_campuses(actor, Participation.campus_id))
    nowhere = ~select(Participation.id).where(Participation.learner_id == LedTicket.learner_id).exists()
    person = or_(LedTicket.learner_id.in_(here), nowhere)
    return [or_(LedTicket.campus_id.in_(sorted(actor.campus_ids)), LedTicket.campus_id.is_(None) & person)]


def load(session: Session, actor: Actor, *, ticket_id: int, version: int) -> LedTicket:
    """The ticket under a lock. Raises NotFound, or Conflict when somebody changed it since it was shown."""
    proofs.hold_person(session, select(LedTicket.learner_id).where(LedTicket.id == ticket_id))
    ticket = session.get(LedTicket, ticket_id, with_for_update=proofs.LOCK)
    if ticket is None:
        raise NotFound(GONE)
    require(session, actor, Action.CORRECT_LED, campus_id=ticket.campus_id)
    if ticket.campus_id is None and not learners.may_see(session, actor=actor, learner_id=ticket.learner_id):
        raise NotFound(GONE)
    if ticket.version != version:
        raise Conflict(CHANGED, stored=stored_values(ticket))
    ticket.version += 1
    return ticket


def load_open(session: Session, actor: Actor, *, ticket_id: int, version: int) -> LedTicket:
    """The same, of a ticket that was not closed. Raises InvalidInput as well."""
    ticket = load(session, actor, ticket_id=ticket_id, version=version)
    if ticket.closed_on is not None:
        raise InvalidInput(CLOSED, day=ticket.closed_on)
    return ticket


def stored_values(ticket: LedTicket) -> dict[str, str]:
    """What another user may have changed, as text, for the conflict on the screen."""
    return {
        "sent_on": date_text(ticket.sent_on),
        "answered_on": date_text(ticket.answered_on),
        "closed_on": date_text(ticket.closed_on),
        "outcome": words.OUTCOMES.get(ticket.outcome, ""),
    }


def keep_evidence(
    session: Session, actor: Actor, ticket: LedTicket, uploads: Sequence[Upload | None]
) -> None:
    """Freeze what was added with a step of this ticket. Raises InvalidInput."""
    for upload in uploads:
        if upload is not None:
            evidence_files.keep(
                session, actor, upload, subject_kind=words.SUBJECT, subject_id=ticket.id,
                learner_id=ticket.learner_id, campus_id=ticket.campus_id,
            )  # fmt: skip
