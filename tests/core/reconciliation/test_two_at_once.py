"""Two people note the same registrations at once, in opposite order: one of them waits, none waits in a circle."""

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import db.session
from core import audit
from core.errors import Conflict, DomainError
from core.imports.reading import Workbook
from core.proofs import commands as proofs
from core.proofs import many
from core.proofs.registering import Registration
from core.reconciliation import commands, queries
from core.reconciliation.noting import Noting
from core.reconciliation.outcome import Period
from core.reconciliation.queries import Row
from core.reconciliation.rows import Shown
from db.models import AuditEntry, Proof
from tests import factories
from tests.core.reconciliation.conftest import registered, row_of, workbook
from tests.crossing import Act, crossing
from tests.factories import TODAY, Provider


@pytest.fixture
def office(engine: Engine) -> tuple[Provider, list[int], list[Row], list[Row]]:
    """Two proofs still to be noted, committed, and two lists that hold both: the later proof first, and the earlier."""
    with db.session.writing() as session:
        given = factories.provider(session)
        both = [registered(session, given, last_name=name, registered_on=None) for name in ("Aerts", "Bos")]
        keys = [proof.id for proof in both]
        cells = [row_of(session, proof, Geregistreerd_op=TODAY) for proof in both]
        backwards = _compared(session, given, workbook(*reversed(cells)))
        forwards = _compared(session, given, workbook(*cells))
    assert [row.proof_id for row in backwards] == list(reversed(keys))
    assert [row.proof_id for row in forwards] == keys
    return given, keys, backwards, forwards


def _compared(session: Session, given: Provider, book: Workbook) -> list[Row]:
    actor = given.coordinator
    key = commands.compare(session, actor=actor, today=TODAY, workbook=book, period=Period())
    session.flush()
    return queries.every(session, actor=actor, reconciliation_id=key)


def note(given: Provider, rows: list[Row]) -> Act:
    """The registration of these rows noted, in one command."""
    shown = [Shown(row.id, row.version, row.proof_version) for row in rows]
    return lambda session: commands.note_registrations(
        session, actor=given.coordinator, today=TODAY, shown=shown, noting=Noting(TODAY, given.registrar_id)
    )


def register(given: Provider, key: int) -> Act:
    """One proof registered from the queue."""

    def act(session: Session) -> object:
        shown = many.Shown(key, session.get_one(Proof, key).version)
        return proofs.register(
            session, actor=given.coordinator, today=TODAY, proofs=[shown],
            registration=Registration(TODAY, given.registrar_id),
        )  # fmt: skip

    return act


@pytest.mark.parametrize("how", ["from the queue", "from a list"])
def test_who_notes_a_list_backwards_waits_for_who_registers_forwards_and_never_in_a_circle(
    engine: Engine, office: tuple[Provider, list[int], list[Row], list[Row]], how: str
) -> None:
    given, keys, backwards, forwards = office
    if how == "from the queue":
        acts = [register(given, key) for key in keys]
    else:
        acts = [note(given, [row]) for row in forwards]
    met = crossing(engine, acts[0], note(given, backwards), then=acts[1])
    assert isinstance(met, DomainError), f"it waited in a circle: {met!r}"
    assert isinstance(met, Conflict) or isinstance(met.__cause__, Conflict)
    with db.session.reading() as session:
        assert [session.get_one(Proof, key).registered_on for key in keys] == [TODAY, TODAY]
        undecided = queries.every(
            session, actor=given.coordinator, reconciliation_id=backwards[0].reconciliation_id
        )
        assert [row.decision for row in undecided] == ["", ""], "all of it or nothing"
        acts_kept = session.scalars(
            select(AuditEntry.action).where(AuditEntry.action == "proof.register")
        ).all()
        assert len(acts_kept) == 2
        assert not audit.verify(session).findings


def test_two_notings_of_the_same_rows_note_each_registration_once(
    engine: Engine, office: tuple[Provider, list[int], list[Row], list[Row]]
) -> None:
    given, keys, backwards, _ = office
    met = crossing(engine, note(given, backwards), note(given, backwards))
    assert isinstance(met, Conflict), repr(met)
    with db.session.reading() as session:
        assert [session.get_one(Proof, key).registered_on for key in keys] == [TODAY, TODAY]
        acts_kept = session.scalars(
            select(AuditEntry.action).where(AuditEntry.action == "proof.register")
        ).all()
        assert len(acts_kept) == 2
