"""What of one person is still owed or open: terms that run or passed, reports about LED, problems; with the way out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.deadlines.projection import PROOF
from core.deadlines.terms import LED_REGISTRATION
from core.i18n import N_
from core.rules.parameters import law
from core.rules.words import Text
from core.subject.links import Found
from db.models import Deadline, Document, LedTicket, ProblemReport, Proof

OWED = N_("{name} {what}: {when}. {way}")
OF_A_RULE = N_("Voor “{rule}” is nog iets te doen: {when}. Rond dat eerst af.")
RUNS = N_("de termijn loopt tot en met {day}")
OVERDUE = N_("de uiterste datum was {day}")
TO_ISSUE = N_("is nog niet uitgereikt en niet geregistreerd in LED")
TO_REGISTER = N_("is nog niet geregistreerd in LED")
TO_CONFIRM = N_("is ingevoerd maar nog niet bevestigd in LED")
ISSUE_IT = N_(
    "Reik het uit en registreer het, op de pagina's Bewijzen en Registratie. Klopt de afronding niet, maak ze dan "
    "ongedaan op de pagina Deelnemers."
)
REGISTER_IT = N_("Registreer het eerst, op de pagina Registratie, onderdeel Invoeren.")
CONFIRM_IT = N_("Noteer eerst de bevestiging, op de pagina Registratie, onderdeel Invoeren.")
OPEN_TICKET = N_(
    "Een melding over LED van {day} staat nog open. Sluit ze eerst af, op de pagina Registratie, onderdeel Correcties."
)
OPEN_PROBLEM = N_(
    "Een probleem van {day} staat nog open. Sluit het eerst af, op de pagina Registratie, onderdeel Problemen."
)
NUMBERED, QUOTED = N_("Bewijs {number}"), N_("“{title}”")


@dataclass(frozen=True, slots=True)
class Owed:
    """Per proof, and per other term, why nothing of this person may be erased yet."""

    proofs: Mapping[int, Text] = field(default_factory=dict)
    others: tuple[Text, ...] = ()


def terms(session: Session, found: Found, *, today: date) -> Owed:
    """The open terms among these rows, overdue ones too: of each proof to register, and of any other rule."""
    proofs: dict[int, Text] = {}
    others = []
    for term, proof, number in session.execute(_open_terms([key[0] for key in found.get("deadline", set())])):
        when = Text(RUNS if term.due_on >= today else OVERDUE, {"day": term.due_on})
        if proof is not None and term.rule_id == LED_REGISTRATION:
            proofs[proof.id] = _of_proof(proof, number, when)
        else:
            others.append(Text(OF_A_RULE, {"rule": law(term.rule_id).name, "when": when}))
    return Owed(proofs, tuple(others))


def _open_terms(keys: Collection[int]) -> Select[Deadline, Proof | None, str | None]:
    return (
        select(Deadline, Proof, Document.number)
        .outerjoin(Proof, (Deadline.subject_kind == PROOF) & (Proof.id == Deadline.subject_id))
        .outerjoin(Document, Document.id == Proof.document_id)
        .where(Deadline.id.in_(keys), Deadline.state == "open")
        .order_by(Deadline.id)
    )


def _of_proof(proof: Proof, number: str | None, when: Text) -> Text:
    shown = number or proof.external_number
    what, way = TO_REGISTER, REGISTER_IT
    if proof.state == "to_issue":
        shown, what, way = "", TO_ISSUE, ISSUE_IT
    elif proof.entered_on is not None:
        what, way = TO_CONFIRM, CONFIRM_IT
    name = Text(NUMBERED, {"number": shown}) if shown else Text(QUOTED, {"title": proof.title})
    return Text(OWED, {"name": name, "what": Text(what), "when": when, "way": Text(way)})


def tickets(session: Session, found: Found) -> list[Text]:
    """Every report about LED among these rows that is not closed."""
    keys = [key[0] for key in found.get("led_ticket", set())]
    statement = select(LedTicket.reported_on).where(LedTicket.id.in_(keys), LedTicket.closed_on.is_(None))
    return [Text(OPEN_TICKET, {"day": day}) for day in session.scalars(statement.order_by(LedTicket.id))]


def problems(session: Session, found: Found) -> list[Text]:
    """Every problem with a registration among these rows that is not closed."""
    keys = [key[0] for key in found.get("problem_report", set())]
    statement = select(ProblemReport.noticed_on).where(
        ProblemReport.id.in_(keys), ProblemReport.closed_on.is_(None)
    )
    return [Text(OPEN_PROBLEM, {"day": day}) for day in session.scalars(statement.order_by(ProblemReport.id))]
