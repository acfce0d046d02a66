"""Whether a person's file may be erased: per kind of record what stays and why, what goes, what stays nameless.

What is owed goes before everything: while a term of a proof is open, running or overdue, nothing of its person goes.
"""

from collections.abc import Mapping, Sequence
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
from core.subject import links, owed, removing
from core.subject.links import Found
from db.models import Document, Proof

STAYS, GOES, NAMELESS = "stays", "goes", "nameless"
FOR_GOOD = N_(
    "Uitgereikt bewijs {number} blijft: wat in LED staat, wordt niet gewist (kwaliteitsdecreet), "
    "en je bewaart het blijvend."
)
UNTIL = N_("Uitgereikt bewijs {number} blijft tot en met {day}: tot dan loopt de bewaartermijn.")
BUSY = N_("Bewijs {number} blijft: er is nog te kort geleden iets mee gebeurd, of er staat iets over open.")
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
    open_terms = owed.terms(session, found, today=today)
    proofs = _proofs(session, found, today, open_terms.proofs)
    why: dict[str, list[Text]] = {
        "proof": list(proofs.reasons),
        "deadline": list(open_terms.others),
        "led_ticket": owed.tickets(session, found),
        "problem_report": owed.problems(session, found),
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


def _proofs(session: Session, found: Found, today: date, open_terms: Mapping[int, Text]) -> _Kept:
    """Those whose term is open, and those that were issued and whose time of keeping has not passed."""
    keys = [key[0] for key in found.get("proof", set())]
    months = provider_settings.number(session, BY_CODE["proof"].key)
    # Asked apart: the condition looks for papers itself, and a join with them would change what it asks.
    issued = session.scalars(select(Proof.id).where(Proof.id.in_(keys), fixed.is_fixed())).all()
    columns = (Proof, Document.number)
    statement = select(*columns).outerjoin(Document, Document.id == Proof.document_id)
    statement = statement.where(Proof.id.in_({*issued, *open_terms})).order_by(Proof.id)
    over = {
        key
        for source in past.past("proof", today=today, months=months)
        for (key,) in session.execute(source.statement.where(Proof.id.in_(keys)))
    }
    kept, reasons = [], []
    for proof, number in session.execute(statement):
        if proof.id in over:
            continue
        kept.append(proof.id)
        if proof.id in open_terms:
            reasons.append(open_terms[proof.id])
        if proof.state != "to_issue":
            reasons += _term(proof, number, today, months=months, is_owed=proof.id in open_terms)
    return _Kept(kept, reasons)


def _term(proof: Proof, number: str | None, today: date, *, months: int, is_owed: bool) -> list[Text]:
    """How long an issued proof is kept; nothing when that has passed while it is owed, which says enough."""
    shown = number or proof.external_number or str(proof.id)
    counted = proof.registered_on or proof.issued_on
    if not months:
        return [Text(FOR_GOOD, {"number": shown})]
    if counted is not None and (until := cuts.kept_until(counted, months)) >= today:
        return [Text(UNTIL, {"number": shown, "day": until})]
    return [] if is_owed else [Text(BUSY, {"number": shown})]


def _newest(session: Session, found: Found) -> list[Text]:
    newest = removing.newest_paper(session)
    if (newest,) not in found.get("document", set()):
        return []
    return [Text(NEWEST, {"number": session.get_one(Document, newest).number})]
