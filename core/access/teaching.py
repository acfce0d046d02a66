"""What a teacher may see and enter: the groups he teaches and the lessons he gives, and nothing else.

`require` knows roles and campuses; a command or query about lessons asks this beside it.
"""

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.errors import NotFound
from core.i18n import N_
from db.models import CourseGroup, GroupTeacher, Lesson, StaffMember

NOT_YOURS = N_(
    "Deze les of groep is niet van jou. Kies een van je eigen lessen, of vraag het aan je coördinator."
)


def of_teacher(actor: Actor) -> list[ColumnElement[bool]]:
    """The lessons of a teacher's own groups, and those he gives in others; no condition for other roles."""
    if actor.role is not Role.TEACHER:
        return []
    own = select(StaffMember.id).where(StaffMember.account_id == actor.id).scalar_subquery()
    if actor.id is None:
        return [false()]
    taught = select(GroupTeacher.course_group_id).where(GroupTeacher.staff_member_id == own)
    return [or_(Lesson.course_group_id.in_(taught), Lesson.teacher_id == own)]


def groups_of_teacher(actor: Actor) -> list[ColumnElement[bool]]:
    """The groups a teacher teaches or gives a lesson in; no condition for other roles."""
    if actor.role is not Role.TEACHER:
        return []
    own = select(StaffMember.id).where(StaffMember.account_id == actor.id).scalar_subquery()
    taught = select(GroupTeacher.course_group_id).where(GroupTeacher.staff_member_id == own)
    given = select(Lesson.course_group_id).where(Lesson.teacher_id == own)
    return [or_(CourseGroup.id.in_(taught), CourseGroup.id.in_(given))]


def require_lesson(session: Session, actor: Actor, lesson_id: int) -> None:
    """Refuse a teacher a lesson that is not his, as if it did not exist. Raises NotFound."""
    conditions = of_teacher(actor)
    if conditions and session.scalar(select(Lesson.id).where(Lesson.id == lesson_id, *conditions)) is None:
        raise NotFound(NOT_YOURS)
