"""The register of issued papers (afgifteregister): every number that was ever given, and what became of it.

A paper of before Termijnwacht stands in it with the number it bears, older than every number of ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.attendance.standing import LARGEST_KEY
from core.certificates import deviating, documents
from core.certificates import register_narrowing as narrowing
from core.certificates.documents import DocumentLine
from core.certificates.register_narrowing import NOTHING_ASKED, Asked
from db.models import Certificate, Course, Document, Learner

PAGE_SIZE: Final = 50
CHUNK: Final = 500
BEFORE: Final = 10**12


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

    @property
    def key(self) -> int:
        """What tells the rows apart: the document of ours, else the paper, above every document."""
        return self.document.document_id or BEFORE + self.certificate_id


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the register and how many numbers there are in all."""

    rows: Sequence[Entry]
    total: int


def page(session: Session, *, actor: Actor, today: date, asked: Asked = NOTHING_ASKED, page: int = 1) -> Page:
    """One page on the actor's campuses, the newest number first."""
    require(session, actor, Action.SEE_CERTIFICATES)
    ours, earlier = narrowing.ours(session, actor, today, asked), narrowing.earlier(actor, asked)
    own, before = (
        session.scalar(select(func.count()).select_from(keys.subquery())) or 0 for keys in (ours, earlier)
    )
    skipped = (page - 1) * PAGE_SIZE
    ordered = ours.order_by(Document.id.desc()).limit(PAGE_SIZE).offset(skipped)
    rows = _entries(session, session.scalars(ordered).all())
    left = earlier.order_by(Certificate.earlier_issued_on.desc(), Certificate.id.desc())
    rest = left.limit(PAGE_SIZE - len(rows)).offset(max(0, skipped - own))
    return Page([*rows, *_before(session, session.scalars(rest).all())], own + before)


def every(session: Session, *, actor: Actor, today: date, asked: Asked) -> list[Entry]:
    """The whole register under these filters, in the order of its numbers; for the export."""
    require(session, actor, Action.SEE_CERTIFICATES)
    before = session.scalars(
        narrowing.earlier(actor, asked).order_by(Certificate.earlier_issued_on, Certificate.id)
    ).all()
    ours = session.scalars(narrowing.ours(session, actor, today, asked).order_by(Document.id)).all()
    found: list[Entry] = []
    for keys, read in ((before, _before), (ours, _entries)):
        for start in range(0, len(keys), CHUNK):
            found += read(session, keys[start : start + CHUNK])
    return found


def years(session: Session, *, actor: Actor) -> Sequence[int]:
    """The school years of which something was issued, the newest first."""
    require(session, actor, Action.SEE_CERTIFICATES)
    is_issued = or_(Certificate.id.in_(narrowing.subjects(actor)), Certificate.earlier_issued_on.is_not(None))
    wanted = scope.of_campuses(actor, Certificate.campus_id)
    found = select(Certificate.school_year).where(is_issued, *wanted).distinct()
    return session.scalars(found.order_by(Certificate.school_year.desc())).all()


def certificate_of(session: Session, *, actor: Actor, key: int) -> int | None:
    """The paper that a row of the register is of; None when there is none or it lies on another campus."""
    require(session, actor, Action.SEE_CERTIFICATES)
    if LARGEST_KEY < key <= BEFORE:
        return None
    if key > BEFORE:
        return session.scalar(narrowing.earlier(actor, NOTHING_ASKED).where(Certificate.id == key - BEFORE))
    return session.scalar(narrowing.subjects(actor).where(Document.id == key))


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
    return [_entry(lines[key], found[key][0].id in differs, *found[key]) for key in document_ids]


def _before(session: Session, certificate_ids: Sequence[int]) -> list[Entry]:
    """The entries of these papers of before Termijnwacht, in this order."""
    statement = (
        select(Certificate, Course.code, Course.name, Learner.last_name, Learner.first_name)
        .join(Course, Course.id == Certificate.course_id)
        .join(Learner, Learner.id == Certificate.learner_id)
        .where(Certificate.id.in_(certificate_ids))
    )
    found = {row[0].id: row for row in session.execute(statement)}
    lines = {
        each.certificate_id: each
        for each in documents.of(session, certificate_ids=certificate_ids)
        if each.document_id is None
    }
    return [_entry(lines[key], False, *found[key]) for key in certificate_ids]


def _entry(
    document: DocumentLine, differs: bool, paper: Certificate, code: str, course: str, last: str, first: str
) -> Entry:
    is_newest = paper.document_id == document.document_id and document.document_id is not None
    return Entry(
        document, paper.id, paper.kind, paper.school_year, paper.from_on, paper.to_on, code, course, last, first,
        _signed_on(paper, document), is_newest and differs,
    )  # fmt: skip


def _signed_on(paper: Certificate, document: DocumentLine) -> date | None:
    """Of the newest document as the paper has it; of an older one as it was noted then."""
    is_newest = paper.document_id == document.document_id and paper.state == "issued"
    return paper.signed_on if is_newest else document.signed_on
