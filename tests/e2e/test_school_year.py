"""One school year in the browser: enrolled with leave, lessons made and entered, justified, a paper delivered, corrected.

The day is 4 January 2027: the first school quarter is over and its paper is due to the cursist by the 8th.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

import db.session
from db.models import AttendanceCell, Campus, Certificate, Deadline, Document, Enrolment, Lesson
from tests import attendance_factories as making
from tests import factories
from tests.e2e import classroom
from tests.e2e import server as servers
from tests.e2e.server import Server

pytestmark = pytest.mark.browser

TODAY, PATIENCE = "2027-01-04", 30_000
DAYS = (date(2026, 9, 8), date(2026, 10, 6), date(2026, 11, 17))
REASON = "De cursist was op 17 november toch de hele les aanwezig"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The practice provider a few days into the new year."""
    with servers.running(tmp_path_factory.mktemp("server"), APP_TODAY=TODAY) as found:
        yield found


@dataclass(frozen=True, slots=True)
class Furnished:
    """A course with a timetable of three dates and no lesson yet, and somebody who is in no course."""

    server: Server
    course_id: int
    group_id: int

    def opened(self) -> Session:
        return Session(db.session.make_engine(classroom.address(self.server)))


@pytest.fixture
def furnished(server: Server) -> Furnished:
    engine = db.session.make_engine(classroom.address(server))
    with Session(engine.execution_options(app_writes=True)) as session, session.begin():
        campus = session.scalars(select(Campus).order_by(Campus.id)).first()
        assert campus is not None
        course = making.course(session, campus=campus, name="Lassen met gas")
        group = making.group(session, course=course)
        for day in DAYS:
            making.slot(session, group=group, held_on=day)
        factories.learner(session, "Vertongen-Zwaluw", "Lies", number="")
        found = Furnished(server, course.id, group.id)
    engine.dispose()
    return found


def test_from_enrolment_to_correction(page: Page, furnished: Furnished) -> None:
    page.set_default_timeout(PATIENCE)
    servers.sign_in(page, furnished.server, "coordinator", path=f"/courses?id={furnished.course_id}")
    make_the_lessons(page)
    enrol(page)
    with furnished.opened() as session:
        enrolment = session.scalars(select(Enrolment).where(Enrolment.course_id == furnished.course_id)).one()
        lessons = session.scalars(
            select(Lesson.id).where(Lesson.course_group_id == furnished.group_id).order_by(Lesson.held_on)
        ).all()
        paper = session.scalars(
            select(Certificate).where(
                Certificate.enrolment_id == enrolment.id,
                Certificate.kind == "assiduity",
                Certificate.period_number == 1,
            )
        ).one()
        assert (enrolment.enrolled_on, enrolment.regime) == (date(2026, 9, 7), "bev_brussels")
        assert len(lessons) == 3
    for lesson_id, code in zip(lessons, ("A", "GZ", "O30"), strict=True):
        enter(page, furnished, lesson_id, code)
    justify(page, furnished)
    deliver(page, furnished, paper.id)
    first = frozen(furnished, paper.id)
    assert (first.content["present"], first.content["justified"], first.content["unjustified"]) == (
        270,
        150,
        30,
    )
    correct(page)
    page.goto(f"{furnished.server.url}/attendance?part=lessons&lesson={lessons[2]}")
    servers.settled(page)
    page.get_by_role("button", name="Heropen les").click()
    expect(page.get_by_text("De les is heropend.")).to_be_visible()
    enter(page, furnished, lessons[2], "A")
    deliver(page, furnished, paper.id)
    second = frozen(furnished, paper.id)
    assert (second.content["present"], second.content["unjustified"]) == (300, 0)
    assert (second.corrects_id, second.reason) == (first.id, REASON)
    said = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(second.pdf)).pages)
    assert "correctie" in said.lower()
    assert first.number in said.replace("\n", "")
    with furnished.opened() as session:
        assert session.get_one(Document, first.id).pdf == first.pdf
        term = session.scalars(
            select(Deadline).where(Deadline.subject_kind == "certificate", Deadline.subject_id == paper.id)
        ).one()
        assert (term.state, term.due_on) == ("met", date(2027, 1, 8))


def choose(page: Page | Locator, label: str, option: str, *, on: Page) -> None:
    """Pick from a box by its label, as by mouse."""
    page.get_by_role("combobox", name=label).first.click()
    on.get_by_role("option", name=option).first.click()


def fill(where: Page | Locator, label: str, text: str, *, on: Page) -> None:
    """Type in a field and leave it."""
    box = where.get_by_label(label).first
    box.fill(text)
    box.press("Enter")
    servers.settled(on)


