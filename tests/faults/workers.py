"""The other end of `child.py`: starts it, orders workers, and hears what they acknowledged."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[2]
# The plug is pulled after so many acts, and then at any moment within the next one.
MOST_ACTS, ONE_ACT = 8, 0.06


@dataclass(slots=True)
class Told:
    """Everything that was acknowledged in all runs together, and the proofs whose last act nobody can tell of."""

    numbers: dict[int, str] = field(default_factory=dict)
    registered: set[int] = field(default_factory=set)
    unknown: set[int] = field(default_factory=set)
    acts: int = 0

    def hear(self, said: dict[str, Any]) -> None:
        """Take over what a worker said."""
        if said["act"] == "issue":
            self.numbers[said["proof"]] = said["number"]
        elif said["act"] == "register":
            self.registered.add(said["proof"])
        elif said["act"] == "unknown":
            self.unknown.add(said["proof"])
        self.acts += said["act"] in {"issue", "register"}


@contextlib.contextmanager
def nursery(url: str) -> Iterator[subprocess.Popen[bytes]]:
    """The process that forks the workers."""
    errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed below
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.child", url],
        cwd=TOP, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=os.environ | {"DATABASE_URL": url},
    )  # fmt: skip
    try:
        hear(process)
        yield process
    finally:
        process.communicate()
        errors.seek(0)
        told = errors.read().decode()
        errors.close()
        assert "Traceback" not in told, told


def hear(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    """The next line of the workers."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.endswith(b"\n"), "the workers' process ended"
    found: dict[str, Any] = json.loads(line)
    return found


def order(
    process: subprocess.Popen[bytes], told: Told, *, url: str, seed: int, workers: int = 1
) -> list[int]:
    """Set workers to work; their process ids. What the first ones do before the last is there counts too."""
    assert process.stdin is not None
    asked = {"url": url, "seed": seed, "workers": workers}
    process.stdin.write(f"{json.dumps(asked)}\n".encode())
    process.stdin.flush()
    found: list[int] = []
    while len(found) < workers:
        said = hear(process)
        told.hear(said)
        if said["act"] == "ready":
            found.append(said["pid"])
    return found


def until_gone(process: subprocess.Popen[bytes], told: Told) -> None:
    """What was said until the last worker was gone counts."""
    while (said := hear(process))["act"] != "gone":
        told.hear(said)
