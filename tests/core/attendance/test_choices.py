"""The choice of a group: a few are listed, among thousands one searches, and nobody sees those of somebody else."""

import time
from datetime import date

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.attendance import choices
from db.models import Course, CourseGroup, Lesson
from tests import factories
from tests.core.attendance.conftest import Room, teacher_of

MANY = 5_000
DAY = date(2026, 11, 9)


def fill(session: Session, room: Room, count: int) -> None:
    """So many groups with one lesson each, in a course of their own that is called Lassen."""
    course = Course(
        code="LAS-1", name="Lassen 100%", campus_id=room.given.other.id, organisation="modular", lesson_unit=50,
        starts_on=date(2026, 9, 1), ends_on=date(2027, 6, 30),
    )  # fmt: skip
    session.add(course)
    session.flush()
    first = room.group.id + 1
    session.execute(
        insert(CourseGroup),
        [
            {
                "id": first + at,
                "code": f"L-{at:05}",
                "name": f"Ploeg {at}",
                "course_id": course.id,
                "version": 1,
            }
            for at in range(count)
        ],
    )
    session.execute(
        insert(Lesson),
        [
            {
                "course_group_id": first + at, "held_on": DAY, "weekday": 1, "starts_at": 540, "ends_at": 650,
                "minutes": 100, "given_minutes": 100,
            }
            for at in range(count)
        ],
    )  # fmt: skip
    session.commit()


def test_a_few_groups_are_all_listed_and_a_teacher_and_a_limited_account_see_their_own(
    session: Session, room: Room
) -> None:
    own, stranger = teacher_of(session, room.group), factories.actor(session, Role.TEACHER)
    here = factories.actor(session, campuses=[room.given.campus])
    there = factories.actor(session, campuses=[room.given.other])
    session.add(CourseGroup(code="EMPTY", name="Zonder lessen", course_id=room.course.id))
    session.flush()
    for actor in (room.actor, own, here):
        found = choices.groups(session, actor=actor)
        assert found.options == ((room.group.id, "G-1 · Groep 1"),)
        assert (found.is_many, found.has_more, found.matches) == (False, False, 1)
    for actor in (stranger, there):
        assert choices.groups(session, actor=actor, kept=room.group.id).options == ()


def test_among_many_one_searches_in_group_and_course_and_the_chosen_one_stays(
    session: Session, room: Room
) -> None:
    fill(session, room, choices.SHOWN + 10)

    def asked(typed: str, kept: int | None = None) -> choices.Choice:
        return choices.groups(session, actor=room.actor, typed=typed, kept=kept)

    assert (asked("").is_many, asked("").has_more, len(asked("").options)) == (True, True, choices.SHOWN)
    assert [name for _, name in asked(" boekh ").options] == ["G-1 · Groep 1"]
    assert asked("LASSEN 100%").has_more
    assert [name for _, name in asked("l-00007").options] == ["L-00007 · Ploeg 7"]
    for strange in ("_-00007", "100_", "' or 1=1", "\N{SNOWMAN}", "x" * 80):
        assert asked(strange).options == ()
    kept = asked("l-00007", kept=room.group.id)
    assert [name for _, name in kept.options] == ["L-00007 · Ploeg 7", "G-1 · Groep 1"]
    assert (kept.matches, kept.is_many, kept.has_more) == (1, True, False)


@pytest.mark.parametrize(
    "typed",
    [
        "Élan",
        "élan",
        "ÉLAN",
        "elan",
        "E\N{COMBINING ACUTE ACCENT}lan",
        "G060 Élan",
        "G060 · Élan",
        "élan g060",
        "LASSEN élan",
    ],
)
def test_what_the_list_shows_is_found_as_it_is_read_in_any_case_and_any_order(
    session: Session, room: Room, typed: str
) -> None:
    fill(session, room, choices.SHOWN + 10)
    group = session.scalars(select(CourseGroup).where(CourseGroup.code == "L-00007")).one()
    group.code, group.name = "G060", "Élan"
    session.commit()
    found = choices.groups(session, actor=room.actor, typed=typed)
    assert (found.options, found.matches) == (((group.id, "G060 · Élan"),), 1)
    assert choices.groups(session, actor=room.actor, typed=f"{typed} G061").options == ()


def test_of_what_was_read_already_every_word_is_looked_for_too() -> None:
    known = [(number, f"O-{number:03} Élan vital") for number in range(choices.SHOWN + 10)]
    assert choices.among(known, typed="ÉLAN o-007").options == ((7, "O-007 Élan vital"),)


@pytest.mark.parametrize("typed", ["", "ploeg 49", "élan", "nergens"])
def test_of_five_thousand_groups_at_most_fifty_and_the_chosen_one_come_within_a_tenth_of_a_second(
    session: Session, room: Room, typed: str
) -> None:
    fill(session, room, MANY)
    took = []
    for _ in range(5):
        begun = time.perf_counter()
        found = choices.groups(session, actor=room.actor, typed=typed, kept=room.group.id)
        took.append(time.perf_counter() - begun)
    assert len(found.options) <= choices.SHOWN + 1
    assert min(took) < 0.1, f"{min(took) * 1000:.0f} ms"
    print(f"{typed!r}: {min(took) * 1000:.1f} ms for {MANY} groups")
