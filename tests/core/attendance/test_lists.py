"""Blank attendance lists: who counts that day, a page per lesson, and which signed lists are in."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.attendance import commands, signed_lists
from core.errors import InvalidInput, NotFound
from db.models import Exemption
from tests import factories
from tests.core.attendance.conftest import Room, teacher_of
from tests.core.conftest import Refused
from tests.core.documents import reading

TODAY = date(2026, 11, 21)


def pages(session: Session, room: Room, *, is_daily: bool = False, actor: object = None) -> list[str]:
    pdf = commands.make_lists(
        session, actor=actor or room.actor, today=TODAY, lesson_ids=[one.id for one in room.lessons],
        is_daily=is_daily,
    )  # type: ignore[arg-type]  # fmt: skip
    return [" ".join(page.split()) for page in reading.pages(pdf)]


def test_each_lesson_has_its_page_with_who_counts_that_day(session: Session, room: Room) -> None:
    stopped, freed = room.enrolments[0], room.enrolments[1]
    stopped.stopped_on, stopped.stop_kind = date(2026, 11, 12), "announced"
    session.add(Exemption(
        enrolment_id=freed.id, first_on=date(2026, 11, 9), last_on=date(2026, 11, 9), noted_on=TODAY,
    ))  # fmt: skip
    session.flush()
    first, second = pages(session, room)
    assert "maandag 9 november 2026" in first
    assert "9.00 - 10.50" in first
    assert ("Aerts" in first, "Baert" in first, "Claes" in first) == (True, False, True)
    assert ("Aerts" in second, "Baert" in second, "Claes" in second) == (False, True, True)
    for page in (first, second):
        assert "Handtekening begin" in page
        assert "Handtekening einde" in page
        assert "handtekening van de lesgever" in page


def test_the_daily_list_holds_who_is_under_training_leave_only(
    session: Session, room: Room, refused: Refused
) -> None:
    with refused(InvalidInput, "geen les"):
        pages(session, room, is_daily=True)
    room.enrolments[2].regime = "vov"
    room.course.odb_number = "ODB-1001"
    session.flush()
    page = pages(session, room, is_daily=True)[0]
    assert "Daglijst opleidingsverlof" in page
    assert "ODB-1001" in page
    assert ("Aerts" in page, "Claes" in page) == (False, True)


def test_a_large_group_turns_the_page_and_repeats_the_heads(session: Session, room: Room) -> None:
    from tests.core.attendance.conftest import enrolment

    for number in range(40):
        enrolment(session, room.course, room.group, f"Naam{number:02}")
    found = pages(session, room)
    assert len(found) > 2
    assert all("Handtekening begin" in page for page in found[: len(found) // 2 - 1])
    assert "Naam39" in " ".join(found)


def test_a_list_of_somebody_else_and_too_many_at_once_are_refused(
    session: Session, room: Room, refused: Refused
) -> None:
    with refused(NotFound):
        pages(session, room, actor=factories.actor(session, Role.TEACHER))
    assert pages(session, room, actor=teacher_of(session, room.group))
    with refused(InvalidInput, "Hoogstens"):
        commands.make_lists(session, actor=room.actor, today=TODAY, lesson_ids=list(range(61)))


def test_the_tick_of_a_list_is_shown_with_who_and_when_and_can_be_taken_back(
    session: Session, room: Room
) -> None:
    lesson = room.lessons[0]
    commands.note_list_received(
        session, actor=room.actor, today=TODAY, lesson_id=lesson.id, version=lesson.version, received_on=TODAY
    )
    session.flush()
    days = {"first_on": lesson.held_on, "last_on": TODAY}
    rows, count = signed_lists.lists(session, actor=room.actor, **days)
    assert [(row.received_on, row.received_by) for row in rows] == [
        (TODAY, room.actor.display_name),
        (None, ""),
    ]
    assert count == 2
    missing, number = signed_lists.lists(
        session, actor=room.actor, missing_only=True, group_id=room.group.id, **days
    )
    assert ([row.lesson_id for row in missing], number) == ([room.lessons[1].id], 1)
    commands.note_list_received(
        session, actor=room.actor, today=TODAY, lesson_id=lesson.id, version=lesson.version, received_on=None
    )
    session.flush()
    assert signed_lists.lists(session, actor=room.actor, missing_only=True, **days)[1] == 2


@pytest.mark.parametrize("days", [0, 400])
def test_lists_of_other_days_and_other_peoples_groups_are_not_shown(
    session: Session, room: Room, days: int
) -> None:
    last = TODAY + timedelta(days=days)
    stranger = factories.actor(session, Role.TEACHER)
    assert signed_lists.lists(session, actor=stranger, first_on=date(2026, 9, 1), last_on=last) == ([], 0)
    assert signed_lists.lists(session, actor=room.actor, first_on=TODAY, last_on=last)[1] == 0
