"""What a run removes tonight, row by row: read from what is stored, so a trial run and the run itself cannot differ.

Kinds are taken in the order of the registry. What goes along with an earlier one is not counted again, and what only
comes free by tonight's run goes tomorrow.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.provider_settings import queries as provider_settings
from core.retention import cuts, past, records
from core.retention.cuts import Past
from core.retention.registry import BY_CODE, KINDS, Kind
from core.subject import removing
from db.models import Learner

# In one run, so that others wait for seconds at most; the rest goes the next night.
MOST_RECORDS, MOST_LINES = 1_000, 20_000
CHUNK = 500
Rows: TypeAlias = Mapping[str, frozenset[tuple[object, ...]]]


@dataclass(frozen=True, slots=True)
class Planned:
    """What goes of one kind: its records (or lines), with every row per table; what is more waits a night."""

    kind: Kind
    records: int
    roots: Rows
    rows: Rows
    has_more: bool


def plan(session: Session, *, today: date, codes: Collection[str] = tuple(BY_CODE)) -> Sequence[Planned]:
    """What is past its time today, for the kinds that are not kept for good."""
    taken: dict[str, set[tuple[object, ...]]] = {}
    found = []
    for kind in KINDS:
        months = provider_settings.number(session, kind.key)
        if kind.code not in codes or not months:
            continue
        planned = _one(session, kind, today=today, months=months, taken=taken)
        for table, keys in planned.rows.items():
            taken.setdefault(table, set()).update(keys)
        if planned.records:
            found.append(planned)
    return found


def _one(
    session: Session, kind: Kind, *, today: date, months: int, taken: Mapping[str, set[tuple[object, ...]]]
) -> Planned:
    most = MOST_LINES if kind.is_log else MOST_RECORDS
    roots: dict[str, frozenset[tuple[object, ...]]] = {}
    has_more = False
    for source in past.past(kind.code, today=today, months=months):
        keys = _keys(session, source, most + 1)
        has_more = has_more or len(keys) > most
        if kind.code == "person":
            keys = _whole(session, keys, today=today, months=months)
        kept = frozenset(keys[:most]) - taken.get(source.table, set())
        if kept:
            roots[source.table] = kept
    rows: Rows = roots if kind.is_log else _with_what_hangs(session, roots)
    fresh = {table: keys - taken.get(table, set()) for table, keys in rows.items()}
    return Planned(
        kind,
        sum(map(len, roots.values())),
        roots,
        {table: keys for table, keys in fresh.items() if keys},
        has_more,
    )


def _keys(session: Session, source: Past, most: int) -> list[tuple[object, ...]]:
    columns = source.statement.selected_columns
    statement = source.statement.order_by(*columns).limit(most)
    return [tuple(row) for row in session.execute(statement)]


def _with_what_hangs(session: Session, roots: Rows) -> Rows:
    if not roots:
        return {}
    found = removing.with_what_hangs(session, keys_of(roots))
    return {table: frozenset(keys) for table, keys in found.items()}


def keys_of(roots: Rows) -> dict[str, list[int]]:
    """Records by their one whole-number key."""
    return {table: sorted(key[0] for key in keys if isinstance(key[0], int)) for table, keys in roots.items()}


def _whole(
    session: Session, keys: Sequence[tuple[object, ...]], *, today: date, months: int
) -> list[tuple[object, ...]]:
    """The people of whom also every file that was merged into theirs has been quiet so long."""
    owners = {key[0]: key[0] for key in keys}
    level = list(owners)
    while level:
        merged = _merged_into(session, level)
        owners.update({child: owners[parent] for child, parent in merged})
        level = [child for child, _ in merged]
    others = [key for key, owner in owners.items() if key != owner]
    silent = set(_quiet(session, others, today=today, months=months))
    loud = {owners[key] for key in others if key not in silent}
    return [key for key in keys if key[0] not in loud]


def _merged_into(session: Session, keys: Sequence[object]) -> list[tuple[int, int | None]]:
    found: list[tuple[int, int | None]] = []
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        rows = session.execute(
            select(Learner.id, Learner.merged_into_id).where(Learner.merged_into_id.in_(chunk))
        )
        found += [(child, parent) for child, parent in rows]
    return found


def _quiet(session: Session, keys: Sequence[object], *, today: date, months: int) -> list[int]:
    conditions = records.quiet(cuts.cut(today, months))
    found: list[int] = []
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        found += session.scalars(select(Learner.id).where(Learner.id.in_(chunk), *conditions))
    return found
