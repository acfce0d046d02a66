"""Taking a sheet of staff back, as long as nothing that came later depends on it. The histories keep what was."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.errors import Conflict
from core.i18n import N_
from core.imports import staffwriting
from core.imports.kinds import Applied, Scope
from core.rights import files, tasks
from core.rights.profiles import BY_CODE
from db.models import CounterRight, Proof, StaffMember, Task

CHANGED = N_(
    "Rij {row}: dit is intussen gewijzigd. Deze invoer kan niet meer ongedaan; verbeter het bij Rechten."
)
IN_USE = N_(
    "Rij {row}: {name} voerde intussen bewijzen in met dit recht. Deze invoer kan niet meer ongedaan."
)
REASON = "import {batch}"


def undo(session: Session, rows: Sequence[Applied], batch_id: int, scope: Scope) -> None:
    """Remove or restore what the rows did, the last first. Raises Conflict."""
    people = _hold(session, rows)
    for row in rows:
        _check(session, row, people, batch_id)
    for row in reversed(rows):
        did = _of(row)
        if isinstance(did.get("right"), int):
            _remove_right(session, scope, did["right"], batch_id)
        old = did.get("old")
        if isinstance(old, dict):
            for name, value in old.items():
                setattr(people[row.subject_id], name, value)
    session.flush()
    created = {row.subject_id for row in rows if _of(row).get("created")}
    for key, person in people.items():
        person.version += 1
        if key in created:
            files.tell_person(session, scope.actor, person, "import_undone", on=scope.today)
            session.execute(delete(Task).where(Task.staff_member_id == key))
            session.delete(person)
        else:
            tasks.settle(session, person, actor=scope.actor, today=scope.today, outcome="imported")
    session.flush()


def _hold(session: Session, rows: Sequence[Applied]) -> dict[int, StaffMember]:
    keys = sorted({row.subject_id for row in rows})
    held = session.scalars(
        select(StaffMember)
        .where(StaffMember.id.in_(keys))
        .order_by(StaffMember.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {person.id: person for person in held}


def _check(session: Session, row: Applied, people: Mapping[int, StaffMember], batch_id: int) -> None:
    person, did = people.get(row.subject_id), _of(row)
    if person is None:
        raise Conflict(CHANGED, row=row.row)
    new = did.get("new")
    if isinstance(new, dict) and any(getattr(person, name) != value for name, value in new.items()):
        raise Conflict(CHANGED, row=row.row)
    key = did.get("right")
    if isinstance(key, int):
        right = session.get(CounterRight, key, with_for_update=True, populate_existing=True)
        if right is None or right.version != 1:
            raise Conflict(CHANGED, row=row.row)
        if BY_CODE[right.profile].registers and _entered(session, person.id, right.begins_on, right.ends_on):
            raise Conflict(IN_USE, row=row.row, name=person.name)
    if did.get("created"):
        _check_created(session, row, person, batch_id)


def _check_created(session: Session, row: Applied, person: StaffMember, batch_id: int) -> None:
    if _entered(session, person.id, date.min, None):
        raise Conflict(IN_USE, row=row.row, name=person.name)
    others = select(CounterRight.id).where(
        CounterRight.staff_member_id == person.id, CounterRight.import_batch_id.is_distinct_from(batch_id)
    )
    dropped = select(Task.id).where(Task.staff_member_id == person.id, Task.state == tasks.DROPPED)
    changed = _of(row)["created"] != staffwriting.created_values(person)
    if changed or any(session.scalar(each) is not None for each in (others, dropped)):
        raise Conflict(CHANGED, row=row.row)


def _entered(session: Session, staff_member_id: int, first: date, last: date | None) -> bool:
    found = select(Proof.id).where(
        Proof.entered_by_id == staff_member_id, Proof.entered_on >= first, Proof.entered_on <= (last or date.max)
    )  # fmt: skip
    return session.scalar(found.limit(1)) is not None


def _remove_right(session: Session, scope: Scope, key: object, batch_id: int) -> None:
    assert isinstance(key, int)
    right = session.get_one(CounterRight, key)
    text = REASON.format(batch=batch_id)
    files.tell(session, scope.actor, right, "import_undone", on=scope.today, text=text)
    session.delete(right)
    session.flush()


def _of(row: Applied) -> Mapping[str, object]:
    found = row.before.get("staff")
    return found if isinstance(found, dict) else {}
