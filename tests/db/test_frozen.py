"""What was issued or written down cannot be changed by anybody who speaks to the database as the application does."""

from datetime import date

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

import db.session
from core import audit, clock
from core.evidence import files as evidence
from core.evidence.files import Upload
from core.history import events
from core.proofs import commands
from core.proofs.delivering import Delivery
from core.proofs.many import Shown
from db.migrations.triggers import FROZEN
from db.models import Base, Tombstone
from tests import factories
from tests.core.subject import following
from tests.factories import TODAY

# Every column of every frozen table.
pytestmark = pytest.mark.slow

COLUMNS = [(table, column.name) for table in FROZEN for column in Base.metadata.tables[table].columns]
# What a forger would write: a value of the right type that is not there yet.
FORGED: dict[type, object] = {int: 987_654, str: "x" * 64, bytes: b"%PDF-forged", date: "2020-01-01"}


@pytest.fixture
def papers(engine: Engine) -> Engine:
    """Two papers, the second a correction of the first, with their events, audit and a look at one."""
    with db.session.writing() as session:
        given = factories.provider(session)
        actor = given.coordinator
        (proof,) = factories.earned(session, given)
        commands.issue(session, actor=actor, today=TODAY, proof_id=proof.id, version=proof.version)
        commands.deliver(
            session,
            actor=actor,
            today=TODAY,
            proofs=[Shown(proof.id, proof.version)],
            delivery=Delivery(TODAY, "hand", "Balie"),
        )
        commands.correct(
            session,
            actor=actor,
            today=TODAY,
            proof_id=proof.id,
            version=proof.version,
            reason="De naam was fout geschreven",
        )
        audit.log_access(
            session,
            actor=actor,
            what="insz",
            learner_id=proof.learner_id,
            subject="learner:1",
            reason="Vraag",
        )
        screenshot = Upload("bevestiging.png", b"\x89PNG\r\n\x1a\n" + b"x" * 40)
        evidence.keep(
            session, actor, screenshot, subject_kind="proof", subject_id=proof.id, learner_id=proof.learner_id,
            campus_id=proof.campus_id,
        )  # fmt: skip
        events.add(session, actor, subject_kind="right", subject_id=1, kind="granted", happened_on=TODAY)
        following.follow(session, given, proof.learner_id, "frozen", on=TODAY, moment=clock.now())
        session.add(Tombstone(
            subject_kind="document", subject_id=99, number="2010-000001", sha256="0" * 64, record_on=date(2010, 1, 1),
            removed_on=TODAY, removed_at=clock.now(), removed_by="cli:els", reason="bewaartermijn voorbij",
        ))  # fmt: skip
    return engine


def refuse(engine: Engine, statement: str, values: dict[str, object] | None = None) -> str:
    """The database's own words when it refuses a statement."""
    writer = engine.execution_options(app_writes=True)
    with pytest.raises(DBAPIError) as caught, writer.begin() as connection:
        connection.execute(text(statement), values or {})
    return str(caught.value.orig)


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            table: [tuple(row) for row in connection.execute(text(f"select * from {table} order by 1"))]
            for table in FROZEN
        }


def forged(engine: Engine, table: str, column: str) -> object:
    if column == "content":
        return "{}"
    kind = Base.metadata.tables[table].columns[column].type.python_type
    return FORGED.get(
        kind, "2020-01-01 00:00:00+00" if engine.dialect.name == "postgresql" else "2020-01-01 00:00:00"
    )


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda value: str(value))
def test_no_column_of_a_frozen_row_can_be_updated(papers: Engine, table: str, column: str) -> None:
    before = everything(papers)
    value, target = forged(papers, table, column), ":value"
    if papers.dialect.name == "postgresql" and not isinstance(value, bytes):
        kind = Base.metadata.tables[table].columns[column].type.compile(papers.dialect)
        value, target = str(value), f"cast(cast(:value as text) as {kind})"
    told = refuse(papers, f'update {table} set "{column}" = {target}', {"value": value})
    assert "frozen" in told
    assert everything(papers) == before


@pytest.mark.parametrize("table", FROZEN)
def test_no_frozen_row_can_be_deleted(papers: Engine, table: str) -> None:
    before = everything(papers)
    assert "frozen" in refuse(papers, f"delete from {table}")
    assert everything(papers) == before


