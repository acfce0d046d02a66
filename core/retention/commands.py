"""The run that removes what is past its time, with its one entry in the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core import audit, clock
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.retention import planning
from core.retention.planning import Planned, Rows
from core.subject import removing
from db.models import AccessEntry, ImportBatch, Tombstone

REASON = "bewaartermijn voorbij"


@dataclass(frozen=True, slots=True)
class Removed:
    """What a run did: what was planned, and how many rows went per table."""

    planned: Sequence[Planned]
    rows: Mapping[str, int]


def run(session: Session, *, actor: Actor, today: date) -> Removed:
    """Remove what is past its time, in one transaction of the owner of the tables (`db.maintenance`).

    Without anything to remove it still leaves its entry: that the run took place is what has to be shown.
    """
    require(session, actor, Action.ERASE_SUBJECT)
    planned = planning.plan(session, today=today)
    rows: dict[str, int] = {}
    for part in planned:
        for table, count in _remove(session, actor, today, part).items():
            rows[table] = rows.get(table, 0) + count
    audit.record(
        session, actor=actor, action="retention.run", subject_kind="organisation", subject_id=1,
        details={"removed": {part.kind.code: str(part.records) for part in planned}, "on": today},
    )  # fmt: skip
    return Removed(planned, rows)


def _remove(session: Session, actor: Actor, today: date, part: Planned) -> Mapping[str, int]:
    if not part.kind.is_log:
        found = removing.remove(
            session, planning.keys_of(part.roots), actor=actor, today=today, reason=REASON
        )
        return {table: len(keys) for table, keys in found.items()}
    for table, keys in part.rows.items():
        if table == "access_entry":
            _bury_looks(session, actor, today, part.rows)
        if table == "import_row":
            _strip_batches(session, part.rows)
        removing.delete_rows(session, table, keys)
    session.expire_all()
    return {table: len(keys) for table, keys in part.rows.items()}


def _bury_looks(session: Session, actor: Actor, today: date, rows: Rows) -> None:
    """One tombstone for all looks of a run: from which number to which, and the day of the last."""
    keys = sorted(key[0] for key in rows["access_entry"] if isinstance(key[0], int))
    last = session.scalar(select(func.max(AccessEntry.at)).where(AccessEntry.id.between(keys[0], keys[-1])))
    session.add(Tombstone(
        subject_kind="access_entry", subject_id=keys[-1], number=f"{keys[0]}-{keys[-1]} ({len(keys)})",
        record_on=clock.local(last).date() if last is not None else None, removed_on=today, removed_at=clock.now(),
        removed_by=actor.display_name, reason=REASON,
    ))  # fmt: skip


def _strip_batches(session: Session, rows: Rows) -> None:
    """A sheet without its rows can no longer be taken back, so what it touched need not be known either."""
    batches = sorted({key[0] for key in rows["import_row"]}, key=str)
    for start in range(0, len(batches), planning.CHUNK):
        chunk = batches[start : start + planning.CHUNK]
        session.execute(update(ImportBatch).where(ImportBatch.id.in_(chunk)).values(touched={}))
