"""The December quarter of twelve courses, from the pre-flight to the delivery list, in a real browser."""

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import db.session
from db.models import Certificate, Course, Deadline, Document, Learner
from tests.e2e import classroom
from tests.e2e import server as servers
from tests.e2e.server import TOP, Server
from tests.quarter_practice import COURSES, PEOPLE, WITHOUT_BIRTH_DATE

pytestmark = pytest.mark.browser

AFTER, UNTIL = "2027-01-04", "2027-01-08"
LONG = 120_000
PATIENCE = 240


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the first working day of the new year, with twelve courses beside the practice ones."""
    data = tmp_path_factory.mktemp("quarter")
    port = servers.free_port()
    here = servers.environment(data, APP_TODAY=AFTER, PORT=str(port))
    words, log = [sys.executable, "-m", "core", "serve", "--port", str(port)], data / "server.log"
    with servers.started(words, TOP, here, log, port, patience=PATIENCE) as process:
        subprocess.run([sys.executable, "-m", "tests.quarter_practice"], cwd=TOP, check=True, env=here)
        yield Server(f"http://localhost:{port}", data, log, process)


def go(page: Page, server: Server, step: str) -> None:
    servers.visit(page, f"{server.url}/certificates?part=quarter&until={UNTIL}&step={step}")


def number_in(page: Page, name: str) -> int:
    """The count that a button tells."""
    label = page.get_by_role("button", name=re.compile(rf"^{name} \(\d+\)$")).first.inner_text()
    found = re.search(r"\((\d+)\)", label)
    assert found is not None
    return int(found[1])


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(rf"^{name} \(\d+\)$")).first.click()
    servers.settled(page)


def fetched(page: Page, server: Server, name: str) -> bytes:
    """The file behind the link that stands ready."""
    link = page.get_by_role("link", name=re.compile(name))
    expect(link).to_be_visible(timeout=LONG)
    address = link.get_attribute("href")
    assert address is not None
    answer = page.request.get(server.url + address if address.startswith("/") else address)
    assert answer.ok
    return answer.body()


def squeezed(reader: PdfReader) -> str:
    return "".join("".join(page.extract_text().split()) for page in reader.pages)


def numbers_of(server: Server) -> dict[str, str]:
    """The numbers of the twelve courses' papers of the quarter that are issued, with the names on them."""
    engine = db.session.make_engine(classroom.address(server))
    with Session(engine) as session:
        rows = session.execute(
            select(Document.number, Learner.last_name)
            .join(Certificate, Certificate.document_id == Document.id)
            .join(Course, Course.id == Certificate.course_id)
            .join(Learner, Learner.id == Certificate.learner_id)
            .where(Course.code.like("KW-%"), Certificate.kind == "assiduity", Certificate.state == "issued")
        )
        found = dict(rows.all())
    engine.dispose()
    return found


def states(server: Server) -> dict[str, int]:
    """The terms of the quarter of the twelve courses by their state."""
    engine = db.session.make_engine(classroom.address(server))
    with Session(engine) as session:
        rows = session.execute(
            select(Deadline.state, func.count())
            .join(Certificate, Certificate.id == Deadline.subject_id)
            .join(Course, Course.id == Certificate.course_id)
            .where(
                Deadline.subject_kind == "certificate", Course.code.like("KW-%"), Certificate.kind == "assiduity",
                Deadline.due_on == date.fromisoformat(UNTIL),
            )
            .group_by(Deadline.state)
        )  # fmt: skip
        found = dict(rows.all())
    engine.dispose()
    return found


def test_the_quarter_of_twelve_courses_from_preflight_to_delivery_list(page: Page, server: Server) -> None:
    servers.sign_in(page, server, "coordinator")
    _checked_and_mended(page, server)
    issued = _issued(page, server)
    _printed(page, server, issued)
    _signed(page, server)
    _delivered(page, server)
    # One person without a birth date stays behind; everything else of the quarter is met.
    assert states(server) == {"met": COURSES * PEOPLE - 1, "open": 1}


def _checked_and_mended(page: Page, server: Server) -> None:
    go(page, server, "check")
    expect(page.get_by_text("Lessen niet ingevoerd of niet afgesloten")).to_be_visible(timeout=LONG)
    expect(page.get_by_text("Geboortedatum ontbreekt")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile(WITHOUT_BIRTH_DATE))).to_be_visible()
    page.get_by_role("link", name=re.compile(r"KW-03-A")).click()
    expect(page.get_by_role("heading", name="Aanwezigheden", level=1)).to_be_visible(timeout=LONG)
    servers.settled(page)
    page.get_by_role("button", name="Sluit les af").click()
    servers.settled(page)
    go(page, server, "check")
    expect(page.get_by_text("Geboortedatum ontbreekt")).to_be_visible(timeout=LONG)
    expect(page.get_by_role("link", name=re.compile(r"KW-03-A"))).to_have_count(0)


def _issued(page: Page, server: Server) -> int:
    go(page, server, "issue")
    ready = number_in(page, "Uitreiken")
    assert ready >= 2 * (COURSES * PEOPLE - 1)
    page.get_by_role("button", name=re.compile(r"^Uitreiken \(\d+\)$")).first.click()
    expect(page.get_by_text(f"{ready} van {ready} gelukt")).to_be_visible(timeout=LONG)
    assert len(numbers_of(server)) == COURSES * PEOPLE - 1
    return ready


def _printed(page: Page, server: Server, issued: int) -> None:
    go(page, server, "print")
    # Some papers of practice were issued before.
    count = number_in(page, "Eén PDF")
    assert count >= issued
    press(page, "Eén PDF")
    reader = PdfReader(io.BytesIO(fetched(page, server, r"\.pdf downloaden")))
    text = squeezed(reader)
    expect(page.get_by_text(f"{count} papieren in dit bestand.")).to_be_visible()
    assert len(reader.pages) >= count
    for number, name in numbers_of(server).items():
        assert number in text
        assert "".join(name.split()) in text
    press(page, "Afdruk noteren")
    expect(page.get_by_text(f"{count} van {count} gelukt")).to_be_visible(timeout=LONG)


def _signed(page: Page, server: Server) -> None:
    go(page, server, "sign")
    count = number_in(page, "Ondertekening noteren")
    press(page, "Lijst om te tekenen")
    text = squeezed(PdfReader(io.BytesIO(fetched(page, server, r"te-tekenen.*downloaden"))))
    assert all(number in text for number in numbers_of(server))
    press(page, "Ondertekening noteren")
    expect(page.get_by_text(f"{count} van {count} gelukt")).to_be_visible(timeout=LONG)


def _delivered(page: Page, server: Server) -> None:
    go(page, server, "deliver")
    press(page, "Afleverlijst")
    text = squeezed(PdfReader(io.BytesIO(fetched(page, server, r"af-te-leveren.*downloaden"))))
    assert all(number in text for number in numbers_of(server))
    # A box that scrolls into sight while it opens folds again.
    page.get_by_role("button", name=re.compile(r"^Aflevering noteren")).first.scroll_into_view_if_needed()
    page.get_by_role("combobox", name="Waarom te laat").first.click()
    page.get_by_role("option", name="Achterstand van voor de ingebruikname").click()
    servers.settled(page)
    page.get_by_role("button", name=re.compile(r"^Aflevering noteren \(\d+\)$")).first.click()
    expect(page.get_by_text(re.compile(r"\d+ van \d+ gelukt"))).to_be_visible(timeout=LONG)
    servers.settled(page)
