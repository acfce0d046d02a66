"""The register as the screen shows it: who holds what, how that stands today, and what is still to be done."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.provider_settings import queries as chosen
from core.rights import administrator, files, needs, reviewing, standing, tasks
from core.rights.needs import GRANT, REVOKE, Person
from core.rights.rows import Administration, RightRow, StaffRow, StepRow, TaskRow
from db.models import Account, CounterRight, FirstUseStep, Organisation, StaffMember, Task

__all__ = [
    "Administration", "RightRow", "StaffRow", "StepRow", "TaskRow", "accounts", "administration", "open_tasks",
    "register", "steps",
]  # fmt: skip
KINDS = (*tasks.TERMS, administrator.KIND)


def register(session: Session, *, today: date) -> list[StaffRow]:
    """Everybody of the register: what needs somebody first, then by name. It is of all campuses."""
    held = _held(session)
    months = reviewing.months(session)
    soon = timedelta(days=chosen.number(session, "rights.ending_days"))
    standing_tasks: dict[int | None, dict[str, date]] = defaultdict(dict)
    for task in open_tasks(session, today=today):
        standing_tasks[task.staff_member_id][task.kind] = task.due_on
    rows = [
        _staff(person, account, held[person.id], standing_tasks[person.id], today=today, months=months, soon=soon)
        for person, account in _people(session)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (standing.ORDER[row.state], row.name.casefold(), row.staff_member_id))


def open_tasks(session: Session, *, today: date) -> list[TaskRow]:
    """What is still to be done, the first date first; what ended by itself meanwhile is left out."""
    found = session.scalars(
        select(Task)
        .where(Task.state == tasks.OPEN, Task.kind.in_(KINDS))
        .order_by(Task.due_on, Task.id)
        .execution_options(populate_existing=True)
    ).all()
    people = {person.id: (person, account) for person, account in _people(session)} if found else {}
    held = _held(session) if found else {}
    rows = []
    for task in found:
        if task.staff_member_id is None:
            rows.append(_of_representative(task))
            continue
        person, account = people[task.staff_member_id]
        spans = [files.span_of(right) for right in held.get(person.id, ())]
        if tasks.is_needed(task, _facts(person, account, today), spans, today=today):
            causes = tuple((need.cause, need.since) for need in tasks.causes_of(task))
            rows.append(
                TaskRow(task.id, task.version, task.kind, person.id, person.name, "", causes, task.due_on)
            )
    return rows


def steps(session: Session) -> dict[str, StepRow]:
    """The steps of the first use that are done."""
    found = session.scalars(select(FirstUseStep))
    return {row.code: StepRow(row.code, row.done_on, row.done_by) for row in found}


def administration(session: Session, *, today: date) -> Administration:
    """The local administrator by name, and the legal representative of KBO as somebody noted it."""
    people = tuple((person.id, person.name) for person in administrator.current(session, on=today))
    found = session.get(Organisation, 1)
    if found is None:
        return Administration(people, "", None, 0)
    return Administration(people, found.legal_representative, found.legal_representative_on, found.version)


def accounts(session: Session) -> list[tuple[int, str]]:
    """The open accounts by their key and how people know them; for tying a member of staff to one."""
    found = session.scalars(select(Account).where(Account.is_active).order_by(Account.username))
    return [(account.id, f"{account.username} ({account.display_name})") for account in found]


def _people(session: Session) -> Sequence[tuple[StaffMember, Account | None]]:
    statement = select(StaffMember, Account).outerjoin(Account, Account.id == StaffMember.account_id)
    found = session.execute(statement.execution_options(populate_existing=True))
    return [(person, account) for person, account in found]


def _held(session: Session) -> Mapping[int, list[CounterRight]]:
    held: dict[int, list[CounterRight]] = defaultdict(list)
    statement = select(CounterRight).order_by(CounterRight.begins_on, CounterRight.id)
    for right in session.scalars(statement.execution_options(populate_existing=True)):
        held[right.staff_member_id].append(right)
    return held


def _facts(person: StaffMember, account: Account | None, today: date) -> Person:
    """Whether a closed account still asks for something does not depend on the day it was closed."""
    return tasks.as_person(person, today if account is not None and not account.is_active else None)


def _staff(
    person: StaffMember, account: Account | None, held: Sequence[CounterRight], due: Mapping[str, date], *,
    today: date, months: int, soon: timedelta,
) -> StaffRow:  # fmt: skip
    facts, revoke_by = _facts(person, account, today), due.get(REVOKE)
    has_left = person.ends_on is not None and person.ends_on < today
    rights = tuple(
        _right(
            right, today=today, months=months, soon=soon,
            is_too_long=(revoke_by is not None or has_left)
            and needs.too_long(facts, files.span_of(right), today=today),
        )
        for right in reversed(held)
    )  # fmt: skip
    state = standing.of_person(
        [right.state for right in rights], registers=person.registers, ends_on=person.ends_on,
        revoke_by=revoke_by, is_new=GRANT in due, today=today,
    )  # fmt: skip
    return StaffRow(
        person.id, person.version, person.name, person.function, person.email, person.account_id,
        account.username if account else "", account is not None and not account.is_active, person.registers,
        person.is_local_administrator, person.begins_on, person.ends_on, person.function_on, state, revoke_by, rights,
    )  # fmt: skip


def _right(right: CounterRight, *, today: date, months: int, soon: timedelta, is_too_long: bool) -> RightRow:
    return RightRow(
        right.id, right.version, right.profile, right.begins_on, right.ends_on, right.revoked_on, right.revoked_by,
        right.reason, right.granted_by, right.reviewed_on, right.reviewed_by, reviewing.due_on(right, months=months),
        standing.of_right(files.span_of(right), today=today, soon=soon), is_too_long,
    )  # fmt: skip


def _of_representative(task: Task) -> TaskRow:
    details = task.details
    causes = ((administrator.KIND, date.fromisoformat(details["since"])),)
    return TaskRow(
        task.id, task.version, task.kind, None, details["name"], details["was"], causes, task.due_on
    )
