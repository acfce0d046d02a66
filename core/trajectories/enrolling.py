"""A person begins a trajectory."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput, NotFound
from core.i18n import N_
from core.learners import queries as learners
from db.models import Campus, Learner, Participation, Trajectory


def enrol(
    session: Session,
    *,
    actor: Actor,
    today: date,
    learner_id: int,
    trajectory_id: int,
    campus_id: int,
    starts_on: date,
) -> int:
    """A person starts a trajectory on a campus."""
    require(session, actor, Action.EDIT_PARTICIPATION, campus_id=campus_id)
    person = session.get(Learner, learner_id)
    is_gone = person is None or person.merged_into_id is not None or session.get(Campus, campus_id) is None
    # Who enrols somebody on his own campus may open the file from then on: nobody whom he could not find.
    if is_gone or not learners.may_see(session, actor=actor, learner_id=learner_id):
        raise NotFound(N_("Deze deelnemer of campus bestaat niet meer. Laad de pagina opnieuw."))
    trajectory = session.get(Trajectory, trajectory_id)
    if trajectory is None:
        raise NotFound(N_("Dit traject bestaat niet meer. Kies een ander traject."))
    running = select(Participation.id).where(
        Participation.learner_id == learner_id,
        Participation.trajectory_id == trajectory_id,
        Participation.completed_on.is_(None),
    )
    if session.scalar(running) is not None:
        raise InvalidInput(
            N_("Deze deelnemer volgt traject {code} al."), field="trajectory", code=trajectory.code
        )
    participation = Participation(
        learner_id=learner_id, trajectory_id=trajectory_id, campus_id=campus_id, starts_on=starts_on
    )
    session.add(participation)
    session.flush()
    audit.record(
        session, actor=actor, action="participation.enrol", subject_kind="participation", subject_id=participation.id,
        details={"trajectory": trajectory.code, "on": today},
    )  # fmt: skip
    return participation.id
