"""The tasks that follow from the register: opened, moved and closed in the transaction that gives the reason.

Nobody types the date of a task: it is the day of its cause and the provider's own term. A task that somebody dropped
stays dropped as long as its cause is the same. What time alone has ended is left out by the query (`is_needed`).
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.provider_settings import queries as chosen
from core.rights import files, needs
from core.rights.needs import ACCOUNT, GRANT, REVOKE, Need, Person
from core.rights.spans import Span
from db.models import Account, StaffMember, Task

TERMS: Mapping[str, str] = {REVOKE: "rights.revoke_days", GRANT: "rights.grant_days"}
OPEN, DONE, DROPPED = "open", "done", "dropped"
STAFF = files.STAFF


def settle(
    session: Session, person: StaffMember, *, actor: Actor, today: date, outcome: str, closed_on: date | None = None
) -> None:  # fmt: skip
    """Make this person's tasks what his file asks for; those whose reason is gone are done, with this outcome.

    `closed_on` is given by whoever closes the account now. The caller holds the person.
    """
    session.flush()
    own = _own(session, person.id)
    facts = facts_of(session, person, own, today=today, closed_on=closed_on)
    spans = [files.span_of(right) for right in files.rights_of(session, person.id)]
    wanted = needs.needed(facts, spans, today=today)
    for kind in TERMS:
        dropped = {need for task in own if task.state == DROPPED for need in causes_of(task)}
        standing = [need for need in wanted if need.kind == kind and need not in dropped]
        task = next((task for task in own if task.kind == kind and task.state == OPEN), None)
        if task is None and standing:
            session.add(_new(session, person, kind, standing, today))
        elif task is not None and not standing:
            close(task, actor=actor, today=today, outcome=outcome)
        elif task is not None and standing != causes_of(task):
            _move(session, task, standing)
    session.flush()


def account_changed(
    session: Session, *, account_id: int, actor: Actor, today: date, closed_on: date | None = None
) -> None:
    """An account was closed (on `closed_on`) or opened again: whoever stands behind it may have to lose his rights.

    Called by the commands on accounts, in their transaction, so that it cannot be forgotten.
    """
    person = session.scalars(
        select(StaffMember).where(StaffMember.account_id == account_id).with_for_update(key_share=True)
    ).one_or_none()
    if person is not None:
        person.version += 1
        settle(session, person, actor=actor, today=today, outcome="account_opened", closed_on=closed_on)


def close(task: Task, *, actor: Actor, today: date, outcome: str, state: str = DONE, note: str = "") -> None:
    """The task is done, or dropped."""
    task.state, task.done_on, task.done_by = state, today, actor.display_name
    task.outcome, task.note = outcome, note
    task.version += 1


def facts_of(
    session: Session, person: StaffMember, own: Sequence[Task], *, today: date, closed_on: date | None = None
) -> Person:
    """What decides which rights this person may hold, the day his account was closed among it."""
    account = session.get(Account, person.account_id) if person.account_id is not None else None
    is_closed = account is not None and not account.is_active
    return as_person(person, (closed_on or _known_closing(own) or today) if is_closed else None)


def as_person(person: StaffMember, closed_on: date | None) -> Person:
    """The same, when the state of the account is known already."""
    return Person(
        person.begins_on, person.ends_on, person.function_on, person.registers, person.is_local_administrator, closed_on
    )  # fmt: skip


def _known_closing(own: Sequence[Task]) -> date | None:
    """The day the account was closed, as the newest task that says so has it."""
    days = (need.since for task in reversed(own) for need in causes_of(task) if need.cause == ACCOUNT)
    return next(days, None)


def causes_of(task: Task) -> list[Need]:
    """The reasons for which a task was opened."""
    return [Need(task.kind, cause, date.fromisoformat(since)) for cause, since in task.details["causes"]]


def is_needed(task: Task, person: Person, spans: Sequence[Span], *, today: date) -> bool:
    """Whether an open task still has its reason: a right may have run out by itself since."""
    return any(need.kind == task.kind for need in needs.needed(person, spans, today=today))


def _own(session: Session, staff_member_id: int) -> Sequence[Task]:
    return session.scalars(
        select(Task)
        .where(Task.staff_member_id == staff_member_id, Task.kind.in_(TERMS))
        .order_by(Task.id)
        .execution_options(populate_existing=True)
    ).all()


def _new(session: Session, person: StaffMember, kind: str, standing: Sequence[Need], today: date) -> Task:
    task = Task(
        kind=kind, subject_kind=STAFF, subject_id=person.id, staff_member_id=person.id, created_on=today, details={}
    )  # fmt: skip
    _date(session, task, standing)
    return task


def _move(session: Session, task: Task, standing: Sequence[Need]) -> None:
    _date(session, task, standing)
    task.version += 1


def _date(session: Session, task: Task, standing: Sequence[Need]) -> None:
    """Its causes, and its term from the first of them; a term of our own runs in calendar days."""
    task.details = {"causes": [[need.cause, need.since.isoformat()] for need in standing]}
    days = chosen.number(session, TERMS[task.kind])
    task.due_on = min(need.since for need in standing) + timedelta(days=days)
