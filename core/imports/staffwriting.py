"""Writing the accepted rows of a sheet of staff: people, rights, their history, and the tasks that follow."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import Conflict
from core.i18n import N_
from core.imports.kinds import Effect, Finding, Progress, Scope
from core.imports.staffbook import Somebody
from core.imports.staffplan import StaffPlan
from core.rights import administrator, files, tasks
from db.models import CounterRight, StaffMember

MOVED = N_(
    "Het rechtenregister is gewijzigd sinds dit overzicht. Bekijk het overzicht opnieuw en bevestig dan."
)


def apply(
    session: Session, findings: Sequence[Finding], batch_id: int, scope: Scope, progress: Progress
) -> list[Effect]:
    """Write the accepted rows; gives what each did. Raises Conflict when somebody changed one of these people."""
    plans = [(found.row, found.plan) for found in findings if isinstance(found.plan, StaffPlan)]
    people = _hold(session, (plan.somebody for _, plan in plans))
    effects = []
    for done, (row, plan) in enumerate(plans, start=1):
        effects.append(_write(session, row, plan, people, batch_id, scope))
        if done % 100 == 0 or done == len(plans):
            progress(done, len(plans))
    touched = {effect.subject_id for effect in effects}
    for person in sorted((one for one in people.values() if one.id in touched), key=lambda one: one.id):
        tasks.settle(session, person, actor=scope.actor, today=scope.today, outcome="imported")
    administrator.settle(session, actor=scope.actor, today=scope.today)
    return effects


def _hold(session: Session, everybody: Iterable[Somebody]) -> dict[int, StaffMember]:
    """Those of the register under a lock, still as the check read them; by the row's own object."""
    known = {one.id: one for one in everybody if one.id is not None}
    held = session.scalars(
        select(StaffMember)
        .where(StaffMember.id.in_(sorted(known)))
        .order_by(StaffMember.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    if {person.id: person.version for person in held} != {key: one.version for key, one in known.items()}:
        raise Conflict(MOVED)
    for person in held:
        person.version += 1
    return {id(known[person.id]): person for person in held}


def _write(
    session: Session, row: int, plan: StaffPlan, people: dict[int, StaffMember], batch_id: int, scope: Scope
) -> Effect:
    person = people.get(id(plan.somebody))
    did: dict[str, object] = {}
    if person is None:
        person = people[id(plan.somebody)] = _create(session, plan.somebody, batch_id, scope)
        did["created"] = created_values(person)
    elif plan.values:
        for name, value in plan.values.items():
            setattr(person, name, value)
        did |= {"old": dict(plan.old), "new": dict(plan.values)}
    if plan.right is not None:
        did["right"] = _grant(session, person, plan, batch_id, scope)
    return Effect(row, files.STAFF, person.id, {"staff": did})


def created_values(person: StaffMember) -> dict[str, object]:
    """What a sheet wrote about somebody new, as JSON keeps it: the undo sees by it whether anything changed."""
    return {
        "name": person.name, "function": person.function, "email": person.email, "account_id": person.account_id,
        "registers": person.registers, "is_local_administrator": person.is_local_administrator,
        "begins_on": person.begins_on.isoformat(), "ends_on": person.ends_on.isoformat() if person.ends_on else None,
    }  # fmt: skip


def _create(session: Session, somebody: Somebody, batch_id: int, scope: Scope) -> StaffMember:
    person = StaffMember(
        name=somebody.name, function=somebody.function, email=somebody.email, account_id=somebody.account_id,
        registers=somebody.registers, is_local_administrator=somebody.is_administrator, begins_on=somebody.begins_on,
        ends_on=somebody.ends_on, import_batch_id=batch_id,
    )  # fmt: skip
    session.add(person)
    session.flush()
    files.tell_person(session, scope.actor, person, "imported", on=person.begins_on, text=person.function)
    return person


def _grant(session: Session, person: StaffMember, plan: StaffPlan, batch_id: int, scope: Scope) -> int:
    assert plan.right is not None
    right = CounterRight(
        staff_member_id=person.id, profile=plan.right.profile, begins_on=plan.right.begins_on,
        ends_on=plan.right.ends_on, reason=plan.reason, granted_by=plan.granted_by, import_batch_id=batch_id,
    )  # fmt: skip
    session.add(right)
    session.flush()
    files.tell(
        session, scope.actor, right, "imported", on=right.begins_on, text=plan.reason, new=plan.granted_by
    )
    return right.id
