"""`subject export`, `subject erase` and `retention run`: one command each, with the right exit code and nothing personal."""

import stat
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from db.models import AccessEntry, AuditEntry, Learner
from tests.core.subject import scenario
from tests.core.subject.scenario import Made
from tests.core.test_command_line import cli, run
from tests.factories import Provider

__all__ = ["cli"]


@pytest.fixture
def mine(session: Session, given: Provider) -> Made:
    made = scenario.person(session, given, "Aa7q")
    session.commit()
    return made


def test_a_file_is_exported_by_its_number_readable_for_its_owner_only(
    cli: CliRunner, session: Session, mine: Made, tmp_path: Path
) -> None:
    out = tmp_path / "dossier.zip"
    result = run(cli, "subject", "export", "--learner", str(mine.learner_id), "--out", str(out))
    assert (result.exit_code, result.stdout) == (0, f"{out}\n")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert {"dossier.pdf", "gegevens.json"} <= set(zipfile.ZipFile(out).namelist())
    session.expire_all()
    look = session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc())).first()
    assert look is not None
    assert (look.what, look.learner_id, look.actor_name[:4]) == ("subject.export", mine.learner_id, "cli:")
    again = run(cli, "subject", "export", "--learner", str(mine.learner_id), "--out", str(out))
    assert (again.exit_code, "bestaat al" in again.stderr) == (2, True)


def test_a_national_number_comes_in_on_stdin_and_never_out(
    cli: CliRunner, session: Session, mine: Made, tmp_path: Path
) -> None:
    out = tmp_path / "dossier.zip"
    words = ["subject", "export", "--national-number", "--out", str(out)]
    from core.__main__ import app

    result = cli.invoke(app, words, input=f"{mine.number}\n")
    assert result.exit_code == 0
    assert mine.number not in result.stdout + result.stderr
    unknown = cli.invoke(app, [*words[:-1], str(tmp_path / "b.zip")], input="90.61.01-001.00\n")
    assert (unknown.exit_code, unknown.stdout) == (2, "")
    both = cli.invoke(app, [*words[:-1], str(tmp_path / "c.zip"), "--learner", "1"], input=f"{mine.number}\n")
    assert (both.exit_code, "--learner" in both.stderr) == (2, True)


def test_the_number_in_full_asks_for_a_reason(cli: CliRunner, mine: Made, tmp_path: Path) -> None:
    words = ("subject", "export", "--learner", str(mine.learner_id), "--with-national-number", "--out")
    refused = run(cli, *words, str(tmp_path / "a.zip"))
    assert (refused.exit_code, "--reason" in refused.stderr) == (2, True)
    assert not (tmp_path / "a.zip").exists()
    done = run(cli, *words, str(tmp_path / "a.zip"), "--reason", "vraag met kopie van de identiteitskaart")
    assert done.exit_code == 0
    data = zipfile.ZipFile(tmp_path / "a.zip").read("gegevens.json").decode()
    assert f"{mine.number[:2]}.{mine.number[2:4]}" in data


def test_a_file_is_erased_with_what_went_on_stdout(cli: CliRunner, session: Session, mine: Made) -> None:
    result = run(
        cli, "subject", "erase", "--learner", str(mine.learner_id), "--reason", "op vraag, brief van 14/11"
    )
    assert result.exit_code == 0, result.stderr
    assert "learner\t1" in result.stdout.splitlines()
    session.expire_all()
    assert session.get(Learner, mine.learner_id) is None
    session.rollback()
    again = run(
        cli, "subject", "erase", "--learner", str(mine.learner_id), "--reason", "op vraag, brief van 14/11"
    )
    assert (again.exit_code, "Er is geen dossier" in again.stderr) == (2, True)


def test_what_has_to_stay_is_said_and_stays(
    cli: CliRunner, session: Session, given: Provider, mine: Made
) -> None:
    scenario.registered(session, given, mine)
    session.commit()
    result = run(
        cli, "subject", "erase", "--learner", str(mine.learner_id), "--reason", "op vraag, brief van 14/11"
    )
    assert (result.exit_code, result.stdout) == (2, "")
    assert "kan niet gewist worden. Uitgereikt bewijs" in result.stderr
    session.expire_all()
    assert session.get(Learner, mine.learner_id) is not None


def test_a_trial_run_and_the_run_print_the_same(cli: CliRunner, session: Session, mine: Made) -> None:
    trial = run(cli, "retention", "run", "--dry-run")
    session.expire_all()
    assert session.get(Learner, mine.learner_id) is not None
    session.rollback()
    done = run(cli, "retention", "run")
    assert (trial.exit_code, done.exit_code) == (0, 0)
    assert trial.stdout == done.stdout
    assert trial.stdout.startswith("person\t1\t")
    session.expire_all()
    assert session.get(Learner, mine.learner_id) is None
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "retention.run")).one()
    assert entry.actor_name.startswith("cli:")
