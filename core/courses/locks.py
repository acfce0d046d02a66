"""What may be changed: the row that was shown, held until the end of the transaction, and no hours under a paper."""

from collections.abc import Collection
from datetime import date
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from db.models import AttendanceCell, Certificate, Course, CourseGroup, GroupMembership, Lesson

T = TypeVar("T", Course, CourseGroup, Lesson)
CHANGED = N_("Iemand anders wijzigde dit intussen. Kijk beide waarden na en bewaar opnieuw.")
GONE = N_("Deze opleiding, groep of les bestaat niet meer. Laad de lijst opnieuw.")
NO_COURSE = N_("Deze groep hoort nog niet bij een opleiding. Voeg ze eerst aan een opleiding toe.")
UNDER_PAPER = N_(
    "De les van {day} valt in de periode van {from_on} tot en met {to_on}, waarvoor al een getuigschrift van "
    "nauwgezetheid is uitgereikt. Start eerst een correctie op Getuigschriften."
)
ENTERED = N_(
    "Voor de les van {day} zijn al {n} aanwezigheden ingevuld; die zouden verloren gaan. Maak die cellen eerst leeg op "
    "Aanwezigheden."
)


def course(session: Session, *, actor: Actor, course_id: int, version: int | None = None) -> Course:
    """The course on one of the actor's campuses, held. Raises NotFound or Conflict."""
    row = _held(session, Course, course_id)
    require(session, actor, Action.EDIT_COURSE, campus_id=row.campus_id)
    if version is not None and row.version != version:
        stored = {"name": row.name, "recognition_number": row.recognition_number}
        raise Conflict(CHANGED, stored=stored)
    return row


def group(
    session: Session, *, actor: Actor, group_id: int, version: int | None = None
) -> tuple[CourseGroup, Course]:
    """The group, held, and its course. Raises NotFound, InvalidInput or Conflict."""
    row = _held(session, CourseGroup, group_id)
    if row.course_id is None:
        raise InvalidInput(NO_COURSE)
    own = session.get_one(Course, row.course_id)
    require(session, actor, Action.EDIT_COURSE, campus_id=own.campus_id)
    if version is not None and row.version != version:
        raise Conflict(CHANGED, stored={"name": row.name})
    return row, own


def lesson(session: Session, *, actor: Actor, lesson_id: int, version: int) -> tuple[Lesson, Course]:
    """The lesson, held, and its course. Raises NotFound or Conflict."""
    row = _held(session, Lesson, lesson_id)
    own_group = session.get_one(CourseGroup, row.course_group_id)
    if own_group.course_id is None:
        raise InvalidInput(NO_COURSE)
    own = session.get_one(Course, own_group.course_id)
    require(session, actor, Action.EDIT_COURSE, campus_id=own.campus_id)
    if row.version != version:
        raise Conflict(CHANGED, stored={"state": row.state})
    return row, own


def _held(session: Session, table: type[T], key: int) -> T:
    # Not the lock that keeps a foreign key waiting: enrolments and cells go on being written.
    row = session.get(table, key, with_for_update={"key_share": True}, populate_existing=True)
    if row is None:
        raise NotFound(GONE)
    return row


def refuse_under_paper(session: Session, *, group_id: int, days: Collection[date]) -> None:
    """Raise InvalidInput when one of the days lies in a period of which somebody in the group holds an issued paper."""
    if not days:
        return
    papers = session.execute(
        select(Certificate.from_on, Certificate.to_on, GroupMembership.from_on, GroupMembership.until_on)
        .join(GroupMembership, GroupMembership.enrolment_id == Certificate.enrolment_id)
        .where(
            GroupMembership.course_group_id == group_id,
            Certificate.kind == "assiduity",
            Certificate.state == "issued",
            Certificate.from_on <= max(days),
            Certificate.to_on >= min(days),
            GroupMembership.from_on <= max(days),
            or_(GroupMembership.until_on.is_(None), GroupMembership.until_on >= min(days)),
        )
        .distinct()
    )
    for from_on, to_on, in_on, out_on in papers:
        if from_on is None or to_on is None:
            continue  # not of this kind: an assiduity paper always has its period
        for day in sorted(days):
            if from_on <= day <= to_on and in_on <= day and (out_on is None or day <= out_on):
                raise InvalidInput(UNDER_PAPER, day=day, from_on=from_on, to_on=to_on)


def refuse_entered(session: Session, row: Lesson) -> None:
    """Raise InvalidInput when attendance of this lesson was entered, which the change would lose."""
    cells = select(AttendanceCell.enrolment_id).where(
        AttendanceCell.lesson_id == row.id, AttendanceCell.code != ""
    )
    # Held too: a cell that is being entered now is waited for and seen.
    entered = len(session.scalars(cells.with_for_update()).all())
    if entered:
        raise InvalidInput(ENTERED, day=row.held_on, n=entered)
