"""The queue of papers by due date, and where an issued paper is not what attendance says today."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.attendance import totals
from core.certificates import terms_of_papers
from core.certificates.owed import FIRST_MONTH
from core.certificates.terms_of_papers import CERTIFICATE
from core.deadlines import terms
from core.errors import NotFound
from core.i18n import N_
from core.provider_settings import queries as provider_settings
from core.provider_settings.papers import SECOND_TAKEN
from core.rules.errors import NoRuleInForce
from db.models import Certificate, Course, Deadline, Document, Learner

PAGE_SIZE = 50
GONE = N_("Dit getuigschrift bestaat niet meer. Laad de lijst opnieuw.")
AMOUNTS = ("planned", "given", "present", "justified", "unjustified")


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper that is still to be delivered; `due_on` is None where no term of law is known.

    `target_on` without `due_on` is the provider's own ("intern").
    """

    certificate_id: int
    kind: str
    school_year: int
    period_number: int
    from_on: date | None
    to_on: date | None
    stage: str
    hold: str
    last_name: str
    first_name: str
    course: str
    due_on: date | None
    target_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the queue and how many there are in all."""

    rows: Sequence[PaperRow]
    total: int


@dataclass(frozen=True, slots=True)
class Deviation:
    """One amount of an issued paper that attendance has otherwise today, in minutes."""

    name: str
    frozen: int
    today: int


def queue(
    session: Session, *, actor: Actor, kind: str = "", course_id: int | None = None, due_until: date | None = None,
    page: int = 1,
) -> Found:  # fmt: skip
    """What is not delivered yet, on the actor's campuses, the earliest due date first and undated ones last."""
    require(session, actor, Action.SEE_CERTIFICATES)
    conditions: list[ColumnElement[bool]] = [
        Certificate.delivered_on.is_(None),
        Certificate.state != "lapsed",
        *scope.of_campuses(actor, Certificate.campus_id),
    ]
    if kind:
        conditions.append(Certificate.kind == kind)
    if course_id is not None:
        conditions.append(Certificate.course_id == course_id)
    if due_until is not None:
        conditions.append(Deadline.due_on <= due_until)
    is_term = (Deadline.subject_kind == CERTIFICATE) & (Deadline.subject_id == Certificate.id)
    statement = (
        select(
            Certificate,
            Learner.last_name,
            Learner.first_name,
            Course.name,
            Deadline.due_on,
            Deadline.target_on,
        )
        .join(Learner, Learner.id == Certificate.learner_id)
        .join(Course, Course.id == Certificate.course_id)
        .outerjoin(Deadline, is_term)
        .where(*conditions)
    )
    total = session.scalar(
        select(func.count()).select_from(Certificate).outerjoin(Deadline, is_term).where(*conditions)
    )
    ordered = statement.order_by(Deadline.due_on.is_(None), Deadline.due_on, Certificate.id)
    found = session.execute(ordered.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)).all()
    internal = internal_targets(session, [paper for paper, *_ in found])
    return Found([_row(*each, internal.get(each[0].id)) for each in found], total or 0)


def internal_targets(session: Session, papers: Sequence[Certificate]) -> Mapping[int, date]:
    """The provider's own target of the papers that the law gives no term, by key."""
    days = {paper.id: paper.counts_from_on for paper in papers if paper.counts_from_on is not None}
    if not days:
        return {}
    applied, amount = terms.load(session), provider_settings.number(session, SECOND_TAKEN)
    return {key: terms_of_papers.internal_target(applied, day, amount) for key, day in days.items()}


def _row(
    paper: Certificate, last: str, first: str, course: str, due_on: date | None, target_on: date | None,
    internal_on: date | None,
) -> PaperRow:  # fmt: skip
    return PaperRow(
        paper.id, paper.kind, paper.school_year, paper.period_number, paper.from_on, paper.to_on, stage_of(paper),
        paper.hold, last, first, course, due_on, target_on or internal_on, paper.version,
    )  # fmt: skip


def stage_of(paper: Certificate) -> str:
    """How far an undelivered paper is: due, issued, printed or signed; `correction` when one was opened."""
    if paper.state == "due":
        return "correction" if paper.document_id is not None else "due"
    if paper.signed_on is not None:
        return "signed"
    return "printed" if paper.printed_on is not None else "issued"


def deviations(session: Session, *, actor: Actor, certificate_id: int) -> Sequence[Deviation]:
    """“Afwijking sinds afgifte”: what the frozen paper says otherwise than attendance today. Raises NotFound."""
    paper = session.get(Certificate, certificate_id)
    if paper is None:
        raise NotFound(GONE)
    require(session, actor, Action.SEE_CERTIFICATES, campus_id=paper.campus_id)
    if paper.document_id is None or paper.from_on is None or paper.to_on is None:
        return []
    frozen = session.get_one(Document, paper.document_id).content
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