def fill_day(where: Page | Locator, label: str, digits: str, *, on: Page) -> None:
    """Type a day in its parts, as by keyboard; each part goes on to the next."""
    where.get_by_role("group", name=label).get_by_role("spinbutton").first.click()
    on.keyboard.type(digits, delay=60)
    on.keyboard.press("Tab")
    servers.settled(on)


def make_the_lessons(page: Page) -> None:
    page.get_by_role("button", name="Lessen maken").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(re.compile("3 nieuwe lessen"))).to_be_visible()
    dialog.get_by_role("button", name="Lessen maken").click()
    expect(dialog).to_have_count(0)
    servers.settled(page)


def enrol(page: Page) -> None:
    page.get_by_role("button", name="Cursist inschrijven").first.click()
    dialog = page.get_by_role("dialog")
    fill(dialog, "Zoek de cursist", "Vertongen", on=page)
    fill_day(dialog, "Ingeschreven op", "07092026", on=page)
    choose(dialog, "Educatief verlof", "BEV (werkgever in Brussel)", on=page)
    servers.settled(page)
    dialog.get_by_label("Werkgever", exact=True).fill("Bakkerij Noord")
    dialog.get_by_role("button", name="Cursist inschrijven").click()
    expect(page.get_by_text("Lies Vertongen-Zwaluw is ingeschreven.")).to_be_visible()


def enter(page: Page, furnished: Furnished, lesson_id: int, code: str) -> None:
    """A code by keyboard, seen in the database, and the lesson closed."""
    page.goto(f"{furnished.server.url}/attendance?part=lessons&lesson={lesson_id}")
    cell = page.locator("input[data-key]")
    expect(cell).to_have_count(1)
    cell.click()
    cell.fill(code)
    cell.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Alles bewaard")).to_be_visible()
    with furnished.opened() as session:
        stored = select(AttendanceCell.code).where(AttendanceCell.lesson_id == lesson_id)
        assert session.scalars(stored).one() == code
    page.get_by_role("button", name="Sluit les af").first.click()
    expect(page.get_by_text("Les afgesloten voor 1 cursisten.")).to_be_visible()


def justify(page: Page, furnished: Furnished) -> None:
    page.goto(f"{furnished.server.url}/attendance?part=justifications")
    servers.settled(page)
    page.get_by_label("Zoek een cursist").fill("zwaluw")
    page.get_by_label("Zoek een cursist").press("Enter")
    servers.settled(page)
    for label, digits in (
        ("Eerste dag afwezig", "06102026"), ("Laatste dag afwezig", "06102026"), ("Ontvangen op", "08102026"),
        ("Stuk gezien op", "08102026"),
    ):  # fmt: skip
        fill_day(page, label, digits, on=page)
    page.get_by_role("button", name="Wettiging noteren").click()
    expect(page.get_by_text("De wettiging van Vertongen-Zwaluw, Lies is genoteerd.")).to_be_visible()


def deliver(page: Page, furnished: Furnished, paper_id: int) -> None:
    """From due to delivered, each step with its own button and form."""
    page.goto(f"{furnished.server.url}/certificates?part=queue&paper={paper_id}")
    servers.settled(page)
    for act, told in (
        ("Uitreiken", re.compile("Papier N2027-[0-9]{6} is uitgereikt")), ("Afdruk noteren", "De afdruk is genoteerd."),
        ("Handtekening noteren", "De handtekening is genoteerd."), ("Aflevering noteren", "De aflevering is genoteerd"),
    ):  # fmt: skip
        page.get_by_role("button", name=re.compile(f"^{act}")).first.click()
        servers.settled(page)
        page.get_by_test_id("stForm").get_by_role("button", name=act).click()
        expect(page.get_by_text(told).first).to_be_visible()
        servers.settled(page)


def correct(page: Page) -> None:
    """Refused without the express taking of responsibility; what was typed stays."""
    page.get_by_role("button", name=re.compile("Meer$|Meer expand_more$")).last.click()
    page.get_by_role("button", name=re.compile("^Correctie openen")).first.click()
    servers.settled(page)
    form = page.get_by_test_id("stForm")
    form.get_by_label(re.compile("^Reden")).fill(REASON)
    form.get_by_role("button", name="Correctie openen").click()
    expect(page.get_by_text("uitdrukkelijk de verantwoordelijkheid voor neemt")).to_be_visible()
    servers.settled(page)
    expect(form.get_by_label(re.compile("^Reden"))).to_have_value(REASON)
    form.get_by_text("Mijn instelling neemt uitdrukkelijk de verantwoordelijkheid").click()
    form.get_by_role("button", name="Correctie openen").click()
    expect(page.get_by_text("De correctie is geopend.")).to_be_visible()


def frozen(furnished: Furnished, paper_id: int) -> Document:
    with furnished.opened() as session:
        return session.get_one(Document, session.get_one(Certificate, paper_id).document_id)
