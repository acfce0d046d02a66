"""A task that is not to be done after all: dropped with a reason. It comes back only for another cause."""

from datetime import date

from sqlalchemy.orm import Session

from core import audit, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import Conflict, NotFound
from core.i18n import N_
from core.rights import tasks
from core.rights.administrator import KIND as ADMINISTRATOR
from db.models import StaffMember, Task

GONE = N_("Deze taak staat niet meer open. Laad de pagina opnieuw.")
CHANGED = N_("Deze taak is intussen gewijzigd. Kijk ze na en probeer opnieuw.")


def drop(session: Session, *, actor: Actor, today: date, task_id: int, version: int, reason: str) -> None:
    """Close a task without doing it; the reason stays with it."""
    require(session, actor, Action.MANAGE_RIGHTS)
    found = session.get(Task, task_id)
    if found is not None and found.staff_member_id is not None:
        # The person first, as everybody does who opens or closes his tasks.
        session.get(StaffMember, found.staff_member_id, with_for_update={"key_share": True})
    task = session.get(Task, task_id, with_for_update=True, populate_existing=True)
    if task is None or task.state != tasks.OPEN or task.kind not in {*tasks.TERMS, ADMINISTRATOR}:
        raise NotFound(GONE)
    if task.version != version:
        raise Conflict(CHANGED)
    lengths.check_reason(reason)
    tasks.close(task, actor=actor, today=today, outcome="dropped", state=tasks.DROPPED, note=reason.strip())
    audit.record(
        session, actor=actor, action="task.drop", subject_kind="task", subject_id=task.id,
        details={"kind": task.kind, "reason": reason.strip(), "on": today},
    )  # fmt: skip
