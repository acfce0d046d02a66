"""What every test may ask for: the day, a fresh database of the chosen kind, a session on it, the golden files.

Tests run with APP_ENV=test, keys and a day of their own, so that nothing of the person who runs them is read or written.
"""

import base64
import contextlib
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

import db.session
from core import settings
from tests import databases, postgres
from tests.databases import Databases, configured

TODAY = date(2026, 11, 21)
GOLDEN = Path(__file__).parent / "golden"

DATA = Path(tempfile.mkdtemp(prefix="termijnwacht-test-"))
KEYS = {
    name: base64.b64encode(bytes(range(number, number + 32))).decode()
    for number, name in enumerate(("KEY_DATA", "KEY_INDEX", "KEY_AUDIT"))
}
os.environ |= KEYS | {
    "APP_ENV": "test",
    "APP_TODAY": TODAY.isoformat(),
    "DATA_DIR": str(DATA),
    "DATABASE_URL": f"sqlite:///{DATA / 'nobody-asked.db'}",
    "DATABASE_OWNER_URL": "",
    "DEMO_PASSWORD": "",
    "PUBLIC_URL": "",
    "PORT": "8501",
}
settings.forget()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--cases", metavar="DIR", help="run the worked examples of that folder (tests/test_cases.py)"
    )
    parser.addoption(
        "--write-golden", action="store_true", help="rewrite tests/golden/ instead of comparing (make golden)"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "golden" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.golden)
    if databases.kind() == "postgresql":
        # What takes no database has nothing to say twice: `make test` runs it beside SQLite.
        config.hook.pytest_deselected(items=[item for item in items if not databases.takes_one(item)])
        items[:] = [item for item in items if databases.takes_one(item)]


def pytest_runtest_setup(item: pytest.Item) -> None:
    databases.entering(item)


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the garbage collector need not look through it after every few tests."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    shutil.rmtree(DATA, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Golden:
    """Compares a text with the one kept in tests/golden/, or writes it there under `make golden`."""

    writes: bool

    def check(self, name: str, text: str) -> None:
        file = GOLDEN / name
        if self.writes:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.exists(), f"tests/golden/{name} does not exist: run `make golden` and read it"
        assert text == file.read_text(encoding="utf-8"), (
            f"differs from tests/golden/{name}: `make golden`, read the diff"
        )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """`golden.check("deadlines.txt", text)`."""
    return Golden(writes=bool(request.config.getoption("--write-golden")))


@pytest.fixture
def today() -> date:
    """The day of all tests: Saturday 21 November 2026."""
    return TODAY


@pytest.fixture(scope="session")
def database_source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Where the fresh databases of this run come from; TEST_DATABASE chooses the kind."""
    memory = Path(postgres.MEMORY)
    if not os.access(memory, os.W_OK):
        memory = tmp_path_factory.mktemp("databases")
    with (
        tempfile.TemporaryDirectory(prefix="termijnwacht-db-", dir=memory) as folder,
        databases.databases(Path(folder)) as source,
    ):
        yield source


@pytest.fixture
def database_url(database_source: Databases) -> Iterator[str]:
    """The URL of a fresh, migrated database, which is also DATABASE_URL during the test."""
    with _current(database_source, database_source.fresh()) as url:
        yield url


@contextlib.contextmanager
def _current(source: Databases, url: str) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        settings.forget()
        yield url
    settings.forget()
    source.discard(url)


@pytest.fixture(scope="session")
def story_url(database_source: Databases) -> Iterator[str]:
    """A database with the practice provider of today, loaded once: it takes as long as a hundred tests, copying it nothing."""
    # Here, because what draws its papers need not be read for a test of the house's rules.
    from core import demo

    url = database_source.fresh()
    with configured(url), db.session.writing() as session:
        assert demo.load(session, today=TODAY)
    yield url
    database_source.discard(url)


@pytest.fixture
def story_engine(database_source: Databases, story_url: str) -> Iterator[Engine]:
    """db.session configured on a copy of the practice provider of one's own, without accounts."""
    with _current(database_source, database_source.copy(story_url)) as url, configured(url) as found:
        yield found


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """db.session configured on that database: `reading()` and `writing()` work as in life."""
    with configured(database_url) as found:
        yield found


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session that may write on that database; what the test does not commit is rolled back."""
    with Session(engine.execution_options(app_writes=True), expire_on_commit=False) as opened:
        yield opened
        opened.rollback()
