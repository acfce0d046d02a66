"""One paper in full: its term, its hours, every document it ever had, and what happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.access.permissions import Action, require
from core.attendance import totals
from core.certificates import documents, listing, queries
from core.certificates.documents import DocumentLine
from core.certificates.queries import AMOUNTS
from core.certificates.rows import PaperLine
from core.certificates.terms_of_papers import CERTIFICATE
from db.models import AuditEntry, Certificate, Course, Deadline, Document, Enrolment, Signatory


@dataclass(frozen=True, slots=True)
class TermLine:
    """The term of a paper as it is kept: the days it counts from, the rule and its version, and its dates."""

    rule_id: str
    version_on: date
    regime: str
    starts_on: date
    also_on: date | None
    due_on: date
    target_on: date
    state: str
    met_on: date | None


@dataclass(frozen=True, slots=True)
class Hours:
    """Whole minutes of a period: as frozen on the paper, or as attendance has them now."""

    is_frozen: bool
    planned: int
    given: int
    present: int
    justified: int
    unjustified: int
    not_entered: int


@dataclass(frozen=True, slots=True)
class Happened:
    """One act on a paper: what, by whom, and what was noted with it."""

    at: datetime
    by: str
    action: str
    details: str


@dataclass(frozen=True, slots=True)
class PaperDetail:
    """One paper as the panel shows it; `claims_by` is the employer's last day for its school year."""

    line: PaperLine
    enrolment_id: int
    state: str
    regime: str
    employer: str
    lesson_unit: int
    enrolled_on: date
    stopped_on: date | None
    document_id: int | None
    printed_on: date | None
    signed_on: date | None
    signatory: str
    delivery_way: str
    delivered_by: str
    late_reason: str
    late_action: str
    correction_reason: str
    correction_by: str
    correction_on: date | None
    term: TermLine | None
    hours: Hours | None
    claims_by: date | None
    documents: Sequence[DocumentLine]
    happened: Sequence[Happened]


def detail(session: Session, *, actor: Actor, today: date, certificate_id: int) -> PaperDetail | None:
    """One paper; None when it does not exist or lies on another campus."""
    require(session, actor, Action.SEE_CERTIFICATES)
    paper = session.get(Certificate, certificate_id)
    if paper is None or (actor.campus_ids is not None and paper.campus_id not in actor.campus_ids):
        return None
    enrolment, course = (
        session.get_one(Enrolment, paper.enrolment_id),
        session.get_one(Course, paper.course_id),
    )
    signatory = session.get(Signatory, paper.signatory_id) if paper.signatory_id is not None else None
    return PaperDetail(
        line=listing.lines(session, [paper.id], today)[0], enrolment_id=enrolment.id,
        state=paper.state, regime=enrolment.regime, employer=enrolment.employer_name, lesson_unit=course.lesson_unit,
        enrolled_on=enrolment.enrolled_on, stopped_on=enrolment.stopped_on,
        document_id=paper.document_id, printed_on=paper.printed_on, signed_on=paper.signed_on,
        signatory=f"{signatory.name}, {signatory.function}" if signatory else "",
        delivery_way=paper.delivery_way, delivered_by=paper.delivered_by, late_reason=paper.late_reason,
        late_action=paper.late_action, correction_reason=paper.correction_reason, correction_by=paper.correction_by,
        correction_on=paper.correction_on, term=_term(session, paper), hours=_hours(session, paper),
        claims_by=_claims_by(session, paper), documents=documents.of(session, certificate_ids=[paper.id]),
        happened=_happened(session, paper.id),
    )  # fmt: skip


def _term(session: Session, paper: Certificate) -> TermLine | None:
    row = session.scalars(
        select(Deadline).where(Deadline.subject_kind == CERTIFICATE, Deadline.subject_id == paper.id)
    ).one_or_none()
    if row is None:
        return None
    return TermLine(
        row.rule_id, row.rule_version_on, row.variant, row.starts_on, row.also_on, row.due_on, row.target_on,
        row.state, row.met_on,
    )  # fmt: skip


def _hours(session: Session, paper: Certificate) -> Hours | None:
    """Of a period only; a paper whose correction was opened shows attendance as it is now."""
    if paper.from_on is None or paper.to_on is None:
        return None
    if paper.state == "issued" and paper.document_id is not None:
        content = session.get_one(Document, paper.document_id).content
        planned, given, present, justified, unjustified = (int(content[name]) for name in AMOUNTS)
        return Hours(True, planned, given, present, justified, unjustified, 0)
    now = totals.of_one(session, enrolment_id=paper.enrolment_id, first_on=paper.from_on, last_on=paper.to_on)
    return Hours(False, now.planned, now.given, now.present, now.justified, now.unjustified, now.not_entered)


def _claims_by(session: Session, paper: Certificate) -> date | None:
    """Only the employer of somebody under paid educational leave claims by that day."""
    if paper.kind == "vov_enrolment":
        return None
    return queries.claims_by_year(session, years=[paper.school_year])[paper.school_year]


def _happened(session: Session, certificate_id: int) -> list[Happened]:
    """Every act on it, newest first, as it was written down by the act itself."""
    found = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject_kind == CERTIFICATE, AuditEntry.subject_id == certificate_id)
        .order_by(AuditEntry.sequence.desc())
    )
    return [Happened(row.at, row.actor_name, row.action, row.details) for row in found]
