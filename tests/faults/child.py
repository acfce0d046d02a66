"""What is killed: issues and registers proofs in a loop, and says each act once it is committed.

`python -m tests.faults.child URL` loads everything once; each line on stdin is an order, for which it forks workers that
act until somebody kills them or their database goes away. One JSON line per acknowledged act, shorter than a pipe's
buffer, so never cut.
"""

import json
import os
import random
import sys

import psycopg
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

import db.session
from core import clock
from core.access.actors import command_line
from core.proofs import issuing, many, registering
from core.rights import holders
from db.models import Proof

ACTOR = command_line("valtest")


def nursery(url: str) -> None:
    """Draw one proof that is rolled back, so that the workers start with warm fonts; then fork workers per order."""
    with Session(db.session.configure(url).execution_options(app_writes=True)) as session:
        first = session.scalars(select(Proof).where(Proof.state == "to_issue").limit(1)).one()
        issuing.issue(session, actor=ACTOR, today=clock.today(), proof_id=first.id, version=first.version)
        session.rollback()
    db.session.engine().dispose()
    say(act="warm")
    for line in sys.stdin:
        order = json.loads(line)
        for part in range(order["workers"]):
            if os.fork() == 0:
                work(order["url"], seed=order["seed"], part=part, parts=order["workers"])
                os._exit(0)
        for _ in range(order["workers"]):
            os.wait()
        say(act="gone")


def work(url: str, *, seed: int, part: int, parts: int) -> None:
    """Act on this part of the proofs, in whatever order, until somebody pulls the plug."""
    db.session.configure(url)
    chance = random.Random(seed)
    with db.session.reading() as session:
        keys = list(session.scalars(select(Proof.id).where(Proof.registered_on.is_(None)).order_by(Proof.id)))
    chance.shuffle(keys)
    say(act="ready", pid=os.getpid())
    for key in keys[part::parts]:
        try:
            act(key)
        except OperationalError as error:
            # Only a lost connection: whether the act was committed, nobody can tell from here.
            if type(error.orig) is not psycopg.OperationalError:
                raise
            say(act="unknown", proof=key)
            return


def act(key: int) -> None:
    """Issue a proof unless that was done before a kill, and register it."""
    today = clock.today()
    with db.session.reading() as session:
        found = session.get_one(Proof, key)
        version, state = found.version, found.state
    if state == "to_issue":
        with db.session.writing() as session:
            issued = issuing.issue(session, actor=ACTOR, today=today, proof_id=key, version=version)
        say(act="issue", proof=key, number=issued.number)
        version += 1
    with db.session.reading() as session:
        registrar_id = holders.holders(session, on=today)[0].staff_member_id
    registration = registering.Registration(today, registrar_id, f"LED-{key}", "forgotten")
    shown = [many.Shown(key, version)]
    with db.session.writing() as session:
        registering.register(
            session, actor=ACTOR, today=today, proofs=shown, registration=registration, nonce=f"valtest-{key}"
        )
    say(act="register", proof=key)


def say(**values: object) -> None:
    """One line, at once."""
    os.write(1, (json.dumps(values) + "\n").encode())


if __name__ == "__main__":
    nursery(sys.argv[1])
