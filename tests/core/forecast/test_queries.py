"""The forecast reads the open proofs in the order of the queue, what was really registered, and the rows behind a number."""

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.forecast import queries
from core.forecast.plan import plan
from core.proofs import commands as proofs
from core.proofs import queries as queue
from core.proofs.filters import Filters
from core.proofs.many import Shown
from core.proofs.registering import Registration
from db.models import ClosingDay, Deadline, Proof
from tests import factories
from tests.core.forecast.test_plan import by_hand
from tests.factories import TODAY, Provider


def earned(
    session: Session, given: Provider, ago: int, *, known: bool = True, elsewhere: bool = False
) -> Proof:
    somebody = factories.learner(session) if known else factories.learner(session, number="")
    campus = given.other if elsewhere else given.campus
    (proof,) = factories.earned(
        session, given, learner=somebody, campus=campus, completed_on=TODAY - timedelta(days=ago)
    )
    return proof


def registered(session: Session, given: Provider, on: date, *, elsewhere: bool = False) -> None:
    proof = earned(session, given, 60, elsewhere=elsewhere)
    issued_on = TODAY - timedelta(days=59)
    proofs.issue(session, actor=given.coordinator, today=issued_on, proof_id=proof.id, version=proof.version)
    proofs.register(
        session, actor=given.coordinator, today=TODAY, proofs=[Shown(proof.id, proof.version)],
        registration=Registration(on, given.registrar_id),
    )  # fmt: skip


@pytest.fixture
def coordinator(given: Provider) -> Actor:
    return given.coordinator


def test_open_proofs_come_in_the_order_of_the_queue_and_blocked_ones_apart(
    session: Session, given: Provider, coordinator: Actor
) -> None:
    for ago in (5, 80, 33, 5, 61):
        earned(session, given, ago)
    earned(session, given, 90, known=False)
    earned(session, given, 3, known=False)
    registered(session, given, TODAY)
    found = queries.workload(session, actor=coordinator, today=TODAY)
    rows = queue.every(session, actor=coordinator, today=TODAY, filters=Filters())
    assert found.due_on.tolist() == [row.due_on for row in rows if not row.hold]
    assert (found.blocked, found.blocked_overdue) == (2, 1)


def test_nothing_open_is_an_empty_order(session: Session, coordinator: Actor) -> None:
    found = queries.workload(session, actor=coordinator, today=TODAY)
    assert (found.due_on.tolist(), found.blocked, found.closing_days) == ([], 0, frozenset())


def test_the_pace_counts_what_was_registered_before_today_on_the_days_the_provider_was_open(
    session: Session, given: Provider, coordinator: Actor
) -> None:
    session.add(ClosingDay(first_on=date(2026, 11, 16), last_on=date(2026, 11, 17), reason="Brugdagen"))
    for on in (TODAY, date(2026, 11, 20), date(2026, 11, 9), date(2026, 11, 7), date(2026, 11, 6)):
        registered(session, given, on)
    found = queries.pace(session, actor=coordinator, today=TODAY, weeks=2)
    assert (found.first_on, found.last_on) == (date(2026, 11, 7), date(2026, 11, 20))
    # Two weeks of five working days, less 11 November and the two days that were closed.
    assert (found.registered, found.days, found.per_day) == (3, 7, Fraction(3, 7))


def test_without_a_working_day_there_is_no_pace(
    session: Session, given: Provider, coordinator: Actor
) -> None:
    session.add(ClosingDay(first_on=date(2026, 1, 1), last_on=date(2026, 12, 31), reason="Verbouwing"))
    session.flush()
    assert queries.pace(session, actor=coordinator, today=TODAY, weeks=1).per_day == 0


def test_somebody_of_one_campus_sees_the_work_and_the_pace_there(session: Session, given: Provider) -> None:
    limited = factories.actor(session, Role.COORDINATOR, campuses=[given.other])
    earned(session, given, 10)
    here = earned(session, given, 20, elsewhere=True)
    registered(session, given, date(2026, 11, 20))
    registered(session, given, date(2026, 11, 19), elsewhere=True)
    work = queries.workload(session, actor=limited, today=TODAY)
    assert len(work.due_on) == 1
    assert queries.pace(session, actor=limited, today=TODAY, weeks=1).registered == 1
    found = plan(work.due_on, today=TODAY, per_day=Fraction(0), counts_today=True)
    rows = queries.late_rows(session, actor=limited, today=TODAY, plan=found)
    assert [row.row.proof_id for row in rows] == [here.id]


def test_the_rows_behind_the_number_are_those_a_clerk_would_come_too_late_for(
    session: Session, given: Provider, coordinator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for ago in (20, 55, 58, 58, 40, 58, 70, 40, 58, 55, 20, 59):
        earned(session, given, ago)
    earned(session, given, 58, known=False)
    # A key that is not in the order of the due dates, as imports leave it.
    first, last = session.scalars(select(Deadline).order_by(Deadline.id)).all()[:2]
    session.execute(update(Deadline).where(Deadline.id == first.id).values(due_on=last.due_on))
    rows = [
        row for row in queue.every(session, actor=coordinator, today=TODAY, filters=Filters()) if not row.hold
    ]
    work = queries.workload(session, actor=coordinator, today=TODAY)
    for per_day in (Fraction(0), Fraction(1, 3), Fraction(1), Fraction(7, 3)):
        found = plan(work.due_on, today=TODAY, per_day=per_day, counts_today=True)
        done = by_hand(
            [row.due_on for row in rows], today=TODAY, per_day=per_day, counts_today=True, closed=()
        )
        late = [
            (row.proof_id, on)
            for row, on in zip(rows, done, strict=True)
            if row.due_on >= TODAY and (on is None or on > row.due_on)
        ]
        assert late
        assert found.late_count == len(late)
        monkeypatch.setattr(queries, "PAGE_SIZE", 4)
        pages = [
            queries.late_rows(session, actor=coordinator, today=TODAY, plan=found, page=page)
            for page in range(1, len(late) // 4 + 2)
        ]
        assert [(each.row.proof_id, each.planned_on) for page in pages for each in page] == late


def test_the_order_is_one_of_days(session: Session, coordinator: Actor) -> None:
    found = queries.workload(session, actor=coordinator, today=TODAY)
    assert found.due_on.dtype == np.dtype("datetime64[D]")
