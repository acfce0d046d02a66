"""What hangs on a record, read from the schema: so that a table that is added later cannot be forgotten.

A row hangs on another by a foreign key, by a column that is named after a table (`learner_id` without a key), or by
`subject_kind` with `subject_id`. What names a person inside JSON stands in `core.subject.traces`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from db.models import Base

Key: TypeAlias = tuple[int, ...]
Found: TypeAlias = dict[str, set[Key]]
SIZE = 500
PERSON = "learner"

# What `subject_kind` says, and the table whose key `subject_id` then is.
RECORDS: Mapping[str, str] = {
    "certificate": "certificate", "document": "document", "enrolment": "enrolment", "evidence": "evidence",
    "handover": "handover_session",
    "import_batch": "import_batch", "justification": "justification", "learner": "learner",
    "led_ticket": "led_ticket", "participation": "participation", "prior_learning": "prior_learning",
    "problem": "problem_report", "problem_report": "problem_report", "proof": "proof",
    "reconciliation": "reconciliation",
    "reconciliation_row": "reconciliation_row", "right": "counter_right", "counter_right": "counter_right",
    "staff": "staff_member", "staff_member": "staff_member", "ticket": "led_ticket",
}  # fmt: skip
# Words of `subject_kind` that name nothing a person's records hang on.
NO_RECORDS = frozenset(
    {
        "account", "audit", "campus", "course", "course_group", "lesson", "official_blank", "organisation",
        "qualification", "rule", "session", "signatory", "task", "trajectory", "view",
    }
)  # fmt: skip
# Rows of sheets have no index to be found by: `core.subject.traces` walks over them once.
WALKED_ELSEWHERE = frozenset({"import_row"})


@dataclass(frozen=True, slots=True)
class Link:
    """`child.column` holds the key of a row of `parent`; with `kinds` only where `subject_kind` is one of those."""

    child: str
    column: str
    parent: str
    kinds: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, str]:
        """The column that holds the key."""
        return self.child, self.column


def table_of(name: str) -> Table:
    """A table of the schema by its name."""
    return Base.metadata.tables[name]


@lru_cache(maxsize=1)
def links() -> tuple[Link, ...]:
    """Every link of the schema."""
    return tuple(link for table in Base.metadata.sorted_tables for link in _of_table(table))


def _of_table(table: Table) -> Iterator[Link]:
    if table.name in WALKED_ELSEWHERE:
        return
    keyed = {}
    for key in table.foreign_keys:
        keyed[key.parent.name] = key.column.table.name
    for column in table.columns:
        named = column.name.removesuffix("_id")
        if column.name in keyed:
            yield Link(table.name, column.name, keyed[column.name])
        elif named != column.name and named in Base.metadata.tables:
            yield Link(table.name, column.name, named)
    if {"subject_kind", "subject_id"} <= set(table.columns.keys()):
        for parent in sorted(set(RECORDS.values())):
            kinds = tuple(kind for kind, name in RECORDS.items() if name == parent)
            yield Link(table.name, "subject_id", parent, kinds)


def hanging(
    session: Session, roots: Mapping[str, Collection[int]], *, without: Collection[tuple[str, str]] = ()
) -> Found:
    """The primary keys of these rows and of everything that hangs on them, per table.

    `without` names the columns that are not followed.
    """
    found: Found = {table: {(key,) for key in keys} for table, keys in roots.items() if keys}
    fresh = {table: set(keys) for table, keys in found.items()}
    while fresh:
        further: Found = {}
        for link in links():
            if link.parent in fresh and link.place not in without:
                new = _children(session, link, fresh[link.parent]) - found.get(link.child, set())
                if new:
                    found.setdefault(link.child, set()).update(new)
                    further.setdefault(link.child, set()).update(new)
        fresh = further
    return found


def _children(session: Session, link: Link, parents: Collection[Key]) -> set[Key]:
    table = table_of(link.child)
    statement = select(*table.primary_key.columns)
    if link.kinds:
        statement = statement.where(table.c.subject_kind.in_(link.kinds))
    single = sorted(key[0] for key in parents if len(key) == 1)
    children: set[Key] = set()
    for start in range(0, len(single), SIZE):
        chunk = single[start : start + SIZE]
        children.update(
            tuple(row) for row in session.execute(statement.where(table.c[link.column].in_(chunk)))
        )
    return children


def in_order(found: Found) -> list[str]:
    """The tables of what was found, each after what it hangs on."""
    return [table.name for table in Base.metadata.sorted_tables if table.name in found]


def of_person(session: Session, learner_id: int) -> Found:
    """Everything of one person: the files that were merged into this one included."""
    return hanging(session, {PERSON: [learner_id]})


@lru_cache(maxsize=1)
def personal_tables() -> frozenset[str]:
    """Every table in which something about a person can stand."""
    reached, growing = {PERSON}, True
    while growing:
        more = {link.child for link in links() if link.parent in reached} - reached
        reached |= more
        growing = bool(more)
    return frozenset(reached) | WALKED_ELSEWHERE
