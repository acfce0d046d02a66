"""`python -m core`: results on stdout, the rest on stderr, and the exit codes."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from typer.testing import CliRunner, Result

from core import settings
from core.__main__ import app
from db.models import AuditEntry
from tests.core.access.people import account


@pytest.fixture
def cli(session: Session) -> Iterator[CliRunner]:
    settings.forget()
    yield CliRunner()
    settings.forget()


def run(cli: CliRunner, *words: str) -> Result:
    return cli.invoke(app, list(words))


def test_a_user_gets_a_link_on_stdout_and_the_audit_names_who_did_it(
    cli: CliRunner, session: Session
) -> None:
    result = run(cli, "user", "add", "bram", "--role", "registrar")
    assert result.exit_code == 0
    assert result.stdout.startswith("http://localhost:8501/welcome/")
    assert "72 uur" in result.stderr
    entry = session.query(AuditEntry).one()
    assert (entry.action, entry.actor_name[:4]) == ("account.add", "cli:")


def test_users_are_listed_closed_and_invited_anew(cli: CliRunner, session: Session) -> None:
    account(session)
    assert run(cli, "user", "list").stdout == "an.verhulst\tcoordinator\talle campussen\tactief\n"
    assert run(cli, "user", "reset", "an.verhulst").stdout.startswith("http")
    assert run(cli, "user", "disable", "AN.verhulst").exit_code == 0
    assert run(cli, "user", "list").stdout.endswith("gesloten\n")


@pytest.mark.parametrize(
    "words",
    [
        ("user", "disable", "niemand"),
        ("user", "add", "x y", "--role", "reader"),
        ("user", "add", "xy", "--role", "chef"),
        ("user", "add", "xy", "--role", "reader", "--campus", "Nergens"),
    ],
)
def test_what_cannot_be_done_says_so_on_stderr_with_exit_code_two(
    cli: CliRunner, words: tuple[str, ...]
) -> None:
    result = run(cli, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


def test_the_audit_is_walked_and_a_break_is_exit_code_one(cli: CliRunner, session: Session) -> None:
    run(cli, "user", "add", "bram", "--role", "registrar")
    sound = run(cli, "audit", "verify")
    assert (sound.exit_code, sound.stdout) == (0, "")
    assert run(cli, "audit", "verify", "--anchor", "1:" + "0" * 64).exit_code == 1


def test_the_production_check_lists_what_is_wrong(cli: CliRunner) -> None:
    result = run(cli, "check")
    assert result.exit_code == 1
    assert "APP_ENV is niet production." in result.stdout


def test_migrate_twice_changes_nothing(cli: CliRunner) -> None:
    assert run(cli, "migrate").exit_code == 0
    assert run(cli, "migrate").stdout == ""


def test_a_weak_key_is_exit_code_two(cli: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEY_DATA", "AAAA")
    settings.forget()
    result = run(cli, "user", "list")
    assert (result.exit_code, "KEY_DATA" in result.stderr) == (2, True)


def test_help_comes_at_once() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "core", "--help"], capture_output=True, check=True, text=True
    )
    assert "Start de toepassing." in answer.stdout
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "core", "--help"],
        capture_output=True,
        check=True,
        text=True,
    ).stderr
    assert not any(name in loaded for name in ("| streamlit", "| pandas", "| sqlalchemy"))


@pytest.mark.parametrize("anchor", ["5", "x:y", "5:", f"5:{'g' * 64}", ":"])
def test_half_an_anchor_is_refused_and_never_taken_for_none(
    cli: CliRunner, session: Session, anchor: str
) -> None:
    result = run(cli, "audit", "verify", "--anchor", anchor)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "geen ankerpunt" in result.stderr


def test_an_anchor_is_printed_kept_and_found_again(cli: CliRunner, session: Session, tmp_path: Path) -> None:
    kept = tmp_path / "ankerpunten.txt"
    lines = []
    for name in ("bram", "an"):
        run(cli, "user", "add", name, "--role", "registrar")
        lines.append(run(cli, "audit", "anchor").stdout)
    assert [line.partition(":")[0] for line in lines] == ["1", "2"]
    kept.write_text("\n".join(["", *lines]), encoding="utf-8")
    assert run(cli, "audit", "verify", "--anchor", str(kept)).exit_code == 0
    assert run(cli, "audit", "verify", "--anchor", lines[0].split()[0]).exit_code == 0
    kept.write_text(f"1:{'0' * 64} 2026-11-21\n{lines[1]}", encoding="utf-8")
    found = run(cli, "audit", "verify", "--anchor", str(kept))
    assert (found.exit_code, found.stdout) == (1, "1: de keten bevat het bewaarde ankerpunt niet\n")


def test_the_anchor_of_an_empty_log_is_one_too(cli: CliRunner, session: Session) -> None:
    line = run(cli, "audit", "anchor").stdout
    assert line.startswith(f"0:{'0' * 64} ")
    assert run(cli, "audit", "verify", "--anchor", line.strip()).exit_code == 0


@pytest.mark.parametrize(
    ("content", "told"), [("", "geen enkel"), ("1:abc\n", "Regel 1"), ("tekst\n", "Regel 1")]
)
def test_a_file_without_anchors_is_never_taken_for_none(
    cli: CliRunner, session: Session, tmp_path: Path, content: str, told: str
) -> None:
    kept = tmp_path / "ankerpunten.txt"
    kept.write_text(content, encoding="utf-8")
    result = run(cli, "audit", "verify", "--anchor", str(kept))
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
