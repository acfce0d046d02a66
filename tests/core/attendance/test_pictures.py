"""The figures behind the pictures of a course, what each picture says, and what it is drawn of."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.attendance import picture_charts, picture_findings, pictures
from core.attendance.pictures import Month, Near, Week
from core.compliance.charts import Look
from core.i18n import Translator
from core.i18n.formats import Formats
from db.models import AttendanceCell, Course, CourseGroup, Enrolment, Lesson
from tests import attendance_factories as making
from tests import factories
from tests.conftest import TODAY
from tests.factories import Provider

T, F = Translator("nl"), Formats("nl")
CLOSED = date(2026, 11, 14)
LIMIT = Fraction(1, 10)


def put(session: Session, lesson: Lesson, enrolment: Enrolment, present: int, unjustified: int) -> None:
    session.add(
        AttendanceCell(
            lesson_id=lesson.id, enrolment_id=enrolment.id, code="A", present=present, unjustified=unjustified,
            justified=lesson.given_minutes - present - unjustified, version=1,
            changed_at=datetime(2026, 11, 14, tzinfo=UTC), changed_by="An",
        )
    )  # fmt: skip
    session.flush()


@pytest.fixture
def course(session: Session, given: Provider) -> Course:
    return making.course(session, campus=given.campus, vov_form="regular")


@pytest.fixture
def group(session: Session, course: Course) -> CourseGroup:
    return making.group(session, course=course)


def somebody(
    session: Session, group: CourseGroup, name: str, regime: str = "bev_brussels", **values: object
) -> Enrolment:
    course = session.get_one(Course, group.course_id)
    person = factories.learner(session, name, "Jan")
    return making.enrolment(session, course=course, learner=person, group=group, regime=regime, **values)


def test_weeks_add_up_closed_lessons_only_over_everybody(
    session: Session, given: Provider, course: Course, group: CourseGroup
) -> None:
    one, two = somebody(session, group, "Aerts"), somebody(session, group, "Baert", "")
    tuesday, thursday, open_one, off = (
        making.lesson(session, group=group, held_on=date(2026, 9, day), **values)
        for day, values in (
            (8, {"closed_on": CLOSED}), (10, {"closed_on": CLOSED}), (15, {}),
            (17, {"state": "cancelled", "reason": "weather"}),
        )
    )  # fmt: skip
    for lesson, person, present, missed in (
        (tuesday, one, 150, 0), (tuesday, two, 100, 50), (thursday, one, 0, 0), (thursday, two, 150, 0),
        (open_one, one, 150, 0), (off, one, 0, 0),
    ):  # fmt: skip
        put(session, lesson, person, present, missed)
    found = pictures.weeks(session, actor=given.coordinator, course_id=course.id)
    assert found == [Week(date(2026, 9, 7), present=400, justified=150, unjustified=50)]
    assert found[0].share == Fraction(2, 3)


def test_months_hold_planned_against_given_up_to_today(
    session: Session, given: Provider, course: Course, group: CourseGroup
) -> None:
    making.lesson(session, group=group, held_on=date(2026, 9, 8))
    making.lesson(session, group=group, held_on=date(2026, 9, 15), given_minutes=100)
    making.lesson(session, group=group, held_on=date(2026, 10, 6), state="cancelled", reason="weather")
    later = making.lesson(session, group=group, held_on=date(2026, 10, 15))
    moved = making.lesson(session, group=group, held_on=date(2026, 10, 13), state="cancelled", reason="moved")
    moved.moved_to_id = later.id
    making.lesson(session, group=group, held_on=date(2026, 10, 20), kind="self_study")
    making.lesson(session, group=group, held_on=date(2026, 11, 24))
    session.flush()
    found = pictures.months(session, actor=given.coordinator, today=TODAY, course_id=course.id)
    assert found == [Month(date(2026, 9, 1), 300, 250), Month(date(2026, 10, 1), 300, 150)]


def test_the_line_is_measured_per_period_under_bev_and_over_the_course_under_vov(
    session: Session, given: Provider, course: Course, group: CourseGroup
) -> None:
    bev, vov = somebody(session, group, "Aerts"), somebody(session, group, "Baert", "vov")
    somebody(session, group, "Claes", "")
    somebody(session, group, "Dens", stopped_on=date(2026, 9, 9), stop_kind="announced")
    first = making.lesson(session, group=group, held_on=date(2026, 9, 8), closed_on=CLOSED)
    making.lesson(session, group=group, held_on=date(2027, 2, 2))
    for person in (bev, vov):
        put(session, first, person, 130, 20)
    found = pictures.near(session, actor=given.coordinator, today=TODAY, course_id=course.id)
    assert [(row.name, row.to_on, row.given, row.may_miss, row.used) for row in found] == [
        ("Aerts, Jan", date(2026, 12, 31), 150, -5, Fraction(4, 3)),
        ("Baert, Jan", course.ends_on, 300, 10, Fraction(2, 3)),
    ]
    course.vov_form = "hours"
    session.flush()
    rows = pictures.near(session, actor=given.coordinator, today=TODAY, course_id=course.id)
    assert [row.name for row in rows] == ["Aerts, Jan"]


def test_the_period_is_the_running_one_the_first_of_a_course_to_come_and_the_last_of_one_that_ended(
    session: Session, given: Provider, course: Course, group: CourseGroup
) -> None:
    somebody(session, group, "Aerts")
    for day in (date(2026, 9, 8), date(2027, 2, 2), date(2027, 6, 1)):
        making.lesson(session, group=group, held_on=day)
    ends = [
        pictures.near(session, actor=given.coordinator, today=today, course_id=course.id)[0].to_on
        for today in (date(2026, 8, 1), date(2027, 1, 1), date(2028, 1, 1))
    ]
    assert ends == [date(2026, 12, 31), date(2027, 3, 31), course.ends_on]


def test_a_teacher_gets_his_own_groups_and_another_campus_nothing(
    session: Session, given: Provider, course: Course, group: CourseGroup
) -> None:
    teacher = factories.actor(session, Role.TEACHER)
    staff = factories.staff_member(session, teacher.display_name, account_id=teacher.id)
    other = making.group(session, course=course, teachers=[staff])
    for each, name, missed in ((group, "Aerts", 0), (other, "Baert", 50)):
        person = somebody(session, each, name)
        lesson = making.lesson(session, group=each, held_on=date(2026, 9, 8), closed_on=CLOSED)
        put(session, lesson, person, 150 - missed, missed)
    stranger = factories.actor(session, campuses=[given.other])
    asked = {"course_id": course.id}
    assert [week.unjustified for week in pictures.weeks(session, actor=teacher, **asked)] == [50]
    assert [row.name for row in pictures.near(session, actor=teacher, today=TODAY, **asked)] == ["Baert, Jan"]
    assert [m.planned for m in pictures.months(session, actor=teacher, today=TODAY, **asked)] == [150]
    assert pictures.weeks(session, actor=stranger, **asked) == []
    assert pictures.near(session, actor=stranger, today=TODAY, **asked) == []
    assert pictures.months(session, actor=stranger, today=TODAY, **asked) == []
    assert pictures.near(session, actor=teacher, today=TODAY, course_id=999_999) == []


def week(number: int, present: int) -> Week:
    return Week(date(2026, 9, 7 + number), present, 100 - present, 0)


@pytest.mark.parametrize(
    ("present", "sentence"),
    [
        ([], "Nog geen les is afgesloten"),
        ([92], "92,0\u00a0% aanwezig in de eerste week"),
        ([90, 80], "85,0\u00a0% aanwezig, het laagst in de week van 08/09: 80,0\u00a0%"),
        ([90, 90], "Elke week 90,0\u00a0% aanwezig"),
        (
            [95, 95, 95, 90, 90, 90],
            "De aanwezigheid daalt: 90,0\u00a0% in de laatste 3 weken, 95,0\u00a0% daarvoor",
        ),
        (
            [80, 80, 80, 90, 90, 90],
            "De aanwezigheid stijgt: 90,0\u00a0% in de laatste 3 weken, 80,0\u00a0% daarvoor",
        ),
        ([93, 93, 92, 91, 90, 92], "91,8\u00a0% aanwezig, het laagst in de week van 11/09: 90,0\u00a0%"),
    ],
)
def test_attendance_over_time_is_said_in_a_sentence(present: list[int], sentence: str) -> None:
    weeks = [week(number, share) for number, share in enumerate(present)]
    assert picture_findings.over_time(weeks, t=T, f=F) == sentence


@pytest.mark.parametrize(
    ("months", "sentence"),
    [
        ([], "Nog geen les is voorbij"),
        ([(9, 300, 300)], "Alle 6 geplande lestijden zijn gegeven"),
        (
            [(9, 300, 275), (10, 300, 150)],
            "3,5 van de 12 geplande lestijden zijn niet gegeven, de meeste in oktober 2026",
        ),
        ([(9, 300, 350)], "1 lestijden meer gegeven dan de 6 geplande"),
    ],
)
def test_given_against_planned_is_said_in_lesson_periods(
    months: list[tuple[int, int, int]], sentence: str
) -> None:
    rows = [Month(date(2026, month, 1), planned, given_) for month, planned, given_ in months]
    assert picture_findings.given(rows, unit=50, t=T, f=F) == sentence


def near(name: str, unjustified: int) -> Near:
    return Near(1, name, date(2026, 9, 1), date(2026, 12, 31), 1000, unjustified, 100 - unjustified, LIMIT)


@pytest.mark.parametrize(
    ("missed", "sentence"),
    [
        ([], "Niemand in deze opleiding heeft een grens te bewaken"),
        ([74, 0], "Niemand nadert de grens: het meeste is 7,4\u00a0%"),
        ([75, 0], "1 cursist nadert de grens"),
        ([100, 75], "2 cursisten naderen de grens"),
        ([101, 0], "1 cursist is over de grens"),
        ([102, 101, 100], "2 cursisten zijn over de grens, 1 nadert ze"),
        ([102, 100, 80], "1 cursist is over de grens, 2 naderen ze"),
    ],
)
def test_who_nears_the_line_is_counted_and_exactly_on_it_is_not_over(
    missed: list[int], sentence: str
) -> None:
    rows = [near(f"Naam {number}", minutes) for number, minutes in enumerate(missed)]
    assert picture_findings.near(rows, t=T, f=F) == sentence


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_charts_hold_the_figures_and_the_numbers_of_the_language(theme: str, language: str) -> None:
    look = Look("dark" if theme == "dark" else "light", Translator(language), Formats(language))
    weeks = picture_charts.weeks([week(0, 80), week(1, 90)], look).to_dict()
    months = picture_charts.months([Month(date(2026, 9, 1), 300, 275)], look, unit=50).to_dict()
    people = picture_charts.near([near("Aerts, Jan", 50), near("Aerts, Jan", 20)], look).to_dict()
    for chart, parts in (
        (weeks, ("'week': '07/09'", "'share': 0.8", "'share': 0.9")),
        (months, ("'month': '09/2026'", "'n': 6.0", "'n': 5.5")),
        (people, ("'name': 'Aerts, Jan'", "'name': 'Aerts, Jan (2)'", "'share': 0.05", "'limit': 0.1")),
    ):
        for part in parts:
            assert part in str(chart)
        assert chart["config"]["locale"]["number"]["decimal"] == ("," if language == "nl" else ".")
        assert chart["config"]["background"] == "transparent"
