"""kill -9 of the whole PostgreSQL server while two clients issue and register: it comes back with every promise kept.

What this cannot show is a disk that lies about its cache: the operating system goes on, only the server dies.
"""

import random
import subprocess
import time

import pytest
from sqlalchemy import text

import db.session
from tests.faults import promises, workers
from tests.faults.conftest import Killable
from tests.faults.workers import MOST_ACTS, ONE_ACT, Told
from tests.postgres import Cluster

pytestmark = pytest.mark.faults
CLIENTS = 2
DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


def run_and_crash(
    process: subprocess.Popen[bytes], told: Told, *, killable: Killable, seed: int, acts: int, delay: float
) -> float:
    """Clients at work, the server killed under their hands, and back again; the seconds it took to come back."""
    assert killable.server is not None
    workers.order(process, told, url=killable.url, seed=seed, workers=CLIENTS)
    for _ in range(acts):
        told.hear(workers.hear(process))
    time.sleep(delay)
    killable.server.kill()
    workers.until_gone(process, told)
    started = time.monotonic()
    killable.server.start()
    return time.monotonic() - started


def is_durable(server: Cluster) -> bool:
    """Whether a commit waits for the disk, as on a server in life."""
    with db.session.reading() as session:
        settings = [session.scalar(text(f"show {name}")) for name in DURABLE]
    return settings == ["on"] * len(DURABLE) and server.durable


def test_what_was_acknowledged_survives_a_crash_of_the_server(killable: Killable, kills: int) -> None:
    assert killable.server is not None
    chance, told, spent, port = random.Random(20261122), Told(), 0.0, killable.server.port
    # The connections of this process outlive the crashes, as those of the product do.
    db.session.configure(killable.url)
    assert is_durable(killable.server)
    with workers.nursery(killable.url) as process:
        for number in range(kills):
            acts, delay = chance.randrange(MOST_ACTS), chance.uniform(0.0, ONE_ACT)
            spent += run_and_crash(process, told, killable=killable, seed=number, acts=acts, delay=delay)
            assert killable.server.port == port, "somebody else took the port while the server was down"
            promises.check(
                told, cuts=CLIENTS * (number + 1), everything=number % 10 == 9 or number == kills - 1
            )
    db.session.engine().dispose()
    assert told.acts > kills, "the clients hardly worked: the crashes proved nothing"
    assert told.unknown, "no crash cut an act short"
    recovered = f"{spent / kills:.2f} s to come back"
    print(f"{kills} crashes, {told.acts} acknowledged acts, {len(told.unknown)} cut short, {recovered}")
