"""The courses one person follows or followed, the hours, and every getuigschrift or attest of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.attendance import totals
from core.attendance.totals import Totals
from core.certificates import documents
from core.certificates.documents import DocumentLine
from core.certificates.terms_of_papers import CERTIFICATE
from core.subject.leave_rows import CourseLine, FiledLine, Leave, LeavePaperLine
from db.models import Campus, Certificate, Course, Deadline, Enrolment, VovFiling


def of_people(session: Session, actor: Actor, keys: Sequence[int], *, today: date) -> Leave:
    """Of these files, on the actor's campuses, the newest enrolment first; hours up to and including today."""
    return Leave(_courses(session, actor, keys, today), _papers(session, actor, keys))


def _courses(session: Session, actor: Actor, keys: Sequence[int], today: date) -> list[CourseLine]:
    rows = session.execute(
        select(Enrolment, Course, Campus.name)
        .join(Course, Course.id == Enrolment.course_id)
        .join(Campus, Campus.id == Enrolment.campus_id)
        .where(Enrolment.learner_id.in_(keys), *scope.of_campuses(actor, Enrolment.campus_id))
        .order_by(Enrolment.enrolled_on.desc(), Enrolment.id.desc())
    ).all()
    enrolled = [enrolment.id for enrolment, _, _ in rows]
    hours = totals.many(session, first_on=date.min, last_on=today, enrolment_ids=enrolled)
    filed = _filed(session, enrolled)
    return [
        CourseLine(
            row.id, course.id, course.code, course.name, campus, course.lesson_unit, row.regime, row.employer_name,
            row.enrolled_on, row.stopped_on, row.stop_kind, row.final_assessment, hours.get(row.id, Totals()),
            filed.get(row.id, ()),
        )
        for row, course, campus in rows
    ]  # fmt: skip


def _filed(session: Session, enrolled: Sequence[int]) -> Mapping[int, list[FiledLine]]:
    found: dict[int, list[FiledLine]] = defaultdict(list)
    statement = select(VovFiling).where(VovFiling.enrolment_id.in_(enrolled)).order_by(VovFiling.id)
    for row in session.scalars(statement):
        found[row.enrolment_id].append(FiledLine(
            row.from_on, row.to_on, row.given_minutes, row.present_minutes, row.justified_minutes,
            row.unjustified_minutes, row.filed_on, row.reference, row.withdrawn_on,
        ))  # fmt: skip
    return found


def _papers(session: Session, actor: Actor, keys: Sequence[int]) -> list[LeavePaperLine]:
    is_term = (Deadline.subject_kind == CERTIFICATE) & (Deadline.subject_id == Certificate.id)
    rows = session.execute(
        select(Certificate, Course.name, Deadline.due_on)
        .join(Course, Course.id == Certificate.course_id)
        .outerjoin(Deadline, is_term)
        .where(Certificate.learner_id.in_(keys), *scope.of_campuses(actor, Certificate.campus_id))
        .order_by(
            Certificate.school_year.desc(), Certificate.from_on.desc().nulls_last(), Certificate.id.desc()
        )
    ).all()
    own: dict[int, list[DocumentLine]] = defaultdict(list)
    for each in reversed(documents.of(session, certificate_ids=[paper.id for paper, _, _ in rows])):
        own[each.certificate_id].append(each)
    return [
        LeavePaperLine(
            row.id, row.kind, row.state, row.school_year, row.from_on, row.to_on, course, due_on, row.delivered_on,
            row.delivery_way, row.delivered_by, row.late_reason, row.late_action, row.correction_on, row.correction_by,
            row.correction_reason, own.get(row.id, ()),
        )
        for row, course, due_on in rows
    ]  # fmt: skip
