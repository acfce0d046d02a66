"""kill -9 at random points while issuing and registering: what was acknowledged is there, what is there is whole."""

import contextlib
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import db.session
from core import audit
from core.deadlines import projection, terms
from core.documents.content import content_from_json
from db.models import Document, DocumentCounter, Operation, Proof

pytestmark = pytest.mark.faults
TOP = Path(__file__).resolve().parents[2]
# The plug is pulled after so many acts, and then at any moment within the next one.
MOST_ACTS, ONE_ACT = 8, 0.06


@dataclass(slots=True)
class Told:
    """Everything that was acknowledged in all runs together."""

    numbers: dict[int, str] = field(default_factory=dict)
    registered: set[int] = field(default_factory=set)
    acts: int = 0

    def hear(self, said: dict[str, Any]) -> None:
        """Take over what a worker said."""
        if said["act"] == "issue":
            self.numbers[said["proof"]] = said["number"]
        elif said["act"] == "register":
            self.registered.add(said["proof"])
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


def run_and_kill(process: subprocess.Popen[bytes], told: Told, *, seed: int, acts: int, delay: float) -> None:
    """One worker, killed so long after so many acts; what it said until it was gone counts."""
    assert process.stdin is not None
    process.stdin.write(f"{seed}\n".encode())
    process.stdin.flush()
    worker = hear(process)["pid"]
    for _ in range(acts):
        told.hear(hear(process))
    time.sleep(delay)
    os.kill(worker, signal.SIGKILL)
    while (said := hear(process))["act"] != "gone":
        told.hear(said)


def check(url: str, told: Told, *, everything: bool) -> None:
    """Everything that must hold after a crash, in the words of the database itself."""
    db.session.configure(url)
    try:
        with db.session.reading() as session:
            proofs = {proof.id: proof for proof in session.scalars(select(Proof))}
            papers = {paper.id: paper for paper in session.scalars(select(Document))}
            by_proof = {paper.subject_id: paper for paper in papers.values()}
            lost = [
                key
                for key, number in told.numbers.items()
                if key not in by_proof or by_proof[key].number != number
            ]
            assert not lost, f"acknowledged papers are gone: {lost}"
            unregistered = [key for key in told.registered if proofs[key].registered_on is None]
            assert not unregistered, f"acknowledged registrations are gone: {unregistered}"
            sequences = sorted(paper.sequence for paper in papers.values())
            assert sequences == list(range(1, len(papers) + 1)), "a gap or a double in the numbers"
            counter = session.scalar(select(DocumentCounter.last)) or 0
            assert counter == len(papers)
            unseen = [
                paper
                for paper in papers.values()
                if everything or paper.sequence > len(papers) - 2 * MOST_ACTS
            ]
            for paper in unseen:
                assert hashlib.sha256(paper.pdf).hexdigest() == paper.sha256
                assert paper.pdf.rstrip().endswith(b"%%EOF")
                assert content_from_json(paper.content).number == paper.number
            pointing = Counter(
                proof.document_id for proof in proofs.values() if proof.document_id is not None
            )
            assert set(pointing) == set(papers), "a paper without a proof, or a proof without its paper"
            assert set(pointing.values()) <= {1}
            assert all(
                (proof.state == "to_issue") == (proof.document_id is None) for proof in proofs.values()
            )
            done = {key for key, proof in proofs.items() if proof.registered_on is not None}
            kept = set(session.scalars(select(Operation.nonce)))
            assert kept == {f"valtest-{key}" for key in done}, (
                "an act without its once-only key, or the other way round"
            )
            assert audit.verify(session).findings == ()
            assert list(projection.differences(session, terms=terms.load(session))) == []
    finally:
        db.session.engine().dispose()


def test_what_was_acknowledged_survives_a_kill_and_nothing_is_half(killable: str, kills: int) -> None:
    chance, told = random.Random(20261121), Told()
    with nursery(killable) as process:
        for number in range(kills):
            acts, delay = chance.randrange(MOST_ACTS), chance.uniform(0.0, ONE_ACT)
            run_and_kill(process, told, seed=number, acts=acts, delay=delay)
            check(killable, told, everything=number % 10 == 9 or number == kills - 1)
    assert told.acts > kills, "the workers hardly worked: the kills proved nothing"
    print(f"{kills} kills, {told.acts} acknowledged acts, {len(told.numbers)} papers")
