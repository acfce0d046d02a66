"""A colleague works on what a sheet, or its undo, is about to write: one of the two waits or is refused, nobody loses.

On PostgreSQL alone (conftest): on SQLite a writer waits before it reads anything.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import Engine, event, select

import db.session
from core.errors import Conflict, DomainError
from core.imports import commands
from core.imports.reading import Workbook
from core.learners import commands as learners
from core.proofs import commands as proofs
from db.models import AchievedPart, Document, ImportBatch, Learner, Participation, Proof
from tests import factories
from tests.core.imports.conftest import number, row, workbook
from tests.factories import TODAY, Provider

CODE = {"Code": "BK-9100-1"}


@pytest.fixture
def office(engine: Engine) -> Provider:
    """A provider, committed, with a trajectory that the sheets name."""
    with db.session.writing() as session:
        given = factories.provider(session)
        given.trajectory.code = "T-001"
        return given


def applied(office: Provider, sheet: Workbook, kind: str = "completions") -> int:
    with db.session.writing() as session:
        done = commands.apply(
            session, actor=office.coordinator, today=TODAY, kind=kind, workbook=sheet, mode="all_or_nothing"
        )
        assert done.batch_id is not None
        return done.batch_id


def undone(office: Provider, batch_id: int) -> None:
    with db.session.writing() as session:
        commands.undo(session, actor=office.coordinator, today=TODAY, batch_id=batch_id)


def issue(office: Provider, key: int, version: int) -> object:
    with db.session.writing() as session:
        return proofs.issue(session, actor=office.coordinator, today=TODAY, proof_id=key, version=version)


def change(office: Provider, key: int) -> object:
    personal = learners.Personal(
        "Peeters", "Wout", date(1990, 5, 6), phone="09 000 00 00", email="hand@example.be"
    )
    with db.session.writing() as session:
        return learners.change(
            session, actor=office.coordinator, today=TODAY, learner_id=key, version=1, personal=personal
        )


@contextmanager
def meanwhile(engine: Engine, *, at: str, when: str, act: Callable[[], object]) -> Iterator[list[object]]:
    """A colleague acts around our first statement that has `at` in it; gives how that ended for him."""
    ended: list[object] = []

    def colleague() -> None:
        try:
            ended.append(act())
        except DomainError as error:
            ended.append(error)

    thread = threading.Thread(target=colleague)
    mine = threading.get_ident()

    def notice(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if threading.get_ident() == mine and at in " ".join(statement.lower().split()) and not thread.ident:
            thread.start()
            thread.join(1)  # done by then, or waiting for us

    event.listen(engine, when, notice)
    try:
        yield ended
    finally:
        event.remove(engine, when, notice)
        assert thread.ident, f"no statement had {at!r}"
        thread.join(20)


BEFORE, AFTER = "before_cursor_execute", "after_cursor_execute"


def paper() -> tuple[int, int]:
    with db.session.reading() as session:
        key, version = session.execute(select(Proof.id, Proof.version)).one()
    return key, version


def papers() -> tuple[list[int], list[int | None]]:
    """The papers there are, and those that a proof carries."""
    with db.session.reading() as session:
        return list(session.scalars(select(Document.id))), list(session.scalars(select(Proof.document_id)))


def test_the_same_sheet_sent_twice_at_once_is_entered_once(engine: Engine, office: Provider) -> None:
    sheet = workbook(row(**CODE))

    def again() -> int | None:
        with db.session.writing() as session:
            return commands.apply(
                session,
                actor=office.coordinator,
                today=TODAY,
                kind="completions",
                workbook=sheet,
                mode="good_rows",
            ).batch_id

    with meanwhile(engine, at="insert into participation", when=BEFORE, act=again) as ended:
        applied(office, sheet)
    assert ended == [None]
    with db.session.reading() as session:
        assert len(list(session.scalars(select(Participation.id)))) == 1


def test_a_paper_is_not_issued_for_what_is_being_taken_back(engine: Engine, office: Provider) -> None:
    batch_id = applied(office, workbook(row(**CODE)))
    key, version = paper()
    with meanwhile(
        engine, at="delete from proof", when=BEFORE, act=lambda: issue(office, key, version)
    ) as ended:
        undone(office, batch_id)
    assert isinstance(ended[0], DomainError)
    assert papers() == ([], [])


def test_a_paper_is_not_issued_for_an_outcome_that_is_being_put_back(
    engine: Engine, office: Provider
) -> None:
    """Nothing was achieved, a later sheet makes it the whole, and its undo makes it nothing again."""
    applied(office, workbook(row(Resultaat="niet geslaagd", **CODE)))
    batch_id = applied(office, workbook(row(**CODE)))
    key, version = paper()
    with meanwhile(
        engine, at="delete from proof", when=BEFORE, act=lambda: issue(office, key, version)
    ) as ended:
        undone(office, batch_id)
    assert isinstance(ended[0], DomainError)
    assert papers() == ([], [])


def test_a_sheet_is_not_taken_back_once_a_colleague_issued_a_paper_of_it(
    engine: Engine, office: Provider
) -> None:
    batch_id = applied(office, workbook(row(**CODE)))
    key, version = paper()
    with (
        meanwhile(engine, at="from import_row", when=AFTER, act=lambda: issue(office, key, version)) as ended,
        pytest.raises(Conflict, match="Rij 2"),
    ):
        undone(office, batch_id)
    assert not isinstance(ended[0], DomainError)
    documents, carried = papers()
    assert len(documents) == 1
    assert carried == documents


def person_sheet() -> Workbook:
    whole = row()
    names = ("Familienaam", "Voornaam", "Rijksregisternr.", "Geboortedatum")
    return workbook({name: whole[name] for name in names} | {"E-mail": "blad@example.be"})


@pytest.fixture
def wout(office: Provider) -> int:
    born_on = date(1990, 5, 6)
    with db.session.writing() as session:
        return factories.learner(session, "Peeters", "Wout", number=number(born_on), born_on=born_on).id


def contact(key: int) -> tuple[str, str, int]:
    with db.session.reading() as session:
        person = session.get_one(Learner, key)
        return person.email, person.phone, person.version


def test_a_sheet_gives_way_to_what_a_colleague_saved_after_it_was_checked(
    engine: Engine, office: Provider, wout: int
) -> None:
    with (
        meanwhile(engine, at="learner.search_name in", when=AFTER, act=lambda: change(office, wout)) as ended,
        pytest.raises(Conflict, match="overzicht"),
    ):
        applied(office, person_sheet(), "learners")
    assert not isinstance(ended[0], DomainError)
    assert contact(wout) == ("hand@example.be", "09 000 00 00", 2)


def test_a_colleague_sees_what_the_sheet_wrote_and_the_undo_takes_back_nothing_else(
    engine: Engine, office: Provider, wout: int
) -> None:
    with meanwhile(engine, at="update learner", when=BEFORE, act=lambda: change(office, wout)) as ended:
        batch_id = applied(office, person_sheet(), "learners")
    assert isinstance(ended[0], Conflict)
    assert contact(wout) == ("blad@example.be", "", 2)
    with db.session.reading() as session:
        assert session.get_one(ImportBatch, batch_id).touched["people"] == {str(wout): 1}
    undone(office, batch_id)
    assert contact(wout) == ("", "", 3)


def test_a_sheet_changes_no_outcome_for_which_a_paper_was_issued_after_it_was_checked(
    engine: Engine, office: Provider
) -> None:
    applied(office, workbook(row(**CODE)))
    key, version = paper()
    with (
        meanwhile(engine, at="from proof", when=AFTER, act=lambda: issue(office, key, version)) as ended,
        pytest.raises(Conflict, match="overzicht"),
    ):
        applied(office, workbook(row(Resultaat="niet geslaagd", **CODE)))
    assert not isinstance(ended[0], DomainError)
    documents, carried = papers()
    assert len(documents) == 1
    assert carried == documents
    with db.session.reading() as session:
        assert session.scalars(select(Participation.outcome)).one() == "whole"
        assert session.scalars(select(AchievedPart)).all() == []
