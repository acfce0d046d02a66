"""Pages as a browser would run them: real database, real session, the person put in place through the tests' door."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

import db.session
from core.access import demo_accounts
from core.access.actors import Actor, Role, command_line
from core.access.permissions import as_actor
from db.models import Account
from tests import factories
from tests.databases import Databases, configured
from tests.factories import Provider

FOLDER = Path(__file__).resolve().parents[2] / "pages"
PASSWORD = "oefenen-oefenen"


@pytest.fixture(scope="session", autouse=True)
def components_once() -> Iterator[None]:
    """Streamlit reads the metadata of every installed package at each AppTest, three quarters of its time; the answer
    is the same all through a run."""
    scan = functools.cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@dataclass(frozen=True, slots=True)
class Opened:
    """A page that ran: what it shows, and the test object to go on with."""

    at: AppTest

    @property
    def texts(self) -> str:
        """Everything that stands on it as one text."""
        blocks = [*self.at.get("html"), *self.at.markdown, *self.at.title, *self.at.header]
        alerts = [*self.at.error, *self.at.success]
        return "\n".join([*(str(block.proto.body) for block in blocks), *(alert.value for alert in alerts)])

    def button(self, label: str) -> None:
        """Press the last button with that label and run the page again."""
        found = [button for button in self.at.button if button.label == label]
        assert found, f"no button {label!r}; there are {[button.label for button in self.at.button]}"
        found[-1].click()
        self.at.run()
        self.calm()

    def unfold(self, key: str) -> None:
        """Open a popover that is filled while it is open."""
        self.at.session_state[key] = True
        self.at.run()
        self.calm()

    def calm(self) -> None:
        """No exception on the page."""
        assert not self.at.exception, [error.value for error in self.at.exception]


def open_page(
    stem: str, actor: Actor, *, language: str = "nl", query: dict[str, str] | None = None
) -> Opened:
    """Run a page for somebody and see that nothing went wrong."""
    at = AppTest.from_file(str(FOLDER / f"{stem}.py"), default_timeout=60)
    at.session_state["actor"] = actor
    at.session_state["session.language"] = language
    for name, value in (query or {}).items():
        at.query_params[name] = value
    at.run()
    opened = Opened(at)
    opened.calm()
    return opened


@pytest.fixture
def given(engine: Engine, session: Session) -> Provider:
    """A provider with nobody in it, committed, in the database that the pages read too."""
    made = factories.provider(session)
    session.commit()
    return made


@pytest.fixture(scope="session")
def practice_url(database_source: Databases, story_url: str) -> Iterator[str]:
    """One database with the practice provider and its accounts, for tests that only look."""
    url = database_source.copy(story_url)
    with configured(url), db.session.writing() as session:
        demo_accounts.ensure(session, actor=command_line("tests"), fixed_password=PASSWORD)
    yield url
    database_source.discard(url)


@pytest.fixture
def practice(practice_url: str) -> Iterator[Engine]:
    """db.session on the practice provider."""
    with configured(practice_url) as found:
        yield found


def actor_of(session: Session, role: Role) -> Actor:
    """The practice account of a role."""
    account = session.scalars(select(Account).where(Account.role == role.value)).first()
    assert account is not None
    return as_actor(session, account)
