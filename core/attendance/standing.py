"""What holds for the cells of some lessons before anything is written: who sits there, what is locked or backed.

Asked once for a whole request, so that 250 cells cost as many statements as one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.access.permissions import Action, require
from core.access.teaching import NOT_YOURS, of_teacher
from core.attendance import backing, counted
from core.enrolments.papers import locking
from core.errors import DomainError, InvalidInput, NotFound
from core.i18n import N_
from db.models import Course, CourseGroup, Enrolment, GroupMembership, Lesson

LARGEST_KEY = 2**31 - 1

CLOSED = N_("Deze les is afgesloten. Heropen de les eerst.")
CANCELLED = N_("Deze les ging niet door: er is niets in te vullen.")
CREDITED = N_("Deze les telt als gewettigd voor iedereen: er is niets in te vullen.")
ISSUED = N_("Getuigschrift {number} is uitgereikt over deze dag. Vernietig of corrigeer het eerst.")
NOT_IN_LESSON = N_("Deze cursist zit niet in deze les. Laad de lijst opnieuw.")
EXEMPT = N_("Deze cursist is vrijgesteld van deze les.")
GONE = N_("Deze les bestaat niet meer of is niet van jou. Laad de lijst opnieuw.")


@dataclass(frozen=True, slots=True)
class Paper:
    """An issued assiduity paper and the days it covers."""

    number: str
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds for some lessons and enrolments at this moment."""

    sitting: frozenset[tuple[int, int]]
    exempt: frozenset[tuple[int, int]]
    papers: Mapping[int, tuple[Paper, ...]]
    backed: frozenset[tuple[int, int, str]]

    def paper(self, lesson: Lesson, enrolment_id: int) -> str:
        """The number of the issued paper that covers that lesson; empty when there is none."""
        found = self.papers.get(enrolment_id, ())
        return next((each.number for each in found if each.from_on <= lesson.held_on <= each.to_on), "")

    def refusal(self, lesson: Lesson, enrolment_id: int) -> DomainError | None:
        """Why that cell cannot be written now; None when it can."""
        if (lesson.id, enrolment_id) not in self.sitting:
            return NotFound(NOT_IN_LESSON)
        if lesson.state != "planned":
            return InvalidInput(CANCELLED if lesson.state == "cancelled" else CREDITED)
        if lesson.closed_on is not None:
            return InvalidInput(CLOSED)
        if (lesson.id, enrolment_id) in self.exempt:
            return InvalidInput(EXEMPT)
        number = self.paper(lesson, enrolment_id)
        return InvalidInput(ISSUED, number=number) if number else None


def own_lessons(
    session: Session, actor: Actor, action: Action, lesson_ids: Collection[int]
) -> dict[int, Lesson]:
    """Those lessons under a lock, in one order, without those that are not the actor's.

    The command asked for the right as such; this asks for it on each campus. Raises NotFound, NotAllowed.
    """
    keys = sorted(key for key in set(lesson_ids) if 0 < key <= LARGEST_KEY)
    locked = session.scalars(
        select(Lesson)
        .where(Lesson.id.in_(keys), *of_teacher(actor))
        .order_by(Lesson.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = {lesson.id: lesson for lesson in locked}
    for campus_id in campuses(session, {lesson.course_group_id for lesson in found.values()}):
        require(session, actor, action, campus_id=campus_id)
    return found


def own_lesson(session: Session, actor: Actor, action: Action, lesson_id: int) -> Lesson:
    """One lesson under a lock. Raises NotFound for a lesson of somebody else, as if it did not exist."""
    found = own_lessons(session, actor, action, [lesson_id]).get(lesson_id)
    if found is None:
        raise NotFound(NOT_YOURS)
    return found


def campuses(session: Session, group_ids: Collection[int]) -> set[int]:
    """The campuses of those groups: that of the course, else that of the group itself."""
    found = session.scalars(
        select(func.coalesce(Course.campus_id, CourseGroup.campus_id))
        .select_from(CourseGroup)
        .outerjoin(Course, Course.id == CourseGroup.course_id)
        .where(CourseGroup.id.in_(group_ids))
    )
    return set(found)


def of(session: Session, lesson_ids: Sequence[int]) -> Standing:
    """Who sits in those lessons, who is exempt, which papers lock, and what is backed by a justification."""
    seats = (
        select(Lesson.id, Enrolment.id)
        .join(GroupMembership, GroupMembership.course_group_id == Lesson.course_group_id)
        .join(Enrolment, Enrolment.id == GroupMembership.enrolment_id)
        .where(Lesson.id.in_(lesson_ids), *counted.attends())
    )
    sitting = frozenset((lesson_id, enrolment_id) for lesson_id, enrolment_id in session.execute(seats))
    freed = session.execute(seats.where(counted.is_exempt()))
    exempt = frozenset((lesson_id, enrolment_id) for lesson_id, enrolment_id in freed)
    enrolment_ids = {enrolment_id for _, enrolment_id in sitting}
    return Standing(
        sitting,
        exempt,
        _papers(session, enrolment_ids),
        frozenset(backing.backed(session, enrolment_ids, lesson_ids)),
    )


def _papers(session: Session, enrolment_ids: Collection[int]) -> dict[int, tuple[Paper, ...]]:
    found: dict[int, tuple[Paper, ...]] = {}
    for enrolment_id, number, from_on, to_on in session.execute(locking(enrolment_ids)):
        assert from_on is not None, "an assiduity paper has its period"
        assert to_on is not None, "an assiduity paper has its period"
        found[enrolment_id] = (*found.get(enrolment_id, ()), Paper(number, from_on, to_on))
    return found
