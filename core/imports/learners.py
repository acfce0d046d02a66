"""The sheet of people: creates who is not known yet and completes who is."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from core.i18n import N_
from core.imports import personcells, personchanges, personfields, reasons, undoing, writing
from core.imports.kinds import (
    ACCEPTED,
    REJECTED,
    UNCHANGED,
    Effect,
    Finding,
    Kind,
    Progress,
    Reason,
    Row,
    Scope,
)
from core.imports.people import Directory, PersonPlan, Somebody
from core.imports.personcells import Person

BY_CODE: dict[str, Reason] = {reason.code: reason for reason in reasons.LEARNER}
REASON = "import {batch}"


def check(session: Session, rows: Sequence[Row], scope: Scope) -> list[Finding]:
    """Every row of the sheet: accepted, refused with the first reason, or already known."""
    read = [personcells.read(row, today=scope.today) for row in rows]
    people_read = [found for found in read if not isinstance(found, str)]
    directory = Directory(session, people_read, scope.actor)
    seen: dict[int, int] = {}
    kept: list[Somebody] = []
    findings = []
    for row, found in zip(rows, read, strict=True):
        if isinstance(found, str):
            findings.append(_refused(row, found, scope))
            continue
        somebody, is_similar = directory.find(found)
        if id(somebody) in seen:
            findings.append(_refused(row, "duplicate_row", scope, value=str(seen[id(somebody)])))
            continue
        seen[id(somebody)] = row.number
        kept.append(somebody)
        findings.append(_judged(row, found, directory, somebody, is_similar=is_similar))
    return findings


def _judged(
    row: Row, person: Person, directory: Directory, somebody: Somebody, *, is_similar: bool
) -> Finding:
    plan, marks = directory.plan(person, somebody, renames=True)
    plan.somebody.take(plan.values, insz=plan.insz)
    warnings = (*person.warnings, *marks, *(["similar_person"] if is_similar else []))
    is_known = not plan.is_new and not plan.values
    return Finding(
        row.number,
        UNCHANGED if is_known else ACCEPTED,
        warnings=warnings,
        changes=tuple(personchanges.shown(plan)),
        is_new=plan.is_new,
        plan=None if is_known else plan,
    )


def _refused(row: Row, code: str, scope: Scope, *, value: str = "") -> Finding:
    reason = BY_CODE[code]
    field = "first_name" if code == "missing_name" and row.get("last_name") is not None else reason.field
    column = scope.column(field)
    return Finding(row.number, REJECTED, code, column, reason.template, {"column": column, "value": value})


def apply(
    session: Session, findings: Sequence[Finding], batch_id: int, scope: Scope, progress: Progress
) -> list[Effect]:
    """Write the accepted people; gives what each row did."""
    items = [(found.row, found.plan) for found in findings if isinstance(found.plan, PersonPlan)]
    created = writing.create_people(session, [plan for _, plan in items], batch_id)
    effects, changed = [], []
    for done, (row, plan) in enumerate(items, start=1):
        key = plan.somebody.id
        if key in created:
            person: dict[str, object] = {"created": key}
        else:
            person = writing.change_person(session, plan, scope, reason=REASON.format(batch=batch_id))
            changed.append(key)
        effects.append(writing.effect(row, "learner", key, person=person))
        if done % 500 == 0 or done == len(items):
            progress(done, len(items))
    writing.reassess(session, [key for key in changed if key is not None])
    return effects


KIND = Kind(
    "learners",
    N_("Deelnemers"),
    (*personfields.NAME_FIELDS, *personfields.DETAIL_FIELDS),
    reasons.LEARNER,
    check,
    apply,
    undoing.undo_people,
)
