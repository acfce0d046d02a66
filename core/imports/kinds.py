"""What a kind of sheet is: its columns and the functions that check, apply and undo its rows.

A kind is a value in the tuple `sheets.KINDS`. A new sheet is a new value there, nothing else.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.access.permissions import Action
from core.imports.reading import Value
from core.rules.words import Param, Text

ACCEPTED, REJECTED, UNCHANGED = "accepted", "rejected", "unchanged"

Progress = Callable[[int, int], None]


def listed(*spellings: str) -> tuple[str, ...]:
    """Header spellings written as comma-separated text."""
    return tuple(word.strip() for line in spellings for word in line.split(","))


@dataclass(frozen=True, slots=True)
class Field:
    """A column that a kind understands: its Dutch name and how providers head it (folded spelling)."""

    name: str
    label: str
    headers: tuple[str, ...]
    mandatory: bool = False


class Columns(Protocol):
    """What the reading of headers asks of a kind of sheet: its name and its columns."""

    @property
    def name(self) -> str: ...

    @property
    def fields(self) -> tuple[Field, ...]: ...


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is refused: the code, the field it points at, and the Dutch sentence."""

    code: str
    field: str
    template: str


@dataclass(frozen=True, slots=True)
class Change:
    """One stored value that a row replaces, as it will be shown."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one row becomes. `plan` is the kind's own typed data for `apply`; it is never shown."""

    row: int
    status: str
    reason: str | None = None
    column: str | None = None
    template: str = ""
    params: Mapping[str, Param] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    is_new: bool = False
    is_late: bool = False
    # Of a row that writes cells of a grid: how many are filled, replaced, kept and the same already.
    cells: Mapping[str, int] = field(default_factory=dict)
    plan: object = field(default=None, repr=False)

    @property
    def text(self) -> Text:
        """The sentence as data, for words.say."""
        return Text(self.template, self.params)

    @property
    def message(self) -> str:
        """The Dutch sentence, with its values."""
        return str(self.text)


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: its number in the sheet and its cells by field name. Cells are never printed."""

    number: int
    cells: Mapping[str, Value] = field(repr=False)

    def get(self, name: str) -> Value:
        """The cell of a field; None when empty or when the sheet has no such column."""
        return self.cells.get(name)


@dataclass(frozen=True, slots=True)
class Scope:
    """On whose behalf and on which day a sheet is read, and the header of every field."""

    actor: Actor
    today: date
    headers: Mapping[str, str]
    # Whether a cell that says something else than the sheet is replaced; else it stays as it is.
    replaces: bool = False

    def column(self, name: str) -> str:
        """The header of a field in this sheet, or the field's own name when the sheet has no such column."""
        return self.headers[name]


@dataclass(frozen=True, slots=True)
class Effect:
    """What an applied row did, kept for the undo. `before` is JSON and never holds a national number."""

    row: int
    subject_kind: str
    subject_id: int | None
    before: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Applied:
    """One accepted row of a batch as it is read back for the undo."""

    row: int
    subject_kind: str
    subject_id: int
    before: Mapping[str, object]


def person_of(row: Applied) -> Mapping[str, object]:
    """What a row did to its person."""
    found = row.before.get("person")
    return found if isinstance(found, dict) else {}


Check = Callable[[Session, Sequence[Row], Scope], list[Finding]]
Apply = Callable[[Session, Sequence[Finding], int, Scope, Progress], list[Effect]]
Undo = Callable[[Session, Sequence[Applied], int, Scope], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of sheet."""

    name: str
    title: str
    fields: tuple[Field, ...]
    reasons: tuple[Reason, ...]
    check: Check
    apply: Apply
    undo: Undo
    # What it asks besides the right to bring in sheets.
    action: Action | None = None
    # The name of the field that a header stands for which is in no list (a day); empty when it stands for nothing.
    more: Callable[[int, Value], str] | None = None
    # Whether the user chooses what happens to a cell that says something else.
    may_replace: bool = False
    # What to know before such a sheet is brought, in a sentence.
    hint: str = ""

    def reason(self, code: str) -> Reason:
        """The refusal with this code."""
        return next(reason for reason in self.reasons if reason.code == code)
