"""`python -m core import`, `demo` and `deadlines check` on a practice database, as somebody types them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner, Result

from core import settings
from core.__main__ import app

# Each of these fills an empty database with the practice provider first.
pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).parent / "imports" / "samples"
EXPECTED = json.loads((SAMPLES / "najaar-2026.expected.json").read_text(encoding="utf-8"))["rows"]
WANTED = [(row["row"], row["status"], row["reason"]) for row in EXPECTED]


@pytest.fixture
def cli(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    monkeypatch.setenv("APP_ENV", "development")
    monkeypatch.setenv("DEMO_PASSWORD", "oefenen-oefenen")
    settings.forget()
    yield CliRunner()
    settings.forget()


def run(cli: CliRunner, *words: str) -> Result:
    return cli.invoke(app, list(words))


def found(result: Result, *, shift: int = 0) -> list[tuple[int, str, str | None]]:
    return [(row["row"] + shift, row["status"], row["reason"]) for row in json.loads(result.stdout)["rows"]]


@pytest.mark.parametrize(("file", "shift"), [("najaar-2026.xlsx", 0), ("najaar-2026.csv", 2)])
def test_the_sample_becomes_what_is_expected_of_it(cli: CliRunner, file: str, shift: int) -> None:
    """An empty database is filled with the practice provider first; the rows of the csv stand two lower."""
    result = run(cli, "import", "completions", str(SAMPLES / file), "--json")
    assert result.exit_code == 1
    assert "oefengegevens" in result.stderr
    assert found(result, shift=shift) == WANTED


def test_applied_twice_the_sheet_changes_nothing_and_every_term_is_right(cli: CliRunner) -> None:
    sheet = str(SAMPLES / "najaar-2026.xlsx")
    assert run(cli, "demo").exit_code == 0
    assert "niet leeg" in run(cli, "demo").stderr
    first = found(run(cli, "import", "completions", sheet, "--apply", "--json"))
    again = found(run(cli, "import", "completions", sheet, "--apply", "--json"))
    assert first == WANTED
    assert {status for _, status, _ in again} == {"unchanged", "rejected"}
    assert [row for row, status, _ in again if status == "unchanged"] == [
        row for row, status, _ in WANTED if status == "accepted"
    ]
    checked = run(cli, "deadlines", "check")
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert run(cli, "audit", "verify").exit_code == 0


def test_a_sheet_that_cannot_be_read_is_exit_code_two_and_a_dutch_sentence(
    cli: CliRunner, tmp_path: Path
) -> None:
    broken = tmp_path / "kapot.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no workbook")
    result = run(cli, "import", "completions", str(broken), "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.strip().endswith(".")


def test_the_register_of_rights_comes_in_by_the_same_command(cli: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "rechten.csv"
    file.write_text(
        "Naam;Functie;Profiel;Begin;Toegekend door\n"
        "Els Maes;administratief medewerker;MAGDA OnlineRegistreer certificaten BKT;01/10/2026;Joris De Wit\n"
        "Tim Bos;administratief medewerker;Registratie bewijzen BKT;01/10/2026;Joris De Wit\n",
        encoding="utf-8",
    )
    seen = run(cli, "import", "staff", str(file))
    assert seen.exit_code == 1
    assert "alleen voor de lokaal beheerder" in seen.stdout
    assert found(run(cli, "import", "staff", str(file), "--apply", "--json")) == [
        (2, "accepted", None), (3, "rejected", "for_administrator"),
    ]  # fmt: skip
    assert found(run(cli, "import", "staff", str(file), "--json"))[0] == (2, "unchanged", None)
    assert run(cli, "audit", "verify").exit_code == 0
