"""The audit chain shows every change, cut, insertion and exchange; the two last kinds need the key and an anchor outside."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from core import audit, settings
from core.access.actors import command_line
from db.models import AccessEntry, AuditEntry, AuditHead

ACTOR = command_line("root")
# Altered values that stay within each column's own type.
ALTERED: dict[str, object] = {
    "sequence": 99, "at": "2020-01-01 00:00:00+00:00", "actor_id": 7, "actor_name": "iemand", "action": "proof.other",
    "subject_kind": "learner", "subject_id": 12, "details": '{"n":99}', "previous": "f" * 64, "mac": "f" * 64,
}  # fmt: skip


@pytest.fixture
def chain(session: Session) -> Session:
    """Six entries, and nobody left to guard the table: the forger is the owner of the database."""
    for n in range(1, 7):
        audit.record(
            session,
            actor=ACTOR,
            action="proof.issue",
            subject_kind="proof",
            subject_id=n,
            details={"n": n, "on": date(2026, 11, n)},
        )
    unguard(session)
    return session


def unguard(session: Session) -> None:
    names = {
        "sqlite": [f"drop trigger audit_entry_no_{ending}" for ending in ("update", "delete", "replace")],
        "postgresql": [
            f"drop trigger audit_entry_no_{ending} on audit_entry" for ending in ("change", "truncate")
        ],
    }[session.get_bind().dialect.name]
    for statement in names:
        session.execute(text(statement))


def change(session: Session, statement: str, **values: object) -> None:
    session.execute(text(statement), values)
    session.expire_all()


def problems(session: Session, anchor: tuple[int, str] | None = None) -> set[int]:
    session.expire_all()
    anchors = [] if anchor is None else [anchor]
    return {finding.sequence for finding in audit.verify(session, anchors=anchors).findings}


def test_an_untouched_chain_holds(chain: Session) -> None:
    found = audit.verify(chain)
    assert (found.entries, found.findings) == (6, ())
    assert found.head == chain.get_one(AuditHead, 1).mac


def test_an_empty_chain_holds_also_against_an_empty_anchor(session: Session) -> None:
    assert audit.verify(session) == audit.Verification(0, audit.GENESIS, ())
    assert audit.verify(session, anchors=[(0, audit.GENESIS)]).findings == ()


def test_every_column_of_an_entry_is_in_this_test() -> None:
    assert set(ALTERED) == {column.name for column in AuditEntry.__table__.columns}


@pytest.mark.parametrize("sequence", [1, 3, 6])
@pytest.mark.parametrize("column", ALTERED)
def test_an_altered_column_is_seen(chain: Session, column: str, sequence: int) -> None:
    change(
        chain,
        f"update audit_entry set {column} = :value where sequence = :sequence",
        value=ALTERED[column],
        sequence=sequence,
    )
    assert problems(chain)


@pytest.mark.parametrize("sequence", [1, 3, 5, 6])
def test_a_deleted_entry_is_seen(chain: Session, sequence: int) -> None:
    change(chain, "delete from audit_entry where sequence = :sequence", sequence=sequence)
    assert problems(chain)


def test_two_exchanged_entries_are_seen(chain: Session) -> None:
    for old, new in ((2, 102), (3, 2), (102, 3)):
        change(chain, "update audit_entry set sequence = :new where sequence = :old", old=old, new=new)
    assert {2, 3} <= problems(chain)


def test_an_inserted_entry_is_seen(chain: Session) -> None:
    change(chain, "update audit_entry set sequence = sequence + 1 where sequence = 6")
    copied = ("at", "actor_name", "action", "subject_kind", "details", "previous", "mac")
    columns = ", ".join(copied)
    change(
        chain,
        f"insert into audit_entry (sequence, {columns}) select 6, {columns} from audit_entry where sequence = 5",
    )
    assert problems(chain)


@pytest.mark.parametrize("kept", [0, 3, 5])
def test_a_cut_tail_is_seen(chain: Session, kept: int) -> None:
    change(chain, "delete from audit_entry where sequence > :kept", kept=kept)
    assert problems(chain)


def test_a_missing_head_is_seen(chain: Session) -> None:
    change(chain, "delete from audit_head")
    assert problems(chain)


def regrow(session: Session, *, kept: int, key: bytes) -> None:
    """Cut the tail and write another one over it, as somebody with this code and that key would."""
    change(session, "delete from audit_entry where sequence > :kept", kept=kept)
    last = session.scalars(select(AuditEntry).where(AuditEntry.sequence == kept)).one_or_none()
    previous = last.mac if last is not None else audit.GENESIS
    for sequence in range(kept + 1, 7):
        entry = AuditEntry(
            sequence=sequence, at=datetime(2026, 11, 21, tzinfo=UTC), actor_name="cli:root", action="proof.issue",
            subject_kind="proof", subject_id=sequence, details="{}", previous=previous, mac="",
        )  # fmt: skip
        entry.mac = previous = audit.link(entry, key)
        session.add(entry)
    session.flush()
    change(session, "update audit_head set sequence = 6, mac = :mac", mac=previous)


@pytest.mark.parametrize("kept", [0, 4])
def test_a_tail_regrown_without_the_key_is_seen(chain: Session, kept: int) -> None:
    regrow(chain, kept=kept, key=b"a key that is not ours, 32 bytes")
    assert problems(chain)


@pytest.mark.parametrize("kept", [0, 4])
def test_a_tail_regrown_with_the_key_is_seen_against_an_anchor_outside(chain: Session, kept: int) -> None:
    anchor = (5, chain.scalars(select(AuditEntry.mac).where(AuditEntry.sequence == 5)).one())
    regrow(chain, kept=kept, key=settings.keys().audit)
    assert problems(chain) == set()
    assert problems(chain, anchor)


def test_a_cut_with_its_head_put_right_is_seen_against_an_anchor_outside(chain: Session) -> None:
    head = chain.get_one(AuditHead, 1)
    anchor = (head.sequence, head.mac)
    change(chain, "delete from audit_entry where sequence > 4")
    change(
        chain, "update audit_head set sequence = 4, mac = (select mac from audit_entry where sequence = 4)"
    )
    assert problems(chain) == set()
    assert problems(chain, anchor)


def test_an_anchor_of_this_chain_is_found_in_it(chain: Session) -> None:
    for sequence, mac in chain.execute(select(AuditEntry.sequence, AuditEntry.mac)):
        assert problems(chain, (sequence, mac)) == set()


def test_the_command_and_the_entry_come_and_go_together(session: Session) -> None:
    session.commit()
    audit.record(session, actor=ACTOR, action="x", subject_kind="y", subject_id=None)
    session.rollback()
    session.expire_all()
    assert audit.record(session, actor=ACTOR, action="x", subject_kind="y", subject_id=None) == 1


def test_details_have_one_spelling_and_hold_no_bare_line_breaks() -> None:
    spelled = audit.canonical({"b": "één\r\n[forged]", "a": date(2026, 1, 2), "c": [1, 2]})
    assert spelled == '{"a":"2026-01-02","b":"\\u00e9\\u00e9n\\r\\n[forged]","c":[1,2]}'
    with pytest.raises(TypeError):
        audit.canonical({"x": object()})  # type: ignore[dict-item]


def test_a_look_at_something_sensitive_is_written_down(session: Session) -> None:
    audit.log_access(session, actor=ACTOR, what="insz", subject="learner:1", reason="Vraag van de ouders")
    session.flush()
    (row,) = session.scalars(select(AccessEntry))
    assert (row.actor_name, row.what, row.subject, row.reason) == (
        "cli:root",
        "insz",
        "learner:1",
        "Vraag van de ouders",
    )
    assert row.at.tzinfo is not None


def test_a_long_chain_is_walked_in_pieces(session: Session) -> None:
    for n in range(30):
        audit.record(session, actor=ACTOR, action="x", subject_kind="y", subject_id=n)
    assert audit.verify(session).entries == session.scalar(select(func.count()).select_from(AuditEntry))


def test_every_anchor_that_was_kept_is_looked_for(chain: Session) -> None:
    kept = [(entry.sequence, entry.mac) for entry in chain.scalars(select(AuditEntry).limit(3))]
    assert audit.verify(chain, anchors=[*kept, audit.head(chain)]).findings == ()
    (found,) = audit.verify(chain, anchors=[*kept, (2, "0" * 64)]).findings
    assert (found.sequence, found.problem) == (2, "de keten bevat het bewaarde ankerpunt niet")
