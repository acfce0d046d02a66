"""Signing in and out in a real browser, on the probe pages: grids, editors and charts under the real headers."""

import pytest
from playwright.sync_api import Browser, Page, expect

from core.access import commands
from core.access.actors import Role, command_line
from db.models import Account
from tests.conftest import TODAY
from tests.e2e import server as servers
from tests.e2e.gate.site import CANARY, PASSWORD, Site

pytestmark = pytest.mark.browser


class Watched:
    """A page that remembers what the browser complained about and where it went."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.site = page, site
        self.complaints: list[str] = []
        self.outside: list[str] = []
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("request", lambda request: self._asked(request.url))

    def _heard(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and "Failed to load resource" not in text:
            self.complaints.append(text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.site.address, "data:", "blob:")):
            self.outside.append(url)

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        self.page.get_by_label("Gebruikersnaam").fill(name)
        self.page.get_by_label("Wachtwoord", exact=True).fill(password)
        self.page.get_by_role("button", name="Aanmelden", exact=True).click()

    def expect_canary(self, stem: str) -> None:
        expect(self.page.get_by_role("heading", name=f"{CANARY} {stem}")).to_be_visible(timeout=15_000)

    def expect_form(self, within: float = 15_000) -> None:
        expect(self.page.get_by_label("Gebruikersnaam")).to_be_visible(timeout=within)


@pytest.fixture
def watched(browser: Browser, site: Site):  # type: ignore[no-untyped-def]
    with servers.view(browser) as context:
        yield Watched(context.new_page(), site)


def test_a_deep_link_a_wrong_password_the_right_one_a_reload_and_signing_out(watched: Watched) -> None:
    page = watched.page
    page.goto(f"{watched.site.address}/proofs?stand=late")
    watched.expect_form()
    expect(page).to_have_title("Termijnwacht")
    assert page.locator("html").get_attribute("lang") == "nl"
    assert page.get_by_label("Gebruikersnaam").get_attribute("autocomplete") == "username"
    assert page.get_by_label("Wachtwoord", exact=True).get_attribute("autocomplete") == "current-password"
    watched.sign_in("coordinator", "een fout wachtwoord")
    expect(page.get_by_text("Naam of wachtwoord klopt niet.")).to_be_visible()
    watched.sign_in("coordinator")
    watched.expect_canary("proofs")
    assert page.url == f"{watched.site.address}/proofs?stand=late"
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    ours = cookies["__Host-termijnwacht"]
    assert (ours["httpOnly"], ours["secure"], ours["sameSite"]) == (True, True, "Strict")
    assert ours["value"] not in page.evaluate("document.cookie")
    page.reload()
    watched.expect_canary("proofs")
    page.get_by_role("button", name="Afmelden").click()
    watched.expect_form()
    expect(page).to_have_url(f"{watched.site.address}/")
    assert "__Host-termijnwacht" not in {cookie["name"] for cookie in page.context.cookies()}
    page.goto(f"{watched.site.address}/proofs")
    watched.expect_form()


def test_grids_editors_charts_and_drawers_break_no_policy_and_nothing_leaves_the_machine(
    watched: Watched,
) -> None:
    page = watched.page
    page.goto(f"{watched.site.address}/overview")
    watched.expect_form()
    watched.sign_in("beheerder")
    watched.expect_canary("overview")
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    expect(
        page.locator("[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas").first
    ).to_be_visible()
    page.get_by_role("button", name="Lade openen").click()
    expect(page.get_by_label("In de lade")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "blad.csv", "mimeType": "text/csv", "buffer": b"a;b\n1;2\n"}
    )
    expect(page.get_by_text("blad.csv")).to_be_visible()
    assert [
        text for text in watched.complaints if "Content Security Policy" in text or "Refused" in text
    ] == []
    assert watched.outside == []


@pytest.mark.parametrize("move", ["reload", "Terugroep", "Stukje"])
def test_who_is_put_out_sees_the_form_at_the_next_move(watched: Watched, move: str) -> None:
    page = watched.page
    page.goto(f"{watched.site.address}/overview")
    watched.expect_form()
    watched.sign_in("manager")
    watched.expect_canary("overview")
    with watched.site.writing() as session:
        account_id = session.query(Account.id).filter_by(username="manager").scalar()
        commands.end_sessions(session, actor=command_line("test"), today=TODAY, account_id=account_id)
    if move == "reload":
        page.reload()
    else:
        page.get_by_role("button", name=move).click()
    watched.expect_form()
    expect(page.get_by_text(CANARY)).to_have_count(0)


def test_a_one_time_link_leads_from_a_password_to_the_first_page(watched: Watched) -> None:
    with watched.site.writing() as session:
        token = commands.add_user(
            session,
            actor=command_line("test"),
            today=TODAY,
            username="nieuw",
            display_name="Nieuw Gezicht",
            role=Role.READER,
        )
    page, chosen = watched.page, "zeven groene bomen waaien"
    page.goto(f"{watched.site.address}/welcome/{token}")
    page.get_by_label("Nieuw wachtwoord").fill(chosen)
    page.get_by_label("Nogmaals").fill(chosen)
    page.get_by_role("button", name="Wachtwoord bewaren").click()
    page.get_by_role("link", name="Naar het aanmelden").click()
    watched.expect_form()
    watched.sign_in("nieuw", chosen)
    watched.expect_canary("overview")
    assert watched.complaints == []
