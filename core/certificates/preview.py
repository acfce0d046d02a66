"""What would be frozen if a paper were issued today, and everything that stops it, each with where to mend it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.access.permissions import Action, require
from core.attendance import counted
from core.certificates import content as contents
from core.certificates import facts as loading
from core.certificates import files, obstacles
from core.documents.certificate import CertificateContent
from core.errors import InvalidInput, NotFound
from db.models import Certificate, Enrolment, Lesson


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
    facts = loading.of(session, [paper])[paper.id]
    issuer = loading.issuer(session, today=today, signatory_id=signatory_id)
    stops = tuple(obstacles.found(facts, issuer, today=today))
    is_drawable = not list(contents.missing(facts, issuer)) and all(stop.code != "glyph" for stop in stops)
    content = contents.of(facts, issuer, today=today) if is_drawable else None
    return Preview(content, tuple(stop.error for stop in stops), _open_lesson(session, paper))


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
