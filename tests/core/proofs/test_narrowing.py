"""Every question to the queue is answered from an index alone, and the words it narrows by follow the proof."""

import itertools
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Executable, event
from sqlalchemy.orm import Session

import db.migrate
import db.session
from core.access.actors import Actor, Role
from core.deadlines import projection, terms
from core.proofs import narrowing, queries
from core.proofs.filters import Filters, Status, Step
from db.models import Deadline
from tests import factories
from tests.core.proofs.conftest import Act, Issue
from tests.factories import TODAY, Provider

# Every question to the queue, with the numbers of a large provider.
pytestmark = pytest.mark.slow

VALUES = (
    {}, {"kind": "partial"}, {"campus_id": 1}, {"trajectory_id": 1}, {"hold": "waiting_for_insz"},
    {"due_on": date(2026, 12, 1)}, {"campus_id": 1, "trajectory_id": 1, "kind": "partial"},
)  # fmt: skip
ASKED = (
    *itertools.product((None, *Status), (None,), VALUES),
    *itertools.product((None, *Status), Step, ({}, VALUES[-1])),
)
INDEXES = tuple(f"ix_deadline_{name}" for name in ("open", "held", "done", "undelivered"))


def readings(session: Session, statement: Executable, values: dict[str, object]) -> list[str]:
    """How SQLite reads the table of terms for this statement."""
    seen: list[tuple[str, tuple[object, ...]]] = []

    def see(_connection: object, _cursor: object, asked: str, given: tuple[object, ...], *_: object) -> None:
        seen.append((asked, given))

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", see)
    connection.execute(statement, values).close()
    event.remove(connection, "before_cursor_execute", see)
    ((asked, given),) = seen
    plan = connection.exec_driver_sql(f"explain query plan {asked}", given)
    return [row[3] for row in plan if " deadline " in row[3] and "PRIMARY KEY" not in row[3]]


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A new, empty SQLite database, whatever the other tests run on: only its planner has to be told."""
    url = f"sqlite:///{tmp_path_factory.mktemp('planner') / 'new.db'}"
    db.migrate.upgrade(url)
    with Session(db.session.make_engine(url)) as opened:
        yield opened


@pytest.mark.parametrize("campuses", [None, frozenset({1, 2})])
def test_no_question_reads_the_table_of_terms_itself(
    sqlite: Session, campuses: frozenset[int] | None
) -> None:
    actor = Actor(1, "meter", "Meter", Role.REGISTRAR, campuses)
    for status, step, chosen in ASKED:
        if status is Status.DONE and step is Step.REGISTER:
            continue  # nothing is both: SQLite sees that before it reads anything
        filters = Filters(status=status, step=step, **chosen)  # type: ignore[arg-type]
        shape = narrowing.shape_of(actor, filters)
        values = narrowing.values_of(actor, filters, today=TODAY) | {"length": 50, "skipped": 0}
        pages = [queries._page(shape, is_far) for is_far in (False, True)]
        for statement in (narrowing.total(shape), *pages):
            found = readings(sqlite, statement, values)
            assert found
            # The rows of one day are few enough to be looked up.
            looked_up = [line for line in found if "COVERING INDEX" not in line and "due_on=?" not in line]
            assert not looked_up, (filters, looked_up)
            # Read from end to end is only what holds the rows of one state and no others.
            whole = [line for line in found if line.startswith("SCAN")]
            assert all(any(name in line for name in INDEXES) for line in whole), (filters, whole)


def test_the_words_beside_a_term_follow_its_proof(
    session: Session, given: Provider, issue: Issue, deliver: Act, register: Act
) -> None:
    (proof,) = factories.earned(session, given, learner=factories.learner(session, "Proef", "An"))

    def stored() -> tuple[int | None, str, str]:
        found = session.query(Deadline).filter_by(subject_id=proof.id).one()
        return found.trajectory_id, found.kind, found.stage

    seen = [stored()]
    for act in (issue, deliver, register):
        act(proof)
        seen.append(stored())
    stages = ["to_issue", "issued", "delivered", "delivered"]
    assert seen == [(given.trajectory.id, "professional", stage) for stage in stages]


@pytest.mark.parametrize(
    ("name", "wrong"), [("kind", "partial"), ("stage", "issued"), ("trajectory_id", None)]
)
def test_a_wrong_word_beside_a_term_is_found(
    session: Session, given: Provider, name: str, wrong: str | None
) -> None:
    (proof,) = factories.earned(session, given, learner=factories.learner(session, "Proef", "An"))
    setattr(session.query(Deadline).filter_by(subject_id=proof.id).one(), name, wrong)
    session.flush()
    found = list(projection.differences(session, terms=terms.load(session)))
    assert [(each.subject_id, each.field) for each in found] == [(proof.id, name)]
