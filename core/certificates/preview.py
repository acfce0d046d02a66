"""What would be frozen if a paper were issued today, and everything that stops it, each with where to mend it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.access.permissions import Action, require
from core.attendance import counted
from core.certificates import content as contents
from core.certificates import files, issuing
from core.documents import certificate as drawn
from core.documents.certificate import CertificateContent
from core.errors import InvalidInput, NotFound
from db.models import Certificate, Document, Enrolment, Lesson


@dataclass(frozen=True, slots=True)
class OpenLesson:
    """A lesson of the period whose register is still open."""

    lesson_id: int
    held_on: date


@dataclass(frozen=True, slots=True)
class Preview:
    """The paper as it would be; `content` is None while something mandatory is missing."""

    content: CertificateContent | None
    stops: tuple[InvalidInput, ...]
    open_lesson: OpenLesson | None


def of(
    session: Session, *, actor: Actor, today: date, certificate_id: int, signatory_id: int | None = None
) -> Preview:
    """The preview, by the same checks as the act itself. Raises NotFound for a paper of another campus."""
    paper = session.get(Certificate, certificate_id)
    if paper is None:
        raise NotFound(files.GONE)
    require(session, actor, Action.SEE_CERTIFICATES, campus_id=paper.campus_id)
    corrected = session.get(Document, paper.document_id) if paper.document_id is not None else None
    number = issuing.corrected_number(session, corrected) if corrected is not None else ""
    content: CertificateContent | None = None

    def gather() -> None:
        nonlocal content
        found = contents.gather(
            session, paper=paper, today=today, signatory_id=signatory_id, corrects_number=number
        )
        drawn.check(found)
        content = found

    asked: tuple[Callable[[], None], ...] = (lambda: issuing.check_due(session, paper, today), gather)
    stops = tuple(error for ask in asked if (error := _refused(ask)) is not None)
    return Preview(content, stops, _open_lesson(session, paper))


def _refused(ask: Callable[[], None]) -> InvalidInput | None:
    """Why it was refused, to be shown beside what else is missing."""
    try:
        ask()
    except InvalidInput as error:
        return error
    return None


def _open_lesson(session: Session, paper: Certificate) -> OpenLesson | None:
    """The first lesson of the period that nobody closed: there the hours are still to be entered."""
    if paper.from_on is None or paper.to_on is None:
        return None
    found = session.execute(
        counted.pairs()
        .with_only_columns(Lesson.id, Lesson.held_on)
        .where(
            Enrolment.id == paper.enrolment_id, Lesson.held_on.between(paper.from_on, paper.to_on),
            Lesson.state == "planned", Lesson.closed_on.is_(None),
        )
        .order_by(Lesson.held_on, Lesson.id)
        .limit(1)
    ).first()  # fmt: skip
    return OpenLesson(*found) if found is not None else None
