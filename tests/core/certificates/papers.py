"""Papers of somebody in a group with two closed lessons, ready to issue."""

from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.certificates import commands, owed
from core.deadlines import terms
from db.models import AttendanceCell, Certificate, Document, Enrolment
from tests import attendance_factories as making
from tests import factories
from tests.factories import Provider

AFTER = date(2027, 1, 4)


def enrolled(
    session: Session, given: Provider, *, regime: str = "bev_brussels", number: str = "", **course: object
) -> Enrolment:
    """Somebody in the course, 150 minutes present in one lesson, 100 of 150 in the next."""
    row = making.course(session, campus=given.campus, **course)  # type: ignore[arg-type]
    group = making.group(session, course=row)
    making.slot(session, group=group)
    learner = factories.learner(session, "Peeters", "Jan", number=number)
    enrolment = making.enrolment(session, course=row, learner=learner, group=group, regime=regime)
    lessons = making.lessons(session, group=group, count=2, closed_on=date(2026, 9, 20))
    for lesson, minutes in zip(lessons, (150, 100), strict=True):
        session.add(AttendanceCell(
            lesson_id=lesson.id, enrolment_id=enrolment.id, code="A", present=minutes, justified=150 - minutes,
            changed_at=datetime(2026, 9, 20, 9, tzinfo=UTC), changed_by="An",
        ))  # fmt: skip
    settle(session, enrolment)
    return enrolment


def settle(session: Session, enrolment: Enrolment) -> None:
    owed.settle(session, enrolment_ids=[enrolment.id], terms=terms.load(session))


def paper(session: Session, enrolment: Enrolment, kind: str, number: int = 0) -> Certificate:
    return session.scalars(
        select(Certificate).where(
            Certificate.enrolment_id == enrolment.id,
            Certificate.kind == kind,
            Certificate.period_number == number,
        )
    ).one()


def issued(session: Session, given: Provider, row: Certificate, on: date = AFTER) -> Document:
    commands.issue(session, actor=given.coordinator, today=on, certificate_id=row.id, version=row.version)
    return session.get_one(Document, row.document_id)
