"""The issued papers of assiduity that lock hours, and the number by which a paper is known.

A paper of before Termijnwacht has no document here: it goes by the number that was noted, and locks as any other does.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    case,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from db.models import Certificate, Document


def number() -> ColumnElement[str]:
    """The number of the paper that stands, '' without one; for a statement that joins `Document` from the outside."""
    earlier = case(
        (Certificate.earlier_destroyed_on.is_(None), Certificate.earlier_number), else_=literal_column("''")
    )
    return func.coalesce(Document.number, earlier)


def locking(enrolment_ids: Collection[int]) -> Select[int, str, date | None, date | None]:
    """Per issued paper of these enrolments: the enrolment, the number, the first and the last day it locks."""
    return (
        select(Certificate.enrolment_id, number(), Certificate.from_on, Certificate.to_on)
        .outerjoin(Document, Document.id == Certificate.document_id)
        .where(
            Certificate.enrolment_id.in_(enrolment_ids),
            Certificate.kind == "assiduity",
            Certificate.state == "issued",
        )
    )


def numbered(start: str) -> CompoundSelect[int]:
    """The papers with a document of ours, or one of before Termijnwacht, whose number begins so.

    Of the latter also as it was typed, and in small letters: SQLite knows no capital of a letter with an accent.
    """
    upper, earlier_number = start.upper(), Certificate.earlier_number
    ours = select(Document.subject_id).where(
        Document.subject_kind == literal_column("'certificate'"),
        Document.number.startswith(upper, autoescape=True),
    )
    earlier = select(Certificate.id).where(
        Certificate.earlier_issued_on.is_not(None),
        or_(
            func.upper(earlier_number).startswith(upper, autoescape=True),
            *(earlier_number.startswith(each, autoescape=True) for each in (start, start.lower())),
        ),
    )
    return union_all(ours, earlier)
