"""Which absences a justification makes good: in time, not withdrawn, and its evidence seen where the ground asks it."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from core.attendance.grounds import GROUNDS
from db.models import Justification, Lesson

ASKED_NOTHING = tuple(ground.letter for ground in GROUNDS if not ground.evidence)


def makes_good() -> ColumnElement[bool]:
    """Of a justification in the statement: it makes the absences in its days justified ones."""
    return and_(
        Justification.withdrawn_on.is_(None),
        Justification.is_late.is_(False),
        or_(Justification.evidence_seen_on.is_not(None), Justification.ground.in_(ASKED_NOTHING)),
    )


def backed(
    session: Session, enrolment_ids: Collection[int], lesson_ids: Collection[int]
) -> set[tuple[int, int, str]]:
    """(lesson, enrolment, ground) of every lesson in the days of a justification that makes good.

    The ground belongs to it: a statement of the employer does not back an absence noted as illness.
    """
    rows = session.execute(
        select(Lesson.id, Justification.enrolment_id, Justification.ground).where(
            Lesson.id.in_(lesson_ids),
            Justification.enrolment_id.in_(enrolment_ids),
            Justification.first_on <= Lesson.held_on,
            Justification.last_on >= Lesson.held_on,
            makes_good(),
        )
    )
    return {(lesson_id, enrolment_id, ground) for lesson_id, enrolment_id, ground in rows}
