"""An enrolment under a lock, and what must not change any more beneath an issued paper (S3, "Verbetering")."""

from collections.abc import Collection
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.access.permissions import Action, require
from core.deadlines import terms
from core.enrolments import following, papers
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from db.models import AttendanceCell, Certificate, Enrolment, GroupMembership, Lesson

ALWAYS: Final = date.max
GONE = N_("Deze inschrijving bestaat niet meer. Laad de lijst opnieuw.")
CHANGED = N_("Iemand anders wijzigde deze inschrijving intussen. Kijk ze na en probeer opnieuw.")
PAPER = N_(
    "Getuigschrift {number} van {from_on} tot en met {to_on} is uitgereikt: die uren liggen vast. "
    "Vernietig het als het nog niet afgeleverd is, of open een correctie."
)


def load(session: Session, actor: Actor, action: Action, *, enrolment_id: int, version: int) -> Enrolment:
    """The enrolment under a lock, still as shown, one version further. Raises NotFound or Conflict."""
    found = session.get(Enrolment, enrolment_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound(GONE)
    require(session, actor, action, campus_id=found.campus_id)
    if found.version != version:
        raise Conflict(CHANGED)
    found.version += 1
    return found


def settle(session: Session, enrolment: Enrolment) -> None:
    """What follows from the changed facts of one enrolment."""
    session.flush()
    following.changed(session, enrolment_ids=[enrolment.id], terms=terms.load(session))


def check_papers(session: Session, enrolment: Enrolment, *, first_on: date, last_on: date = ALWAYS) -> None:
    """No issued paper of assiduity covers a day of this stretch. Raises InvalidInput with the paper and the way out."""
    row = session.execute(
        papers.locking([enrolment.id])
        .where(Certificate.to_on >= first_on, Certificate.from_on <= last_on)
        .order_by(Certificate.from_on)
        .limit(1)
    ).one_or_none()
    if row is not None:
        _, number, from_on, to_on = row
        raise InvalidInput(PAPER, number=number, from_on=from_on, to_on=to_on)


def hold_lessons(
    session: Session, enrolment: Enrolment, *, first_on: date, last_on: date = ALWAYS
) -> list[int]:
    """Lock the lessons of the person's groups in this stretch, in one order: nobody enters a cell meanwhile."""
    groups = select(GroupMembership.course_group_id).where(GroupMembership.enrolment_id == enrolment.id)
    return list(
        session.scalars(
            select(Lesson.id)
            .where(Lesson.course_group_id.in_(groups), Lesson.held_on.between(first_on, last_on))
            .order_by(Lesson.id)
            .with_for_update()
        )
    )


def entered(
    session: Session, enrolment: Enrolment, lesson_ids: Collection[int], *, present: bool
) -> list[date]:
    """The days of these lessons with a code in this person's cell; with `present` only those he attended in part."""
    wanted = [AttendanceCell.present > 0] if present else [AttendanceCell.code != ""]
    return list(
        session.scalars(
            select(Lesson.held_on)
            .join(AttendanceCell, AttendanceCell.lesson_id == Lesson.id)
            .where(AttendanceCell.enrolment_id == enrolment.id, Lesson.id.in_(lesson_ids), *wanted)
            .order_by(Lesson.held_on)
        )
    )


def running_membership(session: Session, enrolment: Enrolment) -> GroupMembership | None:
    """The group somebody sits in without an end."""
    return session.scalar(
        select(GroupMembership).where(
            GroupMembership.enrolment_id == enrolment.id, GroupMembership.until_on.is_(None)
        )
    )
