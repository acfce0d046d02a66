"""A paper as every act takes it: under a lock, still as shown, its term following afterwards."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from core import clock
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.certificates import terms_of_papers
from core.errors import Conflict, NotFound
from core.i18n import N_
from core.i18n.formats import date_text
from db.models import (
    Certificate,
    CourseGroup,
    Deadline,
    Document,
    DocumentEvent,
    Enrolment,
    GroupMembership,
    Lesson,
)

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


def load_to_follow(
    session: Session, actor: Actor, action: Action, *, certificate_id: int, version: int
) -> Certificate:
    """The same for an act after which the papers of its enrolment follow the facts: those are held first."""
    hold_facts(session, certificate_ids=[certificate_id])
    hold_papers(session, certificate_ids=[certificate_id])
    return load(session, actor, action, certificate_id=certificate_id, version=version)


def _among(certificate_ids: Collection[int]) -> ColumnElement[bool]:
    """Written out in the statement: a sheet from the command line holds more papers than a database takes values."""
    keys: BindParameter[list[int]] = bindparam(
        "keys", sorted(certificate_ids), expanding=True, literal_execute=True, unique=True
    )
    return Certificate.id.in_(keys)


def hold_facts(session: Session, *, certificate_ids: Collection[int]) -> None:
    """Lock what papers are drawn from, before the papers themselves and in the order of every command.

    The enrolments, the lessons of their groups in the periods, those groups: nobody changes an hour or adds a lesson
    between what is read for a paper and the moment it counts as issued. Who issues many holds them all first, so that
    nobody waits in a circle.
    """
    papers = select(Certificate.enrolment_id).where(_among(certificate_ids))
    groups = select(GroupMembership.course_group_id).where(GroupMembership.enrolment_id.in_(papers))
    lessons = (
        select(Lesson.id)
        .join(GroupMembership, GroupMembership.course_group_id == Lesson.course_group_id)
        .join(Certificate, Certificate.enrolment_id == GroupMembership.enrolment_id)
        .where(
            _among(certificate_ids),
            Lesson.held_on.between(Certificate.from_on, Certificate.to_on),
        )
    )
    for table, keys in ((Enrolment, papers), (Lesson, lessons), (CourseGroup, groups)):
        held = select(table.id).where(table.id.in_(keys)).order_by(table.id)
        session.execute(held.with_for_update(key_share=True))


def hold_papers(session: Session, *, certificate_ids: Collection[int]) -> None:
    """Lock these papers and the others of their enrolments, in the order of their keys.

    Whoever acts on more than one holds them all before the first act: that one holds the end of the audit, for which
    anybody with one of the others in hand would wait.
    """
    enrolments = select(Certificate.enrolment_id).where(_among(certificate_ids))
    held = select(Certificate.id).where(Certificate.enrolment_id.in_(enrolments)).order_by(Certificate.id)
    session.execute(held.with_for_update(key_share=True))


def newest_document(session: Session, paper: Certificate) -> int | None:
    """The last document that this paper ever had, destroyed or not."""
    return session.scalar(
        select(func.max(Document.id)).where(
            Document.subject_kind == terms_of_papers.CERTIFICATE, Document.subject_id == paper.id
        )
    )


def standing_document(session: Session, paper: Certificate) -> int | None:
    """The last one that was not destroyed; None when there is none of ours."""
    is_destroyed = (DocumentEvent.document_id == Document.id) & (DocumentEvent.kind == "destroyed")
    session.flush()
    return session.scalar(
        select(func.max(Document.id)).where(
            Document.subject_kind == terms_of_papers.CERTIFICATE, Document.subject_id == paper.id,
            ~select(DocumentEvent.id).where(is_destroyed).exists(),
        )
    )  # fmt: skip


def happened(session: Session, actor: Actor, paper: Certificate, kind: str, day: date, reason: str) -> None:
    """Write down what became of its document; one of before Termijnwacht has none, its days stand on the row."""
    if paper.document_id is not None:
        told = {"recorded_at": clock.now(), "recorded_by": actor.name, "reason": reason}
        session.add(DocumentEvent(document_id=paper.document_id, kind=kind, happened_on=day, **told))


def due_again(paper: Certificate) -> None:
    """Back to what is to be issued, with nothing of the paper that was."""
    paper.state, paper.issued_on = "due", None
    paper.printed_on, paper.signed_on, paper.signatory_id = None, None, None


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
