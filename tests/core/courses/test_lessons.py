"""Timetables and lessons: nothing doubled, nothing entered lost, no hours changed under an issued paper."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock
from core.courses import choices, commands, queries
from core.courses.commands import Slot
from core.errors import Conflict, InvalidInput, NotFound
from core.provider_settings import lessons as lesson_settings
from db.models import AttendanceCell, ClosingDay, Course, CourseGroup, Enrolment, Lesson, OwnSetting
from tests import attendance_factories as made
from tests import factories
from tests.conftest import TODAY
from tests.core.conftest import Refused
from tests.core.courses.test_editing import paper
from tests.factories import Provider

TUESDAY = Slot(2, None, 18 * 60, 21 * 60, 150)


@pytest.fixture
def course(session: Session, given: Provider) -> Course:
    session.info["given"] = given
    return made.course(
        session,
        campus=given.campus,
        starts_on=date(2026, 10, 19),
        ends_on=date(2026, 12, 31),
        years={2026: 1500},
    )


@pytest.fixture
def group(session: Session, course: Course) -> CourseGroup:
    return made.group(session, course=course)


def act(given: Provider) -> dict[str, Any]:
    return {"actor": given.coordinator, "today": TODAY}


def entered(session: Session, lesson: Lesson, enrolment: Enrolment, code: str = "A") -> None:
    """A cell of the lesson as the grid writes it."""
    present = lesson.given_minutes if code else 0
    session.add(
        AttendanceCell(
            lesson_id=lesson.id, enrolment_id=enrolment.id, code=code, present=present, changed_at=clock.now(),
            changed_by="Tom Aerts",
        )
    )  # fmt: skip
    session.flush()


def test_the_generator_skips_holidays_and_closing_days_and_says_so_before(
    session: Session, given: Provider, group: CourseGroup
) -> None:
    stretches = [
        (date(2026, 11, 2), date(2026, 11, 8), None),
        (date(2026, 12, 1), date(2026, 12, 1), given.other.id),
    ]
    session.add_all(ClosingDay(first_on=a, last_on=b, campus_id=campus) for a, b, campus in stretches)
    lines = [
        TUESDAY,
        Slot(3, None, 540, 720, 180, "self_study"),
        Slot(None, date(2026, 11, 11), 540, 720, 180),
    ]
    lines.pop(1)
    commands.set_timetable(session, group_id=group.id, version=1, slots=lines, **act(given))
    seen = queries.preview(session, actor=given.coordinator, group_id=group.id)
    assert seen.skipped == (date(2026, 11, 3), date(2026, 11, 11))
    assert (seen.lessons, seen.first_on, seen.last_on) == (10, date(2026, 10, 20), date(2026, 12, 29))
    assert [(year.school_year, year.existing, year.new, year.planned) for year in seen.years] == [
        (2026, 0, 1500, 1500)
    ]
    assert commands.generate_lessons(session, group_id=group.id, version=2, **act(given)) == 10
    rows = queries.lessons(session, actor=given.coordinator, group_id=group.id)
    assert {row.held_on.isoweekday() for row in rows} == {2}
    assert {(row.minutes, row.given_minutes, row.state) for row in rows} == {(150, 150, "planned")}


def test_generating_again_makes_only_what_is_new_and_never_what_was_cancelled(
    session: Session, given: Provider, refused: Refused, group: CourseGroup
) -> None:
    commands.set_timetable(session, group_id=group.id, version=1, slots=[TUESDAY], **act(given))
    commands.generate_lessons(session, group_id=group.id, version=2, **act(given))
    first = queries.lessons(session, actor=given.coordinator, group_id=group.id)[0]
    commands.cancel_lesson(session, lesson_id=first.id, version=1, reason="unforeseen", **act(given))
    with refused(InvalidInput, "bestaan al"):
        commands.generate_lessons(session, group_id=group.id, version=2, **act(given))
    more = [TUESDAY, Slot(4, None, 18 * 60, 19 * 60, 60, "placement")]
    commands.set_timetable(session, group_id=group.id, version=2, slots=more, **act(given))
    with refused(Conflict):
        commands.generate_lessons(session, group_id=group.id, version=2, **act(given))
    seen = queries.preview(session, actor=given.coordinator, group_id=group.id)
    assert [(year.existing, year.new) for year in seen.years] == [(1500, 0)]
    made_now = commands.generate_lessons(session, group_id=group.id, version=3, **act(given))
    assert made_now == seen.lessons == 11


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ([Slot(None, None, 60, 120, 60)], "Vul de datum van de les in"),
        ([Slot(8, None, 60, 120, 60)], "vaste weekdag of één datum"),
        ([Slot(None, date(2030, 1, 1), 60, 120, 60)], "valt buiten de opleiding"),
        ([Slot(1, None, 120, 120, 60)], "eindigt vóór"),
        ([Slot(1, None, 60, 120, 61)], "hoogstens 60"),
        ([Slot(1, None, 60, 120, 60, "party")], "soort les"),
        ([Slot(1, None, 60, 120, 60, teacher_id=999)], "medewerkers"),
        ([TUESDAY, TUESDAY], "vallen samen"),
        ([Slot(1, None, 60, 120, 60)] * 401, "hoogstens 400"),
    ],
)
def test_a_timetable_that_cannot_be_is_refused(
    session: Session, given: Provider, refused: Refused, group: CourseGroup, wrong: list[Slot], text: str
) -> None:
    with refused(InvalidInput, text):
        commands.set_timetable(session, group_id=group.id, version=1, slots=wrong, **act(given))


@pytest.mark.parametrize(
    ("reason", "state", "given_minutes"),
    [
        ("unforeseen", "cancelled", 0), ("holiday", "cancelled", 0), ("weather", "cancelled", 0),
        ("teacher_strike", "credited", 150), ("teacher_ill", "credited", 150), ("closure", "credited", 150),
    ],
)  # fmt: skip
def test_a_reason_lowers_what_was_given_or_credits_it_and_can_be_undone(
    session: Session, given: Provider, group: CourseGroup, reason: str, state: str, given_minutes: int
) -> None:
    lesson = made.lesson(session, group=group, held_on=date(2026, 10, 20), closed_on=date(2026, 10, 20))
    told = commands.cancel_lesson(session, lesson_id=lesson.id, version=1, reason=reason, **act(given))
    assert (told, lesson.state, lesson.given_minutes, lesson.closed_on) == (state, state, given_minutes, None)
    commands.restore_lesson(session, lesson_id=lesson.id, version=2, **act(given))
    assert (lesson.state, lesson.reason, lesson.given_minutes) == ("planned", "", 150)


def test_the_provider_decides_what_a_reason_does(
    session: Session, given: Provider, group: CourseGroup
) -> None:
    session.add(
        OwnSetting(
            key=lesson_settings.key_of("weather"), value="1", source="reglement", changed_at=clock.now(),
            changed_by="An", version=1,
        )
    )  # fmt: skip
    lesson = made.lesson(session, group=group, held_on=date(2026, 10, 20))
    assert (
        commands.cancel_lesson(session, lesson_id=lesson.id, version=1, reason="weather", **act(given))
        == "credited"
    )


def test_what_cannot_be_cancelled_is_refused(
    session: Session, given: Provider, refused: Refused, group: CourseGroup
) -> None:
    lesson = made.lesson(session, group=group, held_on=date(2026, 10, 20))
    call: dict[str, Any] = {"lesson_id": lesson.id, "version": 1, **act(given)}
    with refused(InvalidInput, "waarom"):
        commands.cancel_lesson(session, reason="moved", **call)
    with refused(InvalidInput, "persoonsgegevens"):
        commands.cancel_lesson(session, reason="weather", note=f"voor {factories.insz()}", **call)
    with refused(InvalidInput, "niets te herstellen"):
        commands.restore_lesson(session, **call)
    commands.cancel_lesson(session, reason="weather", **call)
    with refused(Conflict):
        commands.cancel_lesson(session, reason="weather", **call)
    with refused(InvalidInput, "al afgelast"):
        commands.cancel_lesson(session, reason="weather", **{**call, "version": 2})
    limited = factories.actor(session, campuses=[given.other])
    with refused(NotFound):
        commands.restore_lesson(session, lesson_id=lesson.id, version=2, actor=limited, today=TODAY)
    with refused(NotFound):
        commands.restore_lesson(session, lesson_id=999, version=2, **act(given))


def test_a_moved_lesson_names_its_successor_and_comes_back(
    session: Session, given: Provider, refused: Refused, group: CourseGroup
) -> None:
    lesson = made.lesson(session, group=group, held_on=date(2026, 10, 20))
    made.lesson(session, group=group, held_on=date(2026, 10, 27))
    call: dict[str, Any] = {"lesson_id": lesson.id, "version": 1, **act(given)}
    for day, text in (
        (None, "nieuwe datum"),
        (date(2026, 10, 27), "samenvalt"),
        (date(2027, 5, 5), "valt buiten"),
    ):
        with refused(InvalidInput, text):
            commands.move_lesson(session, held_on=day, starts_at=1100, ends_at=1290, **call)
    with refused(InvalidInput, "staat al op 20/10/2026 op dat uur"):
        commands.move_lesson(
            session, held_on=lesson.held_on, starts_at=lesson.starts_at, ends_at=lesson.ends_at, **call
        )
    successor = commands.move_lesson(
        session, held_on=date(2026, 10, 20), starts_at=1110, ends_at=1290, note="lokaal bezet", **call
    )
    row = next(
        row
        for row in queries.lessons(session, actor=given.coordinator, group_id=group.id)
        if row.id == lesson.id
    )
    assert (row.state, row.reason, row.moved_to_on, row.given_minutes) == (
        "cancelled",
        "moved",
        date(2026, 10, 20),
        0,
    )
    commands.restore_lesson(session, lesson_id=lesson.id, version=2, **act(given))
    assert session.get(Lesson, successor) is None
    assert (lesson.state, lesson.moved_to_id) == ("planned", None)


def test_a_successor_that_was_used_keeps_its_place(
    session: Session, given: Provider, refused: Refused, course: Course, group: CourseGroup
) -> None:
    lesson = made.lesson(session, group=group, held_on=date(2026, 10, 20))
    successor = commands.move_lesson(
        session, lesson_id=lesson.id, version=1, held_on=date(2026, 10, 21), starts_at=1080, ends_at=1260, **act(given)
    )  # fmt: skip
    enrolled = made.enrolment(session, course=course, learner=factories.learner(session), group=group)
    entered(session, session.get_one(Lesson, successor), enrolled)
    with refused(InvalidInput, "al ingevuld"):
        commands.restore_lesson(session, lesson_id=lesson.id, version=2, **act(given))


def test_a_restored_lesson_does_not_land_on_another_one(
    session: Session, given: Provider, refused: Refused, group: CourseGroup
) -> None:
    lesson = made.lesson(
        session, group=group, held_on=date(2026, 10, 20), state="cancelled", reason="unforeseen"
    )
    commands.add_lesson(
        session, group_id=group.id, slot=Slot(None, date(2026, 10, 20), 1200, 1300, 100), **act(given)
    )
    with refused(InvalidInput, "samenvalt"):
        commands.restore_lesson(session, lesson_id=lesson.id, version=1, **act(given))


def test_entered_attendance_is_never_lost_and_an_emptied_cell_is_no_attendance(
    session: Session, given: Provider, refused: Refused, course: Course, group: CourseGroup
) -> None:
    enrolled = made.enrolment(session, course=course, learner=factories.learner(session), group=group)
    full = made.lesson(session, group=group, held_on=date(2026, 10, 20))
    emptied = made.lesson(session, group=group, held_on=date(2026, 10, 27))
    entered(session, full, enrolled)
    entered(session, emptied, enrolled, code="")
    call: dict[str, Any] = {"lesson_id": full.id, "version": 1, **act(given)}
    with refused(InvalidInput, "al 1 aanwezigheden"):
        commands.cancel_lesson(session, reason="teacher_ill", **call)
    with refused(InvalidInput, "al 1 aanwezigheden"):
        commands.move_lesson(session, held_on=date(2026, 10, 21), starts_at=1080, ends_at=1260, **call)
    with refused(InvalidInput, "al 1 aanwezigheden"):
        commands.shorten_lesson(session, given_minutes=100, **call)
    commands.shorten_lesson(session, lesson_id=emptied.id, version=1, given_minutes=100, **act(given))
    assert (emptied.given_minutes, emptied.minutes) == (100, 150)
    for wrong in (0, 151):
        with refused(InvalidInput, "1 tot en met 150"):
            commands.shorten_lesson(
                session, lesson_id=emptied.id, version=2, given_minutes=wrong, **act(given)
            )


def test_no_hour_changes_under_an_issued_paper_until_a_correction_is_opened(
    session: Session, given: Provider, refused: Refused, course: Course, group: CourseGroup
) -> None:
    lesson = made.lesson(session, group=group, held_on=date(2026, 10, 20))
    off = made.lesson(session, group=group, held_on=date(2026, 10, 27), state="cancelled", reason="weather")
    made.slot(session, group=group)
    issued = paper(session, course, group, from_on=date(2026, 10, 19), to_on=date(2026, 12, 31))
    call: dict[str, Any] = {"lesson_id": lesson.id, "version": 1, **act(given)}
    text = "al een getuigschrift"
    with refused(InvalidInput, text):
        commands.cancel_lesson(session, reason="weather", **call)
    with refused(InvalidInput, text):
        commands.move_lesson(session, held_on=date(2026, 10, 21), starts_at=1080, ends_at=1260, **call)
    with refused(InvalidInput, text):
        commands.shorten_lesson(session, given_minutes=100, **call)
    with refused(InvalidInput, text):
        commands.restore_lesson(session, lesson_id=off.id, version=1, **act(given))
    extra = Slot(None, date(2026, 10, 22), 1080, 1260, 150)
    with refused(InvalidInput, text):
        commands.add_lesson(session, group_id=group.id, slot=extra, **act(given))
    with refused(InvalidInput, text):
        commands.generate_lessons(session, group_id=group.id, version=1, **act(given))
    other = made.group(session, course=course)
    commands.add_lesson(session, group_id=other.id, slot=extra, **act(given))
    issued.state, issued.correction_reason = "due", "een les vergeten"
    session.flush()
    commands.cancel_lesson(session, reason="weather", **call)
    assert lesson.state == "cancelled"


def test_a_lesson_beside_the_timetable_needs_a_free_date(
    session: Session, given: Provider, refused: Refused, group: CourseGroup
) -> None:
    made.lesson(session, group=group, held_on=date(2026, 10, 20))
    for slot, text in (
        (TUESDAY, "Kies de datum"),
        (Slot(None, date(2026, 10, 20), 1200, 1300, 90), "samenvalt"),
    ):
        with refused(InvalidInput, text):
            commands.add_lesson(session, group_id=group.id, slot=slot, **act(given))
    key = commands.add_lesson(
        session, group_id=group.id, slot=Slot(None, date(2026, 10, 21), 1200, 1300, 90), **act(given)
    )
    assert session.get_one(Lesson, key).weekday == 3


def test_the_paper_prints_contact_lines_weekdays_first(session: Session, group: CourseGroup) -> None:
    made.slot(session, group=group, held_on=date(2026, 12, 5), starts_at=540, ends_at=750)
    made.slot(session, group=group, weekday=4, kind="self_study")
    made.slot(session, group=group)
    found = queries.timetable_lines(session, group_ids=[group.id])
    assert found == {group.id: ("dinsdag 18.00-21.00", "05/12/2026 9.00-12.30")}
    assert queries.timetable_lines(session, group_ids=[group.id], language="en")[group.id][0].startswith(
        "Tuesday"
    )


def test_lessons_of_another_campus_are_not_seen(
    session: Session, given: Provider, group: CourseGroup
) -> None:
    made.lesson(session, group=group, held_on=date(2026, 10, 20))
    limited = factories.actor(session, campuses=[given.other])
    assert queries.lessons(session, actor=limited, group_id=group.id) == []
    with pytest.raises(NotFound):
        queries.preview(session, actor=limited, group_id=group.id)
    with pytest.raises(NotFound):
        queries.preview(session, actor=given.coordinator, group_id=999)
    assert session.scalars(select(Lesson)).one().held_on == date(2026, 10, 20)


def test_who_teaches_is_chosen_from_those_who_work_here(session: Session, given: Provider) -> None:
    factories.staff_member(session, "Weg", begins_on=date(2019, 1, 1), ends_on=date(2026, 1, 1))
    names = [name for _, name in choices.teachers(session, on=TODAY)]
    assert "Weg" not in names
    assert "Nele Peeters" in names
    assert choices.trajectories(session) == [(given.trajectory.id, "T-901 Opleiding T-901")]
