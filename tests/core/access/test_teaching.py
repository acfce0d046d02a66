"""A teacher sees and enters the lessons of his own groups, those he gives elsewhere, and no other."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import teaching
from core.access.actors import Actor, Role
from core.errors import NotFound
from db.models import Course, CourseGroup, GroupTeacher, Lesson
from tests import factories
from tests.factories import Provider

DAY = date(2026, 9, 7)


@pytest.fixture
def given(session: Session) -> Provider:
    return factories.provider(session)


@pytest.fixture
def teacher(session: Session) -> Actor:
    return factories.actor(session, Role.TEACHER)


def lesson(session: Session, group: CourseGroup, *, teacher_id: int | None = None) -> Lesson:
    row = Lesson(
        course_group_id=group.id, held_on=DAY, weekday=DAY.isoweekday(), starts_at=540, ends_at=600, minutes=60,
        given_minutes=60, teacher_id=teacher_id,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


@pytest.fixture
def groups(session: Session, given: Provider) -> list[CourseGroup]:
    course = Course(
        code="C-1", name="Opleiding", campus_id=given.campus.id, organisation="modular", lesson_unit=60, starts_on=DAY,
        ends_on=date(2026, 12, 18),
    )  # fmt: skip
    session.add(course)
    session.flush()
    made = [CourseGroup(code=f"G-{n}", name=f"Groep {n}", course_id=course.id) for n in (1, 2, 3)]
    session.add_all(made)
    session.flush()
    return made


def test_own_groups_and_lessons_given_elsewhere_and_no_other(
    session: Session, teacher: Actor, groups: list[CourseGroup]
) -> None:
    own, other = (
        factories.staff_member(session, name, account_id=account)
        for name, account in ((teacher.display_name, teacher.id), ("Iemand anders", None))
    )
    session.add(GroupTeacher(course_group_id=groups[0].id, staff_member_id=own.id))
    session.add(GroupTeacher(course_group_id=groups[1].id, staff_member_id=other.id))
    mine = lesson(session, groups[0])
    foreign = lesson(session, groups[1])
    taken_over = lesson(session, groups[2], teacher_id=own.id)
    seen = session.scalars(select(Lesson.id).where(*teaching.of_teacher(teacher)).order_by(Lesson.id)).all()
    assert seen == [mine.id, taken_over.id]
    open_groups = select(CourseGroup.id).where(*teaching.groups_of_teacher(teacher)).order_by(CourseGroup.id)
    assert session.scalars(open_groups).all() == [groups[0].id, groups[2].id]
    teaching.require_lesson(session, teacher, mine.id)
    teaching.require_lesson(session, teacher, taken_over.id)
    with pytest.raises(NotFound):
        teaching.require_lesson(session, teacher, foreign.id)


def test_a_teacher_who_is_not_in_the_register_of_staff_sees_nothing(
    session: Session, teacher: Actor, groups: list[CourseGroup]
) -> None:
    lesson(session, groups[0])
    assert session.scalars(select(Lesson.id).where(*teaching.of_teacher(teacher))).all() == []
    assert session.scalars(select(CourseGroup.id).where(*teaching.groups_of_teacher(teacher))).all() == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.TEACHER])
def test_other_roles_are_not_narrowed(session: Session, given: Provider, role: Role) -> None:
    actor = factories.actor(session, role)
    assert teaching.of_teacher(actor) == []
    assert teaching.groups_of_teacher(actor) == []
    teaching.require_lesson(session, actor, 987_654)
