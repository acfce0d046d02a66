"""A paper as every act takes it: under a lock, still as shown, its term following afterwards."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.access.permissions import Action, require
from core.certificates import terms_of_papers
from core.errors import Conflict, NotFound
from core.i18n import N_
from core.i18n.formats import date_text
from db.models import Certificate, CourseGroup, Deadline, Enrolment, GroupMembership, Lesson

LOCK = {"key_share": True}
GONE = N_("Dit getuigschrift bestaat niet meer. Laad de lijst opnieuw.")
CHANGED = N_("Iemand anders wijzigde dit getuigschrift intussen. Kijk beide waarden na en probeer opnieuw.")


def load(session: Session, actor: Actor, action: Action, *, certificate_id: int, version: int) -> Certificate:
    """The paper under a lock, on a campus of the actor, still as it was shown. Raises NotFound or Conflict."""
    paper = session.get(Certificate, certificate_id, with_for_update=LOCK)
    if paper is None:
        raise NotFound(GONE)
    require(session, actor, action, campus_id=paper.campus_id)
    if paper.version != version:
        raise Conflict(CHANGED, stored=stored_values(paper))
    paper.version += 1
    return paper


def hold_facts(session: Session, *, certificate_ids: Collection[int]) -> None:
    """Lock what papers are drawn from, before the papers themselves and in the order of every command.

    The enrolments, the lessons of their groups in the periods, those groups: nobody changes an hour or adds a lesson
    between what is read for a paper and the moment it counts as issued. Who issues many holds them all first, so that
    nobody waits in a circle.
    """
    papers = select(Certificate.enrolment_id).where(Certificate.id.in_(certificate_ids))
    groups = select(GroupMembership.course_group_id).where(GroupMembership.enrolment_id.in_(papers))
    lessons = (
        select(Lesson.id)
        .join(GroupMembership, GroupMembership.course_group_id == Lesson.course_group_id)
        .join(Certificate, Certificate.enrolment_id == GroupMembership.enrolment_id)
        .where(
            Certificate.id.in_(certificate_ids),
            Lesson.held_on.between(Certificate.from_on, Certificate.to_on),
        )
    )
    for table, keys in ((Enrolment, papers), (Lesson, lessons), (CourseGroup, groups)):
        held = select(table.id).where(table.id.in_(keys)).order_by(table.id)
        session.execute(held.with_for_update(key_share=True))


def stored_values(paper: Certificate) -> dict[str, str]:
    """What another user may have changed, as text, for the conflict on the screen."""
    return {
        "state": paper.state, "issued_on": date_text(paper.issued_on), "printed_on": date_text(paper.printed_on),
        "signed_on": date_text(paper.signed_on), "delivered_on": date_text(paper.delivered_on),
    }  # fmt: skip


def due_on(session: Session, paper: Certificate) -> date | None:
    """The last day of its term, while that is not met; None without one."""
    return session.scalar(
        select(Deadline.due_on).where(
            Deadline.subject_kind == terms_of_papers.CERTIFICATE, Deadline.subject_id == paper.id,
            Deadline.met_on.is_(None),
        )
    )  # fmt: skip


def settle(session: Session, paper: Certificate) -> None:
    """How far the paper is and whether its term is closed, in its deadline row if it has one."""
    session.flush()
    row = session.scalars(
        select(Deadline).where(
            Deadline.subject_kind == terms_of_papers.CERTIFICATE, Deadline.subject_id == paper.id
        )
    ).one_or_none()
    if row is not None:
        terms_of_papers.follow(row, paper)
