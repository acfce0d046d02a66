"""Minutes of an enrolment in a stretch of days, as the period table of the ministerial model has them (S3).

`of_one` adds up row by row, `many` and `of_papers` let the database do it for a course, for everything or for chosen
papers at once; they agree.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.attendance import counted
from core.deadlines import stored
from core.errors import NotFound
from core.i18n import N_
from core.rules import parameters
from db.models import AttendanceCell, Certificate, Enrolment, Lesson

ASSIDUITY = "assiduity_met"
NO_ENROLMENT = N_("Deze inschrijving bestaat niet meer. Kies een cursist uit de lijst.")


@dataclass(frozen=True, slots=True)
class Totals:
    """Whole minutes. `given` is what was or will be given to this person; `not_entered` counts lessons.

    Once nothing is left to enter, present, justified and unjustified together are `given`.
    """

    planned: int = 0
    given: int = 0
    present: int = 0
    justified: int = 0
    unjustified: int = 0
    not_entered: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether every lesson of the stretch was entered, so that the sum holds."""
        return not self.not_entered

    def may_miss(self, limit: Fraction) -> int:
        """How many minutes without justification are left before the limit is passed; negative when it was."""
        return self.given * limit.numerator // limit.denominator - self.unjustified


def limit(*, on: date) -> Fraction:
    """The part of the given minutes that may be missed without justification, by rule assiduity_met."""
    found = {each.key: each for each in parameters.law(ASSIDUITY).parameters}
    setting = stored.law_of(found["limit"], on=on)
    assert setting is not None
    return Fraction(str(setting.value))


def of_one(session: Session, *, enrolment_id: int, first_on: date, last_on: date) -> Totals:
    """The totals of one enrolment from one day to another, both included. Raises NotFound."""
    if session.get(Enrolment, enrolment_id) is None:
        raise NotFound(NO_ENROLMENT)
    statement = (
        counted.pairs()
        .outerjoin(AttendanceCell, of_cell())
        .with_only_columns(Lesson, AttendanceCell.code, *_minutes())
        .where(Enrolment.id == enrolment_id, Lesson.held_on.between(first_on, last_on))
    )
    planned = given = present = justified = unjustified = not_entered = 0
    for lesson, code, *minutes in session.execute(statement).all():
        planned += 0 if lesson.moved_to_id is not None else lesson.minutes
        given += lesson.given_minutes
        if lesson.state == "credited":
            justified += lesson.given_minutes
        elif lesson.state == "planned":
            not_entered += lesson.closed_on is None or (not code and lesson.given_minutes > 0)
            present, justified, unjustified = (
                sofar + (more or 0)
                for sofar, more in zip((present, justified, unjustified), minutes, strict=True)
            )
    return Totals(planned, given, present, justified, unjustified, not_entered)


def many(
    session: Session, *, first_on: date, last_on: date, course_id: int | None = None,
    enrolment_ids: Collection[int] | None = None,
) -> Mapping[int, Totals]:  # fmt: skip
    """The same by enrolment, of a course, of some or of all; who has no lesson in the stretch is not named."""
    statement = (
        counted.pairs()
        .outerjoin(AttendanceCell, of_cell())
        .with_only_columns(Enrolment.id, *sums())
        .where(Lesson.held_on.between(first_on, last_on))
        .group_by(Enrolment.id)
    )
    if course_id is not None:
        statement = statement.where(Enrolment.course_id == course_id)
    if enrolment_ids is not None:
        statement = statement.where(Enrolment.id.in_(enrolment_ids))
    return {key: Totals(*map(int, sums)) for key, *sums in session.execute(statement).all()}


def of_papers(session: Session, *, certificate_ids: Collection[int]) -> Mapping[int, Totals]:
    """The same by paper, each over its own period, in one statement; no period or no lesson, not named."""
    statement = (
        counted.pairs()
        .outerjoin(AttendanceCell, of_cell())
        .join(Certificate, Certificate.enrolment_id == Enrolment.id)
        .with_only_columns(Certificate.id, *sums())
        .where(
            Certificate.id.in_(certificate_ids),
            Lesson.held_on.between(Certificate.from_on, Certificate.to_on),
        )
        .group_by(Certificate.id)
    )
    return {key: Totals(*map(int, amounts)) for key, *amounts in session.execute(statement).all()}


def sums() -> tuple[ColumnElement[int], ...]:
    """The columns of `Totals` over the counted lessons and cells of a statement, in the order of its fields."""
    is_held, is_credited = Lesson.state == "planned", Lesson.state == "credited"
    is_empty = and_(func.coalesce(AttendanceCell.code, "") == "", Lesson.given_minutes > 0)
    is_missing = and_(is_held, or_(Lesson.closed_on.is_(None), is_empty))
    return (
        func.sum(case((Lesson.moved_to_id.is_(None), Lesson.minutes), else_=0)),
        func.sum(Lesson.given_minutes),
        func.sum(case((is_held, func.coalesce(AttendanceCell.present, 0)), else_=0)),
        func.sum(case(
            (is_credited, Lesson.given_minutes), (is_held, func.coalesce(AttendanceCell.justified, 0)), else_=0
        )),
        func.sum(case((is_held, func.coalesce(AttendanceCell.unjustified, 0)), else_=0)),
        func.sum(case((is_missing, 1), else_=0)),
    )  # fmt: skip


def _minutes() -> tuple[InstrumentedAttribute[int], ...]:
    return AttendanceCell.present, AttendanceCell.justified, AttendanceCell.unjustified


def of_cell() -> ColumnElement[bool]:
    """The cell of a counted pair in the statement, for an outer join."""
    return and_(AttendanceCell.lesson_id == Lesson.id, AttendanceCell.enrolment_id == Enrolment.id)
