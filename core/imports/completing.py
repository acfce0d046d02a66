"""Writes the accepted rows of a sheet of completions: people, participations, proofs and their terms."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from core.deadlines import terms
from core.deadlines.terms import Terms
from core.imports import changing, keys, planning, writing
from core.imports.comparing import CompletionPlan
from core.imports.kinds import Effect, Finding, Progress, Scope
from core.proofs.earning import Planned
from db.models import Participation

REASON = "import {batch}"
STEP = 500
Item = tuple[int, CompletionPlan]


def apply(
    session: Session, findings: Sequence[Finding], batch_id: int, scope: Scope, progress: Progress
) -> list[Effect]:
    """Write the plans of the accepted rows in one go; gives what each row did."""
    items = [(found.row, found.plan) for found in findings if isinstance(found.plan, CompletionPlan)]
    created = writing.create_people(session, [plan.person for _, plan in items], batch_id)
    people = {row: _person(session, plan, created, scope, batch_id) for row, plan in items}
    rule = terms.load(session)
    new = [(row, plan) for row, plan in items if plan.stored is None]
    effects = _insert(session, new, batch_id, rule, progress, total=len(items))
    for done, (row, plan) in enumerate((item for item in items if item[1].stored is not None), len(new) + 1):
        effects[row] = changing.change(session, row, plan, rule)
        progress(done, len(items))
    touched = {
        plan.person.somebody.id for row, plan in items if plan.stored is not None or "id" in people[row]
    }
    writing.reassess(session, [key for key in touched if key is not None])
    for row, plan in items:
        if plan.stored is not None:
            effects[row][1]["proof_versions"] = changing.proof_versions(session, plan.stored.id)
    return [
        writing.effect(row, "participation", key, person=people[row], **before)
        for row, (key, before) in sorted(effects.items())
    ]


def _person(
    session: Session, plan: CompletionPlan, created: set[int], scope: Scope, batch_id: int
) -> dict[str, object]:
    key = plan.person.somebody.id
    if key in created:
        return {"created": key}
    if not plan.person.changes_stored:
        return {}
    return writing.change_person(session, plan.person, scope, reason=REASON.format(batch=batch_id))


def _insert(
    session: Session, items: Sequence[Item], batch_id: int, rule: Terms, progress: Progress, *, total: int
) -> dict[int, tuple[int, dict[str, object]]]:
    """New participations with all that follows from them, in bulk."""
    fresh = keys.reserve(session, Participation, len(items))
    rows = [_participation(key, plan, batch_id) for key, (_, plan) in zip(fresh, items, strict=True)]
    writing.bulk(session, Participation, rows)
    earnings, planned = planning.Earnings(rule), list[Planned]()
    for done, (key, (_, plan)) in enumerate(zip(fresh, items, strict=True), start=1):
        planned += earnings.of(planning.completion_of(key, plan))
        if done % STEP == 0 or done == len(items):
            progress(done, total)
    planning.write_achieved(session, list(zip(fresh, (plan.completed for _, plan in items), strict=True)))
    planning.write_proofs(session, planned)
    return {row: (key, {"version": 1}) for key, (row, _) in zip(fresh, items, strict=True)}


def _participation(key: int, plan: CompletionPlan, batch_id: int) -> dict[str, object]:
    done = plan.completed
    return {
        "id": key,
        "learner_id": plan.person.somebody.id,
        "trajectory_id": done.trajectory.id,
        "campus_id": plan.campus_id,
        "starts_on": done.starts_on,
        "completed_on": done.completed_on,
        "outcome": done.outcome,
        "import_batch_id": batch_id,
    }
