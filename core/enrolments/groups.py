"""Changing group from a day on: what came before stays as it was."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.enrolments import files
from core.errors import InvalidInput
from core.i18n import N_
from db.models import Course, CourseGroup, Enrolment, GroupMembership

STOPPED = N_("Deze cursist stopte op {day}. Maak de stopzetting eerst ongedaan.")
NO_GROUP = N_("Kies een andere groep van deze opleiding.")
ENTERED = N_("In de huidige groep is tot en met {day} al ingevuld. Kies een dag daarna.")
BEFORE_GROUP = N_("De cursist zit pas sinds {day} in de huidige groep. Kies een latere dag.")
AFTER_END = N_("De opleiding eindigt op {day}. Kies een vroegere dag.")


def change_group(
    session: Session,
    *,
    actor: Actor,
    today: date,
    enrolment_id: int,
    version: int,
    course_group_id: int,
    from_on: date,
) -> None:
    """Sit in another group of the same course from that day on; the old membership ends the day before."""
    require(session, actor, Action.EDIT_ENROLMENT)
    enrolment = files.load(session, actor, Action.EDIT_ENROLMENT, enrolment_id=enrolment_id, version=version)
    old = _checked(session, enrolment, course_group_id, from_on)
    lessons = files.hold_lessons(session, enrolment, first_on=from_on)
    if entered := files.entered(session, enrolment, lessons, present=False):
        raise InvalidInput(ENTERED, field="from_on", day=entered[-1])
    files.check_papers(session, enrolment, first_on=from_on)
    before = old.course_group_id
    if from_on == old.from_on:
        # Nothing was entered since: the wrong group was chosen, and nobody sat there for a day.
        old.course_group_id = course_group_id
    else:
        old.until_on = from_on - timedelta(days=1)
        session.add(
            GroupMembership(enrolment_id=enrolment.id, course_group_id=course_group_id, from_on=from_on)
        )
    files.settle(session, enrolment)
    audit.record(
        session, actor=actor, action="enrolment.change_group", subject_kind="enrolment", subject_id=enrolment.id,
        details={"was": _code(session, before), "new": _code(session, course_group_id), "day": from_on, "on": today},
    )  # fmt: skip


def _checked(session: Session, enrolment: Enrolment, course_group_id: int, from_on: date) -> GroupMembership:
    """The membership that ends; the new group is another one of the course, and the day lies in both."""
    if enrolment.stopped_on is not None:
        raise InvalidInput(STOPPED, day=enrolment.stopped_on)
    group = session.get(CourseGroup, course_group_id)
    old = files.running_membership(session, enrolment)
    if (
        old is None
        or group is None
        or group.course_id != enrolment.course_id
        or group.id == old.course_group_id
    ):
        raise InvalidInput(NO_GROUP, field="group")
    if from_on < old.from_on:
        raise InvalidInput(BEFORE_GROUP, field="from_on", day=old.from_on)
    ends_on = session.get_one(Course, enrolment.course_id).ends_on
    if from_on > ends_on:
        raise InvalidInput(AFTER_END, field="from_on", day=ends_on)
    return old


def _code(session: Session, course_group_id: int) -> str:
    return session.get_one(CourseGroup, course_group_id).code
