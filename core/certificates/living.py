"""The life of an issued paper: printed, signed and stamped, delivered; destroyed before that, corrected after it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from core import audit, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.certificates import files, mailing, owed, terms_of_papers
from core.deadlines import terms
from core.documents import glyphs
from core.errors import InvalidInput
from core.i18n import N_
from core.proofs.late_reasons import LATE_REASONS
from db.models import Certificate, Signatory

WAYS: Final = ("hand", "post", "mail")
NOT_ISSUED = N_("Dit getuigschrift is niet uitgereikt. Reik het eerst uit.")
DELIVERED = N_("Dit getuigschrift is afgeleverd op {day}. Open een correctie.")
NOT_DELIVERED = N_(
    "Dit getuigschrift is nog niet afgeleverd. Vernietig het met een reden en reik het opnieuw uit."
)
NOT_SIGNED = N_("Dit getuigschrift is nog niet ondertekend. Noteer eerst de stempel en de handtekening.")
ONLY_DELIVERY = N_("Dit papier is van vóór Termijnwacht: noteer alleen nog de aflevering.")
NOT_AUTHORISED = N_("Wie tekent, was op {day} niet gemachtigd. Kies iemand anders of een andere dag.")
IMPOSSIBLE_DAY = N_("Deze dag kan niet: kies een dag vanaf {first} tot en met {last}.")
ON_PAPER = N_("Reden van de correctie")
WAY_AND_WHO = N_("Kies hoe het getuigschrift werd afgeleverd en noteer door wie.")
LATE = N_("De termijn liep af op {day}. Kies waarom het later werd.")
NO_RESPONSIBILITY = N_(
    "Na aflevering mag je alleen wijzigen als je instelling daar uitdrukkelijk de verantwoordelijkheid voor neemt. "
    "Vink dat aan."
)


@dataclass(frozen=True, slots=True)
class Handed:
    """How a paper reached the cursist; why it was late and what was done about it, when it was."""

    delivered_on: date
    way: str
    by: str
    late_reason: str = ""
    late_action: str = ""


def note_printed(session: Session, *, actor: Actor, today: date, certificate_id: int, version: int) -> None:
    """The paper was printed today. Raises InvalidInput, NotFound or Conflict."""
    require(session, actor, Action.DELIVER_CERTIFICATE)
    paper = files.load(
        session, actor, Action.DELIVER_CERTIFICATE, certificate_id=certificate_id, version=version
    )
    _check_ours(paper)
    paper.printed_on = today
    files.settle(session, paper)
    _record(session, actor, paper, "certificate.print", today, {})


def note_signed(
    session: Session, *, actor: Actor, today: date, certificate_id: int, version: int, signatory_id: int,
    signed_on: date,
) -> None:  # fmt: skip
    """Stamp and original signature by somebody who was authorised on that day. Raises InvalidInput."""
    require(session, actor, Action.DELIVER_CERTIFICATE)
    paper = files.load(
        session, actor, Action.DELIVER_CERTIFICATE, certificate_id=certificate_id, version=version
    )
    _check_ours(paper)
    _check_day(paper.issued_on, signed_on, today, field="signed_on")
    found = session.get(Signatory, signatory_id)
    if found is None or not found.begins_on <= signed_on <= (found.ends_on or signed_on):
        raise InvalidInput(NOT_AUTHORISED, field="signatory", day=signed_on)
    paper.signed_on, paper.signatory_id = signed_on, signatory_id
    paper.printed_on = paper.printed_on or signed_on
    files.settle(session, paper)
    _record(session, actor, paper, "certificate.sign", today, {"day": signed_on, "name": found.name})


def deliver(
    session: Session, *, actor: Actor, today: date, certificate_id: int, version: int, handed: Handed
) -> None:
    """Delivered to the cursist: this closes the term. Raises InvalidInput; a late one asks for its reason.

    What the provider lets go by e-mail needs no original signature first, nor what was made before Termijnwacht.
    """
    require(session, actor, Action.DELIVER_CERTIFICATE)
    paper = files.load(
        session, actor, Action.DELIVER_CERTIFICATE, certificate_id=certificate_id, version=version
    )
    _check_undelivered(paper)
    if not _may_leave(session, paper, handed.way):
        raise InvalidInput(NOT_SIGNED)
    _check_day(paper.signed_on or paper.issued_on, handed.delivered_on, today, field="delivered_on")
    if handed.way not in WAYS or not handed.by.strip():
        raise InvalidInput(WAY_AND_WHO, field="way")
    due_on = files.due_on(session, paper)
    is_late = due_on is not None and handed.delivered_on > due_on
    if is_late and handed.late_reason not in LATE_REASONS:
        raise InvalidInput(LATE, field="late_reason", day=due_on)
    values = {"delivered_by": handed.by.strip(), "late_action": handed.late_action.strip()}
    lengths.check(Certificate, values)
    paper.delivered_on, paper.delivery_way = handed.delivered_on, handed.way
    paper.delivered_by = values["delivered_by"]
    if terms_of_papers.is_earlier(paper):
        paper.earlier_delivered_on = handed.delivered_on
    if is_late:
        paper.late_reason, paper.late_action = handed.late_reason, values["late_action"]
    files.happened(session, actor, paper, "delivered", handed.delivered_on, "")
    files.settle(session, paper)
    _record(session, actor, paper, "certificate.deliver", today, {
        "day": handed.delivered_on, "delivery_way": handed.way, "delivered_by": values["delivered_by"],
    })  # fmt: skip


def destroy(
    session: Session, *, actor: Actor, today: date, certificate_id: int, version: int, reason: str
) -> None:
    """An error before delivery: the paper is gone, its number stays used, and what the facts owe now is due.

    After a destroyed correction the delivered paper that it corrected stands again, its correction still open.
    """
    require(session, actor, Action.ISSUE_CERTIFICATE)
    lengths.check_reason(reason)
    paper = files.load_to_follow(
        session, actor, Action.ISSUE_CERTIFICATE, certificate_id=certificate_id, version=version
    )
    _check_undelivered(paper)
    files.happened(session, actor, paper, "destroyed", today, reason.strip())
    if terms_of_papers.is_earlier(paper):
        paper.earlier_destroyed_on = today
    else:
        paper.document_id = files.standing_document(session, paper)
    files.due_again(paper)
    owed.settle(session, enrolment_ids=[paper.enrolment_id], terms=terms.load(session))
    _record(session, actor, paper, "certificate.destroy", today, {"reason": reason.strip()})


def open_correction(
    session: Session, *, actor: Actor, today: date, certificate_id: int, version: int, reason: str,
    takes_responsibility: bool,
) -> None:  # fmt: skip
    """After delivery: hours are unlocked and a paper marked "correctie" becomes due; the term stays met.

    Raises InvalidInput without the express taking of responsibility, without a reason, or for one that no paper can
    show: the reason is printed, and it cannot be changed any more once the correction is open.
    """
    require(session, actor, Action.CORRECT_CERTIFICATE)
    lengths.check_reason(reason)
    glyphs.check_texts([("reason", ON_PAPER, reason.strip(), True)])
    if not takes_responsibility:
        raise InvalidInput(NO_RESPONSIBILITY, field="takes_responsibility")
    paper = files.load(
        session, actor, Action.CORRECT_CERTIFICATE, certificate_id=certificate_id, version=version
    )
    if paper.state != "issued" or paper.delivered_on is None:
        raise InvalidInput(NOT_DELIVERED)
    files.due_again(paper)
    paper.delivered_on, paper.delivery_way, paper.delivered_by = None, "", ""
    paper.correction_reason, paper.correction_by = reason.strip(), actor.display_name
    paper.correction_on = today
    files.settle(session, paper)
    _record(session, actor, paper, "certificate.correct", today, {"reason": reason.strip()})


def _may_leave(session: Session, paper: Certificate, way: str) -> bool:
    is_signed = paper.signed_on is not None or terms_of_papers.is_earlier(paper)
    return is_signed or (way == "mail" and mailing.may_go(session, paper.kind))


def _check_undelivered(paper: Certificate) -> None:
    if paper.state != "issued":
        raise InvalidInput(NOT_ISSUED)
    if paper.delivered_on is not None:
        raise InvalidInput(DELIVERED, day=paper.delivered_on)


def _check_ours(paper: Certificate) -> None:
    _check_undelivered(paper)
    if terms_of_papers.is_earlier(paper):
        raise InvalidInput(ONLY_DELIVERY)


def _check_day(first: date | None, day: date, last: date, *, field: str) -> None:
    assert first is not None
    if not first <= day <= last:
        raise InvalidInput(IMPOSSIBLE_DAY, field=field, first=first, last=last)


def _record(
    session: Session, actor: Actor, paper: Certificate, action: str, today: date, told: dict[str, str | date]
) -> None:
    audit.record(
        session, actor=actor, action=action, subject_kind="certificate", subject_id=paper.id,
        details={**told, "on": today},
    )  # fmt: skip
