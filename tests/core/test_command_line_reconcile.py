"""`python -m core reconcile` on a database of its own, as somebody types it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from typer.testing import CliRunner, Result

import db.session
from core import settings
from core.__main__ import app
from db.models import Reconciliation
from tests import factories
from tests.core.reconciliation.conftest import NUMBERS, as_csv, registered, row_of, stranger


@pytest.fixture
def cli(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    monkeypatch.setenv("APP_ENV", "development")
    settings.forget()
    yield CliRunner()
    settings.forget()


@pytest.fixture
def file(session: Session, tmp_path: Path) -> Path:
    """One row that is equal, one unknown; one of ours is not in it."""
    given = factories.provider(session)
    here, _away = registered(session, given), registered(session, given)
    session.commit()
    target = tmp_path / "lijst.csv"
    target.write_bytes(as_csv(row_of(session, here), stranger()))
    session.rollback()
    return target


def run(cli: CliRunner, *words: str) -> Result:
    return cli.invoke(app, ["reconcile", *words])


def kept() -> int:
    with db.session.reading() as session:
        return session.scalar(select(func.count()).select_from(Reconciliation)) or 0


def test_it_prints_the_counts_and_keeps_nothing_unless_told(cli: CliRunner, file: Path) -> None:
    result = run(cli, str(file))
    assert result.exit_code == 1
    assert "1 gelijk\n1 ontbreken in de lijst\n1 onbekend bij ons (persoon 1, bewijs 0)" in result.stdout
    assert kept() == 0
    assert run(cli, str(file), "--keep").exit_code == 1
    assert kept() == 1
    assert "al vergeleken" in run(cli, str(file)).stdout
    assert not any(number in result.stdout for number in NUMBERS.values())


def test_the_period_and_json(cli: CliRunner, file: Path) -> None:
    counts = json.loads(run(cli, str(file), "--from", "2026-11-11", "--json").stdout)
    assert (counts["expected"], counts["missing"], counts["equal"]) == (0, 0, 1)


def test_a_day_or_a_file_that_cannot_be_read_is_exit_code_two_and_a_sentence(
    cli: CliRunner, file: Path, tmp_path: Path
) -> None:
    wrong = run(cli, str(file), "--to", "31/10/2026")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "geen bestaande datum" in wrong.stderr
    empty = tmp_path / "leeg.csv"
    empty.write_bytes(b"")
    assert run(cli, str(empty)).exit_code == 2
