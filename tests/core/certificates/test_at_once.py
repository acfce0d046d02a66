"""A paper and its hours at the very same moment: whoever comes second waits, and then meets what the first did."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import db.session
from core.attendance import commands as attendance
from core.attendance import totals
from core.attendance.cells import Op
from core.attendance.justifying import Absence
from core.certificates import checking
from core.certificates import commands as certificates
from core.certificates.living import Handed
from core.courses import commands as courses
from core.courses.commands import CourseFields, Slot
from core.deadlines import terms
from core.enrolments import commands as enrolments
from core.enrolments.commands import Leave
from core.errors import DomainError
from db.models import AttendanceCell, Certificate, Course, CourseGroup, Document, Enrolment, Lesson, Signatory
from tests import attendance_factories as making
from tests import factories
from tests.crossing import Act, crossing
from tests.factories import Provider

AFTER = date(2027, 1, 4)
AMOUNTS = ("planned", "given", "present", "justified", "unjustified")
Change = Callable[["Desk", Session], object]


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody with four lessons in the first quarter: two closed, one cancelled with its hours, one emptied."""

    given: Provider
    course_id: int
    group_id: int
    enrolment_id: int
    paper_id: int
    lesson_ids: list[int]

    def asked(self, session: Session, table: type, key: int, name: str) -> dict[str, Any]:
        """What a command takes of a row as it is shown at this moment."""
        version = session.scalar(select(table.version).where(table.id == key))  # type: ignore[attr-defined]
        return {"actor": self.given.coordinator, "today": AFTER, name: key, "version": version}

    def of_lesson(self, session: Session, number: int) -> dict[str, Any]:
        return self.asked(session, Lesson, self.lesson_ids[number], "lesson_id")

    def of_enrolment(self, session: Session) -> dict[str, Any]:
        return self.asked(session, Enrolment, self.enrolment_id, "enrolment_id")

    def of_paper(self, session: Session) -> dict[str, Any]:
        return self.asked(session, Certificate, self.paper_id, "certificate_id")


@pytest.fixture
def desk(engine: Engine) -> Desk:
    with db.session.writing() as session:
        given = factories.provider(session)
        course = making.course(session, campus=given.campus)
        group = making.group(session, course=course)
        making.slot(session, group=group)
        keys = [each.id for each in making.lessons(session, group=group, count=4)]
        key = enrolments.enrol(
            session, actor=given.coordinator, today=AFTER, course_id=course.id, course_group_id=group.id,
            learner_id=factories.learner(session).id, enrolled_on=course.starts_on, leave=Leave("bev_brussels"),
        )  # fmt: skip
        asked: dict[str, Any] = {"actor": given.coordinator, "today": AFTER}
        for number, lesson_id in enumerate(keys[:2]):
            ops = [Op(f"o-{number}", lesson_id, key, 0, ("A", "GZ")[number])]
            attendance.save(session, lesson_id=lesson_id, ops=ops, **asked)
            attendance.close_lesson(session, lesson_id=lesson_id, version=1, **asked)
        courses.cancel_lesson(session, lesson_id=keys[2], version=1, reason="teacher_ill", **asked)
        courses.cancel_lesson(session, lesson_id=keys[3], version=1, reason="holiday", **asked)
        paper_id = session.scalars(
            select(Certificate.id).where(Certificate.kind == "assiduity", Certificate.period_number == 1)
        ).one()
        return Desk(given, course.id, group.id, key, paper_id, keys)


def issue(desk: Desk, session: Session) -> object:
    return certificates.issue(session, **desk.of_paper(session))


def deliver(desk: Desk, session: Session) -> object:
    signatory_id = session.scalars(select(Signatory.id)).one()
    certificates.issue(session, **desk.of_paper(session))
    certificates.note_signed(session, signatory_id=signatory_id, signed_on=AFTER, **desk.of_paper(session))
    certificates.deliver(session, handed=Handed(AFTER, "hand", "An"), **desk.of_paper(session))
    return None


def restore(desk: Desk, session: Session) -> object:
    return courses.restore_lesson(session, **desk.of_lesson(session, 2))


def reopen(desk: Desk, session: Session) -> object:
    return attendance.reopen_lesson(session, **desk.of_lesson(session, 0))


def add(desk: Desk, session: Session) -> object:
    slot = Slot(None, date(2026, 11, 3), 540, 690, 150)
    return courses.add_lesson(
        session, actor=desk.given.coordinator, today=AFTER, group_id=desk.group_id, slot=slot
    )


def generate(desk: Desk, session: Session) -> object:
    return courses.generate_lessons(session, **desk.asked(session, CourseGroup, desk.group_id, "group_id"))


def justify(desk: Desk, session: Session) -> object:
    absence = Absence("Z", date(2026, 9, 15), date(2026, 9, 15), date(2026, 9, 16), date(2026, 9, 16))
    return attendance.justify(session, absence=absence, **desk.of_enrolment(session))


def stop(desk: Desk, session: Session) -> object:
    return enrolments.stop(
        session, kind="announced", announced_on=date(2026, 9, 16), **desk.of_enrolment(session)
    )


def exempt(desk: Desk, session: Session) -> object:
    day = date(2026, 9, 22)
    return enrolments.exempt(session, first_on=day, last_on=day, **desk.of_enrolment(session))


def no_leave(desk: Desk, session: Session) -> object:
    return enrolments.change_enrolment(session, leave=Leave(""), **desk.of_enrolment(session))


