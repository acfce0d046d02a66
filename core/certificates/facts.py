"""What stands on papers, loaded for one or for many by the same few statements; nothing is judged here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from core.attendance import counted, totals
from core.attendance.totals import Totals
from core.certificates import timetables as lines
from core.certificates.owed import FIRST_MONTH
from db.models import (
    Campus,
    Certificate,
    Course,
    CourseYear,
    Document,
    DocumentEvent,
    Enrolment,
    GroupMembership,
    Learner,
    Lesson,
    OfficialBlank,
    Organisation,
    SecondSession,
    Signatory,
)

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Issuer:
    """What is the same for every paper of a day: the provider, who may sign then, the version of the model."""

    organisation: Organisation | None
    signatory: Signatory | None
    model_version: str


@dataclass(frozen=True, slots=True)
class Facts:
    """One paper and everything it is made of. `box_b`, `box_d` and the totals are minutes."""

    paper: Certificate
    enrolment: Enrolment
    course: Course
    learner: Learner
    campus: Campus
    year: CourseYear | None
    second: SecondSession | None
    timetable: tuple[str, ...]
    totals: Totals
    box_b: int
    box_d: int
    corrects_number: str


def issuer(session: Session, *, today: date, signatory_id: int | None) -> Issuer:
    """The provider on that day; the first who is authorised signs when nobody was chosen."""
    signing = (
        select(Signatory)
        .where(Signatory.begins_on <= today, (Signatory.ends_on.is_(None)) | (Signatory.ends_on >= today))
        .order_by(Signatory.id)
    )
    if signatory_id is not None:
        signing = signing.where(Signatory.id == signatory_id)
    newest = (
        select(OfficialBlank.model_version)
        .where(OfficialBlank.valid_from_on <= today)
        .order_by(OfficialBlank.valid_from_on.desc(), OfficialBlank.id.desc())
    )
    organisation = session.get(Organisation, 1)
    return Issuer(
        organisation,
        session.scalars(signing.limit(1)).first(),
        session.scalars(newest.limit(1)).first() or "",
    )


def of(session: Session, papers: Sequence[Certificate]) -> Mapping[int, Facts]:
    """The facts of each paper by its key."""
    found: dict[int, Facts] = {}
    for start in range(0, len(papers), CHUNK):
        found |= _of({paper.id: paper for paper in papers[start : start + CHUNK]}, session)
    return found


def _of(papers: Mapping[int, Certificate], session: Session) -> dict[int, Facts]:
    keys = list(papers)
    enrolment_ids = {paper.enrolment_id for paper in papers.values()}
    timetables = lines.of(session, enrolment_ids)
    summed = totals.of_papers(session, certificate_ids=keys)
    freed = _minutes(session, papers.values(), *counted.attends(), counted.is_exempt())
    missed = _minutes(
        session, papers.values(), Lesson.held_on < Enrolment.enrolled_on, ~counted.is_exempt(),
        GroupMembership.from_on == _first_from(),
    )  # fmt: skip
    corrected = _corrected(session, papers.values())
    rows = session.execute(
        select(Certificate.id, Enrolment, Course, Learner, Campus, CourseYear, SecondSession)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .join(Course, Course.id == Certificate.course_id)
        .join(Learner, Learner.id == Certificate.learner_id)
        .join(Campus, Campus.id == Certificate.campus_id)
        .outerjoin(
            CourseYear,
            (CourseYear.course_id == Course.id) & (CourseYear.school_year == Certificate.school_year),
        )
        .outerjoin(SecondSession, SecondSession.enrolment_id == Enrolment.id)
        .where(Certificate.id.in_(keys))
    )
    return {
        key: Facts(
            papers[key], enrolment, course, learner, campus, year, second,
            timetables.get(enrolment.id, ()), summed.get(key, Totals()),
            freed.get((enrolment.id, papers[key].school_year), 0),
            missed.get((enrolment.id, papers[key].school_year), 0), corrected.get(key, ""),
        )
        for key, enrolment, course, learner, campus, year, second in rows
    }  # fmt: skip


def _minutes(
    session: Session, papers: Collection[Certificate], *conditions: ColumnElement[bool]
) -> dict[tuple[int, int], int]:
    """Planned contact minutes by (enrolment, school year), under these conditions; each lesson once."""
    found: dict[tuple[int, int], int] = {}
    for year in sorted({paper.school_year for paper in papers}):
        begins, ends = date(year, FIRST_MONTH, 1), date(year + 1, FIRST_MONTH, 1)
        lessons = (
            select(Enrolment.id.label("enrolment_id"), Lesson.id, Lesson.minutes)
            .select_from(Enrolment)
            .join(GroupMembership, GroupMembership.enrolment_id == Enrolment.id)
            .join(Lesson, Lesson.course_group_id == GroupMembership.course_group_id)
            .where(
                Enrolment.id.in_({paper.enrolment_id for paper in papers if paper.school_year == year}),
                Lesson.kind == "contact",
                Lesson.moved_to_id.is_(None),
                Lesson.held_on.between(begins, ends - timedelta(days=1)),
                *conditions,
            )
            .distinct()
            .subquery()
        )
        summed = select(lessons.c.enrolment_id, func.sum(lessons.c.minutes)).group_by(lessons.c.enrolment_id)
        found |= {(key, year): int(minutes) for key, minutes in session.execute(summed)}
    return found


def _first_from() -> ColumnElement[date]:
    """Of an enrolment in the statement: the first day of its first membership."""
    own = aliased(GroupMembership)
    return (
        select(func.min(own.from_on))
        .where(own.enrolment_id == Enrolment.id)
        .correlate(Enrolment)
        .scalar_subquery()
    )


def _corrected(session: Session, papers: Collection[Certificate]) -> dict[int, str]:
    """The delivered paper that is corrected; one destroyed before delivery passes on what it corrected itself."""
    keys = {paper.document_id: paper.id for paper in papers if paper.document_id is not None}
    if not keys:
        return {}
    destroyed = set(
        session.scalars(
            select(DocumentEvent.document_id).where(
                DocumentEvent.document_id.in_(keys), DocumentEvent.kind == "destroyed"
            )
        )
    )
    rows = session.execute(
        select(Document.id, Document.number, Document.content).where(Document.id.in_(keys))
    )
    return {
        keys[key]: str(content["corrects_number"]) if key in destroyed else number
        for key, number, content in rows
    }
