"""Every bench still runs, from its command to its table, over so few rows that its figures say nothing.

Without the two that start servers and browsers of their own: their parts are those of tests/e2e, and mypy reads all.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.__main__ import FOLDER

pytestmark = pytest.mark.slow
IN_A_BROWSER = {"grid", "page"}
BENCHES = sorted(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py"))
FEW = {
    "CELLS": "100000", "COURSES": "1", "LISTED": "5000", "PAPERS": "4", "PROOFS": "20000", "ROUNDS": "1", "ROWS": "300",
    "TRIES": "3",
}  # fmt: skip


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Where its data sets go; pytest's own folders are closed to the user that PostgreSQL runs as."""
    with tempfile.TemporaryDirectory(prefix="termijnwacht-few-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.parametrize("name", [name for name in BENCHES if name not in IN_A_BROWSER])
def test_a_bench_prints_its_table(name: str, open_folder: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench", name], cwd=FOLDER.parents[1], env=os.environ | FEW | {"TMPDIR": str(open_folder)},
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-3000:]
    title, _, heads, *rows = ran.stdout.strip().splitlines()
    assert title == f"## {name}"
    assert heads.startswith("| ")
    assert len(rows) > 1, ran.stdout


def test_an_unknown_bench_is_named_and_the_known_ones_beside_it() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench", "nothing"], cwd=FOLDER.parents[1], capture_output=True, text=True, timeout=60
    )  # fmt: skip
    assert ran.returncode == 2
    assert "no such bench: nothing" in ran.stderr
    assert all(name in ran.stderr for name in BENCHES)
