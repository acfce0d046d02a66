"""What of the proof of attendance of one enrolment is not in: daily lists, and signatures of online lessons."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_
from sqlalchemy.orm import Session, aliased

from core.access import scope
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.access.teaching import of_teacher
from core.attendance import counted, totals
from core.vov import hours, words
from db.models import AttendanceCell, Enrolment, Lesson, LessonSignature


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A lesson of one enrolment, and what of its proof is not in: the daily list, or a signature of an online one."""

    lesson_id: int
    held_on: date
    no_list: bool
    no_own: bool
    no_teacher: bool


def of_enrolment(
    session: Session, *, actor: Actor, today: date, enrolment_id: int, first_on: date, last_on: date
) -> list[MissingRow]:
    """The lessons of one enrolment in some days whose daily list or signature is not in, in order."""
    require(session, actor, Action.SEE_ATTENDANCE)
    own, teacher = aliased(LessonSignature), aliased(LessonSignature)
    no_list = and_(Lesson.is_online.is_(False), Lesson.list_received_on.is_(None))
    no_own = and_(Lesson.is_online, hours.was_there(), own.id.is_(None))
    no_teacher = and_(Lesson.is_online, teacher.id.is_(None))
    statement = (
        counted.pairs()
        .outerjoin(AttendanceCell, totals.of_cell())
        .outerjoin(own, and_(own.lesson_id == Lesson.id, own.enrolment_id == Enrolment.id))
        .outerjoin(teacher, and_(teacher.lesson_id == Lesson.id, teacher.enrolment_id.is_(None)))
        .with_only_columns(Lesson.id, Lesson.held_on, no_list, no_own, no_teacher)
        .where(
            Enrolment.id == enrolment_id, Enrolment.regime == words.VOV, hours.was_held(today),
            Lesson.held_on.between(first_on, last_on), or_(no_list, no_own, no_teacher),
            *of_teacher(actor), *scope.of_campuses(actor, Enrolment.campus_id),
        )
        .order_by(Lesson.held_on, Lesson.starts_at, Lesson.id)
    )  # fmt: skip
    return [
        MissingRow(key, held_on, bool(listed_), bool(own_), bool(teacher_))
        for key, held_on, listed_, own_, teacher_ in session.execute(statement)
    ]
