import socket
from collections.abc import Iterator

import pytest

from core import settings, startup
from core.ui import configuration
from core.web import serve


@pytest.fixture
def anew() -> Iterator[None]:
    settings.forget()
    startup.prepare.cache_clear()
    yield
    settings.forget()
    startup.prepare.cache_clear()


def test_the_listening_socket_lets_asyncio_switch_the_delay_off() -> None:
    with serve.bind("127.0.0.1", 0) as made:
        assert made.proto == socket.IPPROTO_TCP


def test_a_socket_that_somebody_else_bound_loses_its_delay_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        assert bound.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0
        serve.no_delay()
        assert bound.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_a_taken_port_is_a_sentence_and_exit_code_two(
    database_url: str, anew: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert serve.serve(taken.getsockname()[1]) == 2
    assert "is niet vrij" in capsys.readouterr().err


def test_unsafe_settings_are_a_sentence_and_exit_code_two(
    database_url: str, anew: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KEY_DATA", "AAAA")
    assert serve.serve(0) == 2
    assert "KEY_DATA" in capsys.readouterr().err


def test_the_address_is_told_as_a_person_types_it(capsys: pytest.CaptureFixture[str]) -> None:
    serve.announce("127.0.0.1", 8501)
    serve.announce("192.0.2.9", 8501)
    said = capsys.readouterr().err
    assert "http://localhost:8501" in said
    assert "http://192.0.2.9:8501" in said
    assert not configuration.is_local("server.example")


@pytest.mark.parametrize(("name", "value"), [("APP_ENV", "prod"), ("PORT", "abc"), ("IDLE_MINUTES", "0")])
def test_a_setting_that_cannot_be_read_is_named_without_its_value(
    anew: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert serve.serve(0) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert name in said
    assert f"'{value}'" not in said


def test_a_fixed_day_in_production_is_a_sentence_too(
    anew: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("APP_ENV", "production")
    monkeypatch.setenv("APP_TODAY", "2026-11-21")
    assert serve.serve(0) == 2
    assert "APP_TODAY" in capsys.readouterr().err
