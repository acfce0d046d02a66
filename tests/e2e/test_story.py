"""From a fresh clone to a registered proof, as a newcomer goes through it: `git clone`, `make run`, a real browser.

The clone is made in an empty folder and has nothing but a bare environment: `make run` makes its virtual environment there and
installs the pinned requirements, and the data go where they go when nobody says anything. Only the day, the port and the password of
the practice accounts are given. Not tried here, because it would change the machine: the Debian packages of tools/bootstrap.sh.
Where no package index answers, the clone borrows the packages of this checkout, and a warning says so.
"""

import os
import re
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import newcomer
from tests.e2e import server as servers
from tests.e2e.server import Server

SHEET = Path(__file__).parents[1] / "core" / "imports" / "samples" / "najaar-2026.xlsx"
PICTURES = os.environ.get("PICTURES", "")
INSTALLING = "Installing requirements.txt"
QUICK_SECONDS = 20

pytestmark = pytest.mark.browser


def picture(page: Page, name: str) -> None:
    """Keep what is on the screen, when somebody asked to look at it (PICTURES=folder)."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=False)


def go(page: Page, title: str) -> None:
    """Use the menu, as people do."""
    page.get_by_test_id("stSidebar").get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible(timeout=15_000)
    servers.settled(page)


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Path]:
    """`git clone`, and nothing else done in it."""
    made = newcomer.clone_into(tmp_path)
    yield made
    newcomer.drop_packages(made)


def test_a_fresh_clone_leads_from_a_sheet_to_a_registered_proof(
    clone: Path, page: Page, tmp_path: Path
) -> None:
    """Run, sign in, import the sample, issue one proof, register it, reload, sign out; then run it a second time."""
    installs = newcomer.has_package_index()
    if not installs:
        newcomer.lend_packages(clone)
        warnings.warn(
            "no package index answers: the clone ran on the packages of this checkout", stacklevel=1
        )
    first = tmp_path / "first.log"
    with newcomer.make_run(clone, first) as server:
        assert (INSTALLING in first.read_text()) is installs
        _story(page, server)
    assert sorted(path.name for path in server.data.iterdir() if path.suffix in {".db", ".env"}) == [
        "keys.env", "termijnwacht.db",
    ]  # fmt: skip
    second = tmp_path / "second.log"
    begin = time.monotonic()
    with newcomer.make_run(clone, second) as server:
        assert time.monotonic() - begin < QUICK_SECONDS
        assert "Installing" not in second.read_text()
        assert "Making" not in second.read_text()
        _still_there(page, server)


def _story(page: Page, server: Server) -> None:
    servers.sign_in(page, server, "coordinator")
    expect(page.get_by_role("heading", name="Vandaag", level=1)).to_be_visible()
    picture(page, "1-vandaag")
    _import(page)
    _issue(page)
    _register(page)
    page.reload()
    servers.settled(page)
    expect(page.get_by_role("heading", name="Bewijzen", level=1)).to_be_visible()
    expect(page.get_by_text("Te laat geregistreerd")).to_be_visible()
    picture(page, "9-na-herladen")
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_label("Gebruikersnaam")).to_be_visible(timeout=15_000)
    page.goto(f"{server.url}/proofs")
    expect(page.get_by_label("Gebruikersnaam")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("Bewijzen")).to_have_count(0)


def _still_there(page: Page, server: Server) -> None:
    """What was imported, issued and registered before the server stopped."""
    servers.sign_in(page, server, "coordinator")
    go(page, "Importeren")
    expect(page.get_by_text("1 blad", exact=True)).to_be_visible(timeout=15_000)
    go(page, "Bewijzen")
    page.get_by_role("radio", name="Geregistreerd").click()
    servers.settled(page)
    search(page)
    expect(page.get_by_text("Te laat geregistreerd").last).to_be_visible()
    picture(page, "10-tweede-keer")


def _import(page: Page) -> None:
    go(page, "Importeren")
    page.locator("input[type=file]").set_input_files(str(SHEET))
    expect(page.get_by_text("48 rijen zijn goed (48 nieuw, 0 wijzigen iets), 12 geweigerd")).to_be_visible(
        timeout=20_000
    )
    servers.settled(page)
    picture(page, "2-voorbeeld")
    page.get_by_text("Geweigerd 12").click()
    servers.settled(page)
    picture(page, "3-geweigerd")
    page.get_by_role("button", name="Alleen de 48 goede rijen invoeren").click()
    expect(page.get_by_text("48 rijen ingevoerd.")).to_be_visible(timeout=20_000)
    picture(page, "4-ingevoerd")


def _issue(page: Page) -> None:
    go(page, "Bewijzen")
    search(page)
    expect(page.get_by_text("Waarom deze datum?")).to_be_visible()
    assert "hondt" not in page.url.lower()
    picture(page, "5-detail")
    page.get_by_role("button", name=re.compile("^Uitreiken")).click()
    servers.settled(page)
    page.get_by_role("button", name="Uitreiken", exact=True).last.click()
    expect(page.get_by_text(re.compile("Registratie noteren"))).to_be_visible(timeout=15_000)
    servers.settled(page)
    picture(page, "6-uitgereikt")
    address = page.get_by_role("link", name="PDF").first.get_attribute("href")
    assert address is not None
    answer = page.context.request.get(page.url.split("/proofs")[0] + address)
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF-")
    assert answer.headers["cache-control"] == "no-store"


def _register(page: Page) -> None:
    page.get_by_role("button", name="Registratie noteren").click()
    servers.settled(page)
    page.get_by_label(re.compile("Waarom te laat|Reden")).click()
    page.get_by_role("option", name="Gegevens van de deelnemer kwamen te laat").click()
    servers.settled(page)
    picture(page, "7-registratie")
    page.get_by_role("button", name="Registratie noteren").last.click()
    expect(page.get_by_text("De registratie is genoteerd.")).to_be_visible(timeout=15_000)
    servers.settled(page)
    picture(page, "8-geregistreerd")


def search(page: Page) -> None:
    """Find the one learner of that name and open the proof."""
    page.get_by_label("Zoeken").fill("hondt")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 bewijs", exact=True)).to_be_visible(timeout=15_000)
    servers.settled(page)
    first_row(page)
    expect(page.get_by_role("heading", name="D'Hondt, Eline")).to_be_visible()


def first_row(page: Page) -> None:
    """Choose the first row of the grid by its marker, which stands on a canvas."""
    box = page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 17, box["y"] + 35 + 19)
    servers.settled(page)
