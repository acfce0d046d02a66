"""The register of issued papers (afgifteregister): every number that was ever given, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Select, func, literal_column, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.certificates import deviating, documents
from core.certificates.documents import DocumentLine
from core.certificates.filters import Filters
from db.models import Certificate, Course, Document, Learner

PAGE_SIZE: Final = 50
CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """What the register is narrowed to; `school_year` is the year in which it begins, the days are those of issue.

    `deviating`: only the living documents whose hours attendance has otherwise today.
    """

    school_year: int | None = None
    course_id: int | None = None
    kind: str = ""
    first_on: date | None = None
    last_on: date | None = None
    deviating: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One number: the paper it is of, whose, and its document. `signed_on` is what was noted for that document."""

    document: DocumentLine
    certificate_id: int
    kind: str
    school_year: int
    from_on: date | None
    to_on: date | None
    course_code: str
    course: str
    last_name: str
    first_name: str
    signed_on: date | None
    deviates: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the register and how many numbers there are in all."""

    rows: Sequence[Entry]
    total: int


NOTHING_ASKED: Final = Asked()


def page(session: Session, *, actor: Actor, today: date, asked: Asked = NOTHING_ASKED, page: int = 1) -> Page:
    """One page on the actor's campuses, the newest number first."""
    require(session, actor, Action.SEE_CERTIFICATES)
    keys = _keys(session, actor, today, asked)
    total = session.scalar(select(func.count()).select_from(keys.subquery())) or 0
    ordered = keys.order_by(Document.id.desc()).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return Page(_entries(session, session.scalars(ordered).all()), total)


def every(session: Session, *, actor: Actor, today: date, asked: Asked) -> list[Entry]:
    """The whole register under these filters, in the order of its numbers; for the export."""
    require(session, actor, Action.SEE_CERTIFICATES)
    keys = session.scalars(_keys(session, actor, today, asked).order_by(Document.id)).all()
    found: list[Entry] = []
    for start in range(0, len(keys), CHUNK):
        found += _entries(session, keys[start : start + CHUNK])
    return found


def years(session: Session, *, actor: Actor) -> Sequence[int]:
    """The school years of which something was issued, the newest first."""
    require(session, actor, Action.SEE_CERTIFICATES)
    wanted = scope.of_campuses(actor, Certificate.campus_id)
    found = select(Certificate.school_year).where(Certificate.id.in_(_subjects(actor)), *wanted).distinct()
    return session.scalars(found.order_by(Certificate.school_year.desc())).all()


def certificate_of(session: Session, *, actor: Actor, document_id: int) -> int | None:
    """The paper that a document is of; None when there is none or it lies on another campus."""
    require(session, actor, Action.SEE_CERTIFICATES)
    return session.scalar(_subjects(actor).where(Document.id == document_id))


def _subjects(actor: Actor) -> Select[int]:
    return select(Document.subject_id).where(
        Document.subject_kind == literal_column("'certificate'"),
        *scope.of_campuses(actor, Document.campus_id),
    )


def _keys(session: Session, actor: Actor, today: date, asked: Asked) -> Select[int]:
    found = (
        select(Document.id)
        .join(Certificate, Certificate.id == Document.subject_id)
        .where(
            Document.subject_kind == literal_column("'certificate'"),
            *scope.of_campuses(actor, Document.campus_id),
        )
    )
    if asked.school_year is not None:
        found = found.where(Certificate.school_year == asked.school_year)
    if asked.course_id is not None:
        found = found.where(Certificate.course_id == asked.course_id)
    if asked.kind:
        found = found.where(Certificate.kind == asked.kind)
    if asked.first_on is not None:
        found = found.where(Document.issued_on >= asked.first_on)
    if asked.last_on is not None:
        found = found.where(Document.issued_on <= asked.last_on)
    if asked.deviating:
        differs = deviating.only(session, actor, today, Filters(deviating=True), Certificate.id)
        found = found.where(Certificate.document_id == Document.id, *differs)
    return found


def _entries(session: Session, document_ids: Sequence[int]) -> list[Entry]:
    """The entries of these documents, in this order."""
    statement = (
        select(Document.id, Certificate, Course.code, Course.name, Learner.last_name, Learner.first_name)
        .join(Certificate, Certificate.id == Document.subject_id)
        .join(Course, Course.id == Certificate.course_id)
        .join(Learner, Learner.id == Document.learner_id)
        .where(Document.id.in_(document_ids))
    )
    found = {row[0]: row[1:] for row in session.execute(statement)}
    papers = {paper.id for paper, *_ in found.values()}
    differs = deviating.among(session, certificate_ids=papers)
    lines = {each.document_id: each for each in documents.of(session, certificate_ids=papers)}
    return [
        Entry(
            lines[key], paper.id, paper.kind, paper.school_year, paper.from_on, paper.to_on, code, course, last, first,
            _signed_on(paper, lines[key]), paper.document_id == key and paper.id in differs,
        )
        for key, (paper, code, course, last, first) in ((key, found[key]) for key in document_ids)
    ]  # fmt: skip


def _signed_on(paper: Certificate, document: DocumentLine) -> date | None:
    """Of the newest document as the paper has it; of an older one as it was noted then."""
    is_newest = paper.document_id == document.document_id and paper.state == "issued"
    return paper.signed_on if is_newest else document.signed_on
