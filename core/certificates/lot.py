"""The lot: every paper with its due day up to and including a chosen one, over all courses, and how far each is.

An opened correction goes along by the due day of the paper it corrects: the source gives a correction no term of its
own and its term was met, but it is a new paper, made, signed and delivered as the others are (S3: "Verbetering").

Nothing of a run is kept anywhere: which step a paper waits for follows from the paper itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.certificates.rows import stage_of
from core.certificates.terms_of_papers import CERTIFICATE, is_earlier
from core.enrolments import papers as numbers
from db.models import Campus, Certificate, Course, Deadline, Document, Enrolment, Learner, Signatory

MOST = 5000
BACK = timedelta(days=92)
STAGES = ("due", "issued", "printed", "signed")
STAGE_OF = {"correction": "due"}
# A correction that is not delivered yet: opened, or issued again; its term stays met.
IS_CORRECTION = and_(
    Certificate.correction_on.is_not(None), Certificate.delivered_on.is_(None), Deadline.state != "open"
)
IS_TERM = (Deadline.subject_kind == CERTIFICATE) & (Deadline.subject_id == Certificate.id)


@dataclass(frozen=True, slots=True)
class DueDay:
    """A due day with open papers: how many fall on it, and up to and including it."""

    due_on: date
    papers: int
    up_to: int


@dataclass(frozen=True, slots=True)
class LotPaper:
    """One paper of the lot that is not delivered yet, with what orders, lists and addresses it.

    Of a correction `due_on` is the day of the paper it corrects: it orders the lot and endangers nothing any more.
    """

    certificate_id: int
    version: int
    stage: str
    kind: str
    from_on: date | None
    to_on: date | None
    school_year: int
    learner_id: int
    last_name: str
    first_name: str
    course_id: int
    course_code: str
    course: str
    employer: str
    campus: str
    signatory: str
    number: str
    issued_on: date | None
    signed_on: date | None
    due_on: date
    target_on: date
    postal_code: str
    city: str
    street: str
    email: str
    is_correction: bool = False
    # Of before Termijnwacht: there is no file of it to print or to send.
    is_on_paper: bool = False

    @property
    def runs_out_on(self) -> date | None:
        """The day on which its term runs out; a correction has none."""
        return None if self.is_correction else self.due_on

    @property
    def name(self) -> str:
        """As lists show it."""
        return f"{self.last_name}, {self.first_name}"


@dataclass(frozen=True, slots=True)
class Lot:
    """The papers that are not delivered, the earliest first, and how many were delivered since a quarter before."""

    until: date
    papers: Sequence[LotPaper]
    delivered: int

    @property
    def with_term(self) -> list[LotPaper]:
        """Those whose term still runs: all but the corrections."""
        return [paper for paper in self.papers if not paper.is_correction]

    def at(self, *stages: str) -> list[LotPaper]:
        """The papers that are so far."""
        return [paper for paper in self.papers if paper.stage in stages]


def due_days(session: Session, *, actor: Actor) -> Sequence[DueDay]:
    """Every due day with open papers on the actor's campuses, the earliest first."""
    require(session, actor, Action.SEE_CERTIFICATES)
    rows = session.execute(
        select(Deadline.due_on, func.count())
        .join(Certificate, IS_TERM)
        .where(*_open(actor))
        .group_by(Deadline.due_on)
        .order_by(Deadline.due_on)
    )
    found: list[DueDay] = []
    for due_on, papers in rows:
        found.append(DueDay(due_on, papers, papers + (found[-1].up_to if found else 0)))
    return found


def nearest(days: Sequence[DueDay], *, today: date) -> date | None:
    """The first due day that is not over; the last one when all are; None without open papers."""
    coming = [each.due_on for each in days if each.due_on >= today]
    return coming[0] if coming else (days[-1].due_on if days else None)


def read(session: Session, *, actor: Actor, until: date) -> Lot:
    """The lot up to and including that day; the law's due day decides, never the target."""
    require(session, actor, Action.SEE_CERTIFICATES)
    return Lot(until, _papers(session, actor, Deadline.due_on <= until), _delivered(session, actor, until))


def chosen(session: Session, *, actor: Actor, certificate_ids: Sequence[int]) -> list[LotPaper]:
    """These papers in this order, without those that were delivered since or are of another campus."""
    require(session, actor, Action.SEE_CERTIFICATES)
    found = {
        paper.certificate_id: paper for paper in _papers(session, actor, Certificate.id.in_(certificate_ids))
    }
    return [found[key] for key in dict.fromkeys(certificate_ids) if key in found]


def _papers(session: Session, actor: Actor, *conditions: ColumnElement[bool]) -> list[LotPaper]:
    rows = session.execute(
        select(
            Certificate, Learner, Course.code, Course.name, Enrolment.employer_name, Campus.name, Signatory.name,
            numbers.number(), Deadline.due_on, Deadline.target_on, IS_CORRECTION,
        )
        .join(Deadline, IS_TERM)
        .join(Learner, Learner.id == Certificate.learner_id)
        .join(Course, Course.id == Certificate.course_id)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .join(Campus, Campus.id == Certificate.campus_id)
        .outerjoin(Signatory, Signatory.id == Certificate.signatory_id)
        .outerjoin(Document, Document.id == Certificate.document_id)
        .where(*_open(actor), *conditions)
        .order_by(Deadline.due_on, Course.code, Learner.search_name, Certificate.id)
        .limit(MOST)
    )  # fmt: skip
    return [
        LotPaper(
            paper.id, paper.version, STAGE_OF.get(stage_of(paper), stage_of(paper)), paper.kind, paper.from_on,
            paper.to_on, paper.school_year, learner.id, learner.last_name, learner.first_name, paper.course_id, code,
            course, employer, campus, signatory or "", number if paper.state == "issued" else "",
            paper.issued_on, paper.signed_on, due_on, target_on, learner.postal_code, learner.city, learner.street,
            learner.email, bool(is_correction), is_earlier(paper),
        )
        for (
            paper, learner, code, course, employer, campus, signatory, number, due_on, target_on, is_correction
        ) in rows
    ]  # fmt: skip


def _delivered(session: Session, actor: Actor, until: date) -> int:
    found = session.scalar(
        select(func.count())
        .select_from(Deadline)
        .join(Certificate, IS_TERM)
        .where(
            Certificate.delivered_on.is_not(None),
            Deadline.state.in_(("met", "met_late")),
            Deadline.due_on.between(until - BACK, until),
            *scope.of_campuses(actor, Deadline.campus_id),
        )
    )
    return found or 0


def _open(actor: Actor) -> list[ColumnElement[bool]]:
    return [
        Deadline.subject_kind == CERTIFICATE,
        or_(Deadline.state == "open", IS_CORRECTION),
        *scope.of_campuses(actor, Deadline.campus_id),
    ]
