"""Beside the queue (listing.py): internal targets, the employer's last day, and what attendance says otherwise."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.access.permissions import Action, require
from core.attendance import totals
from core.certificates import terms_of_papers
from core.certificates.owed import FIRST_MONTH
from core.deadlines import terms
from core.errors import NotFound
from core.i18n import N_
from core.provider_settings import queries as provider_settings
from core.provider_settings.papers import SECOND_TAKEN
from core.rules.errors import NoRuleInForce
from db.models import Certificate, Document

GONE = N_("Dit getuigschrift bestaat niet meer. Laad de lijst opnieuw.")
AMOUNTS = ("planned", "given", "present", "justified", "unjustified")


@dataclass(frozen=True, slots=True)
class Deviation:
    """One amount of an issued paper that attendance has otherwise today, in minutes."""

    name: str
    frozen: int
    today: int


def internal_targets(session: Session, papers: Sequence[Certificate]) -> Mapping[int, date]:
    """The provider's own target of the papers that the law gives no term, by key."""
    days = {paper.id: paper.counts_from_on for paper in papers if paper.counts_from_on is not None}
    if not days:
        return {}
    applied, amount = terms.load(session), provider_settings.number(session, SECOND_TAKEN)
    return {key: terms_of_papers.internal_target(applied, day, amount) for key, day in days.items()}


def deviations(session: Session, *, actor: Actor, certificate_id: int) -> Sequence[Deviation]:
    """“Afwijking sinds afgifte”: what the frozen paper says otherwise than attendance today. Raises NotFound."""
    paper = session.get(Certificate, certificate_id)
    if paper is None:
        raise NotFound(GONE)
    require(session, actor, Action.SEE_CERTIFICATES, campus_id=paper.campus_id)
    if paper.document_id is None or paper.from_on is None or paper.to_on is None:
        return []
    frozen = session.get_one(Document, paper.document_id).content
    if AMOUNTS[0] not in frozen:
        return []
    now = totals.of_one(session, enrolment_id=paper.enrolment_id, first_on=paper.from_on, last_on=paper.to_on)
    pairs = [(name, int(frozen[name]), int(getattr(now, name))) for name in AMOUNTS]
    return [Deviation(name, was, today) for name, was, today in pairs if was != today]


def claims_by_year(session: Session, *, years: Collection[int]) -> Mapping[int, date | None]:
    """The employer's last day by school year."""
    return {year: employer_claims_by(session, day=date(year, FIRST_MONTH, 1)) for year in sorted(set(years))}


def employer_claims_by(session: Session, *, day: date) -> date | None:
    """The employer's last day for the school year of that day: shown beside a paper that is late."""
    try:
        return terms.load(session).explained("bev_employer_claim", {"ends_on": day}).dates.due_on
    except NoRuleInForce:
        return None
