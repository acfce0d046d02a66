"""The local administrator: "de wettelijke vertegenwoordiger die is opgenomen in de Kruispuntbank" (S0, step 1).

KBO Open Data names no persons, so whoever keeps the register notes by hand who the legal representative is. When that
is nobody whom the register knows as local administrator, somebody has to look.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core import audit, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from core.learners import names
from core.organisation import provider
from core.provider_settings import queries as chosen
from core.rights import tasks
from db.models import Organisation, StaffMember, Task

KIND = "check_administrator"
TERM = "rights.administrator_days"
NO_NAME = N_("Vul de naam van de wettelijke vertegenwoordiger in, zoals die in de KBO staat.")
NO_DAY = N_("Vul in op welke dag je dit in de KBO nakeek.")
IN_FUTURE = N_("De dag waarop je de KBO nakeek ligt in de toekomst.")
NOTHING = N_("Deze taak staat niet meer open. Laad de pagina opnieuw.")


def note_legal_representative(
    session: Session, *, actor: Actor, today: date, name: str, seen_on: date | None, version: int
) -> bool:
    """Note who stands in KBO as legal representative; gives whether the local administrator has to be looked at."""
    require(session, actor, Action.MANAGE_RIGHTS)
    tidy = names.tidy(name)
    if not tidy:
        raise InvalidInput(NO_NAME, field="name")
    if seen_on is None:
        raise InvalidInput(NO_DAY, field="seen_on")
    if seen_on > today:
        raise InvalidInput(IN_FUTURE, field="seen_on")
    lengths.check(Organisation, {"legal_representative": tidy})
    found = provider.held(session, version=version, typed={"legal_representative": tidy})
    was = found.legal_representative
    found.legal_representative, found.legal_representative_on = tidy, seen_on
    if names.folded(was) != names.folded(tidy) and not _is_administrator(session, tidy, on=today):
        _open(session, tidy, was, since=seen_on, today=today)
    settle(session, actor=actor, today=today)
    audit.record(
        session, actor=actor, action="organisation.legal_representative", subject_kind="organisation", subject_id=1,
        details={"name": tidy, "was": was, "day": seen_on, "on": today},
    )  # fmt: skip
    return _standing(session) is not None


def confirm(session: Session, *, actor: Actor, today: date, task_id: int, version: int, note: str) -> None:
    """The local administrator was looked at; the note says what came of it."""
    require(session, actor, Action.MANAGE_RIGHTS)
    task = session.get(Task, task_id, with_for_update=True, populate_existing=True)
    if task is None or task.kind != KIND or task.state != tasks.OPEN:
        raise NotFound(NOTHING)
    if task.version != version:
        raise Conflict(NOTHING)
    lengths.check_reason(note)
    tasks.close(task, actor=actor, today=today, outcome="checked", note=note.strip())
    audit.record(
        session, actor=actor, action="task.confirm", subject_kind="task", subject_id=task.id,
        details={"kind": KIND, "reason": note.strip(), "on": today},
    )  # fmt: skip


def settle(session: Session, *, actor: Actor, today: date) -> None:
    """The task is done once the register knows the legal representative as local administrator."""
    session.flush()
    task = _standing(session)
    organisation = session.get(Organisation, 1)
    if task is None or organisation is None:
        return
    if _is_administrator(session, organisation.legal_representative, on=today):
        tasks.close(task, actor=actor, today=today, outcome="administrator")


def current(session: Session, *, on: date) -> Sequence[StaffMember]:
    """Who is local administrator on a day, by name."""
    return session.scalars(
        select(StaffMember)
        .where(
            StaffMember.is_local_administrator, StaffMember.begins_on <= on,
            or_(StaffMember.ends_on.is_(None), StaffMember.ends_on >= on),
        )
        .order_by(StaffMember.name, StaffMember.id)
    ).all()  # fmt: skip


def _is_administrator(session: Session, name: str, *, on: date) -> bool:
    return any(names.folded(person.name) == names.folded(name) for person in current(session, on=on))


def _standing(session: Session) -> Task | None:
    return session.scalars(
        select(Task).where(Task.kind == KIND, Task.state == tasks.OPEN).with_for_update()
    ).first()


def _open(session: Session, name: str, was: str, *, since: date, today: date) -> None:
    """A new task, or the one that stands with the newest name and its day."""
    term, task = timedelta(days=chosen.number(session, TERM)), _standing(session)
    if task is None:
        task = Task(kind=KIND, subject_kind="organisation", subject_id=1, created_on=today, details={})
        session.add(task)
    else:
        task.version += 1
        was = str(task.details["was"])
    task.details = {"name": name, "was": was, "since": since.isoformat()}
    task.due_on = since + term
    session.flush()
