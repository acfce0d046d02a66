"""A duplicate of a frozen paper, marked as such: LED gives no replacement for what was lost, the issuer does (S1).

Drawn from the frozen content alone, so that it says what the original says. It is no new issue: no number is taken,
the original's row and bytes are untouched, and its code for verification leads to the original.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.documents import proof as proof_paper
from core.documents.content import ProofContent, content_from_json
from core.documents.merged import file_name
from core.errors import InvalidInput
from core.i18n import N_
from core.led_corrections import files, steps, words
from db.models import Document, LedTicket, Proof

WHAT = "duplicate.pdf"
OLD_TEMPLATE = N_(
    "Dit bewijs is uitgereikt met een vorige versie van het invuldocument ({version}), die deze installatie niet meer "
    "kan tekenen. Druk het bewaarde origineel af vanuit het bewijs en schrijf er “duplicaat” en de datum op."
)
NO_PAPER = N_("Dit bewijs is niet meer uitgereikt. Een duplicaat kan alleen van een geldig bewijs.")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The bytes of a duplicate, the name of its file and its hash: what was given can be told from the history."""

    name: str
    sha256: str
    content: bytes = field(repr=False)


def duplicate(session: Session, *, actor: Actor, today: date, ticket_id: int, version: int) -> Duplicate:
    """Give the duplicate a ticket asks for; the ticket ends with it. A second one on the same ticket adds an event."""
    require(session, actor, Action.CORRECT_LED)
    require(session, actor, Action.READ_DOCUMENT)
    # Nothing of the proof changes, so its version stays: what was done with it before can still be taken back.
    key = session.scalar(steps.proof_of(ticket_id))
    proof = session.get(Proof, key, with_for_update={"read": True}) if key is not None else None
    ticket = files.load(session, actor, ticket_id=ticket_id, version=version)
    if ticket.closed_on is not None and ticket.outcome != "duplicate":
        raise InvalidInput(files.CLOSED, day=ticket.closed_on)
    if proof is None or ticket.kind != "replacement":
        raise InvalidInput(N_("Deze melding vraagt geen duplicaat. Open er een voor het bewijs."))
    document = _document(session, proof)
    pdf = proof_paper.render(replace(_content(document), duplicate_on=today))
    given = Duplicate(file_name(document.number, prefix="duplicaat"), hashlib.sha256(pdf).hexdigest(), pdf)
    audit.log_access(
        session, actor=actor, what=WHAT, learner_id=document.learner_id, subject=f"document {document.number}"
    )
    steps.tell(
        session, actor, ticket, "duplicate", today, text=f"{document.number} · sha256 {given.sha256}"
    )  # fmt: skip
    if ticket.closed_on is None:
        _close(ticket, actor, today)
    audit.record(
        session, actor=actor, action="ticket.duplicate", subject_kind=words.SUBJECT, subject_id=ticket.id,
        details={"number": document.number, "sha256": given.sha256, "on": today},
    )  # fmt: skip
    return given


def _document(session: Session, proof: Proof) -> Document:
    if proof.state != "issued" or proof.document_id is None:
        raise InvalidInput(NO_PAPER)
    return session.get_one(Document, proof.document_id)


def _content(document: Document) -> ProofContent:
    """The frozen content, if the template it was drawn by is the one that is installed. Raises InvalidInput."""
    kept: Mapping[str, object] = document.content
    if document.template_version != proof_paper.TEMPLATE:
        raise InvalidInput(OLD_TEMPLATE, version=document.template_version)
    try:
        return content_from_json(kept)
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(OLD_TEMPLATE, version=document.template_version) from error


def _close(ticket: LedTicket, actor: Actor, today: date) -> None:
    ticket.outcome, ticket.closed_on, ticket.closed_by = "duplicate", today, actor.display_name
