"""Every page as people have it in front of them: three widths, light and dark, nothing cut, nothing axe finds serious."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.e2e import server as servers
from tests.e2e.server import Server

pytestmark = pytest.mark.browser

MAIN = (
    "/",
    "/learners",
    "/trajectories",
    "/proofs",
    "/registration",
    "/rules",
    "/imports",
    "/audit",
    "/administration",
    "/account",
    "/courses?id=1",
    "/attendance?part=justifications",
)
OPEN = (
    "/learners?id=20", "/trajectories?id=1", "/trajectories?part=qualifications&qualification=1",
    "/proofs?proof=5", "/registration?part=entry&list=incomplete", "/registration?part=entry&list=confirm",
    "/administration?part=style",
    "/administration?part=users", "/administration?part=fields",
    "/registration?part=problems", "/registration?part=problems&problem=2", "/registration?part=rights",
    "/registration?part=corrections", "/registration?part=reconciliation", "/forecast", "/forecast?part=whatif",
    "/courses", "/attendance", "/attendance?part=learner", "/attendance?part=signals", "/attendance?part=lists",
    "/learners?id=20&file=1", "/administration?part=retention", "/administration?part=choices",
)  # fmt: skip
DETAILS = ("/proofs?proof=5", "/learners?id=20")
DESK = ViewportSize(width=1440, height=900)
SMALL = ViewportSize(width=1024, height=768)
PHONE = ViewportSize(width=390, height=844)
PICTURES = os.environ.get("PICTURES", "")
# How far the page can be pushed sideways, and whether Streamlit shows a failure of its own.
FINDINGS = """() => {
    const found = [];
    for (const part of [document.documentElement, document.querySelector('[data-testid=stMain]')]) {
        if (part.scrollWidth > part.clientWidth) found.push(`${part.tagName} is ${part.scrollWidth} wide`);
    }
    if (document.querySelector('[data-testid=stException]')) found.push('an exception is shown');
    if (!document.querySelector('h1')) found.push('there is no title');
    return found;
}"""


@pytest.fixture(scope="module", params=["light", "dark"])
def signed_in(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Page]:
    """One window of the administrator, who sees every page, for all pages of one colour scheme."""
    with servers.view(browser, scheme=request.param) as context:
        page = context.new_page()
        servers.sign_in(page, server, "beheerder")
        yield page


def look(page: Page, name: str) -> list[str]:
    """What is wrong with what stands on the screen; with PICTURES=folder it is kept to be looked at."""
    size = page.viewport_size or DESK
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        file = "".join(letter if letter.isalnum() else "-" for letter in name).strip("-") or "overview"
        page.screenshot(path=str(Path(PICTURES) / f"{file}-{size['width']}.png"))
    return [f"{name} at {size['width']}: {found}" for found in page.evaluate(FINDINGS)]


def serious(page: Page) -> list[str]:
    """What axe calls serious or critical."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("path", [*MAIN, *OPEN])
def test_a_page_fits_at_every_width_and_axe_finds_nothing_serious(
    signed_in: Page, server: Server, path: str
) -> None:
    """At a desk, on a small laptop and on a phone nothing scrolls sideways or breaks; contrast, names and roles hold."""
    signed_in.set_viewport_size(DESK)
    servers.visit(signed_in, server.url + path)
    found = look(signed_in, path)
    if path in MAIN or path in DETAILS:
        found += serious(signed_in)
    for size in (SMALL, PHONE):
        signed_in.set_viewport_size(size)
        signed_in.wait_for_timeout(300)
        found += look(signed_in, path)
    assert found == []
    assert signed_in.locator("html").get_attribute("lang") == "nl"


def test_the_sign_in_screen_fits_and_axe_finds_nothing_serious(browser: Browser, server: Server) -> None:
    """The first thing anybody sees, on a phone in the dark."""
    with servers.view(browser, width=PHONE["width"], height=PHONE["height"], scheme="dark") as context:
        page = context.new_page()
        servers.visit(page, server.url)
        assert look(page, "sign-in") == []
        assert serious(page) == []
        assert page.locator("html").get_attribute("lang") == "nl"


def test_the_page_says_which_language_it_speaks(page: Page, server: Server) -> None:
    """A screen reader pronounces English as English, also after a reload, and Dutch as Dutch again."""
    servers.sign_in(page, server, "lezer")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Today", level=1)).to_be_visible(timeout=15_000)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    servers.settled(page)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Nederlands").click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")


def test_the_rare_acts_fold_away_once_one_of_them_begins(page: Page, server: Server) -> None:
    """The form stands where the list of acts was opened: left open, it would cover what is to be read first."""
    with sqlite3.connect(f"file:{server.data / 'termijnwacht.db'}?mode=ro", uri=True) as opened:
        found = opened.execute("select id from proof where entered_on is not null and registered_on is null")
        (proof_id,) = found.fetchone()
    servers.sign_in(page, server, "coordinator", path=f"/proofs?proof={proof_id}")
    page.get_by_role("button", name="Meer", exact=False).filter(has_not_text="filters").last.click()
    page.get_by_role("button", name="Invoer terugnemen").click()
    expect(page.get_by_role("heading", name="Invoer terugnemen")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("button", name="Probleem noteren")).to_be_hidden()


def test_a_click_anywhere_in_a_row_opens_it_and_another_opens_the_next(page: Page, server: Server) -> None:
    """The name is what one aims at; there is no box to tick first."""
    servers.sign_in(page, server, "lezer")
    servers.visit(page, f"{server.url}/proofs")
    box = page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
    assert box is not None
    name = page.locator(".tw-naam")
    seen = []
    for row in (2, 3):
        page.mouse.click(box["x"] + 330, box["y"] + 35 + 38 * row + 19)
        expect(name).to_be_visible(timeout=15_000)
        servers.settled(page)
        seen.append(name.inner_text())
    assert seen[0] != seen[1]


def test_a_proof_is_worked_on_by_keyboard(page: Page, server: Server) -> None:
    """J and K walk through the queue, G begins the registration, and letters typed in a field are only letters."""
    servers.sign_in(page, server, "coordinator")
    servers.visit(page, f"{server.url}/proofs?proof=5")
    name = page.locator(".tw-naam")
    first = name.inner_text()
    page.keyboard.press("j")
    expect(name).not_to_have_text(first, timeout=15_000)
    servers.settled(page)
    page.keyboard.press("k")
    expect(name).to_have_text(first, timeout=15_000)
    servers.settled(page)
    page.keyboard.press("g")
    field = page.get_by_label("LED-referte")
    expect(field).to_be_visible(timeout=15_000)
    servers.settled(page)
    field.press_sequentially("jkgax")
    page.wait_for_timeout(400)
    expect(field).to_have_value("jkgax")
    expect(name).to_have_text(first)


def test_the_menu_of_a_phone_is_under_the_mark_and_folds_after_a_choice(
    browser: Browser, server: Server
) -> None:
    """The folded bar shows the mark and opens the menu; a chosen page is not left behind it."""
    with servers.view(browser, width=PHONE["width"], height=PHONE["height"]) as context:
        page = context.new_page()
        servers.sign_in(page, server, "lezer")
        page.get_by_test_id("stExpandSidebarButton").click()
        page.get_by_test_id("stSidebar").get_by_role("link", name="Regels", exact=True).click()
        expect(page.get_by_role("heading", name="Regels", level=1)).to_be_visible(timeout=15_000)
        expect(page.locator("#stSidebar")).to_have_attribute("data-collapsed", "true", timeout=10_000)
