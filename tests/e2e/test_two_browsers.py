"""Two people at the same record: the second sees both values and loses nothing of what was typed."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import server as servers
from tests.e2e.server import Server

pytestmark = pytest.mark.browser


def open_form(page: Page, server: Server) -> None:
    """The form of the same person, with the record as it stands now."""
    servers.visit(page, f"{server.url}/learners?learner=20")
    page.get_by_role("button", name="Gegevens wijzigen").click()
    expect(page.get_by_label("Gemeente")).to_be_visible(timeout=15_000)
    servers.settled(page)


def test_the_second_to_save_sees_both_values_and_keeps_what_was_typed(
    browser: Browser, server: Server
) -> None:
    """A coordinator and an administrator edit one person; the later save is a conflict, then a choice."""
    with servers.view(browser) as one, servers.view(browser) as other:
        first, second = one.new_page(), other.new_page()
        servers.sign_in(first, server, "coordinator")
        servers.sign_in(second, server, "beheerder")
        open_form(first, server)
        open_form(second, server)
        first.get_by_label("Gemeente").fill("Ronse")
        first.get_by_role("button", name="Gegevens bewaren").click()
        expect(first.get_by_text("Gewijzigd: ")).to_be_visible(timeout=15_000)
        second.get_by_label("Gemeente").fill("Zottegem")
        second.get_by_label("Straat en nummer").fill("Tweede straat 2")
        second.get_by_role("button", name="Gegevens bewaren").click()
        expect(second.get_by_text("Iemand anders wijzigde dit dossier intussen")).to_be_visible(
            timeout=15_000
        )
        dialog = second.get_by_role("dialog")
        expect(dialog.get_by_text("Ronse")).to_be_visible()
        expect(second.get_by_label("Gemeente")).to_have_value("Zottegem")
        expect(second.get_by_label("Straat en nummer")).to_have_value("Tweede straat 2")
        second.get_by_role("button", name="Gegevens bewaren").click()
        expect(second.get_by_text("Gewijzigd: ")).to_be_visible(timeout=15_000)
        servers.visit(first, f"{server.url}/learners?learner=20")
        expect(first.get_by_text("Tweede straat 2, 2800 Zottegem").first).to_be_visible(timeout=15_000)
