"""One server with practice data and one browser for the stories that share them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e import server as servers
from tests.e2e.server import Server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with servers.chromium() as found:
        yield found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the practice provider, fresh for each file of stories."""
    with servers.running(tmp_path_factory.mktemp("server")) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a fresh window at 1440 pixels."""
    with servers.view(browser) as context:
        yield context.new_page()
