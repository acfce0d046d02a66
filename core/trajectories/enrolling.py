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
from core.rights import checks
from db.models import Campus, Course, Learner, Participation, Trajectory


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
    """A person starts a trajectory on a campus. Raises InvalidInput and NotFound."""
    require(session, actor, Action.EDIT_PARTICIPATION, campus_id=campus_id)
    person = session.get(Learner, learner_id)
    is_gone = person is None or person.merged_into_id is not None or session.get(Campus, campus_id) is None
    # Who enrols somebody on his own campus may open the file from then on: nobody whom he could not find.
    if is_gone or not learners.may_see(session, actor=actor, learner_id=learner_id):
        raise NotFound(N_("Deze deelnemer of campus bestaat niet meer. Laad de pagina opnieuw."))
    trajectory = session.get(Trajectory, trajectory_id)
    if trajectory is None:
        raise NotFound(N_("Dit traject bestaat niet meer. Kies een ander traject."))
    _check_single(session, trajectory, learner_id)
    _check_start(session, trajectory_id, starts_on, today=today)
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


def _check_single(session: Session, trajectory: Trajectory, learner_id: int) -> None:
    running = select(Participation.id).where(
        Participation.learner_id == learner_id,
        Participation.trajectory_id == trajectory.id,
        Participation.completed_on.is_(None),
    )
    if session.scalar(running) is not None:
        raise InvalidInput(
            N_("Deze deelnemer volgt traject {code} al."), field="trajectory", code=trajectory.code
        )


def _check_start(session: Session, trajectory_id: int, starts_on: date, *, today: date) -> None:
    """No slip of the year: nothing can be completed before the start, and the start is not changed any more."""
    of_course = select(Course.id).where(Course.trajectory_id == trajectory_id, Course.starts_on == starts_on)
    # Who enters a course starts with it, and a course may be planned further ahead.
    if session.scalar(of_course.limit(1)) is None:
        checks.not_too_far(starts_on, field="starts_on", today=today)
