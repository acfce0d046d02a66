"""Checks a sheet and shows what would happen: nothing is written here."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.access.permissions import Action, require
from core.imports import headers, mappings, memory, sheets
from core.imports.headers import Layout
from core.imports.kinds import ACCEPTED, REJECTED, UNCHANGED, Finding, Kind, Scope
from core.imports.reading import Workbook


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows became what; `late` are the ones whose term has already passed."""

    rows: int
    accepted: int
    rejected: int
    unchanged: int
    new: int
    changed: int
    late: int

    def as_dict(self) -> dict[str, int]:
        """For the batch and the audit."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Preview:
    """A checked sheet: how its columns were read and what every data row becomes."""

    kind: Kind
    layout: Layout
    findings: tuple[Finding, ...]
    mapping: Mapping[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> Counts:
        """The figures above the preview."""
        found = Counter(finding.status for finding in self.findings)
        accepted = [finding for finding in self.findings if finding.status == ACCEPTED]
        new = sum(finding.is_new for finding in accepted)
        late = sum(finding.is_late for finding in accepted)
        return Counts(
            rows=len(self.findings),
            accepted=len(accepted),
            rejected=found[REJECTED],
            unchanged=found[UNCHANGED],
            new=new,
            changed=len(accepted) - new,
            late=late,
        )

    @property
    def cells(self) -> Mapping[str, int]:
        """The cells of a grid that the sheet fills, replaces, keeps and finds the same already."""
        found: Counter[str] = Counter()
        for finding in self.findings:
            found.update(finding.cells)
        return found

    @property
    def digest(self) -> str:
        """Tells two previews apart: what was shown must be what is applied."""
        shown = [
            (f.row, f.status, f.reason, f.warnings, [(c.label, c.old, c.new) for c in f.changes])
            for f in self.findings
        ]
        return hashlib.sha256(json.dumps(shown, ensure_ascii=True).encode()).hexdigest()


def layout(
    session: Session, *, kind: Kind, workbook: Workbook, mapping: Mapping[str, str] | None = None
) -> Layout:
    """How the sheet's columns are understood, complete or not; the screen lets the user adjust it."""
    remembered = mappings.remembered(session, kind=kind.name)
    return headers.find(workbook, kind=kind, remembered=remembered, given=mapping or {}, more=kind.more)


@memory.uncollected()
def check(
    session: Session,
    *,
    actor: Actor,
    today: date,
    kind: str,
    workbook: Workbook,
    mapping: Mapping[str, str] | None = None,
    replaces: bool = False,
) -> Preview:
    """What every row of the sheet would become. Raises InvalidInput when the sheet cannot be read as this kind.

    `replaces`: a cell of a grid that says something else is replaced, for a kind that leaves the choice.
    """
    require(session, actor, Action.IMPORT)
    chosen = sheets.kind_named(kind)
    if chosen.action is not None:
        require(session, actor, chosen.action)
    found = layout(session, kind=chosen, workbook=workbook, mapping=mapping)
    found.require_complete()
    reader = scope(chosen, found, actor=actor, today=today, replaces=replaces)
    findings = chosen.check(session, list(headers.rows(found)), reader)
    return Preview(chosen, found, tuple(findings), dict(mapping or {}))


def scope(kind: Kind, found: Layout, *, actor: Actor, today: date, replaces: bool = False) -> Scope:
    """The reader of this sheet; a column that is not there goes by its own name."""
    named = {field.name: field.label for field in kind.fields} | found.headers_by_field()
    return Scope(actor, today, named, replaces)


def as_rows(preview: Preview) -> list[dict[str, object]]:
    """The data rows as the command line prints them; blank and total rows are not among them."""
    return [
        {
            "row": found.row,
            "status": found.status,
            "reason": found.reason,
            "column": found.column,
            "message": found.message or None,
            "warnings": list(found.warnings),
        }
        for found in preview.findings
    ]


def as_json(preview: Preview) -> str:
    """Those rows as JSON, in the form of the command line."""
    return json.dumps({"rows": as_rows(preview)}, ensure_ascii=False)
