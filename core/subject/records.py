"""Every row about one person as values that JSON can hold, and the files that belong to them.

A national number is masked unless it is asked for, the keyed index of it never leaves, and what a row says of other
people (the other proofs of one act) is left out.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias, cast

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from core import identifiers
from core.learners import vault
from core.once import JsonValue
from core.subject import links, traces
from core.subject.links import Found, table_of
from core.subject.traces import People
from db.models import UndoStep

Row: TypeAlias = dict[str, JsonValue]
PAPERS, PIECES = "papieren", "bewijsstukken"
ENDINGS: Mapping[str, str] = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
INDEX = "insz_index"
# Bytes are never JSON: what becomes of each column that holds them.
SEALED: Mapping[tuple[str, str], str] = {
    ("learner", "insz_cipher"): "insz",
    ("learner_change", "old_cipher"): "old_insz",
}
FILES = frozenset({("document", "pdf"), ("evidence", "content")})
# What is named by a key and belongs to nobody: which columns of it make the key readable.
NAMED: Mapping[str, tuple[str, ...]] = {
    "campus": ("name",), "trajectory": ("code", "name"), "competence": ("code", "title"),
    "partial_qualification": ("code", "title"), "import_batch": ("kind", "state", "applied_at", "applied_by"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class File:
    """One file of the export, named by a number only."""

    path: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Records:
    """Every row about a person per table, what its keys stand for, and the files."""

    tables: Mapping[str, list[Row]] = field(repr=False)
    names: Mapping[str, list[Row]]
    files: tuple[File, ...] = field(repr=False)


def of_person(session: Session, learner_id: int, *, with_national_number: bool) -> Records:
    """Everything about one person, the files that were merged into this one included."""
    found = links.of_person(session, learner_id)
    people = People(
        _keys(found, "learner"), _keys(found, "participation"), _keys(found, "proof"), _keys(found, "enrolment")
    )  # fmt: skip
    rows = traces.import_rows(session, people)
    if rows:
        found["import_row"] = set(rows)
    tables, files = {}, list[File]()
    for table in links.in_order(found):
        stored = list(_stored(session, table, found[table]))
        files += [made for row in stored if (made := _file(table, row, with_national_number)) is not None]
        tables[table] = [_shown(table, row, found, reveal=with_national_number) for row in stored]
    steps = [_step(step, people) for step in traces.undo_steps(session, people)]
    if steps:
        tables["undo_step"] = steps
    return Records(tables, _names(session, tables), tuple(files))


def _keys(found: Found, table: str) -> frozenset[int]:
    return frozenset(key[0] for key in found.get(table, set()))


def _stored(session: Session, name: str, keys: Collection[links.Key]) -> Iterator[Mapping[str, object]]:
    table = table_of(name)
    columns = list(table.primary_key.columns)
    ordered = sorted(keys)
    for start in range(0, len(ordered), links.SIZE):
        chunk = ordered[start : start + links.SIZE]
        wanted = (
            columns[0].in_([key[0] for key in chunk]) if len(columns) == 1 else tuple_(*columns).in_(chunk)
        )
        for row in session.execute(select(table).where(wanted).order_by(*columns)):
            yield dict(row._mapping)


def _file(table: str, row: Mapping[str, object], reveal: bool) -> File | None:
    """The file of a row; a paper that prints the national number only goes along when the number was asked for."""
    if table == "document":
        content = row["pdf"]
        assert isinstance(content, bytes)
        if vault.is_sealed_paper(content) and not reveal:
            return None
        content = vault.paper_bytes(content, number=str(row["number"]))
    elif table == "evidence":
        content = row["content"]
    else:
        return None
    assert isinstance(content, bytes)
    return File(_path(table, row), content)


def _path(table: str, row: Mapping[str, object]) -> str:
    if table == "document":
        return f"{PAPERS}/{row['number']}.pdf"
    return f"{PIECES}/bewijsstuk-{row['id']}.{ENDINGS[str(row['media_type'])]}"


def _shown(table: str, row: Mapping[str, object], found: Found, *, reveal: bool) -> Row:
    shown: Row = {}
    for name, value in row.items():
        place = (table, name)
        if name == INDEX:
            continue
        if place in SEALED:
            shown[SEALED[place]] = _number(table, row, value, reveal=reveal)
        elif place in FILES:
            is_withheld = table == "document" and vault.is_sealed_paper(cast(bytes, value)) and not reveal
            shown["file"] = "" if is_withheld else _path(table, row)
            if is_withheld:
                shown["bears_national_number"] = True
        else:
            shown[name] = _value(value)
    if table == "learner_change" and row["field"] == INDEX:
        shown["old_text"] = ""
    if table == "document":
        content = shown["content"]
        assert isinstance(content, dict)
        content.pop("style", None)
    if table == "audit_entry":
        shown["details"] = _details(str(row["details"]), found)
    return shown


def _number(table: str, row: Mapping[str, object], cipher: object, *, reveal: bool) -> str:
    if not isinstance(cipher, bytes):
        return ""
    if reveal:
        return identifiers.format_insz(vault.unseal(cipher))
    return identifiers.mask(str(row["insz_tail"])) if table == "learner" else str(row["old_text"])


def _value(value: object) -> JsonValue:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _value(inner) for name, inner in value.items() if name != INDEX}
    if isinstance(value, list | tuple):
        return [_value(inner) for inner in value]
    assert value is None or isinstance(value, bool | int | float | str), type(value).__name__
    return value


def _details(details: str, found: Found) -> Row:
    """What an act noted, without the keys of what it did to others."""
    own = {"proofs": "proof", "documents": "document", "dropped": "learner", "learners": "learner"}
    shown: Row = {}
    for name, value in json.loads(details).items():
        if isinstance(value, list) and any(isinstance(key, int) for key in value):
            mine = found.get(own.get(name, ""), set())
            shown[name] = [key for key in value if (key,) in mine]
        else:
            shown[name] = _value(value)
    return shown


def _step(step: UndoStep, people: People) -> Row:
    mine = [item for item in step.payload.get("items", []) if item.get("proof_id") in people.proofs]
    return {"id": step.id, "command": step.command, "at": step.at.isoformat(), "items": _value(mine)}


def _names(session: Session, tables: Mapping[str, list[Row]]) -> Mapping[str, list[Row]]:
    """What the keys in these rows stand for."""
    named = {}
    for name, columns in NAMED.items():
        keys = {row.get(f"{name}_id") for rows in tables.values() for row in rows}
        if name == "import_batch":
            keys |= {row.get("batch_id") for row in tables.get("import_row", [])}
        table = table_of(name)
        wanted = sorted(key for key in keys if isinstance(key, int))
        statement = select(table.c.id, *[table.c[column] for column in columns]).where(table.c.id.in_(wanted))
        found = [
            {key: _value(value) for key, value in row._mapping.items()}
            for row in session.execute(statement.order_by(table.c.id))
        ]
        if found:
            named[name] = found
    return named
