"""The grid by keyboard: 25 codes typed blind are 25 rows in the database, whatever happens to server, page or person."""

import os
import re
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e import classroom
from tests.e2e import server as servers
from tests.e2e.server import Server
from tests.factories import TODAY

pytestmark = pytest.mark.browser

CODES = [*("A", "A", "O", "GZ", "L15"), *("A", "GV", "A", "A", "O30")] * 2 + ["A", "A", "GK", "A", "O"]
DELAY = 40
# As Streamlit's own shortcut for "run again" does; it never reaches the cell.
AGAIN = """() => {
  window.runs = 0;
  const app = document.querySelector("[data-testid=stApp]");
  new MutationObserver(() => { if (app.dataset.testScriptState === "running") window.runs += 1; })
    .observe(app, { attributes: true, attributeFilter: ["data-test-script-state"] });
  setInterval(() => { for (const name of ["keydown", "keypress", "keyup"])
    document.body.dispatchEvent(new KeyboardEvent(name, { key: "r", code: "KeyR", keyCode: 82, which: 82, bubbles: true })); }, 1000);
}"""


def opened(page: Page, server: Server, lesson_id: int, *, who: str = "docent") -> None:
    servers.sign_in(page, server, who, path=f"/attendance?part=lessons&lesson={lesson_id}")
    expect(page.locator("input[data-key]")).to_have_count(25, timeout=20_000)


def typed(page: Page, codes: list[str], between: Callable[[int], None] = lambda number: None) -> None:
    """Type blind: each code and Enter, without looking where the focus is."""
    for number, code in enumerate(codes):
        between(number)
        page.keyboard.type(code, delay=DELAY)
        page.keyboard.press("Enter", delay=DELAY)


def begin(page: Page) -> None:
    page.locator("input[data-key]").first.click()


def expect_stored(server: Server, lesson_id: int, wanted: list[str], *, within: float = 15) -> None:
    until = time.monotonic() + within
    while classroom.codes(server, lesson_id) != wanted and time.monotonic() < until:
        time.sleep(0.1)
    assert classroom.codes(server, lesson_id) == wanted


def expect_status(page: Page, text: str) -> None:
    expect(page.get_by_role("status").filter(has_text=text)).to_be_visible(timeout=15_000)


@pytest.fixture(scope="module")
def lessons(server: Server) -> list[int]:
    """Eleven lessons of a group of 25; each test takes one of its own."""
    return classroom.furnish(server, lessons=11, first_on=date(2026, 11, 9))


def test_a_teacher_signs_in_lands_on_his_lessons_and_enters_25_codes_by_keyboard(
    page: Page, server: Server, lessons: list[int]
) -> None:
    servers.sign_in(page, server, "docent")
    expect(page.get_by_role("heading", name="Aanwezigheden")).to_be_visible()
    open_lessons = classroom.to_enter(server, on=TODAY)
    assert open_lessons >= 11
    expect(page.get_by_text(f"Lessen die nog niet ingevuld zijn: {open_lessons}", exact=True)).to_be_visible()
    page.goto(f"{server.url}/attendance?part=lessons&lesson={lessons[0]}")
    expect(page.locator("input[data-key]")).to_have_count(25, timeout=20_000)
    begin(page)
    typed(page, CODES)
    expect_stored(server, lessons[0], CODES)
    expect_status(page, "Alles bewaard · nog 0 leeg")
    page.get_by_role("button", name="Sluit les af").click()
    expect(page.get_by_text("Les afgesloten voor 25 cursisten.")).to_be_visible(timeout=15_000)


