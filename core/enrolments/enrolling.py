"""Somebody enters a course, and what of the enrolment may change: the regime of leave and the employer (7b.3)."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, identifiers, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.enrolments import files
from core.enrolments.words import REGIMES
from core.errors import InvalidInput, NotFound
from core.i18n import N_
from core.learners import queries as learners
from core.trajectories import commands as trajectories
from db.models import Course, CourseGroup, Enrolment, GroupMembership, Learner, Participation

NO_COURSE = N_("Deze opleiding bestaat niet meer. Laad de pagina opnieuw.")
NO_PERSON = N_("Deze cursist bestaat niet meer. Laad de pagina opnieuw.")
NO_GROUP = N_("Kies een groep van deze opleiding.")
TWICE = N_(
    "Deze cursist is al ingeschreven in {code} sinds {day}. Wijzig die inschrijving of zet ze eerst stop."
)
AFTER_END = N_("De opleiding eindigde op {day}. Kies een vroegere dag.")
IN_FUTURE = N_("{day} ligt nog in de toekomst. Noteer wat al gebeurd is.")
TOO_EARLY = N_("De opleiding begint pas op {first}. Kijk het jaar van de inschrijving na: {day}.")
YEARS_BEFORE = 2
OVERLAP = N_("Deze cursist was tot {day} al ingeschreven in deze opleiding. Kies een dag vanaf {day}.")


@dataclass(frozen=True, slots=True)
class Leave:
    """Under which regime of leave, and for which employer; '' is no leave, and then nothing is owed."""

    regime: str = ""
    employer_name: str = ""
    employer_number: str = ""


def enrol(
    session: Session,
    *,
    actor: Actor,
    today: date,
    course_id: int,
    learner_id: int,
    course_group_id: int,
    enrolled_on: date,
    leave: Leave,
) -> int:
    """A person enters a course and a group of it; makes the participation in its trajectory when there is none yet."""
    require(session, actor, Action.EDIT_ENROLMENT)
    # Held with others who enrol, and against who changes its dates: the papers follow them.
    course = session.get(Course, course_id, with_for_update={"read": True}, populate_existing=True)
    if course is None:
        raise NotFound(NO_COURSE)
    require(session, actor, Action.EDIT_ENROLMENT, campus_id=course.campus_id)
    _check_person(session, actor, learner_id)
    values = _checked(leave)
    _check_day(course, enrolled_on, today=today)
    _check_group(session, course, course_group_id)
    _check_single(session, course, learner_id, enrolled_on=enrolled_on)
    enrolment = Enrolment(
        course_id=course.id, learner_id=learner_id, campus_id=course.campus_id, enrolled_on=enrolled_on,
        participation_id=_participation(session, actor, course, learner_id, today=today, starts_on=enrolled_on),
        **values,
    )  # fmt: skip
    session.add(enrolment)
    session.flush()
    session.add(
        GroupMembership(enrolment_id=enrolment.id, course_group_id=course_group_id, from_on=enrolled_on)
    )
    files.settle(session, enrolment)
    audit.record(
        session, actor=actor, action="enrolment.add", subject_kind="enrolment", subject_id=enrolment.id,
        details={"code": course.code, "day": enrolled_on, "regime": leave.regime, "on": today},
    )  # fmt: skip
    return enrolment.id


def change_enrolment(
    session: Session, *, actor: Actor, today: date, enrolment_id: int, version: int, leave: Leave
) -> None:
    """Correct the regime of leave or the employer. Hours do not change by it; an issued paper keeps what it says."""
    require(session, actor, Action.EDIT_ENROLMENT)
    enrolment = files.load(session, actor, Action.EDIT_ENROLMENT, enrolment_id=enrolment_id, version=version)
    values = _checked(leave)
    if leave.regime != enrolment.regime:
        files.check_papers(session, enrolment, first_on=date.min)
    changed = [name for name, value in values.items() if getattr(enrolment, name) != value]
    for name in changed:
        setattr(enrolment, name, values[name])
    files.settle(session, enrolment)
    audit.record(
        session, actor=actor, action="enrolment.change", subject_kind="enrolment", subject_id=enrolment.id,
        details={"fields": changed, "regime": leave.regime, "on": today},
    )  # fmt: skip


def _check_person(session: Session, actor: Actor, learner_id: int) -> None:
    # Under a lock, so that two people who enrol the same person wait for each other.
    person = session.get(Learner, learner_id, with_for_update=True)
    is_gone = person is None or person.merged_into_id is not None
    if is_gone or not learners.may_see(session, actor=actor, learner_id=learner_id):
        raise NotFound(NO_PERSON)


def _checked(leave: Leave) -> dict[str, str]:
    if leave.regime not in REGIMES:
        raise InvalidInput(N_("Kies een stelsel uit de lijst."), field="regime")
    values = {name: str(value).strip() for name, value in asdict(leave).items()}
    if values["employer_number"]:
        try:
            values["employer_number"] = identifiers.parse_enterprise_number(values["employer_number"])
        except InvalidInput as refused:
            raise InvalidInput(refused.template, field="employer_number") from refused
    lengths.check(Enrolment, values)
    return values


def _check_day(course: Course, enrolled_on: date, *, today: date) -> None:
    if enrolled_on > today:
        raise InvalidInput(IN_FUTURE, field="enrolled_on", day=enrolled_on)
    if enrolled_on > course.ends_on:
        raise InvalidInput(AFTER_END, field="enrolled_on", day=course.ends_on)
    if is_too_early(course.starts_on, enrolled_on):
        raise InvalidInput(TOO_EARLY, field="enrolled_on", day=enrolled_on, first=course.starts_on)


def is_too_early(starts_on: date, enrolled_on: date) -> bool:
    """Whether that day lies so long before the course that its year must be a slip of the keys."""
    return enrolled_on.year < starts_on.year - YEARS_BEFORE


def _check_group(session: Session, course: Course, course_group_id: int) -> None:
    group = session.get(CourseGroup, course_group_id)
    if group is None or group.course_id != course.id:
        raise InvalidInput(NO_GROUP, field="group")


def _check_single(session: Session, course: Course, learner_id: int, *, enrolled_on: date) -> None:
    """One running enrolment, and none that overlaps an earlier one: a lesson would count twice."""
    for other in session.scalars(
        select(Enrolment).where(Enrolment.course_id == course.id, Enrolment.learner_id == learner_id)
    ):
        if other.stopped_on is None:
            raise InvalidInput(TWICE, field="learner", code=course.code, day=other.enrolled_on)
        if enrolled_on < other.stopped_on:
            raise InvalidInput(OVERLAP, field="enrolled_on", day=other.stopped_on)


def _participation(
    session: Session, actor: Actor, course: Course, learner_id: int, *, today: date, starts_on: date
) -> int | None:
    """The running participation in the course's trajectory, made when there is none: nobody is typed twice."""
    if course.trajectory_id is None:
        return None
    running = session.scalar(
        select(Participation.id).where(
            Participation.learner_id == learner_id,
            Participation.trajectory_id == course.trajectory_id,
            Participation.completed_on.is_(None),
        )
    )
    if running is not None:
        return running
    return trajectories.enrol(
        session, actor=actor, today=today, learner_id=learner_id, trajectory_id=course.trajectory_id,
        campus_id=course.campus_id, starts_on=max(starts_on, course.starts_on),
    )  # fmt: skip
