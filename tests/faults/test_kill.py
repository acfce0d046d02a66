"""kill -9 at random points while issuing and registering: what was acknowledged is there, what is there is whole."""

import os
import random
import signal
import subprocess
import time

import pytest

import db.session
from tests.faults import promises, workers
from tests.faults.conftest import Killable
from tests.faults.workers import MOST_ACTS, ONE_ACT, Told

pytestmark = pytest.mark.faults


def run_and_kill(
    process: subprocess.Popen[bytes], told: Told, *, url: str, seed: int, acts: int, delay: float
) -> None:
    """One worker, killed so long after so many acts."""
    (worker,) = workers.order(process, told, url=url, seed=seed)
    for _ in range(acts):
        told.hear(workers.hear(process))
    time.sleep(delay)
    os.kill(worker, signal.SIGKILL)
    workers.until_gone(process, told)


def test_what_was_acknowledged_survives_a_kill_and_nothing_is_half(killable: Killable, kills: int) -> None:
    chance, told = random.Random(20261121), Told()
    with workers.nursery(killable.url) as process:
        for number in range(kills):
            acts, delay = chance.randrange(MOST_ACTS), chance.uniform(0.0, ONE_ACT)
            run_and_kill(process, told, url=killable.url, seed=number, acts=acts, delay=delay)
            db.session.configure(killable.url)
            promises.check(told, cuts=number + 1, everything=number % 10 == 9 or number == kills - 1)
            db.session.engine().dispose()
    assert told.acts > kills, "the workers hardly worked: the kills proved nothing"
    print(f"{kills} kills, {told.acts} acknowledged acts, {len(told.numbers)} papers")
