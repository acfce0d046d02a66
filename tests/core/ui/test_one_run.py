"""One run of a page looks the person up once and reads from one moment; an act, and what follows it, see the newest."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, func, select, text, update
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.ui import session as screen
from core.ui.session import SignedIn
from db.models import Learner
from db.session import writing
from tests import factories


@pytest.fixture
def signed(engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch) -> SignedIn:
    """Somebody signed in, by the door of the tests, and two people in the database."""
    given = factories.provider(session)
    for name in ("Janssens", "Horvat"):
        factories.learner(session, name)
    session.commit()
    monkeypatch.setattr(screen.st, "session_state", {screen.TEST_DOOR: given.coordinator})
    return SignedIn(given.coordinator, "", "nl")


def people() -> int:
    with screen.reader() as opened:
        return opened.scalar(select(func.count()).select_from(Learner)) or 0


def name_of_somebody() -> str:
    with screen.reader() as opened:
        return opened.scalars(select(Learner).order_by(Learner.id)).first().last_name  # type: ignore[union-attr]


def test_the_questions_of_one_run_share_one_session(signed: SignedIn) -> None:
    with screen.one_run():
        with screen.reader() as first, screen.reader() as second:
            assert first is second
        assert people() == 2
    with screen.reader() as alone:
        assert alone is not first


def test_a_part_inside_a_run_belongs_to_it(signed: SignedIn) -> None:
    with screen.one_run() as outer, screen.one_run() as inner:
        assert inner is outer
        assert outer == signed
        assert screen.current() is outer


def test_what_is_read_after_an_act_is_what_the_act_left(signed: SignedIn) -> None:
    with screen.one_run():
        assert name_of_somebody() == "Janssens"
        with screen.writer() as opened:
            opened.execute(update(Learner).values(last_name="Peeters"))
        assert name_of_somebody() == "Peeters"


def test_after_trouble_the_next_question_gets_a_session_that_works(signed: SignedIn) -> None:
    def trouble(ask: Callable[[], object]) -> None:
        with pytest.raises(ZeroDivisionError), screen.reader():
            ask()

    with screen.one_run():
        with screen.reader() as broken:
            pass
        trouble(lambda: 1 // 0)
        with screen.reader() as whole:
            assert whole is not broken
        assert people() == 2


def test_a_run_that_stops_halfway_leaves_nothing_open(signed: SignedIn, engine: Engine) -> None:
    def stops() -> None:
        with screen.one_run():
            assert people() == 2
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stops()
    assert screen._this_run.get() is None
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_nobody_is_remembered_after_a_run(signed: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Actor(99, "ander", "Ander", signed.actor.role, None, 1)
    with screen.one_run():
        pass
    monkeypatch.setattr(screen.st, "session_state", {screen.TEST_DOOR: other})
    found = screen.current()
    assert found is not None
    assert found.actor == other


def test_count_and_rows_of_one_run_are_of_one_moment(signed: SignedIn) -> None:
    with screen.one_run():
        before = people(), name_of_somebody()
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(somebody_else_adds).result()
        assert (people(), name_of_somebody()) == before
        screen.let_go()
        assert people() == 3


def somebody_else_adds() -> None:
    with writing() as opened:
        factories.learner(opened, "Aerts")


def test_an_act_never_waits_for_a_second_connection_with_one_in_hand(
    signed: SignedIn, engine: Engine
) -> None:
    with screen.one_run():
        assert people() == 2
        assert engine.pool.checkedout() == 1  # type: ignore[attr-defined]
        with screen.writer() as opened:
            assert opened.scalar(select(func.count()).select_from(Learner)) == 2
            assert engine.pool.checkedout() == 1  # type: ignore[attr-defined]


def test_a_transaction_the_database_ended_spoils_neither_the_act_nor_the_end_of_the_run(
    signed: SignedIn, engine: Engine
) -> None:
    with screen.one_run():
        assert people() == 2
        cut_off(engine)
        with screen.writer() as opened:
            opened.execute(update(Learner).values(last_name="Peeters"))
        assert name_of_somebody() == "Peeters"
        cut_off(engine)
    assert people() == 2


def cut_off(engine: Engine) -> None:
    """End every other connection to this database, as a restart of the server does; SQLite has none."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as other:
            other.execute(
                text(
                    "select pg_terminate_backend(pid) from pg_stat_activity "
                    "where datname = current_database() and pid <> pg_backend_pid()"
                )
            )
