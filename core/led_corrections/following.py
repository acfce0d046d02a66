"""The steps of an open ticket: what it says is changed, it is sent, it is answered; each step is kept as it was."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.evidence.files import Upload
from core.history import events
from core.i18n import N_
from core.i18n.formats import date_text
from core.led_corrections import checks, files, words
from db.models import LedTicket


@dataclass(frozen=True, slots=True)
class Said:
    """What the form of an open ticket edits."""

    kind: str
    reporter: str
    reported_on: date
    reporter_name: str = ""
    field: str = ""
    old_value: str = ""
    new_value: str = ""
    description: str = ""


def change(
    session: Session, *, actor: Actor, today: date, ticket_id: int, version: int, said: Said,
    evidence: Upload | None = None,
) -> list[str]:  # fmt: skip
    """Correct what a ticket says; gives the names of what changed. The value before stays in the history."""
    require(session, actor, Action.CORRECT_LED)
    ticket = files.load_open(session, actor, ticket_id=ticket_id, version=version)
    names = ("reporter_name", "old_value", "new_value", "description")
    typed = checks.texts({name: getattr(said, name) for name in names})
    if (said.kind == "replacement") is not (ticket.kind == "replacement"):
        raise InvalidInput(
            N_("Een duplicaat en een fout in LED zijn twee verschillende meldingen. Open een nieuwe."),
            field="kind",
        )
    checks.content(said.kind, said.field, typed, has_proof=ticket.proof_id is not None)
    if said.reporter not in words.REPORTERS:
        raise InvalidInput(N_("Kies wie dit meldde."), field="reporter")
    _check_reported(ticket, said.reported_on, today=today)
    wanted: dict[str, object] = {
        "kind": said.kind, "reporter": said.reporter, "reported_on": said.reported_on, "field": said.field, **typed,
    }  # fmt: skip
    changed = [name for name, value in wanted.items() if getattr(ticket, name) != value]
    for name in changed:
        _tell(session, actor, ticket, name, wanted[name], today)
        setattr(ticket, name, wanted[name])
    if evidence is not None:
        files.keep_evidence(session, actor, ticket, [evidence])
        events.add(
            session, actor, subject_kind=words.SUBJECT, subject_id=ticket.id, kind="evidence", happened_on=today
        )  # fmt: skip
    audit.record(
        session, actor=actor, action="ticket.change", subject_kind=words.SUBJECT, subject_id=ticket.id,
        details={"fields": changed, "on": today},
    )  # fmt: skip
    return changed


def send(
    session: Session, *, actor: Actor, today: date, ticket_id: int, version: int, route: str, sent_on: date,
    evidence: Upload | None = None,
) -> None:  # fmt: skip
    """Note that it was sent to WEWIS or AHOVOKS; a second time is a reminder, or another route after an answer."""
    require(session, actor, Action.CORRECT_LED)
    ticket = files.load_open(session, actor, ticket_id=ticket_id, version=version)
    if ticket.kind == "replacement":
        raise InvalidInput(
            N_("Een duplicaat geef je zelf; daarvoor hoef je niets te versturen."), field="route"
        )
    if route not in words.ROUTES:
        raise InvalidInput(N_("Kies naar wie je dit verstuurt: Departement WEWIS of AHOVOKS."), field="route")
    checks.order(ticket, "sent_on", sent_on, today=today)
    if ticket.sent_on is not None and sent_on < max(ticket.sent_on, ticket.answered_on or ticket.sent_on):
        before = max(ticket.sent_on, ticket.answered_on or ticket.sent_on)
        raise InvalidInput(
            N_("De vorige stap was op {day}. Opnieuw versturen kan niet vroeger."),
            field="sent_on",
            day=before,
        )
    was, text = ticket.route, date_text(ticket.sent_on)
    events.add(
        session, actor, subject_kind=words.SUBJECT, subject_id=ticket.id, kind="sent", happened_on=sent_on,
        field="route", old_value=was, new_value=route,
        text=f"{text} → {date_text(sent_on)}" if text else "",
    )  # fmt: skip
    # An answer to what was sent before stands in the history; what is sent now waits for its own.
    ticket.route, ticket.sent_on, ticket.answered_on, ticket.answer = route, sent_on, None, ""
    files.keep_evidence(session, actor, ticket, [evidence])
    audit.record(
        session, actor=actor, action="ticket.send", subject_kind=words.SUBJECT, subject_id=ticket.id,
        details={"route": route, "day": sent_on, "on": today},
    )  # fmt: skip


def answer(
    session: Session, *, actor: Actor, today: date, ticket_id: int, version: int, answered_on: date, text: str,
    evidence: Upload | None = None,
) -> None:  # fmt: skip
    """Note the answer that came; a later one to the same letter is kept beside it."""
    require(session, actor, Action.CORRECT_LED)
    ticket = files.load_open(session, actor, ticket_id=ticket_id, version=version)
    if ticket.sent_on is None:
        raise InvalidInput(N_("Deze melding is nog niet verstuurd. Noteer eerst naar wie en wanneer."))
    checks.order(ticket, "answered_on", answered_on, today=today)
    said = checks.texts({"answer": text})["answer"]
    if not said:
        raise InvalidInput(N_("Noteer kort wat het antwoord was."), field="answer")
    events.add(
        session, actor, subject_kind=words.SUBJECT, subject_id=ticket.id, kind="answered", happened_on=answered_on,
        field="answer", old_value=ticket.answer, new_value=said,
    )  # fmt: skip
    ticket.answered_on, ticket.answer = answered_on, said
    files.keep_evidence(session, actor, ticket, [evidence])
    audit.record(
        session, actor=actor, action="ticket.answer", subject_kind=words.SUBJECT, subject_id=ticket.id,
        details={"day": answered_on, "on": today},
    )  # fmt: skip


def _check_reported(ticket: LedTicket, reported_on: date, *, today: date) -> None:
    checks.order(ticket, "reported_on", reported_on, today=today)
    if ticket.sent_on is not None and reported_on > ticket.sent_on:
        raise InvalidInput(
            N_("Deze melding is al verstuurd op {day}. Kies die dag of een vroegere."),
            field="reported_on",
            day=ticket.sent_on,
        )


def _tell(session: Session, actor: Actor, ticket: LedTicket, name: str, new: object, today: date) -> None:
    events.add(
        session, actor, subject_kind=words.SUBJECT, subject_id=ticket.id, kind="changed", happened_on=today,
        field=name, old_value=_shown(getattr(ticket, name)), new_value=_shown(new),
    )  # fmt: skip


def _shown(value: object) -> str:
    """A day as people write it; a code stays a code, so that each reader sees its word in his own language."""
    return date_text(value) if isinstance(value, date) else str(value)
