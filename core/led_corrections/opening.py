"""A report about the data of one person in LED becomes a ticket."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, clock, once
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput, NotFound
from core.evidence.files import Upload
from core.history import events
from core.i18n import N_
from core.learners import files as people
from core.learners import queries as learners
from core.led_corrections import checks, files, words
from core.proofs import files as proofs
from db.models import Learner, LedTicket, Participation, Proof

COMMAND = "ticket.open"


@dataclass(frozen=True, slots=True)
class Report:
    """What was reported: about whom, by whom, on which day, what is in LED and what should be."""

    learner_id: int
    kind: str
    reporter: str
    reported_on: date
    proof_id: int | None = None
    reporter_name: str = ""
    route: str = ""
    field: str = ""
    old_value: str = ""
    new_value: str = ""
    description: str = ""

    def texts(self) -> dict[str, str]:
        """What somebody typed."""
        names = ("reporter_name", "old_value", "new_value", "description")
        return {name: getattr(self, name) for name in names}


def open_ticket(
    session: Session, *, actor: Actor, today: date, report: Report, evidence: Upload | None = None, nonce: str = ""
) -> int:  # fmt: skip
    """Note a report; gives the key of its ticket. Nothing in the proof or the file changes by it."""
    require(session, actor, Action.CORRECT_LED)
    answered = once.replay(session, nonce=nonce)
    if answered is not None:
        return int(str(answered["ticket_id"]))
    proofs.hold_person(session, select(Learner.id).where(Learner.id == report.learner_id))
    person = session.get(Learner, report.learner_id, populate_existing=True)
    is_gone = person is None or person.merged_into_id is not None
    if is_gone or not learners.may_see(session, actor=actor, learner_id=report.learner_id):
        raise NotFound(people.GONE)
    proof = _proof(session, actor, report)
    typed = checks.texts(report.texts())
    _check(session, report, typed, proof, today=today)
    ticket = LedTicket(
        learner_id=report.learner_id, proof_id=report.proof_id, campus_id=_campus(session, actor, report, proof),
        kind=report.kind, reporter=report.reporter, reported_on=report.reported_on, route=report.route,
        field=report.field, opened_at=clock.now(), opened_by=actor.display_name, **typed,
    )  # fmt: skip
    session.add(ticket)
    session.flush()
    files.keep_evidence(session, actor, ticket, [evidence])
    events.add(
        session, actor, subject_kind=words.SUBJECT, subject_id=ticket.id, kind="opened",
        happened_on=report.reported_on, field=report.field, old_value=ticket.old_value, new_value=ticket.new_value,
        text=ticket.description,
    )  # fmt: skip
    audit.record(
        session, actor=actor, action=COMMAND, subject_kind=words.SUBJECT, subject_id=ticket.id,
        details={"ticket_kind": report.kind, "day": report.reported_on, "on": today},
    )  # fmt: skip
    once.remember(session, nonce=nonce, command=COMMAND, result={"ticket_id": ticket.id})
    return ticket.id


def _proof(session: Session, actor: Actor, report: Report) -> Proof | None:
    if report.proof_id is None:
        return None
    proof = session.get(Proof, report.proof_id, with_for_update={"read": True})
    if proof is None or proof.learner_id != report.learner_id:
        raise NotFound(proofs.GONE)
    require(session, actor, Action.CORRECT_LED, campus_id=proof.campus_id)
    if proof.state == "to_issue":
        raise InvalidInput(
            N_("Dit bewijs is nog niet uitgereikt; het kan nog niet in LED staan. Reik het eerst uit."),
            field="proof_id",
        )
    return proof


def _check(
    session: Session, report: Report, typed: dict[str, str], proof: Proof | None, *, today: date
) -> None:
    checks.content(report.kind, report.field, typed, has_proof=proof is not None)
    if report.reporter not in words.REPORTERS:
        raise InvalidInput(N_("Kies wie dit meldde."), field="reporter")
    if report.route and report.route not in words.ROUTES:
        raise InvalidInput(N_("Kies de weg uit de lijst."), field="route")
    checks.order(LedTicket(), "reported_on", report.reported_on, today=today)
    if report.kind == "replacement" and (proof is None or proof.document_id is None):
        raise InvalidInput(
            N_("Een duplicaat kan alleen van een bewijs waarvan we het document bewaren. Kies dat bewijs."),
            field="proof_id",
        )
    if proof is None:
        return
    if proof.issued_on is not None and report.reported_on < proof.issued_on:
        raise InvalidInput(
            N_("Dit bewijs is pas uitgereikt op {day}. Een melding erover kan niet vroeger zijn."),
            field="reported_on",
            day=proof.issued_on,
        )
    twin = session.scalar(
        select(LedTicket.reported_on).where(
            LedTicket.proof_id == proof.id, LedTicket.kind == report.kind, LedTicket.field == report.field,
            LedTicket.closed_on.is_(None),
        )
    )  # fmt: skip
    if twin is not None:
        raise InvalidInput(
            N_("Voor dit bewijs staat al zo'n melding open, van {day}. Vul die aan."), field="kind", day=twin
        )


def _campus(session: Session, actor: Actor, report: Report, proof: Proof | None) -> int | None:
    """The campus of the proof, or where the person took part last, as far as the actor works there."""
    if proof is not None:
        return proof.campus_id
    latest = (
        select(Participation.campus_id)
        .where(Participation.learner_id == report.learner_id)
        .order_by(Participation.id.desc())
    )
    if actor.campus_ids is not None:
        latest = latest.where(Participation.campus_id.in_(sorted(actor.campus_ids)))
    return session.scalars(latest.limit(1)).first()
