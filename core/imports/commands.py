"""Applying a checked sheet, and taking it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, clock
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from core.imports import holding, machine, mappings, memory, sheets, traces, writing
from core.imports.kinds import ACCEPTED, Applied, Effect, Finding, Progress, Scope
from core.imports.machine import Preview
from core.imports.reading import Workbook
from db.models import ImportBatch, ImportRow

Mode = Literal["good_rows", "all_or_nothing"]
_REFUSED = N_(
    "{count} rijen zijn geweigerd, dus er is niets ingevoerd. Verbeter ze of kies “alleen de goede rijen”."
)
_SHOWN = N_("De gegevens zijn gewijzigd sinds dit overzicht. Bekijk het overzicht opnieuw en bevestig dan.")
_GONE = N_("Deze invoer bestaat niet meer. Laad de lijst opnieuw.")
_UNDONE = N_("Deze invoer is al ongedaan gemaakt.")
_NOT_KEPT = N_(
    "Rijen van deze lijst zijn niet meer bewaard, dus kan ze niet meer ongedaan gemaakt worden. "
    "Verbeter de gegevens zelf."
)


@dataclass(frozen=True, slots=True)
class Result:
    """What an apply did; no batch when the sheet changed nothing."""

    batch_id: int | None
    preview: Preview


def _silent(_done: int, _total: int) -> None:
    """For callers that show no progress."""


@memory.uncollected()
def apply(
    session: Session,
    *,
    actor: Actor,
    today: date,
    kind: str,
    workbook: Workbook,
    mode: Mode,
    mapping: Mapping[str, str] | None = None,
    shown: str | None = None,
    progress: Progress = _silent,
    replaces: bool = False,
) -> Result:
    """Check the sheet again in this transaction and write its good rows, or none if one is refused.

    `shown` is the digest of the preview the user confirmed. Raises Conflict when it is not the same any more,
    also when somebody changed one of these things during the check. InvalidInput when all rows had to be good.
    """
    require(session, actor, Action.IMPORT)
    holding.one_sheet_at_a_time(session)
    preview = machine.check(
        session, actor=actor, today=today, kind=kind, workbook=workbook, mapping=mapping, replaces=replaces
    )
    _check_confirmed(preview, shown, mode)
    counts = preview.counts
    mappings.remember(session, kind=preview.kind.name, mapping=preview.mapping)
    if counts.accepted == 0:
        return Result(None, preview)
    if not holding.still_as_read(session, preview.findings):
        raise Conflict(_SHOWN)
    batch = _batch(session, actor, preview, workbook, mode, counts.as_dict())
    scope = machine.scope(preview.kind, preview.layout, actor=actor, today=today)
    _write(session, batch, preview, scope, progress)
    audit.record(
        session, actor=actor, action="import.apply", subject_kind="import_batch", subject_id=batch.id,
        details={"kind": preview.kind.name, "sha256": workbook.sha256, "mode": mode, "on": today, **counts.as_dict()},
    )  # fmt: skip
    return Result(batch.id, preview)


def _check_confirmed(preview: Preview, shown: str | None, mode: Mode) -> None:
    if shown is not None and shown != preview.digest:
        raise Conflict(_SHOWN)
    if mode == "all_or_nothing" and preview.counts.rejected:
        raise InvalidInput(_REFUSED, count=preview.counts.rejected)


def _batch(
    session: Session,
    actor: Actor,
    preview: Preview,
    workbook: Workbook,
    mode: Mode,
    counts: Mapping[str, int],
) -> ImportBatch:
    batch = ImportBatch(
        kind=preview.kind.name,
        file_name=workbook.file_name,
        sha256=workbook.sha256,
        state="applied",
        mode=mode,
        applied_at=clock.now(),
        applied_by=actor.name,
        counts=dict(counts),
    )
    session.add(batch)
    session.flush()
    return batch


def _write(session: Session, batch: ImportBatch, preview: Preview, scope: Scope, progress: Progress) -> None:
    """What the rows say, with the trace of each on the people it touches."""
    people = traces.known_people(preview.findings)
    before = traces.versions(session, people)
    effects = preview.kind.apply(session, preview.findings, batch.id, scope, progress)
    traces.note(batch, before=before, after=traces.versions(session, people))
    _keep_rows(session, batch.id, preview.findings, effects)


def _keep_rows(session: Session, batch_id: int, findings: tuple[Finding, ...], effects: list[Effect]) -> None:
    by_row = {effect.row: effect for effect in effects}
    rows: list[Mapping[str, object]] = []
    for found in findings:
        effect = by_row.get(found.row)
        rows.append(
            {
                "batch_id": batch_id,
                "row": found.row,
                "status": found.status,
                "reason": found.reason or "",
                "warnings": list(found.warnings),
                "subject_kind": effect.subject_kind if effect else "",
                "subject_id": effect.subject_id if effect else None,
                "before": dict(effect.before) if effect else {},
            }
        )
    writing.bulk(session, ImportRow, rows)


def undo(session: Session, *, actor: Actor, today: date, batch_id: int) -> None:
    """Take a whole batch back. Raises Conflict, naming the row, while something later depends on it."""
    require(session, actor, Action.IMPORT)
    batch = session.get(ImportBatch, batch_id, with_for_update=True)
    if batch is None:
        raise NotFound(_GONE)
    if batch.state != "applied":
        raise Conflict(_UNDONE)
    kind = sheets.kind_named(batch.kind)
    if kind.action is not None:
        require(session, actor, kind.action)
    found = session.scalars(
        select(ImportRow)
        .where(ImportRow.batch_id == batch_id, ImportRow.status == ACCEPTED)
        .order_by(ImportRow.row)
    ).all()
    if len(found) < batch.counts.get("accepted", 0):
        raise Conflict(_NOT_KEPT)
    rows = [
        Applied(row.row, row.subject_kind, row.subject_id, row.before)
        for row in found
        if row.subject_id is not None
    ]
    holding.before_undo(session, rows)
    labels = {field.name: field.label for field in kind.fields}
    people = traces.touched_people(session, rows)
    before = traces.versions(session, people)
    kind.undo(session, rows, batch_id, Scope(actor, today, labels))
    traces.note(batch, before=before, after=traces.versions(session, people))
    batch.state, batch.undone_at, batch.undone_by = "undone", clock.now(), actor.name
    audit.record(
        session, actor=actor, action="import.undo", subject_kind="import_batch", subject_id=batch_id,
        details={"kind": kind.name, "rows": len(rows), "on": today},
    )  # fmt: skip
