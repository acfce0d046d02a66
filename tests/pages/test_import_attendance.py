"""Courses, enrolments, lessons and attendance from a sheet on screen, with the choice to keep or to replace."""

from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import db.session
from core.exports.sheets import MEDIA_TYPE
from db.models import AttendanceCell, Course, Enrolment, Lesson
from tests import attendance_factories, factories
from tests.factories import Provider
from tests.pages.conftest import Opened, open_page
from tests.pages.drawers import counted
from tests.pages.test_imports import sheet

HEAD = ("Naam", "Voornaam", "Groep", "08/09/2026", "15/09/2026")


@pytest.fixture
def given(engine: Engine, session: Session) -> Provider:
    """A provider with the course LAS-1, group A, two lessons, and Wout Peeters in it."""
    made = factories.provider(session)
    course = attendance_factories.course(session, campus=made.campus, code="LAS-1")
    group = attendance_factories.group(session, course=course, code="A")
    attendance_factories.lessons(session, group=group, count=2)
    attendance_factories.enrolment(
        session, course=course, learner=factories.learner(session, "Peeters", "Wout"), group=group
    )
    session.commit()
    return made


def uploaded(given: Provider, kind: str, content: bytes) -> Opened:
    opened = open_page("imports", given.coordinator)
    opened.at.selectbox(key="imports.kind").set_value(kind).run()
    opened.at.file_uploader[0].set_value(("blad.xlsx", content, MEDIA_TYPE)).run()
    opened.calm()
    return opened


def codes() -> list[str]:
    with db.session.reading() as session:
        return list(session.scalars(select(AttendanceCell.code).order_by(AttendanceCell.lesson_id)))


def test_a_matrix_fills_the_cells_of_two_lessons_and_says_how_many(given: Provider) -> None:
    opened = uploaded(given, "attendance", sheet(("Peeters", "Wout", "A", "A", "te laat 15"), head=HEAD))
    assert "<dt>Cellen in te vullen</dt><dd>2</dd>" in opened.texts
    assert not [box for box in opened.at.selectbox if box.label.startswith("08")]
    opened.button("1 rij invoeren")
    assert codes() == ["A", "L15"]
    assert "Bekijk de aanwezigheden" in str(
        [link.label for link in opened.at.get("page_link")] + [opened.texts]
    )
    opened.button("Invoer terugdraaien")
    assert codes() == ["", ""]


def test_what_differs_is_kept_until_the_user_chooses_to_replace_it(given: Provider) -> None:
    uploaded(given, "attendance", sheet(("Peeters", "Wout", "A", "A", None), head=HEAD)).button(
        "1 rij invoeren"
    )
    opened = uploaded(given, "attendance", sheet(("Peeters", "Wout", "A", "O", None), head=HEAD))
    assert "<dt>Anders ingevuld</dt><dd>1</dd>" in opened.texts
    assert "staat er A, het blad zegt O" in opened.at.dataframe[0].value.to_string()
    assert not [button for button in opened.at.button if button.label.endswith("invoeren")]
    choice = next(each for each in opened.at.get("button_group") if each.key == "imports.replaces")
    choice.set_value(True).run()
    opened.calm()
    opened.button("1 rij invoeren")
    assert codes() == ["O"]


def test_courses_lessons_and_enrolments_come_in_one_after_the_other(
    session: Session, given: Provider
) -> None:
    courses = ("Code", "Naam", "Eerste dag", "Laatste dag", "Organisatie", "Lestijd", "Groepen", "Lesplaats")
    uploaded(
        given, "courses",
        sheet(("HEF-1", "Heftruck", date(2026, 9, 14), date(2027, 1, 29), "modulair", 60, "HEF-1-A", given.campus.name), head=courses),
    ).button("1 rij invoeren")  # fmt: skip
    lessons = ("Groep", "Datum", "Van", "Tot")
    uploaded(given, "lessons", sheet(("HEF-1-A", date(2026, 9, 14), "13.00", "16.00"), head=lessons)).button(
        "1 rij invoeren"
    )
    people = ("Naam", "Voornaam", "Geboortedatum", "Groep", "Ingeschreven op", "Verlofstelsel")
    opened = uploaded(
        given,
        "enrolments",
        sheet(("Maes", "Ines", date(1985, 3, 2), "HEF-1-A", date(2026, 9, 14), "VOV"), head=people),
    )
    opened.button("1 rij invoeren")
    assert "1 rij ingevoerd" in opened.texts
    assert (counted(Course), counted(Lesson), counted(Enrolment)) == (2, 3, 2)