def test_what_is_no_code_stays_red_is_not_sent_and_undo_takes_a_paste_back_at_once(
    page: Page, server: Server, lessons: list[int]
) -> None:
    opened(page, server, lessons[1])
    begin(page)
    typed(page, ["X", "A"])
    first = page.locator("input[data-key]").first
    expect(first).to_have_value("X")
    expect(first).to_have_attribute("aria-invalid", "true")
    expect_stored(server, lessons[1], ["", "A"] + [""] * 23)
    paste = "const d = new DataTransfer(); d.setData('text', 'O\\nGZ\\nA\\n'); "
    paste += "const e = new ClipboardEvent('paste', {clipboardData: d, bubbles: true, cancelable: true}); "
    page.locator("input[data-key]").nth(4).click()
    page.locator("input[data-key]").nth(4).evaluate(f"box => {{ {paste} box.dispatchEvent(e); }}")
    expect_stored(server, lessons[1], ["", "A", "", "", "O", "GZ", "A"] + [""] * 18)
    page.keyboard.press("Control+z")
    expect_stored(server, lessons[1], ["", "A"] + [""] * 23)


def test_a_page_reloaded_inside_a_code_loses_nothing(page: Page, server: Server, lessons: list[int]) -> None:
    opened(page, server, lessons[2])
    begin(page)
    typed(page, CODES[:13])
    page.keyboard.type("GZ")
    page.reload()
    expect(page.locator("input[data-key]")).to_have_count(25, timeout=20_000)
    expect_stored(server, lessons[2], [*CODES[:13], "GZ"] + [""] * 11)


def test_an_answer_lost_after_the_server_wrote_is_asked_again_and_written_once(
    page: Page, server: Server, lessons: list[int]
) -> None:
    opened(page, server, lessons[3])
    lost = {"left": 2}

    def lose(route: Route) -> None:
        if lost["left"]:
            lost["left"] -= 1
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/attendance/cells", lose)
    begin(page)
    typed(page, CODES)
    expect_stored(server, lessons[3], CODES)
    expect_status(page, "Alles bewaard")


def test_two_people_on_one_cell_see_both_values_and_nobody_is_overwritten_unseen(
    page: Page, browser: Browser, server: Server, lessons: list[int]
) -> None:
    opened(page, server, lessons[4])
    with servers.view(browser) as context:
        other = context.new_page()
        opened(other, server, lessons[4], who="coordinator")
        begin(other)
        typed(other, ["A"])
        expect_stored(server, lessons[4], ["A"] + [""] * 24)
    begin(page)
    typed(page, ["O", "O"])
    expect_status(page, "1 conflict")
    expect_stored(server, lessons[4], ["A", "O"] + [""] * 23)
    page.get_by_role("button", name="mijn O").click()
    expect_stored(server, lessons[4], ["O", "O"] + [""] * 23)
    expect_status(page, "Alles bewaard")


def test_two_people_fill_one_register_at_the_same_time_and_where_they_meet_the_choice_is_theirs(
    page: Page, browser: Browser, server: Server, lessons: list[int]
) -> None:
    opened(page, server, lessons[6])
    with servers.view(browser) as context:
        other = context.new_page()
        opened(other, server, lessons[6], who="coordinator")
        begin(page)
        other.locator("input[data-key]").nth(12).click()
        # One goes down from the first row, one from the thirteenth; both think that row theirs, the other was first.
        for number in range(13):
            typed(other, ["O"])
            if number == 0:
                expect_stored(server, lessons[6], [""] * 12 + ["O"] + [""] * 12)
            typed(page, ["A"])
        expect_stored(server, lessons[6], ["A"] * 12 + ["O"] * 13)
        expect_status(other, "Alles bewaard")
        expect_status(page, "1 conflict")
        expect(page.locator("input[data-key]").nth(12)).to_have_value("O")
        page.get_by_role("button", name=re.compile(": O$")).click()
        expect_status(page, "Alles bewaard")
        expect_stored(server, lessons[6], ["A"] * 12 + ["O"] * 13)


def test_a_page_that_runs_again_each_second_while_somebody_types_costs_no_cell(
    page: Page, server: Server, lessons: list[int]
) -> None:
    opened(page, server, lessons[7])
    page.evaluate(AGAIN)
    begin(page)
    typed(page, CODES)
    expect_stored(server, lessons[7], CODES)
    assert page.evaluate("window.runs") >= 2, "the page did not run again"
    expect_status(page, "Alles bewaard")


