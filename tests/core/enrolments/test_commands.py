"""Enrolling, changing group, exempting, stopping: what is refused and what follows, with the hours of the boxes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.enrolments import commands, queries
from core.enrolments.commands import Leave
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from db.models import (
    AttendanceCell,
    Certificate,
    Course,
    CourseGroup,
    CourseYear,
    Document,
    Enrolment,
    GroupMembership,
    Learner,
    Lesson,
    Participation,
)
from tests import factories
from tests.core.conftest import Refused
from tests.factories import TODAY, Provider

START = date(2026, 9, 7)


@dataclass(frozen=True, slots=True)
class Running:
    """A course on Mondays from 7 September, two groups, ten lessons of 200 minutes each."""

    course: Course
    groups: list[CourseGroup]
    lessons: list[Lesson]


@pytest.fixture
def running(session: Session, given: Provider) -> Running:
    course = Course(
        code="NT2-1", name="Nederlands", campus_id=given.campus.id, trajectory_id=given.trajectory.id,
        organisation="school_year", lesson_unit=50, category="vocational", recognition_kind="commission",
        recognition_number="C-1", starts_on=START, ends_on=date(2027, 6, 28),
    )  # fmt: skip
    session.add(course)
    session.flush()
    session.add(CourseYear(course_id=course.id, school_year=2026, planned_minutes=40 * 50))
    groups = [CourseGroup(code=code, name=code, course_id=course.id) for code in ("G-A", "G-B")]
    session.add_all(groups)
    session.flush()
    lessons = [
        Lesson(
            course_group_id=group.id, held_on=START + timedelta(days=7 * n), weekday=1, starts_at=540, ends_at=760,
            minutes=200, given_minutes=200,
        )
        for group in groups
        for n in range(10)
    ]  # fmt: skip
    session.add_all(lessons)
    session.flush()
    return Running(course, groups, lessons)


def enrol(session: Session, given: Provider, running: Running, **values: Any) -> Enrolment:
    chosen: dict[str, Any] = {
        "course_id": running.course.id, "course_group_id": running.groups[0].id, "enrolled_on": START,
        "leave": Leave("bev_brussels", "Bakkerij Noord", "0200065765"),
    }  # fmt: skip
    if "learner_id" not in values:
        chosen["learner_id"] = factories.learner(session).id
    key = commands.enrol(session, actor=given.coordinator, today=TODAY, **(chosen | values))
    return session.get_one(Enrolment, key)


def enter(session: Session, enrolment: Enrolment, lesson: Lesson, code: str, present: int) -> None:
    session.add(
        AttendanceCell(
            lesson_id=lesson.id, enrolment_id=enrolment.id, code=code, present=present,
            unjustified=lesson.given_minutes - present, changed_at=datetime(2026, 11, 1, 9, tzinfo=UTC), changed_by="An",
        )
    )  # fmt: skip
    session.flush()


def issued(session: Session, enrolment: Enrolment, from_on: date, to_on: date) -> None:
    """A paper over exactly those days, beside those that the course itself makes owed: hence its own number."""
    paper = Document(
        kind="assiduity", year=2026, sequence=1, number="NG-2026-1", subject_kind="certificate", subject_id=1,
        learner_id=enrolment.learner_id, campus_id=enrolment.campus_id, issued_on=TODAY,
        issued_at=datetime(2026, 11, 1, 9, tzinfo=UTC), issued_by="An", template_version="1", verify_code="x", content={},
        pdf=b"%PDF", sha256="0" * 64,
    )  # fmt: skip
    session.add(paper)
    session.flush()
    session.add(
        Certificate(
            enrolment_id=enrolment.id, course_id=enrolment.course_id, learner_id=enrolment.learner_id,
            campus_id=enrolment.campus_id, kind="assiduity", school_year=2026, period_number=9, from_on=from_on,
            to_on=to_on, state="issued", document_id=paper.id, issued_on=TODAY,
        )
    )  # fmt: skip
    session.flush()


def act(session: Session, given: Provider, command: Any, enrolment: Enrolment, **values: Any) -> Any:
    return command(
        session, actor=given.coordinator, today=TODAY, enrolment_id=enrolment.id, version=enrolment.version, **values
    )  # fmt: skip


def boxes(session: Session, given: Provider, enrolment: Enrolment) -> tuple[int, int, int, int]:
    row = queries.one(session, actor=given.coordinator, today=TODAY, enrolment_id=enrolment.id)
    assert row is not None
    year = row.hours[0]
    return year.planned, year.exempted, year.to_follow, year.missed


def test_enrolling_makes_the_participation_once_and_takes_up_a_running_one(
    session: Session, given: Provider, running: Running
) -> None:
    enrolment = enrol(session, given, running)
    made = session.get_one(Participation, enrolment.participation_id)
    assert (made.trajectory_id, made.starts_on) == (given.trajectory.id, START)
    other = factories.learner(session, "Peeters")
    busy = factories.participation(session, learner=other, trajectory=given.trajectory, campus=given.campus)
    assert enrol(session, given, running, learner_id=other.id).participation_id == busy.id
    assert session.scalar(select(func.count()).select_from(Participation)) == 2


def test_nobody_is_enrolled_twice_at_once_but_may_come_back_after_a_stop(
    session: Session, given: Provider, running: Running, refused: Refused
) -> None:
    enrolment = enrol(session, given, running)
    with refused(InvalidInput, "al ingeschreven"):
        enrol(session, given, running, learner_id=enrolment.learner_id)
    act(session, given, commands.stop, enrolment, kind="announced", announced_on=date(2026, 10, 1))
    with refused(InvalidInput, "tot 01/10/2026"):
        enrol(session, given, running, learner_id=enrolment.learner_id, enrolled_on=date(2026, 9, 20))
    again = enrol(session, given, running, learner_id=enrolment.learner_id, enrolled_on=date(2026, 10, 12))
    with refused(InvalidInput, "opnieuw ingeschreven"):
        act(session, given, commands.undo_stop, enrolment)
    assert again.stopped_on is None


def test_what_cannot_be_is_refused_when_somebody_enrols(
    session: Session, given: Provider, running: Running, refused: Refused
) -> None:
    other = CourseGroup(code="X", name="X")
    session.add(other)
    session.flush()
    for values, error, text in (
        ({"course_id": 999}, NotFound, "opleiding bestaat niet"),
        ({"learner_id": 999}, NotFound, "cursist bestaat niet"),
        ({"course_group_id": other.id}, InvalidInput, "groep van deze opleiding"),
        ({"enrolled_on": date(2026, 12, 1)}, InvalidInput, "toekomst"),
        ({"enrolled_on": date(2000, 1, 1)}, InvalidInput, "Kijk het jaar van de inschrijving na: 01/01/2000"),
        ({"leave": Leave("bev_wallonia")}, InvalidInput, "stelsel"),
        ({"leave": Leave("vov", "Bakkerij", "0200065766")}, InvalidInput, "ondernemingsnummer"),
    ):
        with refused(error, text):
            enrol(session, given, running, **values)
    running.course.ends_on = date(2026, 11, 9)
    with refused(InvalidInput, "eindigde"):
        enrol(session, given, running, enrolled_on=date(2026, 11, 10))
    reader = factories.actor(session, Role.READER)
    with pytest.raises(NotAllowed):
        commands.enrol(
            session, actor=reader, today=TODAY, course_id=running.course.id, learner_id=1, enrolled_on=START,
            course_group_id=running.groups[0].id, leave=Leave(),
        )  # fmt: skip


def test_the_rule_warns_and_never_refuses(session: Session, given: Provider, running: Running) -> None:
    def told(regime: str, starts_on: date, enrolled_on: date, employer: str = "Bakkerij") -> list[str]:
        running.course.starts_on = starts_on
        session.flush()
        found = queries.to_look_at(
            session,
            course_id=running.course.id,
            regime=regime,
            enrolled_on=enrolled_on,
            employer_name=employer,
        )
        return [str(text) for text in found]

    assert told("", date(2019, 8, 31), START) == []
    assert told("vov", START, START) == []
    assert told("bev_brussels", START, START) == []
    assert "Geen regel van kracht" in told("vov", date(2019, 8, 31), date(2019, 8, 31))[0]
    assert "Geen regel van kracht" in told("bev_flanders", date(2024, 1, 1), date(2024, 1, 1))[0]
    assert told("bev_flanders", date(2023, 12, 31), date(2023, 12, 31)) == []
    assert "laattijdige" in told("vov", START, START + timedelta(days=1))[0]
    assert "werkgever" in told("vov", START, START, " ")[0]
    running.course.recognition_kind = ""
    assert "erkenning" in told("bev_brussels", START, START)[0]


def test_a_change_under_an_old_version_is_a_conflict(
    session: Session, given: Provider, running: Running, refused: Refused
) -> None:
    enrolment = enrol(session, given, running)
    act(session, given, commands.change_enrolment, enrolment, leave=Leave("vov", "Anders", ""))
    assert (enrolment.regime, enrolment.employer_name, enrolment.version) == ("vov", "Anders", 2)
    with refused(Conflict):
        commands.change_enrolment(
            session, actor=given.coordinator, today=TODAY, enrolment_id=enrolment.id, version=1, leave=Leave()
        )
    with refused(NotFound):
        commands.change_enrolment(
            session, actor=given.coordinator, today=TODAY, enrolment_id=999, version=1, leave=Leave()
        )
    limited = factories.actor(session, campuses=[given.other])
    with refused(NotFound):
        commands.change_enrolment(
            session, actor=limited, today=TODAY, enrolment_id=enrolment.id, version=2, leave=Leave()
        )


def test_changing_group_leaves_the_past_and_waits_for_what_was_entered(
    session: Session, given: Provider, running: Running, refused: Refused
) -> None:
    enrolment = enrol(session, given, running)
    enter(session, enrolment, running.lessons[2], "A", 200)
    to = {"course_group_id": running.groups[1].id}
    with refused(InvalidInput, "al ingevuld"):
        act(session, given, commands.change_group, enrolment, from_on=running.lessons[2].held_on, **to)
    with refused(InvalidInput, "pas sinds"):
        act(session, given, commands.change_group, enrolment, from_on=START - timedelta(days=1), **to)
    with refused(InvalidInput, "eindigt"):
        act(session, given, commands.change_group, enrolment, from_on=date(2027, 7, 1), **to)
    with refused(InvalidInput, "andere groep"):
        act(
            session,
            given,
            commands.change_group,
            enrolment,
            from_on=TODAY,
            course_group_id=running.groups[0].id,
        )
    changes_on = running.lessons[2].held_on + timedelta(days=1)
    act(session, given, commands.change_group, enrolment, from_on=changes_on, **to)
    seats = session.execute(
        select(GroupMembership.course_group_id, GroupMembership.from_on, GroupMembership.until_on).order_by(
            GroupMembership.from_on
        )
    ).all()
    assert [tuple(seat) for seat in seats] == [
        (running.groups[0].id, START, running.lessons[2].held_on),
        (running.groups[1].id, changes_on, None),
    ]


def test_a_wrong_group_on_the_first_day_is_replaced_while_nothing_is_entered(
    session: Session, given: Provider, running: Running
) -> None:
    enrolment = enrol(session, given, running)
    act(session, given, commands.change_group, enrolment, from_on=START, course_group_id=running.groups[1].id)
    (seat,) = session.scalars(select(GroupMembership))
    assert (seat.course_group_id, seat.from_on, seat.until_on) == (running.groups[1].id, START, None)


def test_late_enrolment_and_exemption_fill_their_boxes_and_never_count_a_lesson_twice(
    session: Session, given: Provider, running: Running, refused: Refused
) -> None:
    enrolment = enrol(session, given, running, enrolled_on=START + timedelta(days=14))
    assert boxes(session, given, enrolment) == (2000, 0, 2000, 400)
    act(
        session, given, commands.exempt, enrolment, first_on=START + timedelta(days=7),
        last_on=START + timedelta(days=21), weekday=1,
    )  # fmt: skip
    # 14 and 21 and 28 September are exempted; of the two before the enrolment only that of the 7th stays in box d.
    assert boxes(session, given, enrolment) == (2000, 600, 1400, 200)
    with refused(InvalidInput, "staat er al"):
        act(
            session, given, commands.exempt, enrolment, first_on=START + timedelta(days=7),
            last_on=START + timedelta(days=21), weekday=1,
        )  # fmt: skip
    row = queries.one(session, actor=given.coordinator, today=TODAY, enrolment_id=enrolment.id)
    assert row is not None
    act(session, given, commands.withdraw_exemption, enrolment, exemption_id=row.exemptions[0].id)
    assert boxes(session, given, enrolment) == (2000, 0, 2000, 400)
    with refused(NotFound):
        act(session, given, commands.withdraw_exemption, enrolment, exemption_id=999)


def test_an_exemption_never_covers_an_entered_lesson_nor_more_than_was_planned(
    session: Session, given: Provider, running: Running, refused: Refused
) -> None:
    enrolment = enrol(session, given, running)
    enter(session, enrolment, running.lessons[1], "A", 200)
    for values, text in (
        ({"first_on": START, "last_on": START - timedelta(days=1)}, "vóór de eerste"),
        ({"first_on": START, "last_on": START, "weekday": 8}, "weekdag"),
        ({"first_on": START, "last_on": TODAY}, "al een aanwezigheid"),
    ):
        with refused(InvalidInput, text):
            act(session, given, commands.exempt, enrolment, **values)
    act(session, given, commands.exempt, enrolment, first_on=START, last_on=TODAY, weekday=2)
    session.get_one(CourseYear, (running.course.id, 2026)).planned_minutes = 100
    with refused(InvalidInput, "meer dan de 100 minuten"):
        act(session, given, commands.exempt, enrolment, first_on=START, last_on=START)


def test_an_announced_stop_is_refused_before_a_lesson_that_was_attended(
    session: Session, given: Provider, running: Running, refused: Refused
) -> None:
    enrolment = enrol(session, given, running)
    enter(session, enrolment, running.lessons[2], "L15", 185)
    enter(session, enrolment, running.lessons[3], "O", 0)
    stop = {"kind": "announced"}
    for day, text in (
        (running.lessons[2].held_on, "nog aanwezig"),
        (date(2026, 12, 1), "toekomst"),
        (START - timedelta(days=1), "dateert van"),
        (None, "Kies hoe"),
    ):
        with refused(InvalidInput, text):
            act(session, given, commands.stop, enrolment, announced_on=day, **stop)
    act(session, given, commands.stop, enrolment, announced_on=running.lessons[3].held_on, **stop)
    assert (enrolment.stopped_on, enrolment.stop_kind) == (running.lessons[3].held_on, "announced")
    with refused(InvalidInput, "stopte al"):
        act(session, given, commands.stop, enrolment, announced_on=TODAY, **stop)
    with refused(InvalidInput, "stopte op"):
        act(
            session,
            given,
            commands.change_group,
            enrolment,
            from_on=TODAY,
            course_group_id=running.groups[1].id,
        )
    act(session, given, commands.undo_stop, enrolment)
    assert enrolment.stopped_on is None
    with refused(InvalidInput, "geen stopzetting"):
        act(session, given, commands.undo_stop, enrolment)


def test_no_longer_attended_is_the_first_lesson_after_the_last_attended_once_all_is_entered(
    session: Session, given: Provider, running: Running, refused: Refused
) -> None:
    enrolment = enrol(session, given, running)
    for number, (code, present) in enumerate((("A", 200), ("O", 0), ("O150", 50))):
        enter(session, enrolment, running.lessons[number], code, present)
    with refused(InvalidInput, "nog niet ingevuld"):
        act(session, given, commands.stop, enrolment, kind="not_attended")
    for lesson in running.lessons[4:10]:
        enter(session, enrolment, lesson, "O", 0)
    running.lessons[3].state, running.lessons[3].reason, running.lessons[3].given_minutes = (
        "cancelled",
        "weather",
        0,
    )
    session.flush()
    act(session, given, commands.stop, enrolment, kind="not_attended")
    assert enrolment.stopped_on == running.lessons[4].held_on


def test_nobody_stopped_who_attended_the_last_lesson(
    session: Session, given: Provider, running: Running, refused: Refused
) -> None:
    enrolment = enrol(session, given, running)
    for lesson in running.lessons[:10]:
        enter(session, enrolment, lesson, "A", 200)
    with refused(InvalidInput, "nog geen les geweest"):
        act(session, given, commands.stop, enrolment, kind="not_attended")


def test_hours_beneath_an_issued_paper_do_not_move(
    session: Session, given: Provider, running: Running, refused: Refused
) -> None:
    enrolment = enrol(session, given, running)
    issued(session, enrolment, date(2026, 9, 1), date(2026, 10, 31))
    inside, after = date(2026, 10, 6), date(2026, 11, 3)
    for command, values in (
        (commands.stop, {"kind": "announced", "announced_on": inside}),
        (commands.exempt, {"first_on": inside, "last_on": after}),
        (commands.change_group, {"from_on": inside, "course_group_id": running.groups[1].id}),
        (commands.change_enrolment, {"leave": Leave("vov")}),
    ):
        with refused(InvalidInput, "NG-2026-1 van"):
            act(session, given, command, enrolment, **values)
    act(session, given, commands.change_enrolment, enrolment, leave=Leave("bev_brussels", "Nieuwe werkgever"))
    act(session, given, commands.exempt, enrolment, first_on=after, last_on=after)
    act(session, given, commands.stop, enrolment, kind="announced", announced_on=after)
    assert enrolment.stopped_on == after


def test_a_second_session_and_a_final_assessment_are_noted_within_their_days(
    session: Session, given: Provider, running: Running, refused: Refused
) -> None:
    enrolment = enrol(session, given, running)
    running.course.second_session_from_on = date(2026, 11, 1)
    running.course.second_session_to_on = date(2026, 11, 30)
    note = {"known_on": date(2026, 10, 30), "exam_days": [date(2026, 11, 10)], "took_part": None}
    for changed, text in (
        ({"known_on": date(2026, 12, 1)}, "toekomst"),
        ({"known_on": date(2026, 9, 1)}, "begon pas"),
        ({"exam_days": [date(2026, 12, 2)]}, "tweede zittijd"),
        ({"exam_days": [], "took_part": True}, "op welke dag"),
        ({"exam_days": [date(2026, 11, 25)], "took_part": True}, "moet nog komen"),
    ):
        with refused(InvalidInput, text):
            act(session, given, commands.note_second_session, enrolment, **(note | changed))
    act(session, given, commands.note_second_session, enrolment, **note)
    act(session, given, commands.note_second_session, enrolment, **(note | {"took_part": True}))
    row = queries.one(session, actor=given.coordinator, today=TODAY, enrolment_id=enrolment.id)
    assert row is not None
    assert row.second_session is not None
    assert row.second_session.took_part is True
    assessment = {"outcome": "taken", "assessed_on": date(2026, 11, 10)}
    with refused(InvalidInput, "Vlaams opleidingsverlof"):
        act(session, given, commands.note_final_assessment, enrolment, **assessment)
    enrolment.regime = "vov"
    with refused(InvalidInput, "Kies hoe"):
        act(session, given, commands.note_final_assessment, enrolment, **(assessment | {"outcome": "?"}))
    with refused(InvalidInput, "toekomst"):
        act(
            session, given, commands.note_final_assessment, enrolment,
            **(assessment | {"assessed_on": date(2026, 12, 1)}),
        )  # fmt: skip
    day_before = enrolment.enrolled_on - timedelta(days=1)
    for day in (day_before, date(1926, 11, 10)):
        with refused(InvalidInput, "loopt pas vanaf"):
            act(
                session, given, commands.note_final_assessment, enrolment, **(assessment | {"assessed_on": day})
            )  # fmt: skip
    act(session, given, commands.note_final_assessment, enrolment, **assessment)
    assert enrolment.final_assessment == "taken"


def test_the_end_of_a_course_proposes_completion_to_who_still_follows_it(
    session: Session, given: Provider, running: Running
) -> None:
    enrolment = enrol(session, given, running)
    stopped = enrol(session, given, running, learner_id=factories.learner(session, "Peeters").id)
    act(session, given, commands.stop, stopped, kind="announced", announced_on=TODAY)

    def proposed() -> list[date]:
        found = queries.completion_proposals(
            session, actor=given.coordinator, today=TODAY, course_id=running.course.id
        )
        return [each.completed_on for each in found]

    assert proposed() == []
    running.course.ends_on = date(2026, 11, 9)
    running.course.first_session_exam_on = date(2026, 11, 16)
    session.flush()
    assert proposed() == [date(2026, 11, 16)]
    second = {"known_on": date(2026, 11, 17), "exam_days": [date(2026, 11, 19)]}
    act(session, given, commands.note_second_session, enrolment, took_part=None, **second)
    assert proposed() == []
    act(session, given, commands.note_second_session, enrolment, took_part=True, **second)
    assert proposed() == [date(2026, 11, 19)]


def test_lists_say_the_state_and_keep_to_the_campuses_of_who_asks(
    session: Session, given: Provider, running: Running
) -> None:
    enrolment = enrol(session, given, running, enrolled_on=START + timedelta(days=1))
    person = session.get_one(Learner, enrolment.learner_id)
    who: dict[str, Any] = {"actor": given.coordinator, "today": TODAY}
    (row,) = queries.of_course(session, course_id=running.course.id, **who)
    assert (row.state, row.group, row.is_late, row.insz_tail) == ("running", "G-A", True, person.insz_tail)
    assert queries.of_learner(session, learner_id=person.id, **who) == [row]
    assert queries.late(session, **who) == [row]
    limited = factories.actor(session, campuses=[given.other])
    assert queries.of_course(session, actor=limited, today=TODAY, course_id=running.course.id) == []
    assert queries.groups(session, actor=limited, course_id=running.course.id) == []
    (before,) = queries.of_course(
        session, actor=given.coordinator, today=START - timedelta(days=3), course_id=running.course.id
    )
    assert (before.state, before.group) == ("planned", "G-A")
    (over,) = queries.of_course(
        session, actor=given.coordinator, today=date(2027, 7, 1), course_id=running.course.id
    )
    assert over.state == "ended"