@pytest.mark.parametrize("table", FROZEN)
def test_a_frozen_table_cannot_be_emptied_or_replaced(papers: Engine, table: str) -> None:
    before = everything(papers)
    if papers.dialect.name == "postgresql":
        refuse(papers, f"truncate {table}")
        assert "frozen" in refuse(papers, f"truncate {table} cascade")
    else:
        names = ", ".join(f'"{column.name}"' for column in Base.metadata.tables[table].columns)
        for verb in ("replace into", "insert or replace into"):
            assert "frozen" in refuse(papers, f"{verb} {table} ({names}) select {names} from {table}")
    assert everything(papers) == before


@pytest.mark.parametrize("table", FROZEN)
def test_an_upsert_cannot_write_over_a_frozen_row(papers: Engine, table: str) -> None:
    before = everything(papers)
    names = ", ".join(f'"{column.name}"' for column in Base.metadata.tables[table].columns)
    key = "sequence" if table == "audit_entry" else "id"
    own = {
        "attendance_change": "new_code",
        "audit_entry": "details",
        "evidence": "name",
        "history_event": "text",
    }
    changed = own.get(table, "reason")
    upsert = f"insert into {table} ({names}) select {names} from {table} where true on conflict ({key}) do update set {changed} = 'forged'"
    assert "frozen" in refuse(papers, upsert)
    assert everything(papers) == before


@pytest.mark.parametrize("conflict", ["id", "number", "verify_code", "kind, year, sequence", "corrects_id"])
def test_a_replace_under_another_key_cannot_push_a_paper_out(papers: Engine, conflict: str) -> None:
    """SQLite's REPLACE deletes whatever stands in the way of any unique column."""
    before = everything(papers)
    columns = [column.name for column in Base.metadata.tables["document"].columns]
    kept = {part.strip() for part in conflict.split(",")}
    fresh: dict[str, str] = {
        "id": "id + 900", "number": "'9999-' || id", "verify_code": "'FORGED' || id", "sequence": "sequence + 900", "corrects_id": "null",
    }  # fmt: skip
    values = ", ".join(fresh[name] if name in fresh and name not in kept else f'"{name}"' for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    where = "where corrects_id is not null"
    verb = "insert or replace into" if papers.dialect.name == "sqlite" else "insert into"
    told = refuse(papers, f"{verb} document ({names}) select {values} from document {where}")
    assert "frozen" in told or "unique" in told
    assert everything(papers) == before


def test_deleting_a_person_or_a_proof_takes_no_paper_along(papers: Engine) -> None:
    before = everything(papers)
    for table in ("learner", "campus", "account"):
        refuse(papers, f"delete from {table}")
    with papers.execution_options(app_writes=True).begin() as connection:
        connection.execute(text("delete from deadline"))
        connection.execute(text("delete from proof"))
    assert everything(papers) == before


def test_no_foreign_key_cascades_into_a_frozen_table(engine: Engine) -> None:
    for table in FROZEN:
        for key in inspect(engine).get_foreign_keys(table):
            assert not (key.get("options") or {}).get("ondelete"), (table, key["name"])


@pytest.mark.parametrize("setting", ["on", "off"])
def test_a_replace_is_refused_whatever_the_connection_sets(papers: Engine, setting: str) -> None:
    """SQLite fires delete triggers for REPLACE only under recursive_triggers; ours must not need it."""
    names = ", ".join(f'"{column.name}"' for column in Base.metadata.tables["document"].columns)
    sqlite = papers.dialect.name == "sqlite"
    with papers.execution_options(app_writes=True).begin() as connection:
        connection.execute(text(f"pragma recursive_triggers={setting}" if sqlite else "select 1"))
        with pytest.raises(DBAPIError):
            connection.execute(
                text(
                    f"{'replace' if sqlite else 'insert'} into document ({names}) select {names} from document"
                )
            )


def test_a_row_can_still_be_added(papers: Engine) -> None:
    with db.session.writing() as session:
        audit.record(
            session, actor=factories.actor(session), action="test", subject_kind="test", subject_id=None
        )
    assert len(everything(papers)["audit_entry"]) == 5
