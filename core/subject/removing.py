"""Taking records out of the database with what hangs on them, and what remains of them.

Works on a session of the owner of the tables (`db.maintenance`): much of this is frozen for everybody else. Whoever
calls it has found out that these records may go.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, Table, delete, func, select, tuple_, update
from sqlalchemy.orm import Session

from core import clock
from core.access.actors import Actor
from core.subject import links, traces
from core.subject.links import Found, Key, table_of
from core.subject.traces import People
from db import search
from db.models import AccessEntry, Base, Document, Learner, LedTicket, PriorLearning, Tombstone

# The chain of the audit and the tombstones name a record by its number and outlive it.
OUTLIVE = ("audit_entry", "tombstone")
# Columns that let go of what is removed; their row stays.
LET_GO = frozenset(
    {
        ("access_entry", "learner_id"), ("led_ticket", "proof_id"), ("prior_learning", "participation_id"),
        ("proof", "entered_by_id"),
    }
)  # fmt: skip
# What leaves a tombstone of its own: the column of its day, of its number, of its hash.
# Of two columns with a bar between them the first that is filled in: an old number goes with the day it was issued on.
BURIED: Mapping[str, tuple[str, str, str]] = {
    "document": ("issued_on", "number", "sha256"), "evidence": ("added_at", "", "sha256"), "learner": ("", "", ""),
    "certificate": ("earlier_issued_on|issued_on", "earlier_number", ""), "enrolment": ("enrolled_on", "", ""),
    "led_ticket": ("reported_on", "", ""), "participation": ("starts_on", "", ""),
    "prior_learning": ("shown_on", "", ""), "problem_report": ("noticed_on", "", ""), "proof": ("issued_on", "", ""),
    "reconciliation": ("read_on", "", "sha256"), "staff_member": ("begins_on", "", ""),
}  # fmt: skip


def remove(
    session: Session, roots: Mapping[str, Collection[int]], *, actor: Actor, today: date, reason: str
) -> Found:
    """Remove these records and all that hangs on them, in the transaction of the audit entry; gives what went."""
    session.flush()
    found = with_what_hangs(session, roots)
    _bury(session, found, actor=actor, today=today, reason=reason)
    _let_go(session, found)
    for table in reversed(Base.metadata.sorted_tables):
        delete_rows(session, table.name, found.get(table.name, set()))
    session.expire_all()
    return found


def with_what_hangs(session: Session, roots: Mapping[str, Collection[int]]) -> Found:
    """These records and all that goes with them."""
    stay = {link.place for link in links.links() if link.child in OUTLIVE} | LET_GO
    found = links.hanging(session, roots, without=stay)
    people = People(
        _keys(found, "learner"), _keys(found, "participation"), _keys(found, "proof"), _keys(found, "enrolment")
    )  # fmt: skip
    if people.learners or people.participations or people.enrolments:
        rows = traces.import_rows(session, people)
        if rows:
            found["import_row"] = set(rows)
    return found


def newest_paper(session: Session) -> int:
    """The key of the paper issued last, which waits for the next: SQLite would give the key of a removed last row."""
    return session.scalar(select(func.max(Document.id))) or 0


def delete_rows(session: Session, name: str, keys: Collection[tuple[object, ...]]) -> None:
    """Delete rows by their primary keys, the newest first: a correction goes before the paper that it corrects."""
    table = table_of(name)
    columns = list(table.primary_key.columns)
    ordered = sorted(keys, reverse=True)
    for start in range(0, len(ordered), links.SIZE):
        chunk = ordered[start : start + links.SIZE]
        if len(columns) == 1:
            session.execute(delete(table).where(columns[0].in_([key[0] for key in chunk])))
        else:
            session.execute(delete(table).where(tuple_(*columns).in_(chunk)))


def _keys(found: Found, table: str) -> frozenset[int]:
    return frozenset(key[0] for key in found.get(table, set()))


def _let_go(session: Session, found: Found) -> None:
    """Take the removed out of the index of names and out of what stays."""
    learners, proofs = _keys(found, "learner"), _keys(found, "proof")
    for chunk in _chunks(learners):
        people = session.execute(select(Learner.id, Learner.search_name).where(Learner.id.in_(chunk)))
        search.remove_many(session, [(key, name) for key, name in people])
        session.execute(update(Learner).where(Learner.merged_into_id.in_(chunk)).values(merged_into_id=None))
        # That somebody looked stays; at whom no longer: the subject names the file too, and a reason is free text.
        looks = update(AccessEntry).where(AccessEntry.learner_id.in_(chunk))
        session.execute(looks.values(learner_id=None, subject="", reason=""))
    for chunk in _chunks(_keys(found, "participation")):
        shown = update(PriorLearning).where(PriorLearning.participation_id.in_(chunk))
        session.execute(shown.values(participation_id=None))
    for chunk in _chunks(proofs):
        session.execute(update(LedTicket).where(LedTicket.proof_id.in_(chunk)).values(proof_id=None))
    for step in traces.undo_steps(session, People(frozenset(), proofs=proofs)):
        step.payload = traces.without(step.payload, proofs)
    session.flush()


def _chunks(keys: Collection[int]) -> list[list[int]]:
    ordered = sorted(keys)
    return [ordered[start : start + links.SIZE] for start in range(0, len(ordered), links.SIZE)]


def _bury(session: Session, found: Found, *, actor: Actor, today: date, reason: str) -> None:
    now = clock.now()
    for name, (day, number, sha256) in BURIED.items():
        for key, *values in _facts(
            session, name, found.get(name, set()), [part for part in (day, number, sha256) if part]
        ):
            told = dict(zip([part for part in (day, number, sha256) if part], values, strict=True))
            session.add(Tombstone(
                subject_kind=name, subject_id=key, number=str(told.get(number, "")), sha256=str(told.get(sha256, "")),
                record_on=_as_day(told.get(day)), removed_on=today, removed_at=now, removed_by=actor.display_name,
                reason=reason,
            ))  # fmt: skip
    session.flush()


def _facts(session: Session, name: str, keys: Collection[Key], wanted: list[str]) -> list[tuple[object, ...]]:
    table = table_of(name)
    statement = select(table.c.id, *[_value(table, column) for column in wanted]).order_by(table.c.id)
    ids = [key[0] for key in keys]
    return [
        tuple(row)
        for chunk in _chunks(ids)
        for row in session.execute(statement.where(table.c.id.in_(chunk)))
    ]


def _value(table: Table, wanted: str) -> ColumnElement[object]:
    first, *others = wanted.split("|")
    return func.coalesce(table.c[first], *(table.c[each] for each in others)) if others else table.c[first]


def _as_day(value: object) -> date | None:
    if isinstance(value, datetime):
        return clock.local(value).date()
    return value if isinstance(value, date) else None
