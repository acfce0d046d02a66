"""What is checked before anybody is let in."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from core import settings, startup
from core.access.actors import command_line
from core.settings import UnsafeSettings
from core.ui import configuration


@pytest.fixture
def anew() -> Iterator[None]:
    """Settings are read again after what the test changed, and again when it is over."""
    settings.forget()
    startup.prepare.cache_clear()
    yield
    settings.forget()
    startup.prepare.cache_clear()


@pytest.fixture
def production(
    monkeypatch: pytest.MonkeyPatch, database_url: str, anew: None
) -> Iterator[pytest.MonkeyPatch]:
    """An installation that is in order."""
    monkeypatch.setenv("APP_ENV", "production")
    monkeypatch.setenv("PUBLIC_URL", "https://termijnwacht.example")
    monkeypatch.delenv("APP_TODAY")
    settings.forget()
    yield monkeypatch
    monkeypatch.undo()


def problems() -> str:
    settings.forget()
    startup.connect()
    return "\n".join(startup.production_problems())


def test_an_installation_in_order_has_no_problems(production: pytest.MonkeyPatch) -> None:
    assert problems() == ""
    startup.prepare()


@pytest.mark.parametrize("value", ["", base64.b64encode(b"short").decode(), "AAAA" * 11, "geen base64!"])
def test_a_weak_or_missing_key_is_refused(production: pytest.MonkeyPatch, value: str) -> None:
    production.setenv("KEY_AUDIT", value)
    settings.forget()
    with pytest.raises(UnsafeSettings):
        startup.connect()
    assert "KEY_AUDIT" in "\n".join(startup.production_problems())


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("PUBLIC_URL", "http://termijnwacht.example", "https"),
        ("DEMO_PASSWORD", "oefenen-1", "DEMO"),
    ],
)
def test_what_does_not_belong_in_production_is_named(
    production: pytest.MonkeyPatch, name: str, value: str, word: str
) -> None:
    production.setenv(name, value)
    assert word in problems()
    with pytest.raises(UnsafeSettings):
        startup.prepare()


def test_a_missing_address_is_named_but_does_not_stop_a_first_start(production: pytest.MonkeyPatch) -> None:
    production.setenv("PUBLIC_URL", "")
    assert problems() == startup.NO_ADDRESS
    startup.prepare()


def test_practice_accounts_do_not_belong_in_production(production: pytest.MonkeyPatch) -> None:
    startup.connect()
    startup.ensure_demo_accounts()
    assert "oefenaccounts" in problems()


def test_a_secret_that_others_can_read_is_named(production: pytest.MonkeyPatch, tmp_path: Path) -> None:
    production.chdir(tmp_path)
    (tmp_path / ".env").write_text("LOG_LEVEL=INFO\n")
    (tmp_path / ".env").chmod(0o644)
    assert ".env is leesbaar voor anderen" in problems()


def test_a_schema_that_does_not_match_stops_production_and_names_the_command(
    production: pytest.MonkeyPatch, engine: Engine
) -> None:
    with engine.execution_options(app_writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(UnsafeSettings, match="core migrate"):
        startup.prepare()


def test_a_newer_schema_stops_everybody(engine: Engine, anew: None) -> None:
    with engine.execution_options(app_writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnsafeSettings, match="nieuwere versie"):
        startup.migrate()


def test_outside_production_the_schema_and_the_accounts_are_made(
    session: Session, anew: None, capsys: pytest.CaptureFixture[str]
) -> None:
    startup.prepare()
    said = capsys.readouterr()
    assert "coordinator" in said.err
    assert said.out == ""


def test_who_starts_it_is_named_after_the_system() -> None:
    assert startup.system_user().name.startswith("cli:")
    assert command_line("x").is_system


def test_the_committed_streamlit_settings_are_those_of_the_code() -> None:
    assert configuration.file_problems() == []


def test_a_setting_that_is_not_ours_is_named_and_stops_the_start() -> None:
    from streamlit import config

    configuration.apply()
    assert configuration.problems() == []
    config.set_option("server.trustedUserHeaders", {})
    try:
        assert not configuration.is_bound()
        assert "trustedUserHeaders" in configuration.problems()[0]
        with pytest.raises(UnsafeSettings):
            configuration.require()
    finally:
        configuration.apply()
    assert configuration.is_bound()
