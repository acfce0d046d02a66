"""A mixed population of papers: most of them right, and one of every kind of obstacle, over some courses."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.certificates import owed
from core.certificates.many import Shown
from core.deadlines import terms
from db.models import (
    AttendanceCell,
    Certificate,
    Course,
    CourseGroup,
    Deadline,
    Enrolment,
    Learner,
    Lesson,
    TimetableSlot,
)
from tests import attendance_factories as making
from tests import factories
from tests.factories import Provider

AFTER = date(2027, 1, 4)
UNTIL = date(2027, 1, 8)
CLOSED = date(2026, 9, 30)


@dataclass(frozen=True, slots=True)
class Crowd:
    """The enrolments by what is the matter with them."""

    enrolments: dict[str, Enrolment]
    course: Course
    group: CourseGroup


def fill(
    session: Session, lesson: Lesson, enrolment: Enrolment, code: str = "A", **minutes: int
) -> AttendanceCell:
    """One cell, present for the whole lesson unless said otherwise."""
    cell = AttendanceCell(
        lesson_id=lesson.id, enrolment_id=enrolment.id, code=code, changed_at=datetime(2026, 9, 30, 9, tzinfo=UTC),
        changed_by="An", **({"present": lesson.given_minutes} | minutes),
    )  # fmt: skip
    session.add(cell)
    session.flush()
    return cell


def course(
    session: Session, given: Provider, *, slot: bool = True, **values: object
) -> tuple[Course, CourseGroup]:
    """A course of the school year with a group and its evening."""
    made = making.course(session, campus=given.campus, **values)  # type: ignore[arg-type]
    group = making.group(session, course=made)
    if slot:
        making.slot(session, group=group)
    return made, group


def somebody(
    session: Session, course: Course, group: CourseGroup, lessons: list[Lesson], *, learner: Learner | None = None,
    **values: object,
) -> Enrolment:  # fmt: skip
    """A person with every lesson entered."""
    person = learner or factories.learner(session, "Peeters", "Jan")
    enrolment = making.enrolment(session, course=course, learner=person, group=group, **values)  # type: ignore[arg-type]
    for lesson in lessons:
        fill(session, lesson, enrolment)
    return enrolment


def gather(session: Session, given: Provider) -> Crowd:
    """Everybody, with what they owe."""
    main, group = course(session, given, name="Lassen")
    lessons = making.lessons(session, group=group, count=3, closed_on=CLOSED)
    found = {
        name: somebody(session, main, group, lessons, learner=factories.learner(session, last, "Jan", **values))  # type: ignore[arg-type]
        for name, last, values in (
            ("right", "Peeters", {}), ("also right", "Maes", {"email": "maes@voorbeeld.be"}),
            ("damaged", "M?es", {"name_is_damaged": True}), ("no birth date", "Claes", {"born_on": None}),
            ("glyph", "漢字", {}),
        )
    }  # fmt: skip
    missing = somebody(session, main, group, lessons[:2], learner=factories.learner(session, "Leeg", "An"))
    wrong = somebody(session, main, group, lessons[:2], learner=factories.learner(session, "Som", "An"))
    fill(session, lessons[2], wrong, present=10)
    found |= {"an empty cell": missing, "wrong sum": wrong}
    for name, values in (
        ("no category", {"category": ""}),
        ("no reference", {"recognition_number": ""}),
        ("no box a", {"years": {}}),
        ("no timetable", {"slot": False}),
    ):
        own, its = course(session, given, **values)  # type: ignore[arg-type]
        entered = making.lessons(session, group=its, count=2, closed_on=CLOSED)
        found[name] = somebody(session, own, its, entered)
    own, its = course(session, given)
    found["an open lesson"] = somebody(session, own, its, making.lessons(session, group=its, count=2))
    vov, its = course(session, given, starts_on=date(2026, 12, 28), ends_on=date(2027, 6, 25))
    found["vov"] = making.enrolment(
        session,
        course=vov,
        learner=factories.learner(session, "Zonder", "Nummer", number=""),
        group=its,
        regime="vov",
    )
    found["vov with a number"] = making.enrolment(
        session, course=vov, learner=factories.learner(session, "Attest", "Ann"), group=its, regime="vov"
    )
    owed.settle(session, enrolment_ids=[each.id for each in found.values()], terms=terms.load(session))
    return Crowd(found, main, group)


def papers(session: Session, until: date = UNTIL) -> list[Certificate]:
    """Every open paper due up to then, by key."""
    return list(
        session.scalars(
            select(Certificate)
            .join(
                Deadline, (Deadline.subject_kind == "certificate") & (Deadline.subject_id == Certificate.id)
            )
            .where(Deadline.due_on <= until, Deadline.state == "open")
            .order_by(Certificate.id)
        )
    )


def shown(papers: list[Certificate]) -> list[Shown]:
    return [Shown(paper.id, paper.version) for paper in papers]


def assiduity(session: Session, enrolment: Enrolment) -> Certificate:
    """The paper of the first quarter of somebody."""
    return session.scalars(
        select(Certificate).where(
            Certificate.enrolment_id == enrolment.id,
            Certificate.kind == "assiduity",
            Certificate.period_number == 1,
        )
    ).one()


def slots(session: Session) -> list[TimetableSlot]:
    return list(session.scalars(select(TimetableSlot)))
