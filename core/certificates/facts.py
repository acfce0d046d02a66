"""What stands on papers, loaded for one or for many by the same few statements; nothing is judged here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.attendance import totals
from core.attendance.totals import Totals
from core.certificates import blanks, boxes, terms_of_papers
from core.certificates import timetables as lines
from core.certificates.boxes import Boxes
from core.certificates.owed import VOV
from core.provider_settings import queries as provider_settings
from core.provider_settings.papers import DOTTED_NUMBER
from db.models import (
    Campus,
    Certificate,
    Course,
    Document,
    Enrolment,
    Learner,
    OfficialBlank,
    Organisation,
    SecondSession,
    Signatory,
)

CHUNK = 500
__all__ = ["VOV", "Facts", "Issuer", "issuer", "of"]


@dataclass(frozen=True, slots=True)
class Issuer:
    """What is the same for every paper of a day: the provider, who may sign then, the models."""

    organisation: Organisation | None
    signatory: Signatory | None
    models: Sequence[OfficialBlank]
    may_dot_number: bool

    def model(self, kind: str) -> OfficialBlank | None:
        """The model in force for that kind of paper."""
        return blanks.chosen(self.models, kind=kind)


@dataclass(frozen=True, slots=True)
class Facts:
    """One paper and everything it is made of. Amounts are minutes."""

    paper: Certificate
    enrolment: Enrolment
    course: Course
    learner: Learner
    campus: Campus
    second: SecondSession | None
    timetable: tuple[str, ...]
    totals: Totals
    boxes: Boxes
    corrects_number: str


def issuer(session: Session, *, today: date, signatory_id: int | None) -> Issuer:
    """The provider on that day; the first who is authorised signs when nobody was chosen."""
    signing = (
        select(Signatory)
        .where(Signatory.begins_on <= today, (Signatory.ends_on.is_(None)) | (Signatory.ends_on >= today))
        .order_by(Signatory.id)
    )
    if signatory_id is not None:
        signing = signing.where(Signatory.id == signatory_id)
    organisation = session.get(Organisation, 1)
    return Issuer(
        organisation, session.scalars(signing.limit(1)).first(), blanks.in_force(session, on=today),
        bool(provider_settings.number(session, DOTTED_NUMBER)),
    )  # fmt: skip


def of(session: Session, papers: Sequence[Certificate]) -> Mapping[int, Facts]:
    """The facts of each paper by its key."""
    found: dict[int, Facts] = {}
    for start in range(0, len(papers), CHUNK):
        found |= _of({paper.id: paper for paper in papers[start : start + CHUNK]}, session)
    return found


def _of(papers: Mapping[int, Certificate], session: Session) -> dict[int, Facts]:
    keys = list(papers)
    enrolment_ids = {paper.enrolment_id for paper in papers.values()}
    timetables = lines.of(session, enrolment_ids)
    summed = totals.of_papers(session, certificate_ids=keys)
    own_boxes = boxes.of(session, papers.values())
    corrected = _corrected(session, papers.values())
    rows = session.execute(
        select(Certificate.id, Enrolment, Course, Learner, Campus, SecondSession)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .join(Course, Course.id == Certificate.course_id)
        .join(Learner, Learner.id == Certificate.learner_id)
        .join(Campus, Campus.id == Certificate.campus_id)
        .outerjoin(SecondSession, SecondSession.enrolment_id == Enrolment.id)
        .where(Certificate.id.in_(keys))
    )
    return {
        key: Facts(
            papers[key], enrolment, course, learner, campus, second,
            timetables.get(enrolment.id, ()), summed.get(key, Totals()),
            own_boxes[key], corrected.get(key, ""),
        )
        for key, enrolment, course, learner, campus, second in rows
    }  # fmt: skip


def _corrected(session: Session, papers: Collection[Certificate]) -> dict[int, str]:
    """The number of the delivered paper that is corrected; of one of before Termijnwacht as it was noted."""
    earlier = {paper.id: paper.earlier_number for paper in papers if terms_of_papers.is_earlier(paper)}
    keys = {paper.document_id: paper.id for paper in papers if paper.document_id is not None}
    if not keys:
        return earlier
    rows = session.execute(select(Document.id, Document.number).where(Document.id.in_(keys)))
    return earlier | {keys[key]: number for key, number in rows}
