"""kill -9 at random points of the retention run: each run is whole or was never there, and what is frozen stays frozen."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

import db.migrate
import db.session
from core import audit
from core.retention import planning
from db import search
from db.models import AuditEntry, Evidence, Learner, LedTicket, Tombstone
from tests import databases, factories, postgres
from tests.core.subject import scenario
from tests.factories import TODAY
from tests.faults.conftest import Killable

pytestmark = pytest.mark.faults
PEOPLE, PER_RUN, KILLS = 40, 5, 14


@pytest.fixture
def past(tmp_path: object) -> Iterator[Killable]:
    """Forty people past their time, each with a ticket, its history and a screenshot, and one who is not."""
    if databases.kind() == "postgresql":
        with postgres.cluster(durable=True) as server:
            server.create("killable")
            yield _filled(Killable("killable", server))
    else:
        yield _filled(Killable(f"{tmp_path}/killable.db", None))
    db.session.engine().dispose()


def _filled(found: Killable) -> Killable:
    db.migrate.upgrade(found.url)
    db.session.configure(found.url)
    with db.session.writing() as session:
        given = factories.provider(session)
        for number in range(PEOPLE):
            scenario.person(session, given, f"Oud{number:03d}", on=date(2015, 3, 2))
        scenario.person(session, given, "Nieuw", on=TODAY)
    return found


def whole(session: Session) -> int:
    """How many runs are in the database; each has its entry, its five people gone, their stones, and nothing by halves."""
    runs = session.scalar(
        select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "retention.run")
    )
    stones = session.scalar(
        select(func.count()).select_from(Tombstone).where(Tombstone.subject_kind == "learner")
    )
    left = session.scalar(select(func.count()).select_from(Learner))
    assert runs is not None
    assert stones == min(PEOPLE, runs * PER_RUN)
    assert left == PEOPLE + 1 - stones
    for table in (LedTicket, Evidence):
        assert session.scalar(select(func.count()).select_from(table)) == left
    assert not audit.verify(session).findings
    assert search.holds(session)
    return runs


def test_a_killed_run_leaves_the_state_before_or_after_it_and_every_trigger(past: Killable) -> None:
    chance, done, said = random.Random(20261121), 0, 0
    for _ in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.removing_child", past.url, str(PER_RUN)],
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        for _ in range(chance.randrange(2)):
            assert process.stdout.readline() == b"run\n"
            said += 1
        time.sleep(chance.uniform(0.0, 0.08))
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read().count(b"run\n")
        process.wait()
        with Session(db.session.engine().execution_options(app_writes=True)) as session:
            done = whole(session)
            session.rollback()
            for table in ("evidence", "history_event", "access_entry"):
                with pytest.raises(DBAPIError, match="frozen"):
                    session.execute(text(f"delete from {table}"))
                session.rollback()
        assert done >= said, "an acknowledged run is not there"
        if done * PER_RUN > PEOPLE:
            break
    assert done > 3, "the workers hardly worked: the kills proved nothing"
    with db.session.reading() as session:
        assert len(planning.plan(session, today=TODAY)) in {0, 1, 2, 3, 4}
        assert session.scalars(select(Learner.last_name).where(Learner.last_name == "NaamNieuw")).one()