def test_a_page_reloaded_between_two_codes_goes_on_where_it_was(
    page: Page, server: Server, lessons: list[int]
) -> None:
    opened(page, server, lessons[8])
    begin(page)
    typed(page, CODES[:13])
    page.reload()
    expect(page.locator("input[data-key]")).to_have_count(25, timeout=20_000)
    page.locator("input[data-key]").nth(13).click()
    typed(page, CODES[13:])
    expect_stored(server, lessons[8], CODES)


def test_codes_typed_without_a_network_wait_and_are_saved_once_it_is_back(
    page: Page, server: Server, lessons: list[int]
) -> None:
    opened(page, server, lessons[9])
    begin(page)

    def cut(number: int) -> None:
        if number in {8, 18}:
            page.context.set_offline(number == 8)
        if number == 17:
            expect(page.get_by_role("status").filter(has_text="Geen verbinding")).to_be_visible(
                timeout=10_000
            )

    typed(page, CODES, cut)
    expect_stored(server, lessons[9], CODES)
    expect_status(page, "Alles bewaard")


def test_a_lesson_closes_only_once_its_last_cell_is_stored_and_not_with_a_wrong_code(
    page: Page, server: Server, lessons: list[int]
) -> None:
    """Ctrl+Enter in the last cell, whose answer is slow: the close waits for it instead of locking it out."""
    opened(page, server, lessons[10])
    begin(page)
    typed(page, [*CODES[:24], "X"])
    page.keyboard.press("Control+Enter")
    expect(page.locator("input[aria-invalid]")).to_be_focused()

    def slowly(route: Route) -> None:
        time.sleep(0.7)
        route.continue_()

    page.route("**/attendance/cells", slowly)
    page.keyboard.type("O")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Les afgesloten voor 25 cursisten.")).to_be_visible(timeout=15_000)
    expect_stored(server, lessons[10], CODES)


def test_codes_typed_after_the_session_ended_wait_for_a_new_login(
    page: Page, server: Server, lessons: list[int]
) -> None:
    opened(page, server, lessons[5])
    classroom.end_sessions(server)
    begin(page)
    typed(page, ["A", "O", "GZ"])
    expect_status(page, "Meld je opnieuw aan in een ander tabblad, 3 codes wachten")
    assert classroom.codes(server, lessons[5]) == [""] * 25
    other = page.context.new_page()
    servers.sign_in(other, server, "docent")
    expect_stored(server, lessons[5], ["A", "O", "GZ"] + [""] * 22)


def test_a_server_killed_while_somebody_types_costs_no_cell(browser: Browser, tmp_path: Path) -> None:
    with servers.running(tmp_path / "server") as first:
        lesson_id = classroom.furnish(first, lessons=1)[0]
        with servers.view(browser) as context:
            page = context.new_page()
            opened(page, first, lesson_id)
            begin(page)

            def kill(number: int) -> None:
                if number == 8:
                    os.killpg(first.process.pid, signal.SIGKILL)
                    first.process.wait(10)

            typed(page, CODES, kill)
            page.wait_for_timeout(4_500)
            expect(page.locator("#tw-lost")).to_be_visible()
            waiting = page.get_by_role("status").filter(has_text=re.compile(r"Geen verbinding, \d+ wachten"))
            expect(waiting).to_be_visible(timeout=15_000)
            port = first.url.rsplit(":", 1)[1]
            words = [sys.executable, "-m", "core", "serve", "--port", port]
            environment = servers.environment(first.data, PORT=port)
            with servers.started(words, servers.TOP, environment, tmp_path / "again.log", int(port)):
                expect_stored(first, lesson_id, CODES, within=30)
                expect_status(page, "Alles bewaard")
