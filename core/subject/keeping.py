"""Whether a person's file may be erased: per kind of record what stays and why, what goes, what stays nameless."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.i18n import N_
from core.proofs import fixed
from core.provider_settings import queries as provider_settings
from core.retention import cuts, past
from core.retention.registry import BY_CODE
from core.rules.words import Text
from core.subject import links, removing
from core.subject.links import Found
from db.models import Document, LedTicket, ProblemReport, Proof

STAYS, GOES, NAMELESS = "stays", "goes", "nameless"
FOR_GOOD = N_(
    "Uitgereikt bewijs {number} blijft: wat in LED staat, wordt niet gewist (kwaliteitsdecreet), "
    "en je bewaart het blijvend."
)
UNTIL = N_("Uitgereikt bewijs {number} blijft tot en met {day}: tot dan loopt de bewaartermijn.")
BUSY = N_("Bewijs {number} blijft zolang registratie, probleem of melding niet afgerond is.")
OPEN_TICKET = N_("Een melding over LED van {day} staat nog open. Sluit ze eerst af.")
OPEN_PROBLEM = N_("Een probleem van {day} staat nog open. Sluit het eerst af.")
NEWEST = N_(
    "Papier {number} is het laatst uitgereikte. Wis dit dossier zodra er een volgend papier is, zodat zijn plaats in "
    "het register nooit opnieuw gegeven wordt."
)
WITH_PROOF = N_("Hoort bij een bewijs dat blijft.")
LOOKS = N_("Dat er gekeken werd, blijft tot de bewaartermijn; wiens dossier het was en de reden niet.")
CHAIN = N_("De keten van het logboek wordt nooit geknipt. Ze noemt het dossier bij zijn nummer, zonder naam.")


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of record of this person: how many, what becomes of them, and why."""

    table: str
    count: int
    verdict: str
    why: Sequence[Text] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What would become of each kind of record, and every reason why the file has to stay; without one it may go."""

    lines: Sequence[Line]
    reasons: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """The proofs that have to stay, and why."""

    keys: Sequence[int]
    reasons: Sequence[Text]


def verdict(session: Session, *, actor: Actor, today: date, learner_id: int) -> Verdict:
    """What has to stay of this person and what may go, as it is now; nothing for who is limited to a campus."""
    if actor.campus_ids is not None:
        return Verdict((), ())
    found = removing.with_what_hangs(session, {links.PERSON: [learner_id]})
    proofs = _proofs(session, found, today)
    why: dict[str, list[Text]] = {
        "proof": list(proofs.reasons),
        "led_ticket": _open_tickets(session, found),
        "problem_report": _open_problems(session, found),
    }
    beside = _beside(session, proofs.keys)
    why["document"] = [] if "document" in beside else _newest(session, found)
    reasons = tuple(reason for each in why.values() for reason in each)
    lines = []
    for table in links.in_order(found):
        stays = why.get(table) or ([Text(WITH_PROOF)] if table in beside else [])
        lines.append(Line(table, len(found[table]), STAYS if stays else GOES, stays))
    everything = links.of_person(session, learner_id)
    for table, text in (("access_entry", LOOKS), ("audit_entry", CHAIN)):
        if table in everything:
            lines.append(Line(table, len(everything[table]), NAMELESS, [Text(text)]))
    return Verdict(lines, reasons)


def _beside(session: Session, proofs: Sequence[int]) -> set[str]:
    """The tables in which something stands that belongs to a proof that stays."""
    if not proofs:
        return set()
    courses = session.scalars(select(Proof.participation_id).where(Proof.id.in_(proofs))).all()
    own = removing.with_what_hangs(session, {"proof": proofs, "participation": courses})
    return {"learner", *own} - {"import_row"}


def _proofs(session: Session, found: Found, today: date) -> _Kept:
    keys = [key[0] for key in found.get("proof", set())]
    months = provider_settings.number(session, BY_CODE["proof"].key)
    # Asked apart: the condition looks for papers itself, and a join with them would change what it asks.
    issued = session.scalars(select(Proof.id).where(Proof.id.in_(keys), fixed.is_fixed())).all()
    columns = (Proof.id, Proof.registered_on, Proof.issued_on, Proof.external_number, Document.number)
    statement = select(*columns).outerjoin(Document, Document.id == Proof.document_id)
    rows = session.execute(statement.where(Proof.id.in_(issued)).order_by(Proof.id)).all()
    over = {
        key
        for source in past.past("proof", today=today, months=months)
        for (key,) in session.execute(source.statement.where(Proof.id.in_(keys)))
    }
    kept, reasons = [], []
    for key, registered_on, issued_on, external, number in rows:
        shown = number or external or str(key)
        counted = registered_on or issued_on
        if key in over:
            continue
        kept.append(key)
        if not months:
            reasons.append(Text(FOR_GOOD, {"number": shown}))
        elif counted is not None and (until := cuts.kept_until(counted, months)) >= today:
            reasons.append(Text(UNTIL, {"number": shown, "day": until}))
        else:
            reasons.append(Text(BUSY, {"number": shown}))
    return _Kept(kept, reasons)


def _open_tickets(session: Session, found: Found) -> list[Text]:
    keys = [key[0] for key in found.get("led_ticket", set())]
    days = session.scalars(
        select(LedTicket.reported_on)
        .where(LedTicket.id.in_(keys), LedTicket.closed_on.is_(None))
        .order_by(LedTicket.id)
    )
    return [Text(OPEN_TICKET, {"day": day}) for day in days]


def _open_problems(session: Session, found: Found) -> list[Text]:
    keys = [key[0] for key in found.get("problem_report", set())]
    statement = select(ProblemReport.noticed_on).where(
        ProblemReport.id.in_(keys), ProblemReport.closed_on.is_(None)
    )
    return [Text(OPEN_PROBLEM, {"day": day}) for day in session.scalars(statement.order_by(ProblemReport.id))]


def _newest(session: Session, found: Found) -> list[Text]:
    newest = removing.newest_paper(session)
    if (newest,) not in found.get("document", set()):
        return []
    return [Text(NEWEST, {"number": session.get_one(Document, newest).number})]
