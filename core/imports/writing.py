"""Bulk writing that every kind of sheet shares: people created and completed, with their history."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter

from sqlalchemy import insert, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from core import clock
from core.deadlines import terms
from core.imports import keys
from core.imports.kinds import Effect, Scope
from core.imports.people import DETAILS, PersonPlan
from core.learners import vault
from core.proofs import reassessing
from core.trajectories import queries as trajectories
from db import search
from db.models import Base, Learner, LearnerChange

CHUNK = 2_000
HISTORY_OF = ("last_name", "first_name", "born_on", "insz_index")
BLANK: dict[str, object] = {
    **dict.fromkeys(DETAILS, ""),
    "name_is_damaged": False,
    "born_on": None,
    "insz_index": None,
    "insz_cipher": None,
    "insz_tail": "",
    "insz_kind": "",
}


def bulk(session: Session, model: type[Base], rows: Sequence[Mapping[str, object]]) -> None:
    """Insert many rows with the same columns, as close to the driver as values can be converted in one place.

    SQLAlchemy's executemany builds a dictionary of parameters per row, which takes longer than the database does.
    """
    if not rows:
        return
    connection, table = session.connection(), keys.table_of(model)
    dialect = connection.dialect
    given = list(rows[0])
    defaults = {
        column.name: column.default.arg
        for column in table.columns
        if isinstance(column.default, ScalarElementColumnDefault) and column.name not in rows[0]
    }
    names = [*given, *defaults]
    found: list[Sequence[object]] = [*zip(*map(itemgetter(*given), rows), strict=True)]
    found += [[value] * len(rows) for value in defaults.values()]
    converters = [table.columns[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    columns = [_column(values, convert) for values, convert in zip(found, converters, strict=True)]
    mark = "?" if dialect.paramstyle == "qmark" else "%s"
    listed = ", ".join(dialect.identifier_preparer.quote(name) for name in names)
    marks = ", ".join([mark] * len(names))
    values = list(zip(*columns, strict=True))
    for start in range(0, len(values), CHUNK):
        statement = f"insert into {table.name} ({listed}) values ({marks})"
        connection.exec_driver_sql(statement, values[start : start + CHUNK])


def _column(values: Sequence[object], convert: Callable[[object], object] | None) -> Sequence[object]:
    """One column as the driver wants it. Days and flags recur, so each is converted once."""
    if convert is None:
        return values
    if not all(value is None or isinstance(value, date | bool) for value in values):
        return [convert(value) for value in values]
    converted = {value: convert(value) for value in set(values)}
    return [converted[value] for value in values]


def create_people(session: Session, plans: Iterable[PersonPlan], batch_id: int) -> set[int]:
    """Insert everybody who is not stored yet, with all that the accepted rows say; gives their keys."""
    numbers: dict[int, tuple[str, str]] = {}
    fresh = {}
    for plan in plans:
        if plan.somebody.id is None:
            fresh[id(plan.somebody)] = plan.somebody
            if plan.insz:
                numbers[id(plan.somebody)] = (plan.insz, plan.insz_kind)
    rows = []
    for somebody, key in zip(fresh.values(), keys.reserve(session, Learner, len(fresh)), strict=True):
        somebody.id, somebody.version = key, 1
        columns = sealed(*numbers[id(somebody)]) if id(somebody) in numbers else {}
        rows.append({**BLANK, **somebody.values, **columns, "id": key, "import_batch_id": batch_id})
    bulk(session, Learner, rows)
    search.add_many(session, [(key_of(row), str(row["search_name"])) for row in rows])
    return {somebody.id for somebody in fresh.values() if somebody.id is not None}


def key_of(row: Mapping[str, object]) -> int:
    """The key that was reserved for a row."""
    key = row["id"]
    assert isinstance(key, int)
    return key


def sealed(insz: str, kind: str) -> dict[str, object]:
    """The columns of a national number beside its index, which the plan already holds."""
    return {
        "insz_cipher": vault.seal(insz),
        "insz_tail": insz[-2:],
        "insz_kind": kind,
    }


def change_person(session: Session, plan: PersonPlan, scope: Scope, *, reason: str) -> dict[str, object]:
    """Write what a row changes about a stored person; gives what the undo needs."""
    somebody = plan.somebody
    values = dict(plan.values)
    if plan.insz:
        values |= sealed(plan.insz, plan.insz_kind)
    somebody.version += 1
    session.execute(
        update(Learner).where(Learner.id == somebody.id).values(**values, version=somebody.version)
    )
    if "search_name" in plan.values and somebody.id is not None:
        search.remove_many(session, [(somebody.id, str(plan.old["search_name"]))])
        search.add_many(session, [(somebody.id, str(plan.values["search_name"]))])
    for name in HISTORY_OF:
        if name in plan.values and plan.old.get(name):
            keep_history(session, somebody.id, name, plan.old[name], scope, reason=reason)
    old = {name: plain(value) for name, value in plan.old.items()}
    return {"id": somebody.id, "old": old, "version": somebody.version}


def keep_history(
    session: Session, learner_id: int | None, name: str, old: object, scope: Scope, *, reason: str
) -> None:
    """One replaced value in the person's history."""
    row = {
        "learner_id": learner_id,
        "changed_at": clock.now(),
        "changed_by": scope.actor.name,
        "field": name,
        "old_text": str(plain(old)),
        "reason": reason,
    }
    session.execute(insert(LearnerChange).values(**row))


def reassess(session: Session, learner_ids: Iterable[int]) -> None:
    """What holds up the open proofs of these people may be solved now, or have come up."""
    wanted = sorted(set(learner_ids))
    if not wanted:
        return
    session.flush()
    session.expire_all()
    known = {found.id: found for found in trajectories.facts(session).values()}
    rule = terms.load(session)
    for key in wanted:
        learner = session.get_one(Learner, key)
        reassessing.of_person(session, learner=learner, trajectories=known, terms=rule)
    session.flush()


def plain(value: object) -> object:
    """A value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def effect(row: int, kind: str, key: int | None, **before: object) -> Effect:
    """What a row did; what is None is left out."""
    return Effect(row, kind, key, {name: value for name, value in before.items() if value is not None})