def shorten_the_course(desk: Desk, session: Session) -> object:
    row = session.get_one(Course, desk.course_id)
    fields = CourseFields(
        row.code, row.name, row.campus_id, row.organisation, row.lesson_unit, row.starts_on, date(2026, 12, 18),
        category=row.category, recognition_kind=row.recognition_kind, recognition_number=row.recognition_number,
        planned={2026: 4000},
    )  # fmt: skip
    session.expunge(row)
    return courses.change_course(
        session, fields=fields, **desk.asked(session, Course, desk.course_id, "course_id")
    )


CHANGES: list[Change] = [restore, reopen, add, generate, justify, stop, exempt, no_leave]


def act(desk: Desk, change: Change) -> Act:
    return lambda session: change(desk, session)


def check(desk: Desk, *, is_issued: bool) -> None:
    """The paper says what attendance says, and its row and term are what they should be."""
    with db.session.reading() as session:
        paper = session.get_one(Certificate, desk.paper_id)
        assert (paper.state == "issued") is is_issued
        assert list(checking.differences(session, terms=terms.load(session))) == []
        if paper.document_id is None or paper.from_on is None or paper.to_on is None:
            assert not is_issued
            return
        frozen = session.get_one(Document, paper.document_id).content
        now = totals.of_one(
            session, enrolment_id=desk.enrolment_id, first_on=paper.from_on, last_on=paper.to_on
        )
        assert {name: frozen[name] for name in AMOUNTS} == {name: getattr(now, name) for name in AMOUNTS}
        assert frozen["to_on"] == paper.to_on.isoformat()


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_who_changes_hours_while_a_paper_is_issued_waits_and_is_refused(
    engine: Engine, desk: Desk, change: Change
) -> None:
    met = crossing(engine, act(desk, issue), act(desk, change))
    assert isinstance(met, DomainError), met
    check(desk, is_issued=True)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_who_issues_while_hours_change_waits_and_freezes_the_new_ones_or_is_refused(
    engine: Engine, desk: Desk, change: Change
) -> None:
    met = crossing(engine, act(desk, change), act(desk, issue))
    refused = isinstance(met, DomainError)
    assert refused or not isinstance(met, Exception), met
    check(desk, is_issued=not refused)


def test_a_course_that_ends_earlier_and_a_paper_of_it_at_once(engine: Engine, desk: Desk) -> None:
    met = crossing(engine, act(desk, shorten_the_course), act(desk, issue))
    assert not isinstance(met, Exception), met
    check(desk, is_issued=True)


def test_a_paper_and_a_course_that_ends_earlier_at_once(engine: Engine, desk: Desk) -> None:
    met = crossing(engine, act(desk, issue), act(desk, shorten_the_course))
    assert not isinstance(met, Exception), met
    with db.session.reading() as session:
        paper = session.get_one(Certificate, desk.paper_id)
        assert (paper.state, paper.to_on) == ("issued", date(2026, 12, 31))


def test_a_second_session_noted_while_a_paper_is_delivered_leaves_its_term_met(
    engine: Engine, desk: Desk
) -> None:
    def note(session: Session) -> object:
        return enrolments.note_second_session(
            session, known_on=AFTER, exam_days=[], took_part=None, **desk.of_enrolment(session)
        )

    met = crossing(engine, act(desk, deliver), note)
    assert not isinstance(met, Exception), met
    check(desk, is_issued=True)


def test_somebody_enrolled_while_the_course_gets_other_dates_owes_papers_by_the_new_ones(
    engine: Engine, desk: Desk
) -> None:
    with db.session.writing() as session:
        learner_id = factories.learner(session, "Maes").id

    def enrol(session: Session) -> object:
        return enrolments.enrol(
            session, actor=desk.given.coordinator, today=AFTER, course_id=desk.course_id, learner_id=learner_id,
            course_group_id=desk.group_id, enrolled_on=date(2026, 9, 8), leave=Leave("bev_brussels"),
        )  # fmt: skip

    for first, second in ((act(desk, shorten_the_course), enrol),):
        met = crossing(engine, first, second)
        assert not isinstance(met, Exception), met
    check(desk, is_issued=False)


@pytest.mark.parametrize("order", ["cell first", "word first"])
def test_a_cell_and_its_justification_at_once_add_up(engine: Engine, desk: Desk, order: str) -> None:
    def enter(session: Session) -> object:
        version = session.scalar(
            select(AttendanceCell.version).where(AttendanceCell.lesson_id == desk.lesson_ids[1])
        )
        ops = [Op("at-once", desk.lesson_ids[1], desk.enrolment_id, version or 0, "GZ50")]
        [result] = attendance.save(
            session, actor=desk.given.coordinator, today=AFTER, lesson_id=desk.lesson_ids[1], ops=ops
        )
        assert result.status == "saved"
        return None

    with db.session.writing() as session:
        attendance.reopen_lesson(session, **desk.of_lesson(session, 1))
    first, second = (enter, act(desk, justify)) if order == "cell first" else (act(desk, justify), enter)
    met = crossing(engine, first, second)
    assert not isinstance(met, Exception), met
    with db.session.reading() as session:
        cell = session.scalars(
            select(AttendanceCell).where(AttendanceCell.lesson_id == desk.lesson_ids[1])
        ).one()
        assert (cell.code, cell.present, cell.justified, cell.unjustified) == ("GZ50", 100, 50, 0)
