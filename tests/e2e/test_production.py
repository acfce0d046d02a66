"""A production installation from nothing: no practice data, a one-time link, and the set-up at the first sign-in."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import server as servers

pytestmark = pytest.mark.browser
PASSWORD = "groene fietsen rijden traag 7"


def core(data: Path, keys: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """`python -m core` in that installation."""
    environment = servers.environment(data, **keys)
    return subprocess.run(
        [sys.executable, "-m", "core", *words],
        cwd=servers.TOP,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_the_first_administrator_chooses_a_password_and_is_led_through_the_set_up(
    page: Page, tmp_path: Path
) -> None:
    """An office that starts: migrate, add an administrator, open the link, sign in, meet the five steps."""
    keys = {
        name: base64.b64encode(os.urandom(32)).decode() for name in ("KEY_DATA", "KEY_INDEX", "KEY_AUDIT")
    }
    keys |= {"APP_ENV": "production", "APP_TODAY": "", "DEMO_PASSWORD": ""}
    data = tmp_path / "office"
    data.mkdir()
    assert core(data, keys, "check").returncode == 1
    assert core(data, keys, "migrate").returncode == 0
    assert core(data, keys, "demo").returncode == 2
    link = core(data, keys, "user", "add", "els", "--role", "administrator").stdout.strip()
    with servers.running(data, **keys) as server:
        page.goto(server.url + link[link.index("/welcome/") :])
        for field in page.locator("input[type=password]").all():
            field.fill(PASSWORD)
        page.get_by_role("button", name="Wachtwoord bewaren").click()
        page.get_by_role("link", name="Naar het aanmelden").click()
        page.get_by_label("Gebruikersnaam").fill("els")
        page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Aanmelden").click()
        expect(page.get_by_text("Stel eerst je organisatie in")).to_be_visible(timeout=20_000)
        expect(page.get_by_text("Oefengegevens")).to_have_count(0)
        page.get_by_label("Naam van de organisatie").fill("Centrum Proef")
        page.get_by_label("Ondernemingsnummer").fill("0999.999.823")
        page.get_by_role("button", name="Bewaren").click()
        expect(page.get_by_text("✓ Organisatie")).to_be_visible(timeout=15_000)
        page.goto(f"{server.url}{link[link.index('/welcome/') :]}")
        expect(page.get_by_text("Deze link werkt niet meer")).to_be_visible()
