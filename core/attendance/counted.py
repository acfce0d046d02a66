"""Which lessons count for which enrolment: the one condition that every list, total and paper carries (7b.6).

A contact lesson of the group the person sat in on that day, from the enrolment on, before the stop, not exempted.
"""

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from db.models import Enrolment, Exemption, GroupMembership, Lesson


def pairs() -> Select[int, int]:
    """(enrolment, lesson) of every lesson that counts; narrow it further with `where`."""
    return (
        select(Enrolment.id, Lesson.id)
        .join(GroupMembership, GroupMembership.enrolment_id == Enrolment.id)
        .join(Lesson, Lesson.course_group_id == GroupMembership.course_group_id)
        .where(*attends(), ~is_exempt(), Lesson.kind == "contact")
    )


def attends() -> tuple[ColumnElement[bool], ...]:
    """Of a membership, an enrolment and a lesson in the statement: the person sits in that lesson."""
    return (
        Lesson.held_on >= GroupMembership.from_on,
        or_(GroupMembership.until_on.is_(None), Lesson.held_on <= GroupMembership.until_on),
        Lesson.held_on >= Enrolment.enrolled_on,
        or_(Enrolment.stopped_on.is_(None), Lesson.held_on < Enrolment.stopped_on),
    )


def is_exempt() -> ColumnElement[bool]:
    """Of an enrolment and a lesson in the statement: the person need not follow it."""
    return exists().where(
        and_(
            Exemption.enrolment_id == Enrolment.id,
            Exemption.first_on <= Lesson.held_on,
            Exemption.last_on >= Lesson.held_on,
            func.coalesce(Exemption.weekday, Lesson.weekday) == Lesson.weekday,
        )
    )
