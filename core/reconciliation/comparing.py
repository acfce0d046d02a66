"""Laying a list beside what we hold: as a trial, or kept with its differences so that they can be decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core import audit, clock, masking, once
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.i18n import N_
from core.imports import chunks, headers, mappings, memory
from core.imports.headers import Layout
from core.imports.reading import Workbook
from core.reconciliation import columns, held, listed, outcome, words
from core.reconciliation.outcome import Found, Outcome, Period
from db.models import Reconciliation, ReconciliationRow

COMMAND = "reconciliation.compare"
CHUNK = 1_000
REFERENCE_LENGTH = 60
# In the log "person" and "proof" are things; here they are counts of what is not known.
TOLD = {"person": "unknown_person", "proof": "unknown_proof"}
_NO_ROWS = N_(
    "Onder de kopregel (rij {row}) staat geen enkele rij. Neem de lijst opnieuw uit de registratietool."
)
_PERIOD = N_("De periode eindigt ({last}) vóór ze begint ({first}). Kijk beide datums na.")

_IN_FUTURE = N_("{day} ligt nog in de toekomst. Kies een periode tot en met vandaag, of laat ze leeg.")


@dataclass(frozen=True, slots=True)
class Carried:
    """A decision that was taken about the same difference in an earlier list."""

    row_id: int
    decision: str
    decided_on: date | None
    decided_by: str
    reason: str


def layout(session: Session, *, workbook: Workbook, mapping: Mapping[str, str] | None = None) -> Layout:
    """How the list's columns are understood, recognisable or not; the screen lets the user adjust it."""
    remembered = mappings.remembered(session, kind=columns.COLUMNS.name)
    return headers.find(workbook, kind=columns.COLUMNS, remembered=remembered, given=mapping or {}, least=1)


@memory.uncollected()
def trial(
    session: Session, *, actor: Actor, today: date, workbook: Workbook, period: Period,
    mapping: Mapping[str, str] | None = None,
) -> Outcome:  # fmt: skip
    """What the comparison comes to; nothing is written. Raises InvalidInput for a list that cannot be compared."""
    require(session, actor, Action.RECONCILE)
    _check_period(period, today=today)
    found = layout(session, workbook=workbook, mapping=mapping)
    columns.require_recognisable(found)
    rows = listed.read(headers.rows(found), headers=found.headers_by_field(), today=today)
    if not rows:
        raise InvalidInput(_NO_ROWS, row=found.header_row)
    proofs, people = held.proofs(session, actor=actor), held.people(session, actor=actor)
    return outcome.of(rows, proofs, people, period=period, is_limited=actor.campus_ids is not None)


def _check_period(period: Period, *, today: date) -> None:
    """Of a day that must still come nothing is registered: everything would seem to agree."""
    for name, day in (("first_on", period.first_on), ("last_on", period.last_on)):
        if day is not None and day > today:
            raise InvalidInput(_IN_FUTURE, field=name, day=day)
    if period.first_on and period.last_on and period.last_on < period.first_on:
        raise InvalidInput(_PERIOD, field="last_on", first=period.first_on, last=period.last_on)


@memory.uncollected()
def compare(
    session: Session, *, actor: Actor, today: date, workbook: Workbook, period: Period,
    mapping: Mapping[str, str] | None = None, nonce: str = "",
) -> int:  # fmt: skip
    """Compare a list and keep its differences; gives the key of the comparison.

    A difference that was decided before comes with that decision. Raises InvalidInput, nothing stored by halves.
    """
    require(session, actor, Action.RECONCILE)
    answered = once.replay(session, nonce=nonce)
    if answered is not None:
        return int(str(answered["reconciliation"]))
    found = trial(session, actor=actor, today=today, workbook=workbook, period=period, mapping=mapping)
    mappings.remember(session, kind=columns.COLUMNS.name, mapping=mapping or {})
    read = layout(session, workbook=workbook, mapping=mapping)
    kept = Reconciliation(
        file_name=masking.masked(workbook.file_name)[:200], sha256=workbook.sha256,
        mapping={name: masking.masked(header) for name, header in read.headers_by_field().items()},
        first_on=period.first_on, last_on=period.last_on, rows=found.counts[outcome.ROWS], counts=dict(found.counts),
        read_on=today, read_at=clock.now(), read_by=actor.display_name, account_id=actor.id,
        is_limited=actor.campus_ids is not None,
    )  # fmt: skip
    session.add(kept)
    session.flush()
    _keep_rows(session, actor, kept.id, found)
    counts = {TOLD.get(name, name): count for name, count in found.counts.items()}
    audit.record(
        session, actor=actor, action=COMMAND, subject_kind="reconciliation", subject_id=kept.id,
        details={"sha256": workbook.sha256, "on": today, **counts},
    )  # fmt: skip
    once.remember(session, nonce=nonce, command=COMMAND, result={"reconciliation": kept.id})
    return kept.id


def _keep_rows(session: Session, actor: Actor, reconciliation_id: int, found: Outcome) -> None:
    before = _decided_before(session, actor, {each.signature for each in found.found})
    rows = [
        {"reconciliation_id": reconciliation_id, **_facts(each), **_decision(before.get(each.signature))}
        for each in found.found
    ]
    for start in range(0, len(rows), CHUNK):
        session.execute(insert(ReconciliationRow), rows[start : start + CHUNK])


def _facts(each: Found) -> dict[str, object]:
    proof = each.proof
    return {
        "row_number": each.row, "kind": each.kind.value, "cause": each.cause, "other_row": each.other_row,
        "proof_id": proof.proof_id if proof else None, "campus_id": proof.campus_id if proof else None,
        "learner_id": each.learner_id, "reference": masking.masked(each.reference)[:REFERENCE_LENGTH],
        "differences": [difference.as_json() for difference in each.differences], "signature": each.signature,
    }  # fmt: skip


def _decision(carried: Carried | None) -> dict[str, object]:
    if carried is None:
        return {"decision": "", "decided_on": None, "decided_by": "", "reason": "", "carried_from_id": None}
    return {
        "decision": carried.decision, "decided_on": carried.decided_on, "decided_by": carried.decided_by,
        "reason": carried.reason, "carried_from_id": carried.row_id,
    }  # fmt: skip


def _decided_before(session: Session, actor: Actor, signatures: set[str]) -> dict[str, Carried]:
    """The latest lasting decision about each difference, among those that the actor may see."""
    row = ReconciliationRow
    statement = (
        select(
            row.signature,
            row.id,
            row.carried_from_id,
            row.decision,
            row.decided_on,
            row.decided_by,
            row.reason,
        )
        .where(row.decision.in_(words.LASTING))
        .order_by(row.id)
    )
    if actor.campus_ids is not None:
        own = select(Reconciliation.id).where(Reconciliation.account_id == actor.id)
        statement = statement.where(
            row.campus_id.in_(sorted(actor.campus_ids)) | row.reconciliation_id.in_(own)
        )
    wanted = sorted(signatures)
    found: dict[str, Carried] = {}
    for start in range(0, len(wanted), chunks.SIZE):
        asked = statement.where(row.signature.in_(wanted[start : start + chunks.SIZE]))
        for signature, key, origin, decision, decided_on, decided_by, reason in session.execute(asked):
            found[signature] = Carried(origin or key, decision, decided_on, decided_by, reason)
    return found
