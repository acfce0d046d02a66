"""Every question to the queue of papers is answered from an index alone, on a new database as on one of years.

What is over is not read either: a provider of ten years has a hundred delivered papers for each that is open.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import Select, event, func, select
from sqlalchemy.orm import Session

import db.migrate
import db.session
from core.access.actors import Actor, Role
from core.certificates import listing
from core.certificates.filters import Filters, Status
from db.models import Certificate, Deadline
from tests.factories import TODAY

PERSON = "SEARCH learner USING INTEGER PRIMARY KEY (rowid=?)"
WAITS = (Status.SOON, Status.PLAN, Status.HOLD)
ASKED = [Filters(status=status, kind=kind) for status in (None, *Status) for kind in ("", "assiduity")]


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A new, empty SQLite database, whatever the other tests run on: only its planner has to be told."""
    url = f"sqlite:///{tmp_path_factory.mktemp('planner') / 'new.db'}"
    db.migrate.upgrade(url)
    with Session(db.session.make_engine(url)) as opened:
        yield opened


def counted(part: Select[tuple[int]]) -> Select[tuple[int]]:
    """How many rows that part has, as the queue asks it."""
    return select(func.count()).select_from(part.subquery())


def readings(session: Session, statement: Select[tuple[int]]) -> list[str]:
    """How SQLite reads for this statement, line by line."""
    seen: list[tuple[str, tuple[object, ...]]] = []

    def see(_connection: object, _cursor: object, asked: str, given: tuple[object, ...], *_: object) -> None:
        seen.append((asked, given))

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", see)
    connection.execute(statement).close()
    event.remove(connection, "before_cursor_execute", see)
    ((asked, given),) = seen
    return [row[3] for row in connection.exec_driver_sql(f"explain query plan {asked}", given)]


@pytest.mark.parametrize("campuses", [None, frozenset({1}), frozenset({1, 2})])
def test_no_question_reads_a_table_or_what_is_over(sqlite: Session, campuses: frozenset[int] | None) -> None:
    actor = Actor(1, "meter", "Meter", Role.COORDINATOR, campuses)
    for filters in ASKED:
        with_term, without = listing._parts(sqlite, actor, filters, TODAY)
        ends = "ix_certificate_delivered" if filters.status is Status.DONE else "ix_certificate_without_term"
        statements = []
        if with_term is not None:
            page = with_term.order_by(Deadline.due_on, Deadline.subject_id).limit(50)
            statements += [(counted(with_term), "ix_deadline_paper"), (page, "ix_deadline_paper")]
        if without is not None:
            order = [Certificate.delivered_on.desc()] if filters.status is Status.DONE else []
            page = without.order_by(*order, Certificate.id.desc()).limit(50)
            statements += [(counted(without), ends), (page, ends)]
        assert statements
        for statement, index in statements:
            found = readings(sqlite, statement)
            looks = [line for line in found[1:] if not line.startswith("CORRELATED SCALAR SUBQUERY")]
            # No sorting beside the reading. Whether an attest waits for its number is read from the person, by key.
            assert set(looks) <= ({PERSON} if filters.status in WAITS else set()), (filters, found)
            assert f"USING COVERING INDEX {index}" in found[0], (filters, found)
