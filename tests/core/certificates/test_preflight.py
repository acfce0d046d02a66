"""The pre-flight says "ready" exactly when issuing succeeds, and names each obstacle with the place where it is solved."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from core import clock
from core.access.actors import Role
from core.certificates import commands, lot, owed, preflight
from core.certificates.hindrances import Hindrance
from core.deadlines import terms
from core.errors import InvalidInput
from core.organisation import commands as organisation_commands
from core.provider_settings import commands as choices
from core.provider_settings.papers import DOTTED_NUMBER
from db.models import AttendanceCell, Justification, Lesson, Signatory
from tests import attendance_factories as making
from tests import factories
from tests.core.certificates import crowd
from tests.core.certificates.crowd import AFTER, UNTIL, Crowd
from tests.factories import Provider


@pytest.fixture
def people(session: Session, given: Provider) -> Crowd:
    return crowd.gather(session, given)


def by_code(session: Session, given: Provider, today: date = AFTER) -> dict[str, Hindrance]:
    found = preflight.of(session, actor=given.coordinator, today=today, until=UNTIL)
    return {each.code: each for each in found.hindrances}


@pytest.mark.parametrize("today", [AFTER, date(2026, 12, 31), date(2027, 1, 1)])
@pytest.mark.parametrize("signs", [True, False])
@pytest.mark.usefixtures("people")
def test_what_is_ready_is_what_can_be_issued(
    session: Session, given: Provider, today: date, signs: bool
) -> None:
    if not signs:
        for each in session.scalars(select(Signatory)):
            each.ends_on = date(2026, 1, 1)
        session.flush()
    found = preflight.of(session, actor=given.coordinator, today=today, until=UNTIL)
    ready = {paper.certificate_id for paper in found.ready}
    issued, refused = set(), set()
    for paper in crowd.papers(session):
        try:
            with session.begin_nested():
                commands.issue(
                    session,
                    actor=given.coordinator,
                    today=today,
                    certificate_id=paper.id,
                    version=paper.version,
                )
            issued.add(paper.id)
        except InvalidInput:
            refused.add(paper.id)
    assert ready == issued
    assert set(found.stopped) == refused
    assert bool(issued) is signs
    assert ready.isdisjoint(found.stopped)


def test_each_obstacle_is_counted_and_says_where_it_is_solved(
    session: Session, given: Provider, people: Crowd
) -> None:
    found = by_code(session, given)
    enrolments = people.enrolments
    # Of whom something is missing, the paper of enrolment is stopped as well as that of the quarter.
    assert {code: each.papers for code, each in found.items()} == {
        "lessons": 2, "sum": 1, "name": 2, "born_on": 2, "glyph": 2, "category": 2, "reference": 2, "box_a": 2,
        "timetable": 2, "insz": 1,
    }  # fmt: skip
    (empty,) = [place for place in found["lessons"].places if place.label == people.group.code]
    lesson = session.get_one(Lesson, int(empty.query["lesson"]))
    assert (empty.page, empty.papers) == ("attendance", 1)
    assert session.get(AttendanceCell, (lesson.id, enrolments["an empty cell"].id)) is None
    (wrong,) = found["sum"].places
    cell = session.get_one(AttendanceCell, (int(wrong.query["lesson"]), enrolments["wrong sum"].id))
    assert cell.present == 10
    assert found["born_on"].places[0].query == {"id": str(enrolments["no birth date"].learner_id)}
    assert found["category"].places[0].query == {"id": str(enrolments["no category"].course_id)}
    assert found["insz"].is_stopping
    choices.change(
        session, actor=factories.actor(session, Role.ADMINISTRATOR), today=AFTER, key=DOTTED_NUMBER, value="1",
        source="Beslissing van de directie", version=0,
    )  # fmt: skip
    dotted = by_code(session, given)
    assert "insz" not in dotted
    assert not dotted["no_number"].is_stopping


@pytest.mark.usefixtures("people")
def test_a_period_that_is_not_over_is_told_with_its_last_day(session: Session, given: Provider) -> None:
    found = by_code(session, given, date(2026, 12, 31))["period"]
    assert [(place.day, place.papers) for place in found.places] == [(date(2026, 12, 31), found.papers)]


def test_absences_without_what_makes_them_good_are_warned_of_and_stop_nothing(
    session: Session, given: Provider, people: Crowd
) -> None:
    who = people.enrolments["right"]
    for at, cell in enumerate(
        session.scalars(
            select(AttendanceCell)
            .where(AttendanceCell.enrolment_id == who.id)
            .order_by(AttendanceCell.lesson_id)
        )
    ):
        cell.code, cell.present, cell.unjustified = "GZ", 0, 150
        day = session.get_one(Lesson, cell.lesson_id).held_on
        if at < 2:
            session.add(Justification(
                enrolment_id=who.id, ground="Z", first_on=day, last_on=day, received_on=day + timedelta(days=20 * at),
                evidence_seen_on=None, is_late=bool(at), term_days=7, noted_by="An", noted_at=clock.now(),
            ))  # fmt: skip
    session.flush()
    found = by_code(session, given)
    assert (found["pending"].total, found["too_late"].total) == (2, 1)
    assert not found["pending"].is_stopping
    assert found["pending"].places[0].query == {"part": "justifications"}
    commands.issue(
        session,
        actor=given.coordinator,
        today=AFTER,
        certificate_id=crowd.assiduity(session, who).id,
        version=1,
    )


@pytest.mark.usefixtures("people")
def test_the_statements_do_not_grow_with_the_papers(session: Session, given: Provider) -> None:
    seen: list[str] = []

    def statements() -> int:
        seen.clear()
        preflight.of(session, actor=given.coordinator, today=AFTER, until=UNTIL)
        return len(seen)

    event.listen(session.get_bind(), "before_cursor_execute", lambda *asked: seen.append(asked[2]))
    few = statements()
    papers = len(crowd.papers(session))
    main, group = crowd.course(session, given)
    lessons = making.lessons(session, group=group, count=2, closed_on=crowd.CLOSED)
    more = [
        crowd.somebody(session, main, group, lessons, learner=factories.learner(session, f"Naam{number}"))
        for number in range(20)
    ]
    owed.settle(session, enrolment_ids=[each.id for each in more], terms=terms.load(session))
    assert statements() == few
    assert len(crowd.papers(session)) == papers + 40


def test_the_lot_is_of_the_campuses_of_who_asks(session: Session, given: Provider, people: Crowd) -> None:
    elsewhere = factories.actor(session, Role.COORDINATOR, campuses=[given.other])
    assert lot.due_days(session, actor=elsewhere) == []
    assert lot.read(session, actor=elsewhere, until=UNTIL).papers == []
    mine = lot.due_days(session, actor=given.coordinator)
    assert lot.nearest(mine, today=date(2026, 11, 21)) == date(2027, 1, 5)
    assert lot.nearest(mine, today=date(2027, 1, 6)) == UNTIL
    assert lot.nearest(mine, today=date(2029, 1, 1)) == mine[-1].due_on
    assert lot.nearest([], today=AFTER) is None
    assert [each.up_to for each in mine][-1] == sum(each.papers for each in mine)


@pytest.mark.usefixtures("people")
def test_the_target_moves_with_the_calendar_of_the_provider_and_the_due_day_never(
    session: Session, given: Provider
) -> None:
    before = lot.read(session, actor=given.coordinator, until=UNTIL).papers
    assert {paper.target_on for paper in before if paper.due_on == UNTIL} == {UNTIL}
    organisation_commands.set_closing_days(
        session, actor=factories.actor(session, Role.ADMINISTRATOR), today=AFTER, buffer_days=2, version=0,
        stretches=[(date(2027, 1, 6), UNTIL, "Verbouwing")],
    )  # fmt: skip
    after = lot.read(session, actor=given.coordinator, until=UNTIL).papers
    assert [paper.due_on for paper in after] == [paper.due_on for paper in before]
    (target,) = {paper.target_on for paper in after if paper.due_on == UNTIL}
    assert target < date(2027, 1, 6)
    state = preflight.of(session, actor=given.coordinator, today=AFTER, until=UNTIL).courses[0]
    assert state.target_on < state.due_on
