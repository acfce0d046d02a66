"""What the register of issued papers is narrowed to, for what was issued here and for what was issued before."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, false, literal_column, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.access import scope
from core.access.actors import Actor
from core.certificates import deviating
from core.certificates.filters import Filters
from db.models import Certificate, Document


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


NOTHING_ASKED: Final = Asked()


def subjects(actor: Actor) -> Select[int]:
    """The papers on the actor's campuses that have a document of ours."""
    return select(Document.subject_id).where(
        Document.subject_kind == literal_column("'certificate'"),
        *scope.of_campuses(actor, Document.campus_id),
    )


def ours(session: Session, actor: Actor, today: date, asked: Asked) -> Select[int]:
    """The documents of ours under these filters."""
    found = (
        select(Document.id)
        .join(Certificate, Certificate.id == Document.subject_id)
        .where(
            Document.subject_kind == literal_column("'certificate'"),
            *scope.of_campuses(actor, Document.campus_id),
        )
    )
    if asked.deviating:
        differs = deviating.only(session, actor, today, Filters(deviating=True), Certificate.id)
        found = found.where(Certificate.document_id == Document.id, *differs)
    return found.where(*_narrowed(asked, Document.issued_on))


def earlier(actor: Actor, asked: Asked) -> Select[int]:
    """The papers of before Termijnwacht; nothing is known of their hours to compare with."""
    return select(Certificate.id).where(
        Certificate.earlier_issued_on.is_not(None),
        *([false()] if asked.deviating else []),
        *scope.of_campuses(actor, Certificate.campus_id),
        *_narrowed(asked, Certificate.earlier_issued_on),
    )


def _narrowed(
    asked: Asked, issued_on: InstrumentedAttribute[date] | InstrumentedAttribute[date | None]
) -> list[ColumnElement[bool]]:
    found = []
    if asked.school_year is not None:
        found.append(Certificate.school_year == asked.school_year)
    if asked.course_id is not None:
        found.append(Certificate.course_id == asked.course_id)
    if asked.kind:
        found.append(Certificate.kind == asked.kind)
    if asked.first_on is not None:
        found.append(issued_on >= asked.first_on)
    if asked.last_on is not None:
        found.append(issued_on <= asked.last_on)
    return found
